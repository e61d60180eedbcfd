"""The canary acts everywhere, everybody looks; then it is erased, and everything is looked through once more."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connections
from django.urls import reverse

from deliberation import erasures
from deliberation.live.bell import Bell
from tests.canary import places, readers, room, traces
from tests.canary.marks import (
    ANYBODY,
    COMPANION,
    COORDINATOR,
    EDITOR,
    MODERATOR,
    OBSERVER,
    OPERATOR,
    STRANGER,
    Mark,
)
from tests.canary.pages import Canary
from tests.canary.readers import Reading
from tests.canary.scene import Scene, do_all_tasks

ON_THE_SITE = (ANYBODY, STRANGER, COMPANION, OBSERVER, MODERATOR)
IN_THE_CMS = (EDITOR, COORDINATOR, OPERATOR)
Texts = Mapping[str, str | bytes]


class Findings:
    """Words that turned up where they must not, and where was looked."""

    def __init__(self, scene: Scene) -> None:
        self.marks = scene.marks
        self.looked: dict[str, dict[str, int]] = {"before": {}, "after": {}}
        self.hits: list[dict[str, str]] = []

    def look(self, when: str, where: str, found: set[Mark], detail: str = "") -> None:
        self.looked[when][where] = self.looked[when].get(where, 0) + len(found)
        self.hits += [{"when": when, "where": f"{where} {detail}".strip(), "place": mark.place} for mark in found]

    def before(self, where: str, texts: Texts, detail: str = "") -> None:
        """Others come across nothing that is not meant for them; `texts` by reader, who may be no person."""
        for reader, text in texts.items():
            may = {reader, ANYBODY}
            self.look("before", where, {mark for mark in self.marks.found_in(text) if not may & mark.readers}, detail)

    def in_nobodys_way(self, where: str, text: str | bytes) -> None:
        """What nobody reads has no words at all, not even those that everybody may read."""
        self.look("before", where, self.marks.found_in(text))

    def after(self, where: str, text: str | bytes, detail: str = "") -> None:
        """Nobody comes across anything but what stays for the site."""
        self.look("after", where, {mark for mark in self.marks.found_in(text) if not mark.stays}, detail)


def act(scene: Scene) -> tuple[Canary, room.Frames, list[Any]]:
    canary = Canary(scene)
    heard: list[Any] = []
    canary.change_account()
    canary.begin_to_log_in()
    canary.search()
    canary.learn()
    canary.join_a_cohort()
    canary.lay_a_card()
    canary.write_cases()
    canary.take_a_place()
    canary.register_for_trainings()
    canary.come_to_a_sitting()
    canary.join()
    canary.come_as_a_guest()
    canary.plan()
    canary.lead_a_training()
    canary.look_after_a_cohort()
    canary.keep_the_directory()
    canary.fill_in_their_account()
    canary.write_a_page()
    canary.review()
    canary.leave_things_half_done()
    canary.become_known_to_the_operator()
    frames = room.happen(overheard, heard, scene, canary)
    room.whisper(scene, canary)
    room.write_down(scene, canary)
    return canary, frames, heard


async def overheard(heard: list[Any], scene: Scene, canary: Canary) -> room.Frames:
    """Everything in the live rooms, with somebody who hears what processes tell each other."""
    ear = Bell(hear=heard.append)
    listening = asyncio.create_task(ear.listen())
    for session in (scene.session.pk, canary.own.session_id):
        await ear.hang(session)
    frames = await room.talk(scene, canary)
    await room.moderate(scene, canary)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    return frames


def pages(scene: Scene, canary: Canary, in_the_cms: Sequence[str] = IN_THE_CMS) -> list[Reading]:
    walked = [readers.walk(scene, reader, *readers.starts(scene, canary)) for reader in ON_THE_SITE]
    return [*walked, *(readers.cms_pages(scene, canary, reader) for reader in in_the_cms)]


def look_before(findings: Findings, scene: Scene, canary: Canary, frames: room.Frames, heard: list[Any]) -> None:
    findings.before("frames", room.said(frames))
    findings.before("frames", room.said(room.happen(room.come_late, scene)))
    for reading in pages(scene, canary):
        for address, text in reading.pages.items():
            findings.before("exports" if "export=" in address else "pages", {reading.reader: text}, address)
        findings.looked["before"]["referrers"] = len(reading.unsafe)
        findings.hits += [{"when": "before", "where": f"referrers {page}", "place": ""} for page in reading.unsafe]
    findings.before("mails to others", readers.mails_to_others(scene))
    findings.in_nobodys_way("log", traces.log())
    findings.in_nobodys_way("caches", traces.caches())
    findings.in_nobodys_way("messages", repr(heard))
    kept = {mark for mark in scene.marks.found_in(traces.search_index()) if not mark.stays}
    findings.look("before", "search index", kept)


def erase(scene: Scene, canary: Canary) -> None:
    """As operators do it, in the CMS; it is the same act as on the command line. Guests have no account."""
    erasures.erase([canary.guest])
    response = scene.browser(OPERATOR).post(reverse("wagtailusers_users:delete", args=[canary.pk]))
    if response.status_code != 302 or not traces.ledger():
        raise RuntimeError("The canary was not erased.")
    do_all_tasks()


def look_after(findings: Findings, scene: Scene, canary: Canary) -> None:
    for table, text in traces.database().items():
        findings.after("database", text, table)
    findings.after("database files", traces.read_all(traces.database_files()))
    findings.after("search index", traces.search_index())
    findings.after("media", traces.media())
    if canary.picture.exists():
        findings.hits.append({"when": "after", "where": "media", "place": "picture"})
    findings.after("ledger", traces.ledger())
    findings.after("caches", traces.caches())
    for reader, text in room.said(room.happen(room.come_late, scene)).items():
        findings.after("frames", text, reader)
    for reading in pages(scene, canary, [OPERATOR]):  # who sees whatever others in the CMS see
        for address, text in reading.pages.items():
            findings.after("pages", text, f"{reading.reader} {address}")
    findings.after("log", traces.log())


def without_a_word(scene: Scene) -> list[str]:
    """Places where one can write, and the canary did not."""
    said = scene.written.places
    missing = {
        "field": places.unmarked_fields(traces.marked_fields()),
        "command": places.command_texts() - said,
        "event": places.events_with_text() - traces.marked_events(),
        "form": places.form_texts() - said,
    }
    return sorted(f"{kind} {name}" for kind, names in missing.items() for name in names)


def fly() -> dict[str, Any]:
    scene = Scene()
    canary, frames, heard = act(scene)
    findings = Findings(scene)
    look_before(findings, scene, canary, frames, heard)
    canary.become_a_contact()
    missing = without_a_word(scene)
    erase(scene, canary)
    look_after(findings, scene, canary)
    kept = scene.marks.found_in(" ".join(traces.database().values()))
    connections.close_all()
    return {
        "profile": "grown up" if settings.REDIS_URL else "embedded",
        "words": len(scene.marks.written),
        "stay": sorted(mark.place for mark in kept),
        "without_a_word": missing,
        **findings.looked,
        "hits": findings.hits,
    }
