/** What has been said, in order, with a line where a phase begins; own ones that are still on their way at the end. */

import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { isRunning } from "../agenda/known";
import { CHOICE } from "../drafts";
import { newSince } from "../navigation/words";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import { said, unsent } from "./contribution";
import { ACT, MENU } from "./opened";
import type { Since } from "./reading";
import { clockTime } from "./times";
import * as words from "./words";

type Row =
  | { key: string; phase: number }
  | { key: string; since: Since }
  | { key: string; contribution: protocol.exchange.Contribution };

/** Drawn anew only when something in it changed: whoever types beside 300 contributions notices nothing of them. */
export function transcript(room: Room): TemplateResult {
  const { state } = room;
  const seen = [
    state.contributions,
    state.people,
    state.mine,
    state.parts.agenda,
    room.standing,
    room.link.is === "over",
    MENU.in(room),
    ACT.in(room),
    room.ui.since,
  ];
  return html`<div class="talk">
    ${guard([...seen, room.drafts.text(CHOICE)], () => rows(room))}
    ${room.canWrite ? room.pending.map((asked) => unsent(room, asked)) : nothing}
  </div>`;
}

function rows(room: Room): unknown {
  const all = inPhases(room);
  if (!all.length) {
    return html`<div class="empty">
      <p>${words.nothingSaid()}</p>
      ${room.standing === "" ? html`<p>${words.nothingSaidHint()}</p>` : nothing}
    </div>`;
  }
  return repeat(
    all,
    (row) => row.key,
    (row) => drawn(room, row),
  );
}

function drawn(room: Room, row: Row): unknown {
  if ("phase" in row) return heading(room, row.phase);
  if ("since" in row) return html`<p class="talk__since">${newSince(clockTime(row.since.at))}</p>`;
  return said(room, row.contribution);
}

function inPhases(room: Room): Row[] {
  const rows: Row[] = [];
  const { since } = room.ui;
  let phase = -1;
  for (const contribution of room.state.contributions.values()) {
    if (contribution.phase !== phase) {
      phase = contribution.phase;
      rows.push({ key: `phase-${contribution.id}`, phase });
    }
    if (since?.id === contribution.id) rows.push({ key: "since", since });
    rows.push({ key: String(contribution.id), contribution });
  }
  const { agenda } = room;
  if (agenda && isRunning(agenda) && agenda.current !== phase && rows.length)
    rows.push({ key: "phase-now", phase: agenda.current });
  return rows;
}

function heading(room: Room, phase: number): TemplateResult {
  return html`<h3 class="talk__phase"><bdi>${room.agenda?.phases[phase]?.title ?? ""}</bdi></h3>`;
}
