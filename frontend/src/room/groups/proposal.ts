/** The groups before they go: how good they are, in words, each group, and what one can still change. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { LEADING } from "../people/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { judged } from "./judging";
import { isAway, type Proposal, proposal, rows, unseated } from "./known";
import { leading } from "./leading";
import { LED, SEAT, UNDO } from "./opened";
import { drop, out, over, seat, undo } from "./seats";
import * as words from "./words";

export function proposed(room: Room): TemplateResult | typeof nothing {
  const made = proposal(room.state);
  if (!made || !room.may("groups.SendGroups")) return nothing;
  return html`<div class="part" id="proposal" tabindex="-1" aria-label=${words.proposal()} role="group">
    <h3 class="part__title">${words.proposal()}: ${words.WAYS[made.how]()}</h3>
    <div class="judged" role="status">${judged(room, made).map((each) => html`<p>${each}</p>`)}</div>
    ${sending(room, made)}
    <p class="panel__note">${words.howToChange()}</p>
    <p class="visually-hidden" id="along-seats">${words.alongSeats()}</p>
    ${behind(room, made)}
    ${repeat(
      made.groups,
      (_, i) => i,
      (_, i) => group(room, made, i),
    )}
  </div>`;
}

function sending(room: Room, made: Proposal): TemplateResult {
  const people = made.groups.reduce((sum, each) => sum + each.people.length, 0);
  const last = UNDO.in(room);
  const send = () => room.ask("groups.SendGroups", { seen: made.seq });
  return html`<button class="button button--wide" type="button" ?disabled=${!people} @click=${send}>
      ${words.send(people, made.groups.length)}
    </button>
    <p class="panel__note">${whereTo(room, made)} ${rows(room.state).length ? words.sendAgainHint() : nothing}</p>
    <div class="acts">
      ${last ? html`<button class="button button--secondary" type="button" @click=${() => undo(room, last)}>${words.undo()}</button>` : nothing}
      <button class="button button--quiet" type="button" @click=${() => discard(room)}>${words.discard()}</button>
    </div>`;
}

/** Where oneself is once they have gone. */
function whereTo({ state: { mine } }: Room, made: Proposal): string {
  const own = made.groups.findIndex(({ moderator }) => moderator !== null && moderator === mine?.person);
  return own < 0 ? words.sendHint() : words.sendAlongHint(own + 1);
}

function discard(room: Room): void {
  UNDO.close(room);
  room.focus = "#forming";
  room.ask("groups.DropGroups", {});
}

/** With five hundred people, a group that did not change is not even looked at. */
function group(room: Room, made: Proposal, i: number): unknown {
  const each = made.groups[i];
  if (!each) return nothing;
  const people = each.people.map((id) => room.state.people.get(id));
  const open = each.people.includes(SEAT.in(room)) && SEAT.in(room);
  const here = each.people.map((id) => isAway(room.state, id)).join();
  const led = LED.in(room) === i + 1;
  const moderators = [...room.state.people.values()].filter(({ role }) => LEADING.includes(role));
  const changing = (open || led) && made;
  return guard([each, open, led, changing, here, made.groups.length, ...moderators, ...people], () =>
    drawn(room, made, i, people.filter(isKnown)),
  );
}

function isKnown(person: protocol.people.Person | undefined): person is protocol.people.Person {
  return person !== undefined;
}

function drawn(room: Room, made: Proposal, i: number, people: protocol.people.Person[]): TemplateResult {
  return html`<section
    class="seats"
    aria-labelledby="seats-${i}"
    @dragover=${over}
    @dragleave=${out}
    @drop=${(event: DragEvent) => drop(room, asItIs(room, made), i, event)}
  >
    <h4 class="seats__title" id="seats-${i}">${words.group(i + 1)} <span class="seats__size">${words.size(people.length)}</span></h4>
    ${people.length ? list(room, made, people) : html`<p class="panel__note">${words.empty()}</p>`} ${leading(room, made, i)}
  </section>`;
}

/** What was drawn may be older than the proposal. */
function asItIs(room: Room, drawn: Proposal): Proposal {
  return proposal(room.state) ?? drawn;
}

function list(room: Room, made: Proposal, people: protocol.people.Person[]): TemplateResult {
  return html`<ul class="seats__people" data-one-stop aria-describedby="along-seats">
    ${repeat(
      people,
      ({ id }) => id,
      (each) => seat(room, made, each),
    )}
  </ul>`;
}

/** Who came since, or was taken out: they would stay behind. */
function behind(room: Room, made: Proposal): TemplateResult | typeof nothing {
  const people = unseated(room.state, made);
  if (!people.length) return nothing;
  return html`<section
    class="seats seats--behind"
    aria-labelledby="seats-behind"
    @dragover=${over}
    @dragleave=${out}
    @drop=${(event: DragEvent) => drop(room, made, null, event)}
  >
    <h4 class="seats__title" id="seats-behind">${words.notInAGroup()} <span class="seats__size">${words.size(people.length)}</span></h4>
    <p class="panel__note">${words.notInAGroupHint()}</p>
    ${list(room, made, people)}
  </section>`;
}
