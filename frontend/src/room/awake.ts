/** Keeps the screen of a phone awake while its person speaks or waits to speak; where that is not supported, nothing happens. */

export class Awake {
  private lock: WakeLockSentinel | null = null;
  private wanted = false;
  private isAsking = false;

  constructor(
    private readonly wakeLock: Pick<WakeLock, "request"> | undefined,
    private readonly isVisible: () => boolean,
  ) {}

  /** May be called as often as one likes. */
  keep(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.settle();
  }

  /** The browser lets go of the lock whenever the page is left: back on it, it is asked for again. */
  settle(): void {
    if (!this.wanted) this.release();
    else if (this.isVisible() && !this.isAsking && (this.lock?.released ?? true)) void this.request();
  }

  private async request(): Promise<void> {
    this.isAsking = true;
    try {
      this.lock = (await this.wakeLock?.request("screen")) ?? null;
    } catch {
      this.lock = null; // a low battery: the screen goes dark as it would have
    }
    this.isAsking = false;
    if (!this.wanted) this.release();
  }

  private release(): void {
    void this.lock?.release();
    this.lock = null;
  }
}
