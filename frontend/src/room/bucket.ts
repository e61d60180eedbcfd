/** Lets so many through at once, and after that so many a second. */

export class Bucket {
  private level: number;
  private since = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly burst: number,
    private readonly aSecond: number,
  ) {
    this.level = burst;
  }

  take(now: number): boolean {
    this.level = Math.min(this.burst, this.level + ((now - this.since) / 1_000) * this.aSecond);
    this.since = now;
    if (this.level < 1) return false;
    this.level -= 1;
    return true;
  }
}
