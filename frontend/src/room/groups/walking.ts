/** In and out of groups with one tap, from wherever one is. */

import type { Room } from "../room";

export function enter(room: Room, to: number | null): void {
  room.ask("places.MovePeople", { people: [room.state.mine?.person ?? 0], room: to });
}
