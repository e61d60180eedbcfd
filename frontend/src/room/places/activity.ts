import type { Activity } from "../activity";
import { REFUSALS } from "./words";

export const ACTIVITY: Activity = { name: "places", refusals: REFUSALS };
