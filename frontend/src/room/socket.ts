/** The direct way: a WebSocket. */

import type { Frame } from "./frames";
import { BROKEN, type Hears, type Line, type Way } from "./transport";

export function socketTo(address: string): Way {
  return (hears) => {
    try {
      return new SocketLine(new WebSocket(address), hears);
    } catch {
      window.setTimeout(() => hears.closed(BROKEN)); // the browser or a policy does not allow it at all
      return { send() {}, close() {} };
    }
  };
}

class SocketLine implements Line {
  constructor(
    private readonly socket: WebSocket,
    private readonly hears: Hears,
  ) {
    socket.addEventListener("open", () => this.send(JSON.stringify(hears.hello())));
    socket.addEventListener("message", (event) => this.take(JSON.parse(String(event.data)) as Frame));
    socket.addEventListener("close", (event) => hears.closed(event.code));
  }

  /**
   * The server counts what we have not acknowledged, and closes when it is too much. The line is open when the room has
   * said who we are: what waits may be another person's, who was logged in here before.
   */
  private take(frame: Frame): void {
    if ("ping" in frame) this.send(JSON.stringify({ pong: frame.ping }));
    this.hears.frames([frame]);
    if ("mine" in frame) this.hears.opened();
  }

  send(text: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  close(): void {
    this.socket.close();
  }
}
