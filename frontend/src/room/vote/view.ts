/** The ballot, as those who vote have it: one statement after the other, then all once more, then it is handed in. */

import { html, nothing, type TemplateResult } from "lit-html";
import * as protocol from "../protocol";
import type { Room } from "../room";
import { foreign } from "../view/foreign";
import { handIn } from "./handing";
import { ballot, CHOICES, order, token, WITH_REASON } from "./known";
import { SHEET, type Sheet, type Vote } from "./opened";
import * as words from "./words";

const LONGEST = protocol.LIMITS["vote.LONGEST_WHY"];
type Ballot = protocol.vote.BallotView;

/** In one line, for everybody, on each tab. */
export function progress({ state }: Room): TemplateResult | typeof nothing {
  const { vote } = state.parts;
  if (!vote || !ballot(state)) return nothing;
  return html`<p class="turn"><strong>${words.progress(vote.voted, vote.expected)}</strong></p>`;
}

/** Above all else at the bottom, where the phase was left and the ballot is still open. */
export function stillOpen(room: Room): TemplateResult | typeof nothing {
  const open = ballot(room.state);
  if (!open || !room.state.mine?.vote.may || room.standing === "vote.hand_in") return nothing;
  return html`<details class="drawer" ?open=${!room.state.mine.vote.voted}>
    <summary>${words.stillOpen()}</summary>
    ${voting(room)}
  </details>`;
}

export function voting(room: Room): TemplateResult | typeof nothing {
  const open = ballot(room.state);
  if (!open) return nothing;
  const sheet = sheetOf(room, open);
  return html`<div id="vote" tabindex="-1" role="group" aria-label=${words.ballot()}>
    ${content(room, open, sheet)}
  </div>`;
}

function sheetOf(room: Room, { id, first }: Ballot): Sheet {
  const known = SHEET.in(room);
  if (known?.ballot === id) return known;
  const practised = !first || room.kept.read("practised", false);
  return { ballot: id, votes: {}, at: 0, practised, is: "filling", again: false };
}

function content(room: Room, open: Ballot, sheet: Sheet): TemplateResult {
  if (sheet.is === "sending") return html`<p class="doing__words"><strong>${words.sending()}</strong></p>`;
  if (!sheet.again && (sheet.is === "handed_in" || room.state.mine?.vote.voted)) return handedIn(room, sheet);
  if (!sheet.practised) return practice(room, sheet);
  return sheet.at < open.statements.length ? asking(room, open, sheet) : review(room, open, sheet);
}

function go(room: Room, sheet: Sheet, focus = "#vote-statement"): void {
  room.focus = focus;
  SHEET.set(room, sheet);
}

// --- what has been handed in --------------------------------------------------------------------------------------------

function handedIn(room: Room, sheet: Sheet): TemplateResult {
  const isMine = room.kept.read(`ballot ${sheet.ballot}`, "") !== "";
  const again = () => go(room, { ...sheet, is: "filling", again: true, at: 0, practised: true });
  return html`<p class="doing__words"><strong>${words.handedIn()}</strong> ${isMine ? words.untilClosed() : words.otherDevice()}</p>
    ${isMine ? html`<button class="button button--secondary" type="button" @click=${again}>${words.changeVote()}</button>` : nothing}`;
}

// --- trying it out ------------------------------------------------------------------------------------------------------

function practice(room: Room, sheet: Sheet): TemplateResult {
  const tried = () => {
    room.kept.write("practised", true);
    go(room, { ...sheet, practised: true });
  };
  return html`<p class="panel__note"><strong>${words.practice()}</strong> ${words.practiceHint()}</p>
    <p class="vote__statement" id="vote-statement" tabindex="-1">${words.practiceStatement()}</p>
    <div class="vote__choices">
      ${CHOICES.opinion.map(
        (choice) =>
          html`<button class="button button--secondary" type="button" @click=${tried}>${words.CHOICES[choice]()}</button>`,
      )}
    </div>`;
}

// --- one statement ------------------------------------------------------------------------------------------------------

function asking(room: Room, open: Ballot, sheet: Sheet): TemplateResult {
  const place = order(token(room, open.id), open.statements.length)[sheet.at] ?? 0;
  const chosen = sheet.votes[place];
  return html`<p class="panel__note">${words.place(sheet.at + 1, open.statements.length)}</p>
    <p class="vote__statement" id="vote-statement" tabindex="-1" dir="auto" lang=${foreign(room)}>
      ${open.statements[place] || words.erased()}
    </p>
    <div class="vote__choices">
      ${CHOICES[open.form].map((choice) => one(room, sheet, place, choice, chosen?.choice === choice))}
    </div>
    ${chosen && WITH_REASON.includes(chosen.choice) ? why(room, sheet, place, chosen) : nothing}
    ${back(room, sheet)}`;
}

function one(
  room: Room,
  sheet: Sheet,
  place: number,
  choice: protocol.vote.VoteChoice,
  isChosen: boolean,
): TemplateResult {
  const choose = () => {
    const votes = { ...sheet.votes, [place]: { choice, reason: sheet.votes[place]?.reason ?? "" } };
    if (WITH_REASON.includes(choice)) go(room, { ...sheet, votes }, "#vote-why");
    else go(room, { ...sheet, votes, at: next(sheet) });
  };
  return html`<button
    class="button ${isChosen ? "" : "button--secondary"}"
    type="button"
    aria-pressed=${isChosen}
    @click=${choose}
  >
    ${words.CHOICES[choice]()}
  </button>`;
}

/** Whoever changes one of them afterwards goes back to all of them. */
function next(sheet: Sheet): number {
  const isComplete = Object.keys(sheet.votes).length > sheet.at + 1;
  return isComplete ? Number.MAX_SAFE_INTEGER : sheet.at + 1;
}

function why(room: Room, sheet: Sheet, place: number, { choice, reason }: Vote): TemplateResult {
  const keep = (event: Event) => {
    const text = (event.target as HTMLTextAreaElement).value;
    SHEET.set(room, { ...sheet, votes: { ...sheet.votes, [place]: { choice, reason: text } } });
  };
  return html`<div class="field">
      <label class="field__label" for="vote-why">${words.why()}</label>
      <textarea id="vote-why" dir="auto" rows="2" maxlength=${LONGEST} .value=${reason} @input=${keep}></textarea>
    </div>
    <button class="button" type="button" @click=${() => go(room, { ...sheet, at: next(sheet) })}>${words.goOn()}</button>`;
}

function back(room: Room, sheet: Sheet): TemplateResult | typeof nothing {
  if (!sheet.at) return nothing;
  return html`<button class="button button--quiet" type="button" @click=${() => go(room, { ...sheet, at: sheet.at - 1 })}>
    ${words.back()}
  </button>`;
}

// --- all of them, before they are handed in -----------------------------------------------------------------------------

function review(room: Room, open: Ballot, sheet: Sheet): TemplateResult {
  const places = order(token(room, open.id), open.statements.length);
  return html`<p class="vote__statement" id="vote-statement" tabindex="-1">${words.yourVotes()}</p>
    <ul class="vote__review">
      ${places.map((place, at) => reviewed(room, open, sheet, place, at))}
    </ul>
    <p class="panel__note">${words.nobodyKnows()}</p>
    <button class="button button--wide" type="button" @click=${() => handIn(room, sheet, open.statements.length)}>
      ${words.handIn()}
    </button>`;
}

function reviewed(room: Room, open: Ballot, sheet: Sheet, place: number, at: number): TemplateResult {
  const vote = sheet.votes[place];
  const statement = open.statements[place] || words.erased();
  return html`<li>
    <span dir="auto" lang=${foreign(room)}>${statement}</span>
    <strong>${vote ? words.CHOICES[vote.choice]() : ""}</strong>
    ${vote?.reason ? html`<span dir="auto" lang=${foreign(room)}>${vote.reason}</span>` : nothing}
    <button class="button button--quiet" type="button" aria-label=${words.changeOne(statement)} @click=${() => go(room, { ...sheet, at })}>
      ${words.change()}
    </button>
  </li>`;
}
