/** When each phase begins and ends, anew after each change; the server reckons it likewise. */

const DAY = 24 * 60;

export function inMinutes(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

export function asClock(minutes: number): string {
  const ofDay = ((minutes % DAY) + DAY) % DAY;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** Beginning and end of each, as they are shown. */
export function slots(begins: string, minutes: readonly number[]): string[] {
  let at = inMinutes(begins);
  return minutes.map((each) => {
    const from = at;
    at += each;
    return `${asClock(from)}–${asClock(at)}`;
  });
}

export type Misfit = "no_opening" | "too_long" | "too_short";

export function misfits(first: string, minutes: number, planned: number | null): Misfit[] {
  const found: Misfit[] = first === "opening" ? [] : ["no_opening"];
  if (planned !== null && minutes > planned) found.push("too_long");
  if (planned !== null && minutes < planned) found.push("too_short");
  return found;
}
