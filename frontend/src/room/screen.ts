/** Draws the room, and sees to it that neither the focus nor what somebody reads is lost by it. */

import { render } from "lit-html";
import { onSpace } from "./aloud/steps";
import { MENU } from "./exchange/opened";
import { begun, NOTHING_READ, type Reading, read } from "./exchange/reading";
import { around, drawn, isNearStart, more, pinned, REACH, type Span, stayingNewest } from "./exchange/window";
import { ListStops } from "./navigation/lists";
import { type Neighbours, nearest, neighboursOf } from "./navigation/neighbours";
import { throughParts } from "./navigation/parts";
import { Stops } from "./navigation/stops";
import { Presses, withoutRepeating } from "./pressing";
import type { Room } from "./room";
import { DOING, deeper, WHOLE } from "./view/depth";
import { drawLines } from "./view/lines";
import { placeMenus } from "./view/menus";
import { page, showsTalk } from "./view/page";

/** So near to the end one still reads the end, px. */
const NEAR = 48;

export class Screen {
  private asked = false;
  private atEnd = true;
  private reading: Reading = NOTHING_READ;
  /** The page was covered by another tab or window: what came meanwhile has not been read, wherever one was. */
  private wasAway = false;
  private hadTalk = false;
  private readFirst = false;
  private epoch = "";
  /** The part of the conversation that was last drawn. */
  private span: Span | null = null;
  /** Where the reader was, to tell scrolling up from text that grew, and from a part that has another size now. */
  private top = 0;
  private size = "";
  /** A rotation, a keyboard, a font, a text that was only estimated: whatever changes heights moves the end. */
  private readonly heights = new ResizeObserver(() => {
    this.follow();
    this.drawLines();
  });
  private measured: Element[] = [];
  private readonly stops: Stops;
  private readonly lists: ListStops;

  constructor(
    private readonly container: HTMLElement,
    private readonly room: Room,
  ) {
    room.depth = 0;
    window.addEventListener("resize", () => this.ask());
    document.addEventListener("visibilitychange", () => {
      this.wasAway ||= document.hidden;
    });
    container.addEventListener("keydown", withoutRepeating);
    const presses = new Presses();
    container.addEventListener("click", (event) => presses.hear(event), { capture: true });
    this.stops = new Stops(
      container,
      (id) => this.openMenu(id),
      (to) => void room.showEnd(to),
    );
    this.lists = new ListStops(container);
    throughParts(container, () => this.stops.current);
    document.addEventListener("keydown", (event) => onSpace(room, event));
  }

  /** Many changes in one frame are one drawing. */
  ask(): void {
    if (this.asked) return;
    this.asked = true;
    window.requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.asked = false;
    const had = document.activeElement === document.body ? null : document.activeElement;
    const neighbours = neighboursOf(had);
    if (!this.container.querySelector(":scope > [data-page]")) this.container.replaceChildren();
    this.count();
    const held = this.moveWindow() ? this.firstInView() : null;
    render(page(this.room, { scrolled: () => this.scrolled(), toEnd: () => this.toEnd() }), this.container);
    this.measure();
    this.keepPlace();
    if (held) this.hold(held);
    placeMenus(this.container);
    this.drawLines();
    this.stops.settle();
    this.lists.settle();
    this.keepFocus(neighbours);
    this.seek();
    this.reachFurther();
    this.drawMore();
    this.room.seenNow(); // frames are drawn only while the page is in front
  }

  private drawMore(): void {
    const { room } = this;
    const isWaiting = room.standing === undefined && room.depth >= DOING;
    const depth = isWaiting ? room.depth : deeper(room.depth);
    const isAbove = this.hadTalk && room.span === null && this.isNearStart;
    const newest = isAbove ? more(room.newest) : room.newest;
    if (depth === room.depth && newest === room.newest) return;
    room.depth = depth;
    room.newest = newest;
    this.ask();
  }

  /** Which part of the conversation is drawn: that with what is sought, the end, or what is read. Whether it moves
   *  under somebody who reads. */
  private moveWindow(): boolean {
    const { room } = this;
    const all = room.talk;
    const { sought } = room;
    const before = this.span;
    if (sought !== null && all.all.place(sought) >= all.start && all.all.has(sought)) {
      room.span = around(all, room.span ?? before, sought);
    } else if (this.atEnd || !this.hadTalk || room.toEnd) this.leadToNewest();
    else room.span ??= before;
    this.span = pinned(room.talk, room.span);
    return before?.first !== this.span?.first && !this.atEnd && sought === null;
  }

  private leadToNewest(): void {
    const { room } = this;
    if (room.span) room.newest = stayingNewest(room.talk, room.span);
    room.span = null;
  }

  private firstInView(): { element: Element; top: number } | null {
    const { scroller } = this;
    if (!scroller) return null;
    const edge = Math.max(0, scroller.getBoundingClientRect().top);
    for (const element of this.container.querySelectorAll("article[id]")) {
      const { top, bottom } = element.getBoundingClientRect();
      if (bottom > edge) return { element, top };
    }
    return null;
  }

  /** What one reads stays where it is, whatever was drawn above it. */
  private hold({ element, top }: { element: Element; top: number }): void {
    const moved = element.isConnected ? element.getBoundingClientRect().top - top : 0;
    if (this.scroller && Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
  }

  /** To what somebody looks for, as soon as it is drawn. */
  private seek(): void {
    const { room } = this;
    const target = room.sought === null ? null : document.getElementById(`c${room.sought}`);
    if (!target) return;
    room.sought = null;
    target.scrollIntoView({ block: "center" });
    if (!target.contains(document.activeElement)) target.focus({ preventScroll: true });
    this.atEnd = false;
    this.scrolled();
  }

  /** More of the conversation is drawn before somebody who scrolls comes to the end of what is. Whoever sees the end
   *  follows it, also when it came into view by what went away above it. */
  private reachFurther(): void {
    const { scroller, room } = this;
    const isShown = scroller && scroller.clientHeight > 0 && this.hadTalk;
    if (!isShown || this.atEnd || this.asked || room.sought !== null || this.readFirst || isOnButton())
      return;
    const below = this.below(scroller);
    if (below < NEAR && this.showsNewest) {
      this.atEnd = true;
      return;
    }
    const isMoreAbove = this.isNearStart && room.earlier !== "failed" && room.turn("up");
    if (!isMoreAbove && below < REACH) room.turn("down");
  }

  private get isNearStart(): boolean {
    return this.scroller !== null && isNearStart(this.scroller);
  }

  /** How much of it stands below what is in view, px. */
  private below({ scrollHeight, scrollTop, clientHeight }: Element): number {
    return scrollHeight - scrollTop - clientHeight;
  }

  private get showsNewest(): boolean {
    const { talk, span } = this.room;
    return drawn(talk, span).to === talk.all.size;
  }

  /** New ones below do not move what one reads: they are counted. */
  private count(): void {
    const { room } = this;
    if (this.epoch !== room.state.epoch) this.hadTalk = false; // of this room, nobody has read anything yet
    this.epoch = room.state.epoch;
    const all = room.state.contributions;
    const me = room.state.mine?.person;
    if (!this.hadTalk) this.reading = begun(all, room.bookmark, this.epoch);
    if (this.wasAway || !this.hadTalk) this.reading = read(this.reading, all, me, false);
    this.wasAway = document.hidden;
    this.reading = read(this.reading, all, me, this.atEnd && !document.hidden);
    const { unread, since } = this.reading;
    room.ui = { ...room.ui, unread, since };
    if (this.hadTalk) room.bookmark = { epoch: this.epoch, last: this.reading.last, since };
  }

  private openMenu(id: number): void {
    this.room.focus = `#c${id} .menu__entry`;
    MENU.set(this.room, id);
  }

  private keepPlace(): void {
    const talk = showsTalk(this.room);
    const { readsFirst } = this.room;
    if (talk && !this.hadTalk) this.atEnd = !readsFirst;
    this.atEnd ||= talk && this.readFirst && !readsFirst; // what came first is read: on to the conversation
    this.readFirst = readsFirst;
    this.atEnd ||= talk && this.room.toEnd;
    this.hadTalk = talk;
    this.room.toEnd = false;
    this.follow();
  }

  private follow(): void {
    if (this.hadTalk && this.atEnd) this.scrollToEnd();
  }

  private drawLines(): void {
    if (this.scroller) drawLines(this.scroller); // where no conversation is shown, none is left
  }

  /** Drawing may have put other elements in the place of those that were measured. */
  private measure(): void {
    const parts = [...this.container.querySelectorAll("#scroll, [data-measured]")];
    if (parts.length === this.measured.length && parts.every((each, i) => each === this.measured[i])) return;
    this.heights.disconnect();
    for (const each of parts) this.heights.observe(each);
    this.measured = parts;
  }

  private get scroller(): Element | null {
    return this.container.querySelector("#scroll");
  }

  private scrollToEnd(): void {
    const { scroller } = this;
    if (scroller && this.below(scroller) > 1) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  private scrolled(): void {
    const { scroller } = this;
    if (!scroller) return;
    const isNear = this.below(scroller) < NEAR && this.showsNewest;
    const size = `${scroller.clientWidth} ${scroller.clientHeight}`;
    const wentUp = scroller.scrollTop < this.top && size === this.size;
    this.top = scroller.scrollTop;
    this.size = size;
    const atEnd = isNear || (this.atEnd && !wentUp);
    const came = atEnd && !this.atEnd;
    this.atEnd = atEnd;
    if (came && this.room.ui.unread) this.ask();
    this.reachFurther();
  }

  /** What has the focus now may stand far above: then one reads there, and not the end. Of what is longer than what one
   *  sees, the beginning. */
  private lead(wanted: string): void {
    const { scroller } = this;
    const before = scroller?.scrollTop ?? 0;
    const target = this.container.querySelector<HTMLElement>(wanted);
    target?.focus();
    if (target && scroller?.contains(target) && target.offsetHeight > scroller.clientHeight)
      target.scrollIntoView({ block: "start" });
    if ((scroller?.scrollTop ?? 0) < before) this.atEnd = false;
  }

  private toEnd(): void {
    this.atEnd = true;
    this.scrollToEnd();
    this.room.focus = "#scroll";
    this.ask();
  }

  private isDrawn(id: number): boolean {
    return document.getElementById(`c${id}`) !== null;
  }

  /** Somebody asked for it; or what had the focus is gone, and it stays near instead of jumping to the top. */
  private keepFocus(neighbours: Neighbours): void {
    if (this.room.focus && this.room.sought !== null && !this.isDrawn(this.room.sought)) return; // it comes with it
    const wanted = this.room.focus;
    if (wanted && this.room.depth < WHOLE && !this.container.querySelector(wanted)) return; // it is drawn later
    this.room.focus = "";
    if (wanted) {
      this.lead(wanted);
      return;
    }
    if (!neighbours.region || document.activeElement !== document.body) return;
    const near = nearest(neighbours) ?? this.container.querySelector("#doing");
    (near as HTMLElement).focus({ preventScroll: true });
  }
}

/** Whoever came by the keyboard to the button that draws more: it would go out of sight before they press it. */
function isOnButton(): boolean {
  return Boolean(document.activeElement?.closest("[data-further]"));
}
