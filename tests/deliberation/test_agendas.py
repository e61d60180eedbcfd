"""The agenda of a session is its trainer's own copy, until the room opens."""

import pytest
from django.urls import reverse

from deliberation import sessions
from deliberation.core.agenda import Mode, Phase
from deliberation.core.method import MOST_PHASES
from deliberation.core.timetable import Misfit
from deliberation.models import Method
from deliberation.phase_forms import AgendaForm, written
from tests.deliberation.agendas import TALK, address, sent, titles


@pytest.fixture
def by_trainer(browser, trainer):
    return browser(trainer)


def test_a_session_keeps_its_own_phases_whatever_becomes_of_the_template(session, template):
    before = sessions.phases_of(session)
    assert before == template.as_phases()
    template.phases = [("phase", {"code": "opening", "title": "Other", "minutes": 5, "mode": "free"})]
    template.save()
    moderator = session.participations.get(role="moderator")
    session.title = "Anders"
    sessions.replan(session, moderator)
    assert sessions.phases_of(session) == before


def test_a_trainer_changes_the_agenda_and_the_end_moves_with_it(session, by_trainer):
    phases = (*sessions.phases_of(session), TALK)
    assert by_trainer.post(address(session), sent(phases), follow=True).status_code == 200
    assert sessions.phases_of(session) == phases
    session.refresh_from_db()
    assert session.minutes == sum(phase.minutes for phase in phases)
    assert (session.ends - session.starts_at).total_seconds() == session.minutes * 60


def test_phases_move_without_javascript_and_nothing_typed_is_lost(session, by_trainer):
    phases = (*sessions.phases_of(session)[:1], TALK, Phase("closing", "Half typed", 5, Mode.ROUND))
    down = by_trainer.post(address(session), sent(phases, "down-1"))
    assert titles(down) == [phases[0].title, "Half typed", "Talk"]
    up = by_trainer.post(address(session), sent(phases, "up-1"))
    assert titles(up) == ["Talk", phases[0].title, "Half typed"]
    assert [begins.minute for _row, _form, (begins, _ends) in up.context["parts"]] != []
    assert by_trainer.post(address(session), sent(phases, "remove-1")).context["form"].minutes == [
        phases[0].minutes,
        5,
    ]
    added = by_trainer.post(address(session), sent(phases, "add"))
    assert titles(added)[-1] == ""
    assert sessions.phases_of(session)[1:2] != (TALK,)


def test_an_agenda_without_an_opening_warns_and_is_not_saved(session, by_trainer):
    before = sessions.phases_of(session)
    response = by_trainer.post(address(session), sent([TALK]))
    assert "The agenda does not begin with the opening" in response.content.decode()
    assert [misfit for misfit, _sentence, is_shown in response.context["misfits"] if is_shown] == [Misfit.NO_OPENING]
    assert titles(response) == ["Talk"]
    assert sessions.phases_of(session) == before


def test_what_does_not_fit_in_a_phase_is_said_at_its_field(session, by_trainer):
    vote = Phase("outcome", "Vote", 5, Mode.VOTE)
    response = by_trainer.post(address(session), sent([*sessions.phases_of(session), vote]))
    assert "A vote needs statements" in response.content.decode()


def test_a_method_is_put_at_the_end(session, by_trainer):
    method = Method.objects.create(title="Reihum", phases=[("phase", {**written(TALK), "asked": [], "seats": []})])
    phases = sessions.phases_of(session)
    response = by_trainer.post(address(session), sent(phases, "insert", method=f"site-{method.pk}"))
    assert titles(response) == [*(phase.title for phase in phases), "Talk"]
    Method.objects.update(live=False)
    assert by_trainer.post(address(session), sent(phases, "insert", method=f"site-{method.pk}")).context[
        "form"
    ].minutes == [phase.minutes for phase in phases]


def test_nothing_is_added_that_would_be_lost(session, by_trainer):
    phases = [TALK] * (MOST_PHASES - 1)
    method = Method.objects.create(title="Two", phases=[("phase", {**written(TALK), "asked": [], "seats": []})] * 2)
    full = by_trainer.post(address(session), sent(phases, "insert", method=f"site-{method.pk}"))
    assert len(titles(full)) == MOST_PHASES - 1
    assert "An agenda has at most 20 phases." in full.content.decode()
    assert len(titles(by_trainer.post(address(session), sent(phases, "add")))) == MOST_PHASES
    assert "at most 20 phases" in by_trainer.post(address(session), sent([*phases, TALK], "add")).content.decode()


def test_a_template_takes_over_the_phases_of_a_method(make_template):
    method = Method.objects.create(
        title="Reihum", phases=[("phase", {"code": "exchange", "title": "Talk", "minutes": 7})]
    )
    opening = {"code": "opening", "title": "Arriving", "minutes": 5, "mode": "free"}
    template = make_template(phases=[("phase", opening), ("method", method)])
    assert [phase.title for phase in template.as_phases()] == ["Arriving", "Talk"]
    assert template.minutes == 12


def test_what_is_in_the_form_is_what_was_there():
    form = AgendaForm.of_phases([TALK])
    [(_row, phase)] = form.rows
    assert (phase["title"].value(), phase["slow"].value()) == ("Talk", 30)


def test_once_the_room_is_open_the_phases_stay(rehearsal, browser, trainer):
    response = browser(trainer).get(address(rehearsal.session), follow=True)
    assert "It stays as it is: the session runs by it." in response.content.decode()
    with pytest.raises(sessions.Ended):
        sessions.rearrange(rehearsal.session, rehearsal.moderator, (TALK,))


def test_nobody_but_the_moderation_sees_the_editor_or_the_preview(session, browser, stranger):
    for page in (address(session), reverse("deliberation:agenda_preview", args=[session.key])):
        assert browser(stranger).get(page).status_code == 404


def test_the_preview_shows_each_phase_as_participants_see_it(session, by_trainer):
    said = by_trainer.get(reverse("deliberation:agenda_preview", args=[session.key])).content.decode()
    for phase in sessions.phases_of(session):
        assert phase.title in said
    assert said.count("data-guidance") == len(sessions.phases_of(session))


def test_a_vote_by_consent_is_chosen_in_the_agenda(session, by_trainer):
    vote = Phase("outcome", "Vote", 5, Mode.VOTE, asked=("We meet again.",), consent=True)
    phases = (*sessions.phases_of(session), vote)
    by_trainer.post(address(session), sent(phases))
    assert sessions.phases_of(session)[-1] == vote
    said = by_trainer.get(reverse("deliberation:agenda_preview", args=[session.key])).content.decode()
    assert "does not support it" in said


def test_a_template_says_what_does_not_fit(make_template):
    opening = {"code": "opening", "title": "Arriving", "minutes": 5, "mode": "free"}
    template = make_template(phases=[("phase", opening)])
    assert template.misfits == ()
    template.planned_minutes = 4
    assert template.misfits == (Misfit.TOO_LONG,)
    template.phases = [("phase", opening | {"code": "exchange"})]
    template.planned_minutes = 90
    assert template.misfits == (Misfit.NO_OPENING, Misfit.TOO_SHORT)
