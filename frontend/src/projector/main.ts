/** The page on a wall: it asks for what is new, and its clocks go on by themselves. */

import { steadyClock } from "../room/clock";
import { type Asked, after, ask, FIRST, notice, pause } from "./asking";
import { reading } from "./reading";

const clock = steadyClock();
let ahead = 0; // by how much the clock of the server is before ours, ms

function start(wall: HTMLElement, offline: HTMLElement): void {
  set();
  setInterval(() => tick(wall), 250);
  void go(wall, offline, FIRST);

  function set(): void {
    ahead = Number(sight(wall)?.dataset.at ?? clock()) - clock();
    tick(wall);
  }

  async function go(wall: HTMLElement, offline: HTMLElement, asked: Asked): Promise<void> {
    const answer = await ask(wall.dataset.now ?? "", asked.mark);
    if (answer.is === "new") {
      wall.replaceChildren(...new DOMParser().parseFromString(answer.html, "text/html").body.childNodes);
      set();
    }
    const now = after(asked, answer);
    say(offline, notice(now));
    setTimeout(() => void go(wall, offline, now), pause(now));
  }
}

function say(offline: HTMLElement, what: ReturnType<typeof notice>): void {
  const text = what ? (offline.dataset[what] ?? "") : "";
  if (offline.textContent !== text) offline.textContent = text;
}

function sight(wall: HTMLElement): HTMLElement | null {
  return wall.querySelector<HTMLElement>("[data-at]");
}

function tick(wall: HTMLElement): void {
  const paused = Number(sight(wall)?.dataset.paused ?? 0);
  for (const each of wall.querySelectorAll<HTMLElement>("[role=timer]")) {
    const { until, since } = each.dataset;
    const { text, over } = reading(
      { until: Number(until ?? 0), since: Number(since ?? 0) },
      clock() + ahead,
      paused,
    );
    each.textContent = text;
    each.toggleAttribute("data-over", over);
  }
}

const wall = document.getElementById("wall");
const offline = document.getElementById("offline");
if (wall && offline) start(wall, offline);
