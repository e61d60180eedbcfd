/** The connection comes back by itself, finds the way that the network allows, and says in one word how things stand. */

import { wait } from "./backoff";
import { steadyClock } from "./clock";
import type { Frame } from "./frames";
import { BROKEN, type Hello, type Line, type Way } from "./transport";

/**
 * `returning`: the server announced that it closes. `blocked`: no way has ever worked, so something may forbid it.
 * `slow`: only the way round works. `over`: the server said so, with a code.
 */
export type Link =
  | { is: "connecting" | "returning" | "lost" | "blocked" }
  | { is: "live"; slow: boolean }
  | { is: "over"; code: number };

export interface Ways {
  direct: Way;
  /** Slower, for networks that forbid the direct one. */
  round: Way;
}

export interface Ends {
  hello(): Hello;
  link(link: Link): void;
  frame(frame: Frame): void;
  /** The room is here and has said who we are: what waits may be sent. */
  ready(send: (text: string) => void): void;
}

/** The server speaks every 15 s at least, and answers every question within 25. */
const SILENCE = 40_000;
/** So long may a direct line take until the room answers: some networks swallow what they do not know. */
const OPENING = 10_000;
const LOOK = 5_000;
const PATIENCE = 2_000;
/** Where it has worked before, a server that restarts is likelier than a network that forbids it. */
const TRIES_UNTIL_ROUND = { new: 2, known: 6 } as const;
const TRIES_UNTIL_BLOCKED = 7;
/** While we go round, the direct way is tried again so often. */
const PROBE = 180_000;

export class Connection {
  private readonly clock = steadyClock();
  private line: Line | null = null;
  /** The direct way on trial, beside one round that works. */
  private probe: Line | null = null;
  private round = false;
  private live = false;
  private wasLive = false;
  private wasDirect = false;
  /** Direct lines in a row from which the server said nothing at all. */
  private failed = 0;
  private attempt = 0;
  private goodbye: number | null = null;
  private returning = false;
  private heard = 0;
  private probed = 0;
  private timer = 0;

  constructor(
    private readonly ways: Ways,
    private readonly ends: Ends,
  ) {}

  start(): void {
    window.setInterval(() => this.look(), LOOK);
    window.addEventListener("offline", () => this.abandon());
    window.addEventListener("online", () => this.networkChanged());
    document.addEventListener("visibilitychange", () => this.hurry());
    for (const act of ["pointerdown", "keydown"]) window.addEventListener(act, () => this.hurry());
    this.connect();
  }

  /** After the server closed for good, somebody wants to go on here. */
  again(): void {
    if (this.line || this.timer) return;
    this.attempt = 0;
    this.ends.link({ is: "connecting" });
    this.connect();
  }

  private connect(): void {
    this.timer = 0;
    this.returning = false;
    this.heard = this.clock();
    this.round = navigator.onLine && this.failed >= TRIES_UNTIL_ROUND[this.wasDirect ? "known" : "new"];
    this.line = this.open(this.round ? this.ways.round : this.ways.direct);
  }

  private open(way: Way): Line {
    const line: Line = way({
      hello: () => this.ends.hello(),
      frames: (frames) => this.hear(line, frames),
      opened: () => this.opened(line),
      closed: (code) => this.closed(line, code),
    });
    return line;
  }

  private hear(line: Line, frames: Frame[]): void {
    if (line === this.probe) this.goDirect(line);
    if (line !== this.line) return;
    this.heard = this.clock();
    for (const frame of frames) {
      if ("goodbye" in frame) this.goodbye = frame.goodbye;
      this.ends.frame(frame);
    }
  }

  private opened(line: Line): void {
    if (line !== this.line || this.live) return;
    this.live = this.wasLive = true;
    this.wasDirect ||= !this.round;
    this.attempt = 0;
    this.ends.link({ is: "live", slow: false });
    this.ends.ready((text) => line.send(text));
    if (this.round) this.tryDirect();
  }

  private closed(line: Line, code: number): void {
    if (line === this.probe && !isFinal(code)) this.keepRound(code);
    else if (line === this.line || line === this.probe) this.lose(code);
  }

  private lose(code: number): void {
    const { live, round } = this;
    this.drop();
    if (isFinal(code)) {
      this.goodbye = null;
      this.ends.link({ is: "over", code });
      return;
    }
    if (!round) this.failed = live || isOurs(code) ? 0 : this.failed + 1;
    else if (!live) this.failed -= 1; // the direct way once, then the one round again
    if (this.goodbye === null) this.retry();
    else this.comeBackAfter(this.goodbye);
  }

  private drop(): void {
    const { line, probe } = this;
    this.line = this.probe = null;
    this.live = false;
    line?.close();
    probe?.close();
  }

  private retry(): void {
    this.timer = window.setTimeout(() => this.connect(), wait(this.attempt));
    this.attempt += 1;
    const blocked = !this.wasLive && this.attempt >= TRIES_UNTIL_BLOCKED;
    this.ends.link({ is: blocked ? "blocked" : "lost" });
  }

  /** The server has dealt out the times, so that not all come back at once: nothing hurries this. */
  private comeBackAfter(ms: number): void {
    this.goodbye = null;
    this.returning = true;
    this.attempt = 0;
    this.timer = window.setTimeout(() => this.connect(), ms);
    this.ends.link({ is: "returning" });
  }

  // --- the direct way, while we go round ----------------------------------------------------------------------------

  private tryDirect(): void {
    if (this.probe || !this.live || !this.round) return;
    this.probed = this.clock();
    this.probe = this.open(this.ways.direct);
  }

  private goDirect(probe: Line): void {
    this.line?.close();
    this.line = probe;
    this.probe = null;
    this.round = this.live = false;
    this.failed = 0;
    this.ends.link({ is: "connecting" });
  }

  /** Only now we know that it is the network: the server is there. Unless it answered, and had a reason of its own. */
  private keepRound(code: number): void {
    this.probe = null;
    this.ends.link({ is: "live", slow: !isOurs(code) });
  }

  // --- what we notice ourselves -------------------------------------------------------------------------------------

  /** A connection may be dead without anybody having said so: a laptop that slept, a lift, a tunnel. */
  private look(): void {
    const now = this.clock();
    const opening = !this.live && !this.round;
    if (this.line && now - this.heard > (opening ? OPENING : SILENCE)) this.abandon();
    if (this.probe && now - this.probed > OPENING) this.abandonProbe();
    if (now - this.probed > PROBE) this.tryDirect();
  }

  private abandon(): void {
    if (this.line) this.lose(BROKEN);
  }

  private abandonProbe(): void {
    const { probe } = this;
    this.keepRound(BROKEN);
    probe?.close();
  }

  private networkChanged(): void {
    if (!this.live) this.failed = 0;
    this.tryDirect();
    this.hurry();
  }

  /** The network is back, or somebody looks or does something again: no reason to wait any longer. */
  private hurry(): void {
    this.look();
    const visible = document.visibilityState === "visible";
    if (!this.timer || this.returning || !visible || this.clock() - this.heard < PATIENCE) return;
    window.clearTimeout(this.timer);
    this.connect();
  }
}

/** Of the codes that are ours, these say that it makes no sense to come back. */
function isFinal(code: number): boolean {
  return code >= 4500 && code < 5000;
}

/** The server itself closed: the way works. */
function isOurs(code: number): boolean {
  return code >= 4000 && code < 5000;
}
