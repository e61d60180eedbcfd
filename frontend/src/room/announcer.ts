/** Speaks through a screen reader: in batches, so that a lively room does not drown everything else. */

import type { Kind, News } from "./announcements";
import { isNotice } from "./news";
import * as words from "./words";

export type Manner = "each" | "collected" | "off";

const GATHER: Record<Manner, number> = { each: 2_000, collected: 15_000, off: 2_000 };
const MOST_EACH = 3;
const SUMMARIES: Record<Kind, (count: number, names: string[]) => string> = {
  said: words.newFrom,
  changed: words.changed,
  came: words.came,
  went: words.went,
};

type NameOf = (person: number | null) => string;

export class Announcer {
  private waiting: News[] = [];
  private timer = 0;

  constructor(
    public manner: Manner,
    private readonly nameOf: NameOf,
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

  /** What was gathered in one room is not said in another. */
  forget(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.waiting = [];
  }

  private flush(): void {
    const gathered = this.waiting;
    this.forget();
    const said = sentences(gathered, this.manner, this.nameOf);
    if (said.length) this.speak(said);
  }
}

export function sentences(gathered: News[], manner: Manner, nameOf: NameOf): string[] {
  const notices = gathered.filter(isNotice).map((each) => each.text);
  const others = withoutDetours(gathered).filter((each) => !isNotice(each));
  if (manner === "each" && others.length <= MOST_EACH) {
    return [...notices, ...others.map((each) => each.text)];
  }
  return [...notices, ...summed(others, nameOf)];
}

function summed(news: News[], nameOf: NameOf): string[] {
  return (Object.keys(SUMMARIES) as Kind[]).flatMap((kind) => {
    const alike = news.filter((each) => each.kind === kind);
    const names = new Set(alike.map((each) => nameOf(each.by ?? null)));
    return alike.length ? [SUMMARIES[kind](alike.length, [...names])] : [];
  });
}

/** Whoever loads the page again goes and comes: nobody needs to hear that. */
function withoutDetours(gathered: News[]): News[] {
  const of = (kind: Kind) => new Set(gathered.filter((each) => each.kind === kind).map((each) => each.by));
  const came = of("came");
  const went = of("went");
  const isDetour = ({ kind, by }: News) =>
    (kind === "came" || kind === "went") && came.has(by) && went.has(by);
  return gathered.filter((each) => !isDetour(each));
}
