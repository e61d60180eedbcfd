/** What somebody had begun when they were moved: a quiet card, until they take it along or leave it there. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import * as words from "./words";

interface Waiting {
  id: string;
  title: string;
  text: string;
  take: () => void;
  leave: () => void;
}

export function begun(room: Room): TemplateResult[] | typeof nothing {
  if (!room.mayCompose) return nothing;
  return room.drafts.begun.map(({ group, text }) =>
    waiting(room, {
      id: `begun-${group}`,
      title: words.begunIn(group),
      text,
      take: () => {
        room.drafts.takeAlong(group);
        room.write({}, true);
      },
      leave: () => {
        room.drafts.leaveThere(group);
        room.focus = "#doing";
        room.set({ status: words.waitsThere(group) });
      },
    }),
  );
}

export function waiting(room: Room, { id, title, text, take, leave }: Waiting): TemplateResult {
  return html`<section class="begun" aria-labelledby=${id}>
    <div class="begun__words">
      <h3 class="begun__title" id=${id}>${title}</h3>
      <p class="begun__text" dir="auto" lang=${foreign(room)}>${text}</p>
    </div>
    <div class="begun__acts">
      <button class="button button--secondary" type="button" @click=${take}>${words.takeAlong()}</button>
      <button class="button button--quiet" type="button" @click=${leave}>${words.leaveThere()}</button>
    </div>
  </section>`;
}
