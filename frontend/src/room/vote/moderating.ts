/** The ballot, as those who moderate have it: the statements, how far it is, and its end. */

import { html, nothing, type TemplateResult } from "lit-html";
import { currentPhase } from "../agenda/known";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { field, required } from "../view/field";
import { foreign } from "../view/foreign";
import { ballot, isComplete, isVoting } from "./known";
import * as words from "./words";

const LONGEST = protocol.LIMITS["vote.LONGEST_STATEMENT"];
const MOST = protocol.LIMITS["vote.MOST_STATEMENTS"];
const STATEMENTS = "statements";
const FORM = "ballot-form";

export function steps(room: Room): TemplateResult | typeof nothing {
  const open = ballot(room.state);
  if (open && room.may("vote.CloseBallot")) return part(closing(room, open));
  if (!open && isVoting(room.state) && room.may("vote.OpenBallot")) return part(opening(room));
  return nothing;
}

function part(inside: TemplateResult): TemplateResult {
  return html`<div class="part">
    <h3 class="part__title">${words.ballot()}</h3>
    ${inside}
  </div>`;
}

function opening(room: Room): TemplateResult {
  const suggested = (currentPhase(room.state)?.asked ?? []).join("\n");
  const open = (event: Event) => {
    event.preventDefault();
    const text = required(room, STATEMENTS, "vote.statements", suggested);
    const statements = text.split("\n").filter((each) => each.trim());
    if (statements.length) room.ask("vote.OpenBallot", { form: form(room), statements }, STATEMENTS);
  };
  return html`<form class="small-form" @submit=${open}>
    ${field(room, { name: STATEMENTS, label: words.statements(), longest: LONGEST * MOST, otherwise: suggested, rows: 5 })}
    <fieldset class="chips">
      <legend class="chips__title">${words.howToAnswer()}</legend>
      ${protocol.VALUES["vote.BallotForm"].map((each) => formChip(room, each))}
    </fieldset>
    <p class="panel__note">${words.openingHint()}</p>
    <button class="button button--wide">${words.openBallot()}</button>
  </form>`;
}

/** As the agenda says, until the moderation chooses. */
function form(room: Room): protocol.vote.BallotForm {
  const chosen = protocol.VALUES["vote.BallotForm"].find((each) => each === room.drafts.text(FORM));
  return chosen ?? (currentPhase(room.state)?.consent ? "consent" : "opinion");
}

function formChip(room: Room, each: protocol.vote.BallotForm): TemplateResult {
  const choose = () => {
    room.drafts.setText(FORM, each);
    room.changed();
  };
  return html`<label class="chip">
    <input type="radio" name="ballot-form" .checked=${form(room) === each} @change=${choose} />
    <span>${words.FORMS[each]()}</span>
  </label>`;
}

function closing(room: Room, { id, statements }: protocol.vote.BallotView): TemplateResult {
  const { voted = 0, expected = 0 } = room.state.parts.vote ?? {};
  return html`<p>${words.progress(voted, expected)}</p>
    <details class="drawer">
      <summary>${words.theStatements()}</summary>
      <ol>
        ${statements.map((each) => html`<li><bdi lang=${foreign(room)}>${each || words.erased()}</bdi></li>`)}
      </ol>
    </details>
    <p class="panel__note">${isComplete(room.state) ? words.complete() : words.stillVoting()}</p>
    <button class="button button--wide" type="button" @click=${() => room.ask("vote.CloseBallot", { ballot: id })}>
      ${words.closeBallot()}
    </button>`;
}
