/** The panels of all activities, with the moderation's own, and on a phone their tabs. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { ACTIVITIES } from "../activities";
import type { Panel } from "../activity";
import type { Room } from "../room";
import * as words from "../words";
import { panelsAt, TABS } from "./depth";
import { GUIDE } from "./guide";
import { INVITING, MODERATION } from "./moderation";

export const CONVERSATION = "conversation";
const SIGNALS = "signals"; // where nothing else is in the column, they stand below the conversation
const PICTURE = "M3 4h14v9H9l-4 3v-3H3z";

/** A panel that is shown, with what its view has brought already. */
interface Shown extends Panel {
  brought?: unknown;
}

/** What stands where. Asked once a drawing: to know whether a panel has something to show, some of them draw it. */
export interface Arrangement {
  panels: Shown[];
  tabbed: Panel[];
  /** The tab that is shown. */
  shown: string;
}

export function arranged(room: Room): Arrangement {
  if (room.depth < TABS) return { panels: [], tabbed: [], shown: CONVERSATION };
  const brought = ACTIVITIES.flatMap((each) => each.panels ?? []);
  const panels = [MODERATION, ...brought, GUIDE, INVITING].flatMap((each) => shownPanel(room, each));
  const tabbed = tabsOf(panels);
  const isThere = tabbed.some((each) => each.tab === room.ui.tab);
  return { panels, tabbed, shown: isThere ? room.ui.tab : CONVERSATION };
}

function shownPanel(room: Room, panel: Panel): Shown[] {
  if (panel.isShown) return panel.isShown(room) ? [panel] : [];
  const brought = panel.view(room);
  return brought === nothing ? [] : [{ ...panel, brought }];
}

/** Those that make a tab, which several can share; the moderation's comes last. */
function tabsOf(panels: Panel[]): Panel[] {
  const pictured = panels.filter((each) => each.picture);
  const made = pictured.filter(({ tab }, i) => pictured.findIndex((each) => each.tab === tab) === i);
  const isLast = ({ tab }: Panel) => tab === MODERATION.tab;
  return [...made.filter((each) => !isLast(each)), ...made.filter(isLast)];
}

/** Whether whoever moderates finds anything behind the tab that is theirs. */
export function hasModeration({ tabbed }: Arrangement): boolean {
  return tabbed.some((each) => each.tab === MODERATION.tab);
}

/** Whether what one can do now is shown beside the tab. */
export function showsDoing({ shown, tabbed }: Arrangement): boolean {
  return shown === CONVERSATION || tabbed.some((each) => each.tab === shown && each.withDoing === true);
}

/** Those of which it is time, from the top, so that none moves another; that of the shown tab in any case. */
export function column(
  room: Room,
  which: Panel["column"],
  { panels, shown }: Arrangement = arranged(room),
): TemplateResult {
  const most = panelsAt(room.depth);
  const inside = panels.filter((each) => each.column === which);
  const isCurrent = inside.some((each) => each.tab === shown);
  const isFolded = inside.every((each) => each.name === SIGNALS);
  return html`<div class="side side--${which}" data-column data-current=${isCurrent} data-folded=${isFolded}>
    ${repeat(
      inside.filter((each, i) => i < most || each.tab === shown),
      ({ name }) => name,
      (each) => panel(room, each, shown),
    )}
  </div>`;
}

function panel(
  room: Room,
  { name, tab, label, isUntitled, view, brought }: Shown,
  shown: string,
): TemplateResult {
  const title = label(room);
  return html`<section
    class="panel panel--${name}"
    tabindex="-1"
    aria-label=${title}
    data-current=${tab === shown}
  >
    <h2 class=${isUntitled ? "visually-hidden" : "panel__title"}>${title}</h2>
    ${brought ?? view(room)}
  </section>`;
}

export function tabs(room: Room, { tabbed, shown }: Arrangement = arranged(room)): TemplateResult {
  const entry = (tab: string, label: string, picture: string, count: number) =>
    tabEntry(room, tab === shown, tab, label, picture, count);
  return html`<nav class="tabs" aria-label=${words.partsOfRoom()}>
    ${entry(CONVERSATION, words.conversation(), PICTURE, room.ui.unread)}
    ${tabbed.map((each) => entry(each.tab ?? "", each.label(room), each.picture ?? "", each.count?.(room) ?? 0))}
  </nav>`;
}

function tabEntry(
  room: Room,
  isShown: boolean,
  tab: string,
  label: string,
  picture: string,
  count: number,
): TemplateResult {
  return html`<button
    class="tab"
    type="button"
    aria-current=${isShown ? "true" : nothing}
    @click=${() => room.set({ tab })}
  >
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d=${picture} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"></path>
    </svg>
    <span data-label>${label}</span>
    ${count ? html`<span class="tab__count">${count}</span>` : nothing}
  </button>`;
}
