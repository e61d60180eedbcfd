"""Goes through the whole table, and gathers what has no row and what was answered wrongly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction

from deliberation.core.door import DOORS
from deliberation.core.room import COMMANDS
from tests.matrix import asking, commands, rooms, routes, rows
from tests.matrix.asking import Answer
from tests.matrix.furnish import Browsers
from tests.matrix.roles import Asker
from tests.matrix.routes import Place, Route

# Only sessions and trainings tell those inside from those outside, by these beginnings of routes. Where time is short,
# one of each kind stands everywhere else for those who are alike there.
KNOW_WHO_IS_INSIDE = ("deliberation:", "training:", "ws/", "erase_place")
ONE_OF_EACH = frozenset(
    {Asker.ANONYMOUS, Asker.TRAINEE, Asker.TRAINER, Asker.EDITOR, Asker.COORDINATOR, Asker.OPERATOR}
)


class Extent(StrEnum):
    """How many ask."""

    EVERYBODY = "everybody"
    SHORT = "short"
    BY_ANSWER = "by answer"  # one for each answer that is expected


@dataclass
class Findings:
    routes: int = 0
    without_row: list[str] = field(default_factory=list)
    cells: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, what: str, asker: Asker, answer: Answer, expected: rows.Answers) -> None:
        self.cells += 1
        if answer not in expected | {Answer.NOT_ASKED_SO}:
            self.wrong.append(f"{what}, {asker}: {answer} instead of {' or '.join(sorted(expected))}")

    def counts(self) -> dict[str, int]:
        lists = {"without_row": len(self.without_row), "wrong": len(self.wrong)}
        return {
            "routes": self.routes,
            "without_row": lists["without_row"],
            "cells": self.cells,
            "wrong": lists["wrong"],
        }


def walk(people: Browsers, known: dict[str, Any], extent: Extent = Extent.EVERYBODY) -> Findings:
    found = Findings()
    below = list(with_rows(routes.of_rooms(), known, found))
    pages = list(with_rows(routes.of_pages(), known, found))
    unused = rows.unused([str(place) for place, _row in [*below, *pages]])
    found.wrong += [f"the row {row.to} answers for no address" for row in unused]
    for place, row in below:  # first: other threads answer, which see only what is committed
        ask_rooms(chosen(people, place, row, extent), place, row, found)
    with transaction.atomic(), asking.without_pages_of_errors():
        for place, row in pages:
            ask_everybody(chosen(people, place, row, extent), place, row, found)
        ask_commands(people, known["key"], found, extent)
    return found


def with_rows(known_routes: list[Route], known: dict[str, Any], found: Findings) -> Iterator[tuple[Place, rows.Row]]:
    for route in known_routes:
        found.routes += 1
        for place in routes.places(route, known):
            row = rows.row_for(str(place))
            if row is None:
                found.without_row.append(str(place))
            else:
                yield place, row


def chosen(people: Browsers, place: Place, row: rows.Row, extent: Extent) -> Browsers:
    if extent is Extent.SHORT and not place.route.startswith(KNOW_WHO_IS_INSIDE):
        return {asker: browser for asker, browser in people.items() if asker in ONE_OF_EACH}
    if extent is Extent.BY_ANSWER:
        sees_most = Asker.OPERATOR if place.path.startswith("/admin/") else Asker.TRAINER
        return one_for_each(people, lambda asker: (row.expected(asker, "GET"), row.expected(asker, "POST")), sees_most)
    return people


def one_for_each(people: Browsers, answer: Callable[[Asker], object], sees_most: Asker) -> Browsers:
    """One of those who are answered alike: whoever sees most on a page, as most is asked of the database then."""
    first = sorted(people, key=lambda asker: asker is not sees_most)
    return {asker: people[asker] for asker in {answer(asker): asker for asker in reversed(first)}.values()}


def ask_rooms(people: Browsers, place: Place, row: rows.Row, found: Findings) -> None:
    for asker, browser in people.items():
        found.note(str(place), asker, rooms.ask(browser, place.path), row.expected(asker, "POST"))


def ask_everybody(people: Browsers, place: Place, row: rows.Row, found: Findings) -> None:
    for asker, browser in people.items():
        answer = asking.ask(browser, "GET", place)
        found.note(f"GET {place}", asker, answer, row.expected(asker, "GET"))
        if sends(row, asker, answer):
            found.note(f"POST {place}", asker, asking.ask(browser, "POST", place), row.expected(asker, "POST"))


def sends(row: rows.Row, asker: Asker, read: Answer) -> bool:
    """Whoever may not sends a form, too. An empty one of somebody who may, and could read the page, tells nothing."""
    return not row.lets_in(asker, "POST") or read is Answer.NOT_ASKED_SO


def ask_commands(people: Browsers, key: str, found: Findings, extent: Extent) -> None:
    found.without_row += [do for do, command in COMMANDS.items() if command not in DOORS]
    admitted = {asker: commands.admitted(browser, key) for asker, browser in people.items()}
    for do in COMMANDS:
        for asker in those_who_send(people, do, extent):
            expected = frozenset({commands.expected(asker, do)})
            found.note(f"command {do}", asker, commands.ask(admitted[asker], do), expected)


def those_who_send(people: Browsers, do: str, extent: Extent) -> Browsers:
    if extent is not Extent.BY_ANSWER:
        return people
    return one_for_each(people, lambda asker: commands.expected(asker, do), Asker.TRAINER)
