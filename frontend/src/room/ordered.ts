/**
 * Many things in the order of their ids. It never changes: one with more in it, or with others, shares what stayed the
 * same with the one before, so that a change costs as much as what changed.
 */

export interface Numbered {
  id: number;
}

const CHUNK = 64;

type Chunk<Item> = readonly Item[];

export class Ordered<Item extends Numbered> {
  readonly size: number;

  constructor(
    entries: Iterable<readonly [number, Item]> = [],
    private readonly chunks: readonly Chunk<Item>[] = cut(sorted(new Map(entries).values())),
  ) {
    this.size = chunks.reduce((size, chunk) => size + chunk.length, 0);
  }

  get last(): Item | undefined {
    return this.chunks.at(-1)?.at(-1);
  }

  get(id: number): Item | undefined {
    const chunk = this.chunks[chunkOf(this.chunks, id)] ?? [];
    const item = chunk[placeIn(chunk, id)];
    return item?.id === id ? item : undefined;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  *values(): IterableIterator<Item> {
    for (const chunk of this.chunks) yield* chunk;
  }

  *keys(): IterableIterator<number> {
    for (const item of this.values()) yield item.id;
  }

  /** Looked for from the end, as it mostly stands there: however many there are, few are looked at. */
  lastWhere(isMeant: (item: Item) => boolean): Item | undefined {
    for (let place = this.size - 1; place >= 0; place -= CHUNK) {
      const found = this.slice(Math.max(0, place - CHUNK + 1), place + 1)
        .reverse()
        .find(isMeant);
      if (found) return found;
    }
    return undefined;
  }

  /** How many have a lower id. */
  place(id: number): number {
    const found = chunkOf(this.chunks, id);
    const before = this.chunks.slice(0, found).reduce((size, chunk) => size + chunk.length, 0);
    const chunk = this.chunks[found];
    return chunk ? before + placeIn(chunk, id) : before;
  }

  at(place: number): Item | undefined {
    return this.slice(place, place + 1)[0];
  }

  /** Those from one place up to another. */
  slice(from: number, to: number): Item[] {
    const found: Item[] = [];
    let before = 0;
    for (const chunk of this.chunks) {
      if (before >= to) break;
      if (before + chunk.length > from) found.push(...chunk.slice(Math.max(0, from - before), to - before));
      before += chunk.length;
    }
    return found;
  }

  /** Those with a higher id. */
  after(id: number): Item[] {
    return this.slice(this.place(id + 1), this.size);
  }

  with(items: readonly Item[]): Ordered<Item> {
    if (!items.length) return this;
    if (items.length > CHUNK) {
      const all = [...this.values(), ...items];
      return new Ordered(all.map((item) => [item.id, item] as const));
    }
    const chunks = [...this.chunks];
    for (const item of items) put(chunks, chunkOf(chunks, item.id), item);
    return new Ordered<Item>([], chunks);
  }

  /** Those that are not the same as before. */
  since(before: Ordered<Item>): Item[] {
    const known = new Set(before.chunks);
    const others = this.chunks.filter((chunk) => !known.has(chunk));
    return others.flat().filter((item) => before.get(item.id) !== item);
  }
}

/** The last chunk that begins at this id or before it. */
function chunkOf(chunks: readonly Chunk<Numbered>[], id: number): number {
  return Math.max(0, firstWhere(chunks.length, (n) => (chunks[n]?.[0]?.id ?? 0) > id) - 1);
}

function put<Item extends Numbered>(chunks: Chunk<Item>[], n: number, item: Item): void {
  const chunk = chunks[n] ?? [];
  const place = placeIn(chunk, item.id);
  const isNew = chunk[place]?.id !== item.id;
  if (place === chunk.length && chunk.length >= CHUNK && n === chunks.length - 1) chunks.push([item]);
  else chunks[n] = [...chunk.slice(0, place), item, ...chunk.slice(isNew ? place : place + 1)];
}

function placeIn(chunk: Chunk<Numbered>, id: number): number {
  return firstWhere(chunk.length, (n) => (chunk[n]?.id ?? 0) >= id);
}

function sorted<Item extends Numbered>(items: Iterable<Item>): Item[] {
  return [...items].sort((one, other) => one.id - other.id);
}

function cut<Item>(items: readonly Item[]): Chunk<Item>[] {
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, n) => items.slice(n * CHUNK, (n + 1) * CHUNK));
}

/** The first of so many for which it is true, as for all after it; found by halves. */
function firstWhere(count: number, isTrue: (n: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
