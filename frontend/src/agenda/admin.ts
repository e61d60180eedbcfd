/** In the CMS, whose pages make their blocks in the browser. */

import { type Fitting, watchFitting } from "./fitting";
import { watchTimetable } from "./timetable";

const fitting = document.currentScript?.dataset.fitting;
if (fitting) watchFitting(document.documentElement, JSON.parse(fitting) as Fitting);
document.querySelectorAll<HTMLElement>("[data-timetable]").forEach(watchTimetable);
