/** The room as this page has it: what the server said, what is being written, what is open on the screen. */

import type { Kept } from "../kept";
import { ACTIVITIES } from "./activities";
import type { Deadline } from "./activity";
import { waiting } from "./agenda/pace";
import { Announcer, type Manner } from "./announcer";
import { characters } from "./characters";
import { steadyClock } from "./clock";
import type { Link } from "./connection";
import { type Contributing, Drafts, EMPTY } from "./drafts";
import { fetchEarlier, type Whether } from "./earlier";
import { isAnythingHidden } from "./exchange/announcements";
import type { QuestionGroup } from "./exchange/bank";
import type { LaidCard } from "./exchange/cards";
import { here, isMine, isWhole, openTypes, seen } from "./exchange/known";
import type { Bookmark, Since } from "./exchange/reading";
import { BEGIN, type Here, moved, type Span } from "./exchange/window";
import { chooseClaim } from "./exchange/words";
import { toAnswer } from "./focus/known";
import type { Frame, Reply, View } from "./frames";
import { news } from "./news";
import { type Asked, type Do, newRef, Outbox, written } from "./outbox";
import { nameOf } from "./people/known";
import type { Commands, Mine } from "./protocol";
import * as protocol from "./protocol";
import { refusal } from "./refusals";
import { isModerating, may, NEVER, standing, whyNot } from "./standing";
import {
  merge,
  mergeEarlier,
  NOTHING,
  type Opening,
  type State,
  withGroups,
  withMine,
  withPresence,
} from "./state";
import { passed } from "./times";
import { WHOLE } from "./view/depth";
import * as words from "./words";

const LONGEST = protocol.LIMITS["exchange.LONGEST"];

export interface Place {
  title: string;
  transcript: string;
  session: string;
  login: string;
  /** Where the room is reached. */
  address: string;
  /** Where a ballot is handed in, where groups are planned for this room, and what shows that this page did it. */
  ballot: string;
  groups: string;
  token: string;
  /** What one laid for this session, or for any, and where it is put away. */
  cards: readonly LaidCard[];
  cardsAt: string;
  /** In which people write here, where that is not the language of the interface. */
  language: string;
  /** Questions to ask, by the code of the phase and what they are for. */
  questions: Record<string, readonly QuestionGroup[]>;
  /** Until when one rehearses here with a cast, in words; empty where people meet. */
  rehearsal: string;
  /** The issue guide, if the session has one. */
  guide: Element | null;
}

export interface Ui {
  tab: string;
  opened: Readonly<Record<string, unknown>>; // by activities, each under a name of its own
  reading: boolean; // the conversation, where something else stands in its place
  preparing: boolean | null; // what one will say; null until somebody opens or closes it
  notice: string;
  status: string;
  spoken: { key: number; text: string }[];
  unread: number;
  since: Since | null; // the first contribution that is new
}

const QUIET: Ui = {
  tab: "conversation",
  opened: {},
  reading: false,
  preparing: null,
  notice: "",
  status: "",
  spoken: [],
  unread: 0,
  since: null,
};
const MOST_SPOKEN = 12;
const PATIENCE = 1_500;

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
  /** The part of the conversation that is drawn; null: its end. */
  span: Span | null = null;
  /** So many are drawn for whoever reads the end. */
  newest = BEGIN;
  /** So much of the page is drawn. */
  depth = WHOLE;
  /** To which contribution the next drawing leads that has it. */
  sought: number | null = null;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly announcer: Announcer;
  /** Our time, ms: for waiting, and to reckon the server's from. */
  readonly steady = steadyClock();
  /** Contributions as we still have them, of which the server has taken a new version. */
  private readonly rewritten = new WeakSet<protocol.exchange.Contribution>();
  /** Texts that were on their way to another room, by the key that its answer would bear. */
  private readonly takenBack = new Map<string, string>();
  /** The keys of what the page asked by itself. */
  private readonly byItself = new Set<string>();
  /** The notice says what is missing in the composer; it goes when something is done about it. */
  private incomplete = false;
  /** For which opening what it left out was asked for, and whether that has failed. */
  private asked: { opening: Opening; failed: boolean } | null = null;
  /** In which room one was last told who one is there, by its epoch. */
  private came = "";
  /** The deadlines at the last tick, by activity. */
  private rests: ReadonlyMap<string, Deadline> = new Map();

  constructor(
    readonly place: Place,
    readonly kept: Kept,
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

  /** Why I may not contribute, empty if I may: it decides what stands at the bottom. Undefined until we know. */
  get standing(): string | undefined {
    return standing(this.state);
  }

  /** One may contribute, or prepare what one will. */
  get mayCompose(): boolean {
    const code = this.standing;
    return code === "" || ACTIVITIES.some((each) => code !== undefined && each.bottoms?.[code]?.prepares);
  }

  get isModerating(): boolean {
    return isModerating(this.state);
  }

  get clock(): number {
    return this.steady() + this.state.offset;
  }

  /** Own contributions that the server has not answered; one that already came back with the room is left out. */
  get pending(): Asked[] {
    return this.outbox.all.filter(
      (each) => each.do === "exchange.Contribute" && (each.refused || !this.isHere(each)),
    );
  }

  private isHere(asked: Asked): boolean {
    const text = written(asked);
    for (const each of this.state.contributions.after(asked.seq)) {
      if (isMine(this.state, each) && each.text === text) return true;
    }
    return false;
  }

  /** Those of them that take longer than an answer should. */
  get late(): Asked[] {
    return this.pending.filter((each) => !each.refused && this.steady() - each.at > PATIENCE);
  }

  /** Where there is nothing to write in, now or later, nothing that is written will be sent. */
  get canWrite(): boolean {
    return this.link.is !== "over" && this.standing !== "room.closed" && this.standing !== NEVER;
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

  /** Others wait for me, or I wait to speak. */
  get isAwaited(): boolean {
    return this.link.is !== "over" && ACTIVITIES.some((each) => each.isAwaited?.(this.state));
  }

  get readsFirst(): boolean {
    return ACTIVITIES.some((each) => each.readFirst?.(this));
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

  /** The sentence for a code. */
  refusal(code: string): string {
    return refusal(this, code);
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
    else if ("groups" in frame) this.become(withGroups(this.state, frame));
    else if ("present" in frame) this.become(withPresence(this.state, frame));
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
    const from = this.state.epoch || this.kept.read("epoch", "");
    this.become(merge(this.state, view, this.steady()));
    if (this.lacksReference) void this.fetchEarlier();
    const { epoch } = this.state;
    if (from === epoch) return;
    if (from) this.moved(from, epoch);
    this.kept.write("epoch", epoch);
  }

  /** What one is about to refer to may have been said long ago. */
  private get lacksReference(): boolean {
    const { refersTo } = this.drafts.contribution;
    return refersTo !== null && !this.state.contributions.has(refersTo);
  }

  /** Into another room of the session, or one that was restored: what was open here has nothing to do with it. */
  private moved(from: string, to: string): void {
    this.ui = QUIET;
    this.announcer.forget();
    this.span = this.sought = null;
    this.newest = BEGIN;
    this.takeBack();
    const { mine } = this.state; // still that of before: who one is there comes next
    this.drafts.moved(from, to, mine?.places.group ?? this.kept.read("group", 0));
    if (mine) for (const each of ACTIVITIES) each.left?.(this, mine);
  }

  /** What was meant for another room is not said in this one: texts wait in their fields, clicks are forgotten. */
  private takeBack(): void {
    const texts = this.outbox.all.filter((each) => each.draft);
    for (const asked of [...texts].reverse()) {
      if (asked.draft === "contribution") this.edit(asked);
      else this.putBack(asked);
    }
    for (const asked of [...this.outbox.all]) this.outbox.drop(asked.ref);
    for (const asked of texts) this.takenBack.set(asked.ref, written(asked));
    if (texts.length) this.ui = { ...this.ui, notice: words.notSentThere() };
  }

  /** What was said before the room was told, and is not here. */
  get earlier(): Whether {
    if (isWhole(this.state)) return "here";
    if (this.asked?.opening !== this.state.opening) return "left_out";
    return this.asked.failed ? "failed" : "under_way";
  }

  /** If the room is told anew meanwhile, the answer belongs to what it was before. */
  async fetchEarlier(): Promise<void> {
    const { earlier } = this;
    if (earlier === "here" || earlier === "under_way") return;
    const { opening } = this.state;
    const asked = { opening, failed: false };
    this.asked = asked;
    this.changed();
    const found = await fetchEarlier(this.place.address, this.state);
    if (this.state.opening !== opening) return;
    asked.failed = found === null;
    if (found) this.become(mergeEarlier(this.state, found));
    else this.sought = null;
    this.changed();
  }

  /** Once a second: deadlines, and what was to be sent later. Time is said aloud at few points only. */
  tick(): void {
    this.outbox.flush(this.steady());
    this.speakOfTime();
    for (const each of ACTIVITIES) each.ticked?.(this);
    this.changed();
  }

  private speakOfTime(): void {
    const before = this.rests;
    const rests = new Map<string, Deadline>();
    for (const { name, deadline } of ACTIVITIES) {
      const due = deadline?.(this);
      if (!due) continue;
      rests.set(name, due);
      const last = before.get(name);
      const mark = last?.since === due.since ? passed(last.rest, due.rest, due.marks) : undefined;
      if (mark !== undefined) this.speak([due.say(mark)]);
    }
    this.rests = rests;
  }

  private become(after: State): void {
    const happened = news(this.state, after);
    if (isAnythingHidden(this.state, after)) this.ui = { ...this.ui, spoken: [] }; // it may have been read aloud
    this.state = after;
    this.announcer.hear(happened);
    const shown = happened.find((each) => each.shown);
    if (shown) this.ui = { ...this.ui, notice: shown.text };
  }

  /** Another person in the same tab: what the one before wrote is none of their business. */
  private introduced(mine: Mine): void {
    const before = this.state.mine?.person ?? this.kept.read("person", mine.person);
    if (before !== mine.person) {
      this.drafts.forget();
      for (const each of [...this.outbox.all]) this.outbox.drop(each.ref);
    }
    this.kept.write("person", mine.person);
    this.become(withMine(this.state, mine));
    if (this.came !== this.state.epoch) this.arrived(mine);
  }

  /** Told for the first time who one is in this room: after a move, or as the page was loaded. */
  private arrived({ places }: Mine): void {
    this.came = this.state.epoch;
    this.kept.write("group", places.group);
    this.drafts.arrived(places.group, this.came);
    for (const each of ACTIVITIES) each.arrived?.(this);
  }

  private answered(reply: Reply): void {
    const answered = this.outbox.answer(reply, this.steady());
    if (!answered) {
      this.answeredLate(reply);
      return;
    }
    const { asked, refused } = answered;
    if (this.byItself.delete(asked.ref)) return;
    if (refused) this.refused(asked, refused);
    else if (asked.do === "exchange.Contribute") this.ui = { ...this.ui, status: words.sent(), notice: "" };
    else this.ui = { ...this.ui, status: words.done() };
    const known = this.state.contributions.get(rewrites(asked));
    if (known && known.seq < (reply.seq ?? 0)) this.rewritten.add(known);
  }

  /** The other room has taken it before we left: it is not to be said twice. */
  private answeredLate({ ref, refused }: Reply): void {
    const text = this.takenBack.get(ref);
    if (!this.takenBack.delete(ref) || !text || refused) return;
    this.drafts.strike(text);
    if (!this.takenBack.size) this.ui = { ...this.ui, notice: "", status: words.sent() };
  }

  private refused(asked: Asked, code: string): void {
    if (asked.draft) this.putBack(asked);
    this.ui = { ...this.ui, notice: this.refusal(code), status: "" };
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

  get bookmark(): Bookmark | null {
    return this.kept.read<Bookmark | null>("read", null);
  }

  set bookmark(bookmark: Bookmark) {
    if (JSON.stringify(bookmark) !== JSON.stringify(this.bookmark)) this.kept.write("read", bookmark);
  }

  // --- what people do ---------------------------------------------------------------------------------------------------

  /** The conversation, as far as it is here. */
  get talk(): Here {
    return here(this.state, this.newest);
  }

  /** Draws more of what stands further up or down in the conversation, if there is more of it here. */
  turn(way: "up" | "down"): boolean {
    const span = moved(this.talk, this.span, way);
    if (!span && way === "up") void this.fetchEarlier();
    if (!span) return false;
    this.span = span;
    this.changed();
    return true;
  }

  /** Leads to a contribution, wherever it stands, from any part of the page; what is not here yet comes first. */
  show(id: number): void {
    this.sought = id;
    this.set({ tab: "conversation", reading: true });
    const { contributions, opening } = this.state;
    if (id < (opening.first.contributions ?? 0) || !contributions.has(id)) void this.fetchEarlier();
  }

  /** Leads to the first or the last of all. */
  async showEnd(which: "first" | "last"): Promise<void> {
    if (which === "first" && !isWhole(this.state)) await this.fetchEarlier();
    const { all, start } = this.talk;
    const found = which === "first" ? all.at(start) : all.last;
    if (found) this.show(found.id);
  }

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

  /** The page asks it, not its person: neither the answer nor a refusal is news to them. Once at a time. */
  askByItself<Name extends Do>(name: Name, fields: Commands[Name]): void {
    if (this.link.is !== "live" || this.outbox.all.some((each) => each.do === name)) return;
    const ref = newRef();
    this.byItself.add(ref);
    this.outbox.add({ ref, do: name, fields, at: this.steady(), draft: "", seq: this.state.seq });
  }

  /** The page was drawn in front of its person. */
  seenNow(): void {
    for (const each of ACTIVITIES) each.seen?.(this);
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

  /** What stands in the composer will be sent as: what is chosen, or the first of those that are open now. */
  get typeToSend(): protocol.exchange.Type {
    const { type } = this.drafts.contribution;
    const open = openTypes(this.state);
    return open.includes(type) ? type : (open[0] ?? type);
  }

  /** Send what stands in the composer. A second click finds it empty: it sends nothing twice. */
  contribute(): void {
    const draft = this.drafts.contribution;
    const text = draft.text.trim();
    const type = this.typeToSend;
    const wrong = this.missing(text, type, draft);
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
        refers_to: toAnswer(this.state) ?? draft.refersTo,
        claim: type === "validity_question" ? draft.claim : "",
        attack: type === "objection" ? draft.attack : "",
      },
      "contribution",
    );
  }

  /** What is missing before it can be sent, and where. */
  private missing(
    text: string,
    type: protocol.exchange.Type,
    { claim }: Contributing,
  ): { notice: string; focus: string } | null {
    const focus = "#contribution";
    if (!text) return { notice: "", focus };
    if (characters(text) > LONGEST) return { notice: this.refusal("exchange.too_long"), focus };
    if (waiting(this) > 0) return { notice: this.refusal("exchange.too_soon"), focus };
    if (type === "validity_question" && !claim) return { notice: chooseClaim(), focus: "[name=claim]" };
    return null;
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

/** Of which contribution it is a new version; 0 for all else. */
function rewrites(asked: Asked): number {
  return asked.do === "exchange.Rewrite" ? (asked.fields as Commands["exchange.Rewrite"]).contribution : 0;
}
