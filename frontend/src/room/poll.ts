/** The way for networks that let no WebSocket through: questions that the server answers when there is something new. */

import type { Frame, Reply } from "./frames";
import { CLOSE } from "./protocol";
import { BROKEN, type Hears, type Line, type Way } from "./transport";

/** From an answer to the next question: in a lively room several things come together, ms. */
const GATHER = 300;
/** Nothing happened for so long: then there is nothing to gather. */
const QUIET = 20_000;
/** Until what got no answer is sent again, ms: the server closes for somebody who floods it. */
const AGAIN = 2_000;
/** The server takes 64 KiB in one question; the longest contribution has 12. */
const MOST_AT_ONCE = 4;

/** It may have ended between two questions, so it holds until the next answer, which says so again if it goes on. */
const NOT_DELAYED: Frame = { delayed: false };

export function pollsTo(address: string): Way {
  return (hears) => new PollLine(address, hears);
}

class PollLine implements Line {
  private waiting: string[] = [];
  private asking: AbortController | null = null;
  /** What is on its way is not overtaken: people's words stay in order. */
  private carries = false;
  /** The room has said who we are. */
  private opened = false;
  private over = false;
  private timer = 0;

  constructor(
    private readonly address: string,
    private readonly hears: Hears,
  ) {
    this.soon(0);
  }

  send(text: string): void {
    this.waiting.push(text);
    if (!this.carries) this.soon(0);
  }

  close(): void {
    this.over = true;
    window.clearTimeout(this.timer);
    this.asking?.abort();
  }

  /** All that is sent in one go travels in one question. */
  private soon(ms: number): void {
    if (this.over) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), ms);
  }

  private async ask(): Promise<void> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const since = Date.now();
    const commands = this.waiting.splice(0, MOST_AT_ONCE);
    this.carries = commands.length > 0;
    const frames = await this.answer(`[${[this.hello(), ...commands].join()}]`, asking.signal);
    if (this.over || asking !== this.asking) return;
    this.carries = false;
    this.asking = null;
    this.take(frames);
    const left = unanswered(commands, frames);
    this.waiting.unshift(...left);
    if (this.waiting.length) this.soon(left.length ? AGAIN : 0);
    else if (Date.now() - since < QUIET) this.soon(GATHER);
    else if (!this.over) void this.ask(); // no timer: a browser lets those of a page that nobody looks at run late
  }

  /** The first time we ask for the last change again: so there is an answer at once, and we know that this way works. */
  private hello(): string {
    const hello = this.hears.hello();
    return JSON.stringify(this.opened ? hello : { ...hello, have: Math.max(0, hello.have - 1) });
  }

  private async answer(body: string, signal: AbortSignal): Promise<Frame[]> {
    try {
      const response = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        signal,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
      });
      if (response.ok) return (await response.json()) as Frame[];
      return [{ close: response.status === 503 ? CLOSE.UNAVAILABLE : BROKEN }];
    } catch {
      return [{ close: BROKEN }];
    }
  }

  private take(frames: Frame[]): void {
    const last = frames.at(-1);
    const closing = last !== undefined && "close" in last ? last.close : 0;
    this.hears.frames(closing ? frames : [NOT_DELAYED, ...frames]);
    if (closing) {
      this.close();
      this.hears.closed(closing);
    } else if (!this.opened && frames.some((frame) => "mine" in frame)) {
      this.opened = true;
      this.hears.opened();
    }
  }
}

/** A question that another one of this page overtook is answered without the replies to what it carried. */
function unanswered(commands: string[], frames: Frame[]): string[] {
  const answered = new Set(frames.map((frame) => ("ref" in frame ? frame.ref : "")));
  return commands.filter((command) => !answered.has((JSON.parse(command) as Reply).ref));
}
