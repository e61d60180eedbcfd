/** Draws the room, and sees to it that neither the focus nor what somebody reads is lost by it. */

import { render } from "lit-html";
import type { Room } from "./room";
import { page, showsTalk } from "./view/page";

/** So near to the end one still reads the end, px. */
const NEAR = 48;

/** Where the focus goes when what had it is gone, from the inside out. */
const REGIONS = ".said, #doing, .panel, .rules, .scroll";

export class Screen {
  private asked = false;
  private atEnd = true;
  private last = 0;
  private hadTalk = false;
  private epoch = "";
  /** Where the reader was, to tell scrolling up from text that grew. */
  private top = 0;
  /** A rotation, a keyboard, a font, a text that was only estimated: whatever changes heights moves the end. */
  private readonly heights = new ResizeObserver(() => this.follow());
  private measured: Element[] = [];

  constructor(
    private readonly container: HTMLElement,
    private readonly room: Room,
  ) {
    window.addEventListener("scroll", () => this.scrolled(), { passive: true });
    window.addEventListener("resize", () => this.ask());
    container.addEventListener("keydown", withoutRepeating);
  }

  /** Many changes in one frame are one drawing. */
  ask(): void {
    if (this.asked) return;
    this.asked = true;
    window.requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.asked = false;
    const region = document.activeElement?.closest(REGIONS);
    const focused = document.activeElement !== document.body;
    if (!this.container.querySelector(":scope > [data-page]")) this.container.replaceChildren();
    this.count();
    render(page(this.room, { scrolled: () => this.scrolled(), toEnd: () => this.toEnd() }), this.container);
    this.measure();
    this.keepPlace();
    this.keepFocus(focused ? region : null);
  }

  /** New ones below do not move what one reads: they are counted. */
  private count(): void {
    if (this.epoch !== this.room.state.epoch) this.hadTalk = false; // of this room, nobody has read anything yet
    this.epoch = this.room.state.epoch;
    const last = [...this.room.state.contributions.keys()].at(-1) ?? 0;
    const { room } = this;
    if (this.atEnd || !this.hadTalk) {
      this.last = last;
      room.ui = { ...room.ui, unread: 0 };
      return;
    }
    let unread = 0;
    for (const each of room.state.contributions.values()) {
      if (each.id > this.last && each.by !== room.state.mine?.person) unread += 1;
    }
    room.ui = { ...room.ui, unread };
  }

  private keepPlace(): void {
    const talk = showsTalk(this.room);
    this.atEnd ||= talk && (!this.hadTalk || this.room.toEnd);
    this.hadTalk = talk;
    this.room.toEnd = false;
    this.follow();
  }

  private follow(): void {
    if (this.hadTalk && this.atEnd) this.scrollToEnd();
  }

  /** Drawing may have put other elements in the place of those that were measured. */
  private measure(): void {
    const parts = [...this.container.querySelectorAll("#scroll, [data-measured]")];
    if (parts.length === this.measured.length && parts.every((each, i) => each === this.measured[i])) return;
    this.heights.disconnect();
    for (const each of parts) this.heights.observe(each);
    this.measured = parts;
  }

  /** Where the page is too low for a part that scrolls by itself, the page scrolls. */
  private get scroller(): Element | null {
    const own = this.container.querySelector("#scroll");
    if (own && window.getComputedStyle(own).overflowY !== "visible") return own;
    return document.scrollingElement;
  }

  private scrollToEnd(): void {
    const { scroller } = this;
    if (scroller && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > 1) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  private scrolled(): void {
    const { scroller } = this;
    if (!scroller) return;
    const isNear = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    const wentUp = scroller.scrollTop < this.top;
    this.top = scroller.scrollTop;
    const atEnd = isNear || (this.atEnd && !wentUp);
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    if (atEnd && this.room.ui.unread) this.ask();
  }

  private toEnd(): void {
    this.atEnd = true;
    this.scrollToEnd();
    this.room.focus = "#scroll";
    this.ask();
  }

  /** Somebody asked for it; or what had the focus is gone, and it stays near instead of jumping to the top. */
  private keepFocus(region: Element | null | undefined): void {
    const wanted = this.room.focus;
    this.room.focus = "";
    if (wanted) {
      this.container.querySelector<HTMLElement>(wanted)?.focus();
      return;
    }
    if (!region || document.activeElement !== document.body) return;
    const near = region.isConnected ? region : this.container.querySelector("#doing");
    (near as HTMLElement).focus({ preventScroll: true });
  }
}

/** A key that is held down presses a button once: each press would be a command, and too many end the connection. */
export function withoutRepeating(event: KeyboardEvent): void {
  const presses = event.key === "Enter" || event.key === " ";
  if (event.repeat && presses && (event.target as Element).closest("button")) event.preventDefault();
}
