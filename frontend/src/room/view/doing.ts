/** The bottom of the page: the one thing that one can do now. */

import { html, nothing, type TemplateResult } from "lit-html";
import { ACTIVITIES } from "../activities";
import type { Bottom } from "../activity";
import { isAloud } from "../aloud/known";
import { composer, prepared } from "../exchange/composer";
import { whatToDo } from "../guidance/view";
import { yourPart } from "../navigation/words";
import type { Room } from "../room";
import { NEVER } from "../standing";
import * as words from "../words";
import { leftover } from "./leftover";

export function doing(room: Room): TemplateResult {
  if (room.link.is === "over")
    return html`<div class="doing" id="doing" role="region" aria-label=${yourPart()} tabindex="-1">${leftover(room)}</div>`;
  return html`<div class="doing" id="doing" role="region" aria-label=${yourPart()} tabindex="-1">
    ${notice(room)} ${isCovered(room) ? nothing : whatToDo(room)} ${ACTIVITIES.map((each) => each.reminder?.(room))} ${now(room)} ${leftover(room)}
    ${ACTIVITIES.map((each) => each.always?.(room))}
  </div>`;
}

/** Why the server said no, until it is read. */
function notice(room: Room): TemplateResult {
  const close = () => {
    room.focus = "#doing";
    room.set({ notice: "" });
  };
  return html`<div class="notice" role="alert">
    ${
      room.ui.notice
        ? html`<p class="notice__words">${room.ui.notice}</p>
            <button class="notice__close" type="button" aria-label=${words.close()} @click=${close}>
              <span aria-hidden="true">×</span>
            </button>`
        : nothing
    }
  </div>`;
}

function now(room: Room): unknown {
  const { standing } = room;
  if (standing === undefined) return html`<p class="doing__words">${words.connecting()}</p>`;
  if (standing) return bottom(standing).view(room);
  return isAloud(room.state) ? besideTalk(room) : writing(room);
}

function writing(room: Room): TemplateResult {
  return html`${ACTIVITIES.map((each) => each.aboveComposer?.(room))} ${composer(room)}
    ${ACTIVITIES.map((each) => each.belowComposer?.(room))}`;
}

/** Whoever keeps the record seldom writes something of their own: it is folded, until they have begun. */
function besideTalk(room: Room): TemplateResult {
  const { text, refersTo } = room.drafts.contribution;
  return html`<details class="drawer" ?open=${text !== "" || refersTo !== null}>
    <summary>${words.ownWords()}</summary>
    ${writing(room)}
  </details>`;
}

/** Something comes first, and says itself what is to be done. */
export function isCovered({ standing }: Room): boolean {
  return Boolean(standing && bottom(standing).covers);
}

/** A code for which no activity brings anything is said in its sentence. */
export function bottom(code: string): Bottom {
  if (code === NEVER) return OBSERVING;
  const found = ACTIVITIES.find((each) => each.bottoms?.[code]);
  return found?.bottoms?.[code] ?? { view: (room) => refused(room, code) };
}

const OBSERVING: Bottom = { view: () => html`<p class="doing__words">${words.observing()}</p>` };

function refused(room: Room, code: string): TemplateResult {
  return html`<p class="doing__words">${room.refusal(code)}</p>
    ${prepared(room)}`;
}
