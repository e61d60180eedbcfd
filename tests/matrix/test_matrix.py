"""The table finds what it is for: an address without a row, a wrong door, a row that is out of date."""

from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import path

from deliberation.core.door import DOORS
from deliberation.core.room import COMMANDS
from tests.matrix import asking, commands, routes, rows, sights
from tests.matrix.asking import Answer
from tests.matrix.roles import CMS, EDITORS, EVERYBODY, INSIDE, NOBODY, Asker
from tests.matrix.routes import Place, Route
from tests.matrix.rows import Row, at_a_page, at_the_cms, at_the_login, hidden, outside
from tests.matrix.walking import ONE_OF_EACH, Extent, Findings, chosen, sends, those_who_send

HERE = Place("here", "/here/")


def answered(status: int = 200, headers: dict[str, str] | None = None, known: bool = False) -> Answer:
    response: HttpResponseBase = HttpResponse(status=status, headers=headers or {})
    return asking.answer_of(response, HERE, known=known)


# --- addresses --------------------------------------------------------------------------------------------------------


def test_every_address_has_a_row_those_of_the_cms_and_of_rooms_included():
    known = [*routes.of_pages(), *routes.of_rooms()]
    names = {route.name for route in known}
    assert {"wagtailadmin_pages:edit", "deliberation:room", "ws/sessions/<str:key>/", "health/live"} <= names
    assert [name for name in names if rows.row_for(name) is None] == []
    assert len(known) > 300


def test_a_new_address_has_no_row_until_somebody_writes_one():
    (new,) = routes.walk([path("statistics/", HttpResponse, name="statistics")])
    assert rows.row_for(new.name) is None
    assert rows.row_for(new.name, [Row("statistics", NOBODY, hidden)])


def test_parameters_are_filled_by_namespace_or_for_all():
    known = {"pk": 1, "people:pk": 2}
    filled = [routes.places(Route(name, "x/<int:pk>/"), known)[0].path for name in ("people:edit", "jobs:edit")]
    assert filled == ["/x/2/", "/x/1/"]


def test_what_has_no_example_says_so():
    (place,) = routes.places(Route("new", "x/<int:thing>/"), {})
    assert place.path == "/x/<thing is not in examples>/"


def test_an_address_can_have_variants_and_an_export():
    found = routes.places(Route("page", "page/", can_be_exported=True), {"page": {"": "/a/", "draft": "/b/"}})
    assert [str(place) for place in found] == ["page", "page draft", "page as sheet"]


def test_reports_of_the_cms_are_exports():
    exports = {route.name for route in routes.of_pages() if route.can_be_exported}
    assert {"wagtailadmin_reports:site_history", "wagtailredirects:index"} <= exports


# --- rows -------------------------------------------------------------------------------------------------------------


def test_the_first_row_that_fits_counts():
    table = [Row("cms:draft", NOBODY, hidden), Row("cms:* | news", EVERYBODY, hidden)]
    assert [rows.row_for(place, table) for place in ("cms:draft", "cms:page", "news")] == [table[0], *table[1:] * 2]


def test_a_row_that_answers_for_nothing_is_named():
    table = [Row("cms:*", EVERYBODY, hidden), Row("cms:draft", NOBODY, hidden)]
    assert rows.unused(["cms:draft"], table) == [table[1]]


@pytest.mark.parametrize(
    ("manner", "asker", "told"),
    [
        (at_the_cms, Asker.TRAINEE, {Answer.LOGIN}),
        (at_the_cms, Asker.COORDINATOR, {Answer.REFUSED, Answer.HIDDEN}),
        (at_the_login, Asker.GUEST, {Answer.LOGIN}),
        (at_the_login, Asker.TRAINEE, {Answer.REFUSED, Answer.HIDDEN}),
        (at_a_page, Asker.TRAINEE, {Answer.LOGIN}),
        (hidden, Asker.ANONYMOUS, {Answer.HIDDEN}),
        (outside, Asker.TRAINEE, {Answer.HIDDEN}),
        (outside, Asker.REMOVED, {Answer.REFUSED, Answer.HIDDEN}),
    ],
)
def test_the_others_are_told_by_the_manner_of_the_row(manner, asker, told):
    row = Row("here", EDITORS, manner)
    assert row.expected(asker, "GET") == row.expected(asker, "POST") == told
    assert row.expected(Asker.EDITOR, "GET") == {Answer.IN}


def test_more_may_read_than_send_where_the_row_says_so():
    row = Row("here", NOBODY, hidden, reads=EVERYBODY)
    assert (row.lets_in(Asker.GUEST, "GET"), row.lets_in(Asker.GUEST, "POST")) == (True, False)


def test_who_may_not_come_in_sends_a_form_and_who_may_and_can_read_does_not():
    row = Row("here", EDITORS, at_the_cms)
    assert sends(row, Asker.GUEST, Answer.LOGIN)
    assert sends(row, Asker.EDITOR, Answer.NOT_ASKED_SO)
    assert not sends(row, Asker.EDITOR, Answer.IN)


def test_where_time_is_short_one_of_each_kind_asks_and_everybody_where_it_matters_who_is_inside():
    people, row = dict.fromkeys(Asker, Client()), Row("*", EDITORS, at_the_cms)
    for place in (Place("here", "/admin/here/"), HERE):
        assert set(chosen(people, place, row, Extent.SHORT)) == ONE_OF_EACH < EVERYBODY
        assert chosen(people, place, row, Extent.EVERYBODY) == people
    for route in ("deliberation:room", "training:people", "ws/sessions/<str:key>/"):
        assert chosen(people, Place(route, "/here/"), row, Extent.SHORT) == people


@pytest.mark.parametrize(
    ("place", "row", "who_see_most"),
    [
        (Place("here", "/admin/here/"), Row("here", EDITORS, at_the_cms), {Asker.OPERATOR}),
        (Place("here", "/admin/here/"), Row("here", NOBODY, at_the_cms, reads=CMS), {Asker.OPERATOR}),
        (HERE, Row("here", INSIDE, outside), {Asker.TRAINER}),
        (HERE, Row("here", EVERYBODY, hidden), {Asker.TRAINER}),
    ],
)
def test_on_a_second_database_one_asks_for_each_answer_that_the_row_has(place, row, who_see_most):
    ask = chosen(dict.fromkeys(Asker, Client()), place, row, Extent.BY_ANSWER)
    answers = [(row.expected(asker, "GET"), row.expected(asker, "POST")) for asker in ask]
    assert len(set(answers)) == len(answers) < 5
    assert set(answers) == {(row.expected(asker, "GET"), row.expected(asker, "POST")) for asker in Asker}
    assert who_see_most <= set(ask)


def test_on_a_second_database_one_sends_each_command_for_each_answer():
    ask = those_who_send(dict.fromkeys(Asker, Client()), "floor.GiveFloor", Extent.BY_ANSWER)
    assert Asker.TRAINER in ask
    assert {commands.expected(asker, "floor.GiveFloor") for asker in ask} == {Answer.IN, Answer.REFUSED, Answer.HIDDEN}
    assert len(ask) == 3


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "target", "word"),
    [
        (200, "", Answer.IN),
        (302, "/elsewhere/", Answer.IN),
        (302, "/accounts/login/?next=/here/", Answer.LOGIN),
        (302, "/admin/login/?next=/here/", Answer.LOGIN),
        (302, "/me/", Answer.REFUSED),
        (403, "", Answer.REFUSED),
        (404, "", Answer.HIDDEN),
        (405, "", Answer.NOT_ASKED_SO),
        (500, "", Answer.BROKEN),
    ],
)
def test_each_answer_is_one_word(status, target, word):
    assert answered(status, {"Location": target} if target else None) is word


def test_a_login_that_does_not_say_what_it_is_good_for_is_found():
    request = RequestFactory().get("/here/")
    found = [
        asking.by_target(f"/accounts/login/{query}", "/here/", request)
        for query in ("?next=/me/", "?next=/admin/pages/3/", "", "?next=/data-sheet/")
    ]
    assert found == [Answer.LOGIN, Answer.LOGIN, Answer.UNEXPLAINED, Answer.UNEXPLAINED]


def test_an_answer_to_somebody_known_must_not_be_kept():
    assert answered(known=True) is Answer.KEPT
    assert answered(headers={"Cache-Control": "no-store, private"}, known=True) is Answer.IN


def test_a_form_for_a_file_that_is_tried_nowhere_is_found():
    form = HttpResponse('{"html": "<input type=\\"file\\">"}')
    assert asking.answer_of(form, HERE, known=False) is Answer.UNTRIED
    assert asking.answer_of(form, Place("import_course", "/here/"), known=False) is Answer.IN


def test_a_wrong_answer_is_noted_and_another_method_is_right():
    found = Findings()
    for answer in (Answer.HIDDEN, Answer.NOT_ASKED_SO, Answer.IN):
        found.note("GET here", Asker.TRAINEE, answer, frozenset({Answer.HIDDEN}))
    assert (found.cells, found.wrong) == (3, ["GET here, trainee: in instead of hidden"])
    assert found.counts() == {"routes": 0, "without_row": 0, "cells": 3, "wrong": 1}


# --- commands ---------------------------------------------------------------------------------------------------------


def test_every_command_has_a_door_and_an_example():
    assert set(COMMANDS.values()) == set(DOORS)
    assert all(isinstance(commands.example(command), dict) for command in DOORS)


def test_commands_are_expected_as_the_doors_say():
    asked = {
        asker: commands.expected(asker, "floor.GiveFloor") for asker in (Asker.TRAINER, Asker.GUEST, Asker.OPERATOR)
    }
    assert list(asked.values()) == [Answer.IN, Answer.REFUSED, Answer.HIDDEN]
    assert commands.expected(Asker.TRAINER, "people.Join") is Answer.HIDDEN  # the shell's alone


# --- what the pages say -----------------------------------------------------------------------------------------------


def sight(html: str, language: str = "de") -> sights.Sight:
    return sights.Sight("GET here", Asker.ANONYMOUS, language, html.encode())


def test_a_page_says_first_in_its_title_that_a_form_was_refused_and_no_other_page_does():
    summary = "<div class='error-summary'></div>"
    assert sights.untitled([sight("<title>Home</title>"), sight(f"<title>Fehler: Login</title>{summary}")]) == []
    wrong = [sight(f"<title>Login</title>{summary}"), sight("<title>Fehler: Home</title>")]
    assert len(sights.untitled(wrong)) == 2


def test_words_in_another_language_than_the_page_say_in_which():
    def unmarked(inside: str) -> list[str]:
        return sights.unmarked([sight(f'<html lang="ar"><body>{inside}</body></html>', "ar")])

    assert unmarked('<h1 lang="de">Kreis</h1><select><option>Kreis</option></select>') == []
    assert unmarked("<h1>Kreis</h1>") == ["GET here (ar, anonymous): 'Kreis' does not say that it is German"]


def test_of_the_answers_whole_pages_are_looked_at():
    page = HttpResponse("<html></html>")
    assert sights.page_of(page, HTTPStatus.OK) == b"<html></html>"
    for other in (HttpResponse("part"), HttpResponse("</html>", "text/plain"), HttpResponse("</html>", status=403)):
        assert sights.page_of(other, HTTPStatus.OK) == b""
