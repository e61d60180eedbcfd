/** What a reload or a closed tab must not lose: own words only, on this device, until they are sent or one logs out. */

export class Kept {
  private readonly lost = new Set<string>();

  constructor(
    private readonly storage: () => Storage,
    private readonly prefix: string,
  ) {}

  read<Value>(name: string, otherwise: Value): Value {
    try {
      const text = this.storage().getItem(this.prefix + name);
      return text === null ? otherwise : (JSON.parse(text) as Value);
    } catch {
      return otherwise; // storage may be switched off; then a reload forgets
    }
  }

  write(name: string, value: unknown): void {
    try {
      if (value === null) this.storage().removeItem(this.prefix + name);
      else this.storage().setItem(this.prefix + name, JSON.stringify(value));
      this.lost.delete(name);
    } catch {
      this.lost.add(name); // full or switched off: the page goes on without
    }
  }

  /** Everything is stored as it was last written. */
  get isComplete(): boolean {
    return !this.lost.size;
  }
}
