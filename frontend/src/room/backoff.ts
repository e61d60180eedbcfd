/** How long to wait before the next attempt: longer each time, at random, so that a class does not come back at once. */

export const SHORTEST = 250;
export const LONGEST = 15_000;
const GROWTH = 1.5;

export function wait(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST, SHORTEST * GROWTH ** (attempt + 1));
  return SHORTEST + random() * (ceiling - SHORTEST);
}
