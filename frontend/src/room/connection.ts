/** The socket: it comes back by itself, and says in one word how things stand. */

import { wait } from "./backoff";
import type { Frame } from "./frames";

/** `blocked`: it never worked, so something on the way may forbid it. `over`: the server said so, with a code. */
export type Link = { is: "connecting" | "live" | "lost" | "blocked" } | { is: "over"; code: number };

export interface Ends {
  /** The first frame: what we have. */
  hello(): string;
  link(link: Link): void;
  frame(frame: Frame): void;
  /** The room is here: what waits may be sent. */
  ready(send: (text: string) => void): void;
}

/** The server speaks every 15 s at least. */
const SILENCE = 40_000;
const LOOK = 5_000;
const PATIENCE = 2_000;
const TRIES_UNTIL_BLOCKED = 7;

export class Connection {
  private socket: WebSocket | null = null;
  private live = false;
  private wasLive = false;
  private attempt = 0;
  private heard = 0;
  private timer = 0;

  constructor(
    private readonly address: string,
    private readonly ends: Ends,
  ) {}

  start(): void {
    window.setInterval(() => this.look(), LOOK);
    window.addEventListener("offline", () => this.abandon());
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => this.hurry());
    for (const act of ["pointerdown", "keydown"]) window.addEventListener(act, () => this.hurry());
    this.connect();
  }

  private connect(): void {
    this.timer = 0;
    this.heard = Date.now();
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.addEventListener("open", () => socket.send(this.ends.hello()));
    socket.addEventListener("message", (event) => this.hear(socket, String(event.data)));
    socket.addEventListener("close", (event) => this.lose(socket, event.code));
  }

  private hear(socket: WebSocket, text: string): void {
    if (socket !== this.socket) return;
    this.heard = Date.now();
    const frame = JSON.parse(text) as Frame;
    if ("ping" in frame) socket.send(JSON.stringify({ pong: frame.ping }));
    this.ends.frame(frame);
    if (!this.live && "epoch" in frame) this.begin(socket);
  }

  private begin(socket: WebSocket): void {
    this.live = this.wasLive = true;
    this.attempt = 0;
    this.ends.link({ is: "live" });
    this.ends.ready((text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    });
  }

  private lose(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.socket = null;
    this.live = false;
    if (code >= 4500 && code < 5000) {
      this.ends.link({ is: "over", code });
      return;
    }
    this.timer = window.setTimeout(() => this.connect(), wait(this.attempt));
    this.attempt += 1;
    const blocked = !this.wasLive && this.attempt >= TRIES_UNTIL_BLOCKED;
    this.ends.link({ is: blocked ? "blocked" : "lost" });
  }

  /** A connection may be dead without anybody having said so: a laptop that slept, a lift, a tunnel. */
  private look(): void {
    if (this.socket && Date.now() - this.heard > SILENCE) this.abandon();
  }

  private abandon(): void {
    const socket = this.socket;
    if (!socket) return;
    this.lose(socket, 1006);
    socket.close();
  }

  /** The network is back, or somebody looks or does something again: no reason to wait any longer. */
  private hurry(): void {
    this.look();
    if (!this.timer || document.visibilityState !== "visible" || Date.now() - this.heard < PATIENCE) return;
    window.clearTimeout(this.timer);
    this.connect();
  }
}
