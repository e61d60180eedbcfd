/** Speaks through a screen reader: in batches, so that a lively room does not drown everything else. */

import { isNotice, type News } from "./news";
import * as words from "./words";

export type Manner = "each" | "collected" | "off";

const GATHER: Record<Manner, number> = { each: 2_000, collected: 15_000, off: 2_000 };
const MOST_EACH = 3;

export class Announcer {
  private waiting: News[] = [];
  private timer = 0;

  constructor(
    public manner: Manner,
    private readonly nameOf: (person: number | null) => string,
    private readonly speak: (sentences: string[]) => void,
  ) {}

  hear(news: News[]): void {
    const wanted = this.manner === "off" ? news.filter(isNotice) : news;
    if (!wanted.length) return;
    this.waiting.push(...wanted);
    const notice = wanted.some(isNotice);
    if (notice) this.flush();
    else if (!this.timer) this.timer = window.setTimeout(() => this.flush(), GATHER[this.manner]);
  }

  private flush(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    const gathered = this.waiting;
    this.waiting = [];
    this.speak(sentences(gathered, this.manner, this.nameOf));
  }
}

export function sentences(
  gathered: News[],
  manner: Manner,
  nameOf: (person: number | null) => string,
): string[] {
  const notices = gathered.filter(isNotice).map((each) => each.text);
  const contributions = gathered.filter((each) => !isNotice(each));
  if (!contributions.length) return notices;
  if (manner === "each" && contributions.length <= MOST_EACH) {
    return [...notices, ...contributions.map((each) => each.text)];
  }
  const names = [...new Set(contributions.map((each) => nameOf(each.by ?? null)))];
  return [...notices, words.newFrom(contributions.length, names)];
}
