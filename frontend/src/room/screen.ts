/** Draws the room, and sees to it that neither the focus nor what somebody reads is lost by it. */

import { render } from "lit-html";
import type { Room } from "./room";
import { drawLines } from "./view/lines";
import { placeMenus } from "./view/menus";
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
  /** Where the reader was, to tell scrolling up from text that grew, and from a part that has another size now. */
  private top = 0;
  private size = "";
  /** A rotation, a keyboard, a font, a text that was only estimated: whatever changes heights moves the end. */
  private readonly heights = new ResizeObserver(() => {
    this.follow();
    this.drawLines();
  });
  private measured: Element[] = [];

  constructor(
    private readonly container: HTMLElement,
    private readonly room: Room,
  ) {
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
    const had = document.activeElement;
    const region = had?.closest(REGIONS);
    const focused = had !== document.body;
    if (!this.container.querySelector(":scope > [data-page]")) this.container.replaceChildren();
    this.count();
    render(page(this.room, { scrolled: () => this.scrolled(), toEnd: () => this.toEnd() }), this.container);
    this.measure();
    this.keepPlace();
    placeMenus(this.container);
    this.drawLines();
    this.keepFocus(focused ? region : null, had);
    this.room.seenNow(); // frames are drawn only while the page is in front
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
    if (talk && !this.hadTalk) this.atEnd = !this.room.readsFirst;
    this.atEnd ||= talk && this.room.toEnd;
    this.hadTalk = talk;
    this.room.toEnd = false;
    this.follow();
  }

  private follow(): void {
    if (this.hadTalk && this.atEnd) this.scrollToEnd();
  }

  private drawLines(): void {
    if (this.scroller && this.hadTalk) drawLines(this.scroller);
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
    if (scroller && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > 1) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  private scrolled(): void {
    const { scroller } = this;
    if (!scroller) return;
    const isNear = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    const size = `${scroller.clientWidth} ${scroller.clientHeight}`;
    const wentUp = scroller.scrollTop < this.top && size === this.size;
    this.top = scroller.scrollTop;
    this.size = size;
    const atEnd = isNear || (this.atEnd && !wentUp);
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    if (atEnd && this.room.ui.unread) this.ask();
  }

  /** What has the focus now may stand far above: then one reads there, and not the end. */
  private lead(wanted: string): void {
    const before = this.scroller?.scrollTop ?? 0;
    this.container.querySelector<HTMLElement>(wanted)?.focus();
    if ((this.scroller?.scrollTop ?? 0) < before) this.atEnd = false;
  }

  private toEnd(): void {
    this.atEnd = true;
    this.scrollToEnd();
    this.room.focus = "#scroll";
    this.ask();
  }

  /** Somebody asked for it; or what had the focus is gone, and it stays near instead of jumping to the top. */
  private keepFocus(region: Element | null | undefined, had: Element | null): void {
    const wanted = this.room.focus;
    this.room.focus = "";
    if (wanted) {
      this.lead(wanted);
      return;
    }
    if (!region || document.activeElement !== document.body) return;
    const near = [had, region].find((each) => each?.isConnected) ?? this.container.querySelector("#doing"); // or it moved
    (near as HTMLElement).focus({ preventScroll: true });
  }
}

/** A key that is held down presses a button once: each press would be a command, and too many end the connection. */
export function withoutRepeating(event: KeyboardEvent): void {
  const presses = event.key === "Enter" || event.key === " ";
  if (event.repeat && presses && (event.target as Element).closest("button")) event.preventDefault();
}
