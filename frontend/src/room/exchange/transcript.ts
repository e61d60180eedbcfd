/** What has been said, in order, with a line where a phase begins; own ones that are still on their way at the end. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { currentMode, isRunning } from "../agenda/known";
import { isAloud } from "../aloud/known";
import { CHOICE } from "../drafts";
import { MISSING, RESTATING } from "../mirror/opened";
import { newSince } from "../navigation/words";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { said, unsent } from "./contribution";
import { offers } from "./menu";
import { ACT, MENU } from "./opened";
import type { Since } from "./reading";
import { clockTime } from "./times";
import { type Drawn, drawn } from "./window";
import * as words from "./words";

const ONE_AFTER_ANOTHER: ReadonlySet<protocol.agenda.Mode> = new Set(["round", "speaking_list", "listening"]);

type Row =
  | { key: string; phase: number }
  | { key: string; since: Since }
  | { key: string; contribution: protocol.exchange.Contribution };

/** Drawn anew only when something in it changed: whoever types beside 200 contributions notices nothing of them. */
export function transcript(room: Room): TemplateResult {
  const { state } = room;
  const part = drawn(room.talk, room.span);
  const seen = [
    state.contributions,
    state.people,
    state.mine,
    state.parts.agenda,
    room.standing,
    room.link.is === "over",
    MENU.in(room),
    ACT.in(room),
    state.mirrorings,
    RESTATING.in(room),
    MISSING.in(room),
    part.from,
    part.to,
    room.earlier,
    room.ui.since,
  ];
  return html`<div class="talk" data-talk data-measured>
    ${guard([...seen, room.drafts.text(CHOICE)], () => rows(room, part))}
    ${room.canWrite && endsWith(room, part) ? room.pending.map((asked) => unsent(room, asked)) : nothing}
  </div>`;
}

function endsWith({ state }: Room, { to }: Drawn): boolean {
  return to === state.contributions.size;
}

function rows(room: Room, part: Drawn): unknown {
  const all = inPhases(room, part);
  if (!all.length) return nothingSaid(room);
  const offered = offers(room);
  return html`${before(room, part)}
  ${repeat(
    all,
    (row) => row.key,
    (row) => shown(room, row, offered),
  )}
  ${endsWith(room, part) ? nothing : further(words.showLater(), () => turn(room, "down", part.to - 1))}`;
}

/** Whoever moderates leaves the beginning to others, and where one speaks after another the page says who begins. */
function nothingSaid(room: Room): TemplateResult {
  const isGiven = ONE_AFTER_ANOTHER.has(currentMode(room.state) ?? "free");
  const isSpoken = isAloud(room.state);
  const mayBegin = room.standing === "" && !room.isModerating && !isGiven && !isSpoken;
  return html`<div class="empty">
    <p>${isSpoken ? words.nothingWritten() : words.nothingSaid()}</p>
    ${mayBegin ? html`<p>${words.nothingSaidHint()}</p>` : nothing}
  </div>`;
}

function shown(room: Room, row: Row, offered: string): unknown {
  if ("phase" in row) return heading(room, row.phase);
  if ("since" in row) return html`<p class="talk__since">${newSince(clockTime(row.since.at))}</p>`;
  return said(room, row.contribution, offered);
}

/** Most come by scrolling; by the button whoever does not scroll, and whoever has to ask again. The button goes out of
 *  sight then, and the focus goes to the contribution beside it. */
function turn(room: Room, way: "up" | "down", beside: number): void {
  const { id } = room.talk.all.at(beside) ?? {};
  if (id) room.focus = `#c${id}`;
  room.turn(way);
}

function before(room: Room, { from }: Drawn): TemplateResult | typeof nothing {
  const { earlier } = room;
  const { start } = room.talk;
  if (from === start && earlier === "here") return nothing;
  const up = () => turn(room, "up", from);
  if (from > start || earlier === "left_out") return further(words.showEarlier(), up);
  if (earlier === "under_way")
    return html`<p class="talk__further" role="status">${words.fetchingEarlier()}</p>`;
  return html`<p class="talk__further" role="status">${words.noEarlier()}</p>
    ${further(words.fetchAgain(), up)}`;
}

function further(label: string, turn: () => void): TemplateResult {
  return html`<p class="talk__further" data-further>
    <button class="button button--quiet" type="button" @click=${turn}>${label}</button>
  </p>`;
}

function inPhases(room: Room, part: Drawn): Row[] {
  const rows: Row[] = [];
  const { since } = room.ui;
  let phase = -1;
  for (const contribution of room.state.contributions.slice(part.from, part.to)) {
    if (contribution.phase !== phase) {
      phase = contribution.phase;
      rows.push({ key: `phase-${contribution.id}`, phase });
    }
    if (since?.id === contribution.id) rows.push({ key: "since", since });
    rows.push({ key: String(contribution.id), contribution });
  }
  const { agenda } = room;
  const isNew = agenda && isRunning(agenda) && agenda.current !== phase;
  if (isNew && rows.length && endsWith(room, part)) rows.push({ key: "phase-now", phase: agenda.current });
  return rows;
}

function heading(room: Room, phase: number): TemplateResult {
  return html`<h3 class="talk__phase"><bdi>${room.agenda?.phases[phase]?.title ?? ""}</bdi></h3>`;
}
