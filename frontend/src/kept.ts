/** What a reload or a closed tab must not lose: own words only, on this device, until they are sent or one logs out. */

export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The tab first, which keeps its words when somebody logs out in another one; the device when the tab was closed. */
export function tabThenDevice(tab: Store, device: Store): Store {
  return {
    getItem: (key) => tab.getItem(key) ?? device.getItem(key),
    setItem: (key, value) => {
      tab.setItem(key, value);
      device.setItem(key, value);
    },
    removeItem: (key) => {
      tab.removeItem(key);
      device.removeItem(key);
    },
  };
}

export class Kept {
  private readonly lost = new Set<string>();

  constructor(
    private readonly storage: () => Store,
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
