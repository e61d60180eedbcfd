/** One thing at a time on a phone; on a wide screen all parts stand side by side and the tabs are gone. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentMode, moderates, undecided } from "../now";
import type { Room, Tab } from "../room";
import * as words from "../words";
import { isRunning } from "./moderation";

const PICTURES: Record<Tab, string> = {
  conversation: "M3 4h14v9H9l-4 3v-3H3z",
  floor: "M4 5h12M4 10h12M4 15h7",
  agenda: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4l3 2",
  people:
    "M7 9a3 3 0 1 1 0-6 3 3 0 0 1 0 6zM1.5 17c0-4 2-6 5.5-6s5.5 2 5.5 6M14 9.5a2.5 2.5 0 1 0-1.5-4.5M15 12c2.3.4 3.5 2.2 3.5 5",
  moderation: "M10 2v4M10 14v4M2 10h4M14 10h4M10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
};

/** Before the opening and after the end there is nobody to give the floor to, and nothing to moderate. */
function offered(room: Room): Tab[] {
  const running = isRunning(room.agenda);
  const moderating = running && moderates(room.state.mine?.role);
  return [
    "conversation",
    ...(running ? (["floor"] as const) : []),
    "agenda",
    "people",
    ...(moderating ? (["moderation"] as const) : []),
  ];
}

export function shownTab(room: Room): Tab {
  return offered(room).includes(room.ui.tab) ? room.ui.tab : "conversation";
}

export function tabs(room: Room): TemplateResult {
  return html`<nav class="tabs" aria-label=${words.partsOfRoom()}>${offered(room).map((each) => tab(room, each))}</nav>`;
}

function label(room: Room, which: Tab): string {
  switch (which) {
    case "conversation":
      return words.conversation();
    case "floor":
      return currentMode(room.state) === "round" ? words.order() : words.speakingList();
    case "agenda":
      return words.agenda();
    case "people":
      return words.people();
    case "moderation":
      return words.moderation();
  }
}

/** What waits there. */
function waiting(room: Room, which: Tab): number {
  if (which === "conversation") return room.ui.unread;
  if (which === "floor") return room.state.parts.floor?.requests.length ?? 0;
  return which === "moderation" ? undecided(room.state).length : 0;
}

function tab(room: Room, which: Tab): TemplateResult {
  const count = waiting(room, which);
  return html`<button
    class="tab"
    type="button"
    aria-current=${shownTab(room) === which ? "true" : nothing}
    @click=${() => room.set({ tab: which })}
  >
    <svg class="tab__picture" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d=${PICTURES[which]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"></path>
    </svg>
    <span class="tab__label">${label(room, which)}</span>
    ${count ? html`<span class="tab__count">${count}</span>` : nothing}
  </button>`;
}
