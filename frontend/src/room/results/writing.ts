/** In a small group: who reports, and what they bring. */

import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Panel } from "../activity";
import { nameOf } from "../people/known";
import { belongs, companions } from "../places/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { field } from "../view/field";
import { foreign } from "../view/foreign";
import {
  draft,
  isChanged,
  isOvertaken,
  join,
  keepOwn,
  LONGEST,
  onItsWay,
  save,
  stored,
  takeOther,
} from "./draft";
import { result } from "./known";
import * as words from "./words";

export const WRITING: Panel = {
  name: "result",
  tab: "result",
  picture: "M5 3h8l3 3v11H5zM8 9h5M8 12h5",
  column: "end",
  isShown: (room) => result(room.state) !== undefined,
  label: words.result,
  withDoing: true,
  view: (room) => {
    const known = result(room.state);
    return known ? writing(room, known) : nothing;
  },
};

/** The group writes it, with whoever was to moderate it; another moderator, who looks in, reads it. */
function writing(room: Room, known: protocol.results.ResultsView): TemplateResult {
  if (!room.may("results.WriteResult")) return reading(room, known);
  return html`<p class="panel__note">${words.hint()}</p>
    ${reporters(room, known)} ${isOvertaken(room) ? versions(room, known) : own(room, known)}`;
}

function reading(room: Room, { reporter, text }: protocol.results.ResultsView): TemplateResult {
  return html`${reporter === null ? nothing : html`<p>${words.reports(nameOf(room.state, reporter))}</p>`}
    <p class="brought__text" dir="auto" lang=${foreign(room)}>${text || words.nothingYet()}</p>`;
}

function reporters(room: Room, known: protocol.results.ResultsView): TemplateResult {
  const chosen = choosing(room) ?? known.reporter;
  const own = belongs(room.state) ? [room.state.mine?.person ?? 0] : [];
  const people = [...own, ...companions(room.state)];
  return html`<fieldset class="chips">
    <legend class="chips__title">${words.whoReports()}</legend>
    ${people.map((person) => reporter(room, person, person === chosen))}
  </fieldset>`;
}

/** What one has just chosen, until the room has it. */
function choosing({ outbox }: Room): number | null | undefined {
  const asked = [...outbox.all].reverse().find((each) => each.do === "results.NameReporter" && !each.refused);
  return (asked?.fields as protocol.Commands["results.NameReporter"] | undefined)?.person;
}

function reporter(room: Room, person: number, isIt: boolean): TemplateResult {
  const name = person === room.state.mine?.person ? words.myself() : nameOf(room.state, person);
  const choose = () => room.ask("results.NameReporter", { person });
  return html`<label class="chip">
    <input type="radio" name="reporter" .checked=${live(isIt)} @change=${choose} /> <bdi>${name}</bdi>
  </label>`;
}

function own(room: Room, known: protocol.results.ResultsView): TemplateResult {
  return html`<form class="small-form" @submit=${(event: Event) => submitted(room, event)}>
    ${field(room, { name: draft(room), label: words.whatYouBring(), longest: LONGEST, otherwise: stored(room), rows: 3 })}
    <button class="button">${words.save()}</button>
    <p class="panel__note">${standing(room, known)}</p>
  </form>`;
}

function submitted(room: Room, event: Event): void {
  event.preventDefault();
  save(room);
}

/** What the others have of it. */
function standing(room: Room, { text, by }: protocol.results.ResultsView): string {
  if (onItsWay(room) !== undefined) return words.saving();
  if (isChanged(room)) return words.notSavedYet();
  if (!text) return words.draftHint();
  return by === room.state.mine?.person ? words.youSaved() : words.hasSaved(nameOf(room.state, by));
}

/** Of two versions none is lost: one reads both, and takes one, or both. */
function versions(room: Room, { text, by }: protocol.results.ResultsView): TemplateResult {
  return html`<div class="versions" role="group" aria-labelledby="versions-title">
    <h3 class="part__title" id="versions-title">${words.twoVersions()}</h3>
    <p class="versions__whose">${words.versionOf(nameOf(room.state, by))}</p>
    <p class="brought__text" dir="auto" lang=${foreign(room)}>${text}</p>
    ${field(room, { name: draft(room), label: words.yourVersion(), longest: LONGEST, rows: 3 })}
    <div class="acts">
      <button class="button" type="button" @click=${() => join(room)}>${words.joinBoth()}</button>
      <button class="button button--secondary" type="button" @click=${() => keepOwn(room)}>${words.keepYours()}</button>
      <button class="button button--quiet" type="button" @click=${() => takeOther(room)}>
        ${words.takeOther(nameOf(room.state, by))}
      </button>
    </div>
  </div>`;
}

/** While time runs out, what the group brings is one tap away. */
export function lastWords(room: Room): TemplateResult | typeof nothing {
  if (!result(room.state) || !room.may("results.WriteResult")) return nothing;
  const lead = () => {
    room.focus = `#${draft(room)}`;
    room.set({ tab: WRITING.tab ?? "" });
  };
  return html`<button class="button button--secondary" type="button" @click=${lead}>${words.writeNow()}</button>`;
}
