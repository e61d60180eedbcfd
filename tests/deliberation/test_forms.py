from datetime import timedelta

import pytest
from django.utils import timezone, translation

from deliberation.forms import EntranceForm, SessionForm

pytestmark = pytest.mark.django_db


def session_form(template, **fields):
    starts_at = timezone.localtime() + timedelta(days=3)
    data = {
        "title": "Begleitung",
        "question": "Wer begleitet?",
        "template": template.pk,
        "starts_at": f"{starts_at:%Y-%m-%dT%H:%M}",
        "medium": "written",
        "places": 12,
        "observer_places": 5,
    }
    return SessionForm(data | fields)


def test_a_session_has_a_title_a_question_a_template_a_time_and_places(template):
    assert session_form(template).is_valid()
    empty = SessionForm({})
    assert set(empty.errors) == {"title", "question", "template", "medium", "starts_at", "places", "observer_places"}


@pytest.mark.parametrize(("places", "valid"), [(1, False), (2, True), (500, True), (501, False)])
def test_a_session_has_from_two_to_five_hundred_places(template, places, valid):
    assert session_form(template, places=places).is_valid() is valid


@pytest.mark.parametrize(("hours_ago", "valid"), [(23, True), (25, False)])
def test_a_session_begins_from_today_on(template, hours_ago, valid):
    starts_at = timezone.localtime() - timedelta(hours=hours_ago)
    form = session_form(template, starts_at=f"{starts_at:%Y-%m-%dT%H:%M}")
    assert form.is_valid() is valid
    assert ("starts_at" in form.errors) is not valid


def test_a_new_session_is_proposed_for_a_full_hour():
    proposed = SessionForm().fields["starts_at"].initial
    assert (proposed.minute, proposed.second, proposed.microsecond) == (0, 0, 0)


def test_the_full_hour_is_the_next_one():
    proposed = SessionForm().fields["starts_at"].initial
    assert timedelta(0) < proposed - timezone.localtime() <= timedelta(hours=1)


@pytest.mark.parametrize(("hours", "valid"), [(-1, False), (0, False), (2, True), (24, True), (25, False)])
def test_a_session_ends_after_it_began_within_a_day(template, hours, valid):
    ends_at = timezone.localtime() + timedelta(days=3, hours=hours)
    assert session_form(template, ends_at=f"{ends_at:%Y-%m-%dT%H:%M}").is_valid() is valid


# --- a session that continues another one -----------------------------------------------------------------------------


def offered(form):
    return set(form.fields["continues"].queryset) if "continues" in form.fields else None


def test_a_session_continues_one_that_the_same_trainer_moderates(make_session, trainer, make_user):
    before, other = make_session("Before"), make_session("Of others")
    other.participations.filter(role="moderator").update(user=make_user("Otto"))
    assert offered(SessionForm(trainer=trainer)) == {before}
    now = make_session("Now")
    assert offered(SessionForm(instance=now, trainer=trainer)) == {before}


def test_what_a_colleague_chose_stays(make_session, trainer, make_user):
    before, now = make_session("Before"), make_session("Now")
    now.continues = before
    colleague = make_user("Otto")
    assert offered(SessionForm(instance=now, trainer=colleague)) == {before}


def test_whoever_moderates_nothing_yet_is_not_asked(template, trainer):
    assert offered(SessionForm(trainer=trainer)) is None
    assert offered(SessionForm()) is None


def changed(session, **fields):
    plan = {name: getattr(session, name) for name in ("title", "question", "medium", "places", "observer_places")}
    times = {"starts_at": f"{timezone.localtime(session.starts_at):%Y-%m-%dT%H:%M}"}
    return SessionForm(plan | times | {"template": session.template_id} | fields, instance=session)


def test_once_the_room_is_open_there_are_no_fewer_places(rehearsal):
    form = changed(rehearsal.session, places=11)
    with translation.override("en"):
        assert form.errors["places"] == ["There cannot be fewer than 12 places by now."]
    assert changed(rehearsal.session, places=13).is_valid()


def test_before_that_there_are_as_many_places_as_are_taken(session):
    for name in ("Anna", "Ben", "Carla"):
        session.participations.create(name=name)
    assert changed(session, places=3).is_valid()
    assert "places" in changed(session, places=2).errors


def test_a_session_that_began_long_ago_can_still_have_another_title(session):
    session.starts_at = (timezone.now() - timedelta(days=3)).replace(second=0, microsecond=0)
    session.save()
    assert changed(session, title="Anders").is_valid()


def test_the_time_of_a_planned_session_is_shown_as_it_is(session):
    local = timezone.localtime(session.starts_at)
    assert f'value="{local:%Y-%m-%dT%H:%M}"' in str(SessionForm(instance=session)["starts_at"])


def test_a_name_is_written_in_one_line():
    form = EntranceForm({"name": "  Anna\n  B. ", "kind": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "Anna B.", "kind": ""}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "", "kind": ""}, {"name"}),
        ({"name": "  ", "kind": ""}, {"name"}),
        ({"name": "x" * 61, "kind": ""}, {"name"}),
        ({"name": "Anna", "kind": "party"}, {"kind"}),
    ],
)
def test_a_name_is_short_and_a_kind_is_one_of_ours(fields, wrong):
    assert set(EntranceForm(fields).errors) == wrong
