/** The room as this page has it: what the server said, what is being written, what is open on the screen. */

import { Announcer, type Manner } from "./announcer";
import { characters } from "./characters";
import { steadyClock } from "./clock";
import type { Link } from "./connection";
import { type Contributing, Drafts, EMPTY } from "./drafts";
import type { Frame, Reply, View } from "./frames";
import type { Kept } from "./kept";
import { nameOf, news } from "./news";
import { currentMode, hasConfirmed, may, type Now, now, seen, whyNot } from "./now";
import { type Asked, type Do, newRef, Outbox, written } from "./outbox";
import type * as protocol from "./protocol";
import type { Commands, Mine } from "./protocol";
import { refusal } from "./refusals";
import { merge, NOTHING, type State } from "./state";
import { left, passed, rest } from "./times";
import * as words from "./words";

export const LONGEST = 2_000;

export interface Place {
  title: string;
  transcript: string;
  session: string;
  login: string;
  /** Questions to ask, by the code of the phase. */
  questions: Record<string, string[]>;
}

export type Tab = "conversation" | "floor" | "agenda" | "people" | "moderation";
export type Act = { is: "hold" | "return" | "type" | "withdraw"; id: number };

export interface Ui {
  tab: Tab;
  menu: number;
  act: Act | null;
  asking: "pause" | "close" | "phase" | "";
  rule: number;
  allTypes: boolean;
  reading: boolean; // the conversation, where something else stands in its place
  preparing: boolean | null; // what one will say; null until somebody opens or closes it
  notice: string;
  status: string;
  spoken: { key: number; text: string }[];
  unread: number;
}

const QUIET: Ui = {
  tab: "conversation",
  menu: 0,
  act: null,
  asking: "",
  rule: 0,
  allTypes: false,
  reading: false,
  preparing: null,
  notice: "",
  status: "",
  spoken: [],
  unread: 0,
};
const MOST_SPOKEN = 12;
const PATIENCE = 1_500;

/** How much time there is, ms. */
interface Rests {
  phase: number;
  floor: number;
}

export class Room {
  state: State = NOTHING;
  link: Link = { is: "connecting" };
  /** What others say arrives later just now. */
  delayed = false;
  ui: Ui = QUIET;
  /** What gets the focus after the next drawing, as a selector. */
  focus = "";
  /** After the next drawing the end of the conversation is shown: one wrote something there. */
  toEnd = false;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly announcer: Announcer;
  /** Our time, ms: for waiting, and to reckon the server's from. */
  readonly steady = steadyClock();
  /** Contributions as we still have them, of which the server has taken a new version. */
  private readonly rewritten = new WeakSet<protocol.exchange.Contribution>();
  /** The notice says what is missing in the composer; it goes when something is done about it. */
  private incomplete = false;
  private rests: Rests = { phase: 0, floor: 0 };

  constructor(
    readonly place: Place,
    private readonly kept: Kept,
    private readonly settings: Kept,
    readonly changed: () => void,
    private readonly connectAgain: () => void,
  ) {
    this.drafts = new Drafts(kept);
    this.outbox = new Outbox(kept.read<Asked[]>("outbox", []), (asked) => kept.write("outbox", asked));
    this.announcer = new Announcer(
      settings.read<Manner>("announce", "each"),
      (person) => this.nameOf(person),
      (sentences) => this.speak(sentences),
    );
  }

  // --- what is so -------------------------------------------------------------------------------------------------------

  get me(): protocol.people.Person | undefined {
    return this.state.people.get(this.state.mine?.person ?? 0);
  }

  get agenda(): protocol.agenda.AgendaView | undefined {
    return this.state.parts.agenda;
  }

  get now(): Now {
    return now(this.state);
  }

  get clock(): number {
    return this.steady() + this.state.offset;
  }

  get signal(): protocol.agenda.Signal | null {
    return this.state.mine?.agenda.signal ?? null;
  }

  get hasReplied(): boolean {
    return this.state.mine?.floor.replied ?? false;
  }

  /** Own contributions that the server has not answered; one that already came back with the room is left out. */
  get pending(): Asked[] {
    return this.outbox.all.filter(
      (each) => each.do === "exchange.Contribute" && (each.refused || !this.isHere(each)),
    );
  }

  private isHere(asked: Asked): boolean {
    const mine = this.state.mine?.person;
    const text = written(asked);
    for (const each of [...this.state.contributions.values()].slice(-20)) {
      if (each.id > asked.seq && each.by === mine && each.text === text) return true;
    }
    return false;
  }

  /** Those of them that take longer than an answer should. */
  get late(): Asked[] {
    return this.pending.filter((each) => !each.refused && this.steady() - each.at > PATIENCE);
  }

  /** Where there is nothing to write in, now or later, nothing that is written will be sent. */
  get canWrite(): boolean {
    return this.link.is !== "over" && this.now.is !== "closed" && this.now.is !== "observe";
  }

  /** Own words of any kind that are not in the room. */
  private get unanswered(): Asked[] {
    return this.outbox.all.filter((each) => each.draft && !this.isHere(each));
  }

  /** Leaving the page takes own words that are on their way with it. Drafts are stored: only without that they go too. */
  get wouldLose(): boolean {
    if (this.canWrite && this.unanswered.some((each) => !each.refused)) return true;
    return !this.isStored && this.unanswered.length + this.drafts.words.length > 0;
  }

  /** A reload would find everything that somebody wrote here. */
  get isStored(): boolean {
    return this.kept.isComplete;
  }

  /** What somebody wrote that will not be sent, so that they can take it elsewhere. */
  get unsent(): string[] {
    if (this.canWrite) return [];
    return [...this.unanswered.map(written), ...this.drafts.words];
  }

  nameOf(person: number | null): string {
    return nameOf(this.state, person);
  }

  may(name: Do): boolean {
    return this.link.is !== "over" && may(this.state, name);
  }

  whyNot(name: Do): string | undefined {
    return whyNot(this.state, name);
  }

  seen(contribution: protocol.exchange.Contribution): protocol.exchange.Contribution {
    return seen(this.state, contribution);
  }

  /** A new version is on its way; or it was taken, and we have not seen it yet. */
  isRewriting(id: number): boolean {
    const known = this.state.contributions.get(id);
    if (known && this.rewritten.has(known)) return true;
    return this.outbox.all.some((each) => !each.refused && rewrites(each) === id);
  }

  // --- what the server says ---------------------------------------------------------------------------------------------

  hear(frame: Frame): void {
    if ("ref" in frame) this.answered(frame);
    else if ("mine" in frame) this.introduced(frame.mine);
    else if ("present" in frame) this.become({ ...this.state, present: new Set(frame.present) });
    else if ("delayed" in frame) this.delayed = frame.delayed;
    else if ("seq" in frame) this.merge(frame);
    this.changed();
  }

  linked(link: Link): void {
    if (link.is !== "live") this.outbox.disconnected();
    else if (this.link.is !== "connecting" && this.link.is !== "live") this.speak([words.connectedAgain()]);
    if (link.is !== "live") this.delayed = false;
    this.link = link;
    this.changed();
  }

  private merge(view: View): void {
    const before = this.state;
    const after = merge(before, view, this.steady());
    this.become(after);
    if (hasConfirmed(before) && !hasConfirmed(after)) this.ui = { ...this.ui, notice: words.rulesChanged() };
  }

  /** Once a second: deadlines, and what was to be sent later. Time is said aloud at few points only. */
  tick(): void {
    this.outbox.flush(this.steady());
    const before = this.rests;
    this.rests = this.measure();
    this.speakOfTime(before);
    this.changed();
  }

  private measure(): Rests {
    const { agenda, clock } = this;
    const holder = this.state.parts.floor?.holder;
    const mine = holder?.person === this.state.mine?.person ? holder : undefined;
    return {
      phase: agenda?.stage === "open" ? rest(agenda.until, agenda, clock) : 0,
      floor: mine ? rest(mine.until, agenda, clock) : 0,
    };
  }

  private speakOfTime(before: Rests): void {
    const floor = passed(before.floor, this.rests.floor, [0, 30_000]);
    const phase = passed(before.phase, this.rests.phase, [0, 60_000, 300_000]);
    if (floor !== undefined && this.now.is === "have_floor")
      this.speak([floor ? words.halfMinute() : words.timeUp()]);
    if (phase !== undefined && this.agenda?.stage === "open") this.speak([words.timeLeft(left(phase))]);
  }

  private become(after: State): void {
    const before = this.state;
    this.state = after;
    this.announcer.hear(news(before, after));
  }

  /** Another person in the same tab: what the one before wrote is none of their business. */
  private introduced(mine: Mine): void {
    const before = this.state.mine?.person ?? this.kept.read("person", mine.person);
    if (before !== mine.person) {
      this.drafts.forget();
      for (const each of [...this.outbox.all]) this.outbox.drop(each.ref);
    }
    this.kept.write("person", mine.person);
    this.become({ ...this.state, mine });
  }

  private answered(reply: Reply): void {
    const answered = this.outbox.answer(reply, this.steady());
    if (!answered) return;
    const { asked, refused } = answered;
    if (refused) this.refused(asked, refused);
    else if (asked.do === "exchange.Contribute") this.ui = { ...this.ui, status: words.sent(), notice: "" };
    else this.ui = { ...this.ui, status: words.done() };
    const known = this.state.contributions.get(rewrites(asked));
    if (known && known.seq < (reply.seq ?? 0)) this.rewritten.add(known);
  }

  private refused(asked: Asked, code: string): void {
    if (asked.draft) this.putBack(asked);
    this.ui = { ...this.ui, notice: refusal(code), status: "" };
  }

  /** Nothing that somebody wrote is lost: it goes back to where it was written, unless that is in use again. */
  private putBack(asked: Asked): void {
    if (asked.draft === "contribution") {
      if (!this.drafts.contribution.text.trim()) this.edit(asked);
      return;
    }
    const text = written(asked);
    const newer = this.drafts.text(asked.draft);
    this.drafts.setText(asked.draft, newer ? `${text}\n${newer}` : text);
    this.outbox.drop(asked.ref);
  }

  // --- what people do ---------------------------------------------------------------------------------------------------

  set(change: Partial<Ui>): void {
    this.ui = { ...this.ui, ...change };
    this.changed();
  }

  /** `draft` names the field that a text comes from; it is emptied, and filled again if the server refuses. */
  ask<Name extends Do>(name: Name, fields: Commands[Name], draft = ""): void {
    if (this.link.is === "over") return; // nobody listens: it would surprise everybody if it were done later
    this.ui = { ...this.ui, notice: "", status: "" }; // what comes again is read aloud only if it was gone
    this.outbox.add({ ref: newRef(), do: name, fields, at: this.steady(), draft, seq: this.state.seq });
    // Only now: if the browser ends here, the text is stored twice rather than lost.
    if (draft === "contribution") this.drafts.write(EMPTY);
    else if (draft) this.drafts.clear(draft);
    this.changed();
  }

  write(change: Partial<Contributing>, thenFocus = false): void {
    if (this.incomplete) this.ui = { ...this.ui, notice: "" };
    this.incomplete = false;
    this.drafts.write(change);
    if (thenFocus) this.lead();
    this.changed();
  }

  /** To the composer, which may be in a drawer. */
  private lead(): void {
    this.focus = "#contribution";
    this.ui = { ...this.ui, preparing: true };
  }

  /** Send what stands in the composer. A second click finds it empty: it sends nothing twice. */
  contribute(): void {
    const draft = this.drafts.contribution;
    const text = draft.text.trim();
    const type = currentMode(this.state) === "questions_only" ? asQuestion(draft) : draft.type;
    const wrong = incomplete(text, type, draft);
    if (wrong) {
      this.focus = wrong.focus;
      this.incomplete = true;
      this.set({ notice: wrong.notice });
      return;
    }
    this.focus = "#contribution";
    this.toEnd = true;
    this.ui = { ...this.ui, preparing: null };
    this.ask(
      "exchange.Contribute",
      {
        text,
        type,
        refers_to: draft.refersTo,
        claim: type === "validity_question" ? draft.claim : "",
        attack: type === "objection" ? draft.attack : "",
      },
      "contribution",
    );
  }

  /** A contribution that was not taken goes back to the composer, before what stands there by now. */
  edit(asked: Asked): void {
    const fields = asked.fields as Commands["exchange.Contribute"];
    const newer = this.drafts.contribution.text;
    this.ui = { ...this.ui, preparing: true };
    this.drafts.write({
      text: newer.trim() ? `${fields.text}\n${newer}` : fields.text,
      type: fields.type ?? "",
      claim: fields.claim ?? "",
      attack: fields.attack ?? "",
      refersTo: fields.refers_to ?? null,
    });
    this.outbox.drop(asked.ref);
    this.changed();
  }

  continueHere(): void {
    this.focus = "#doing";
    this.connectAgain();
  }

  discard(asked: Asked): void {
    this.outbox.drop(asked.ref);
    this.changed();
  }

  giveSignal(signal: protocol.agenda.Signal | null): void {
    this.ask("agenda.GiveSignal", { signal });
  }

  announce(manner: Manner): void {
    this.announcer.manner = manner;
    this.settings.write("announce", manner);
    this.changed();
  }

  speak(sentences: string[]): void {
    const last = this.ui.spoken.at(-1)?.key ?? 0;
    const added = sentences.map((text, i) => ({ key: last + i + 1, text }));
    this.set({ spoken: [...this.ui.spoken, ...added].slice(-MOST_SPOKEN) });
  }
}

function asQuestion(draft: Contributing): "question" | "validity_question" {
  return draft.type === "validity_question" ? "validity_question" : "question";
}

/** What is missing before it can be sent, and where. */
function incomplete(
  text: string,
  type: protocol.exchange.Type,
  { claim }: Contributing,
): { notice: string; focus: string } | null {
  if (!text) return { notice: "", focus: "#contribution" };
  if (characters(text) > LONGEST) return { notice: refusal("exchange.too_long"), focus: "#contribution" };
  if (type === "validity_question" && !claim) return { notice: words.chooseClaim(), focus: "[name=claim]" };
  return null;
}

/** Of which contribution it is a new version; 0 for all else. */
function rewrites(asked: Asked): number {
  return asked.do === "exchange.Rewrite" ? (asked.fields as Commands["exchange.Rewrite"]).contribution : 0;
}
