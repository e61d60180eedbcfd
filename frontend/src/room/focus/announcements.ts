import { type Row, row } from "../announcements";
import * as words from "./words";

export const ANNOUNCEMENTS: Row[] = [
  row<string>({
    event: "the moderation asks everybody a question",
    happened: (before, after) => {
      const asked = after.parts.focus;
      const isNew = before.parts.focus && asked?.question !== before.parts.focus.question;
      return asked?.text && isNew ? [asked.text] : [];
    },
    hears: { everybody: (question) => ({ text: words.isAsked(question) }) },
  }),
];
