/** What an activity has open on this page, or chosen in it: nobody else sees it, and another room forgets it. */

import type { Room } from "./room";

export class Opened<Value> {
  /** `name` begins with that of the activity. */
  constructor(
    private readonly name: string,
    private readonly closed: Value,
  ) {}

  in(room: Room): Value {
    return (room.ui.opened[this.name] as Value | undefined) ?? this.closed;
  }

  set(room: Room, value: Value): void {
    room.set({ opened: { ...room.ui.opened, [this.name]: value } });
  }

  close(room: Room): void {
    this.set(room, this.closed);
  }
}
