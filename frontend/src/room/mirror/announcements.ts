/** Who hears what of restatements: those two whom each is about; the room hears only that somebody was understood. */

import { type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type { State } from "../state";
import { authorOf, isToMe, type Mirroring } from "./known";
import * as words from "./words";

type Understanding = Mirroring["understanding"];

const person = (mirroring: Mirroring) => mirroring.person;
const author = (mirroring: Mirroring, state: State) => authorOf(state, mirroring);

export const ANNOUNCEMENTS: Row[] = [
  row<Mirroring>({
    event: "somebody says what they understood",
    happened: (before, after) => changed("waiting", before, after),
    addressee: author,
    concerned: person,
    hears: { addressee: (each, state) => ({ text: words.saidToYou(nameOf(state, each.person)) }) },
  }),
  row<Mirroring>({
    event: "an author confirms a restatement",
    happened: (before, after) => changed("confirmed", before, after).filter((each) => !isToMe(after, each)),
    concerned: person,
    hears: {
      concerned: (each, state) => ({ text: words.replyIsOpen(nameOf(state, authorOf(state, each))) }),
      everybody: (each, state) => {
        const by = authorOf(state, each);
        return { text: words.hasConfirmed(nameOf(state, by)), by, kind: "changed" };
      },
    },
  }),
  row<Mirroring>({
    event: "the moderation opens a reply",
    happened: (before, after) => changed("opened", before, after),
    concerned: person,
    hears: { concerned: () => ({ text: words.openedForYou() }) },
  }),
  row<Mirroring>({
    event: "an author says what is missing",
    happened: (before, after) => changed("refused", before, after),
    concerned: person,
    hears: {
      concerned: (each, state) => ({ text: words.refusedToYou(nameOf(state, authorOf(state, each))) }),
    },
  }),
  row<Mirroring>({
    event: "after two attempts it is the author's turn",
    happened: (before, after) => changed("authors_turn", before, after),
    addressee: author,
    concerned: person,
    hears: {
      addressee: (each, state) => ({ text: words.youSayAnew(nameOf(state, each.person)) }),
      concerned: (each, state) => ({ text: words.authorSaysAnew(nameOf(state, authorOf(state, each))) }),
    },
  }),
];

/** Those that became so; a better restatement is told as the first one was. */
function changed(understanding: Understanding, before: State, after: State): Mirroring[] {
  return [...after.mirrorings.values()].filter((each) => {
    const known = before.mirrorings.get(each.id);
    const isNew = known?.understanding !== understanding || known.restatement !== each.restatement;
    return each.understanding === understanding && isNew;
  });
}
