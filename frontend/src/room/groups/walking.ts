/** Into a group with one tap, from wherever one is; the way back stands above everything there. */

import type { Room } from "../room";

export function enter(room: Room, to: number): void {
  room.ask("places.MovePeople", { people: [room.state.mine?.person ?? 0], room: to });
}
