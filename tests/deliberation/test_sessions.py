from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.models import OrganisationKind
from deliberation import sessions, words
from deliberation.core import agenda, agreement
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, RoomRecord, Session, unguessable
from tests.deliberation.conftest import PHASES, RULES

pytestmark = pytest.mark.django_db
EXCHANGE, CLOSING = 2, 3


# --- planning ---------------------------------------------------------------------------------------------------------


def test_a_planned_session_has_a_room_prepared_as_the_template_says(session, trainer):
    state = deciding.load(sessions.plenary(session).pk).room
    moderator = session.participations.get()
    assert (moderator.user, moderator.role, moderator.name, moderator.kind) == (
        trainer,
        "moderator",
        "Tina",
        "authority",
    )
    assert session.created_by == trainer
    assert (state.agenda.stage, state.agenda.question) == (Stage.PLANNED, session.question)
    assert [
        (phase.code, phase.title, phase.minutes, phase.mode, phase.instruction) for phase in state.agenda.phases
    ] == [tuple(phase.values()) for phase in PHASES]
    assert [rule.text for rule in state.agreement.rules] == RULES
    assert [person.name for person in state.people.values()] == ["Tina"]


def test_a_session_has_one_plenary_and_any_number_of_breakout_rooms(rehearsal):
    rehearsal.open_breakouts(3)
    assert sessions.plenary(rehearsal.session).pk == rehearsal.room
    with pytest.raises(IntegrityError), transaction.atomic():
        rehearsal.session.rooms.create(kind=RoomRecord.Kind.PLENARY)


def close_one(rehearsal, room):
    rehearsal.take_in(room, rehearsal.moderator, agenda.CloseRoom(deciding.load(room).room.agenda.moved))


def test_breakout_rooms_change_nothing_about_where_a_session_is_listed(rehearsal, trainer):
    lists = {
        "ahead": lambda: Session.objects.entered_by(trainer).ahead(),
        "ended": lambda: Session.objects.entered_by(trainer).ended(),
    }
    rooms = rehearsal.open_breakouts(3)
    close_one(rehearsal, rooms[0])
    assert {name: [each.stage for each in found()] for name, found in lists.items()} == {
        "ahead": [Stage.OPEN],
        "ended": [],
    }
    close_one(rehearsal, rehearsal.room)
    assert {name: [each.stage for each in found()] for name, found in lists.items()} == {
        "ahead": [],
        "ended": [Stage.CLOSED],
    }


def test_without_a_template_the_room_is_empty(make_session):
    state = deciding.load(sessions.plenary(make_session(template=None)).pk).room
    assert (state.agenda.phases, state.agreement.rules) == ((), ())


def test_changing_the_plan_changes_the_room_that_is_not_open(session, make_template):
    session.question, session.template = "Und warum?", make_template("Kurz", phases=[("phase", PHASES[0])])
    sessions.replan(session, session.participations.get())
    state = deciding.load(sessions.plenary(session).pk).room
    assert (state.agenda.question, len(state.agenda.phases)) == ("Und warum?", 1)


def rules_of(session):
    return [rule.text for rule in deciding.load(sessions.plenary(session).pk).room.agreement.rules]


def test_with_another_template_come_its_ground_rules(session, make_template):
    """What people wrote themselves stays."""
    moderator, room = session.participations.get(), sessions.plenary(session).pk
    suggested = rules_of(session)
    deciding.handle(room, moderator.pk, agreement.AddRule("Wir duzen uns."))
    ours = [("rule", "Niemand wird unterbrochen."), ("rule", suggested[0])]
    session.template = make_template("Kurz", ground_rules=ours)
    sessions.replan(session, moderator)
    assert rules_of(session) == [suggested[0], "Wir duzen uns.", "Niemand wird unterbrochen."]
    session.template = None
    sessions.replan(session, moderator)
    assert rules_of(session) == ["Wir duzen uns."]


def test_a_ground_rule_that_was_removed_does_not_come_back_by_saving(session):
    moderator, room = session.participations.get(), deciding.load(sessions.plenary(session).pk).room
    deciding.handle(sessions.plenary(session).pk, moderator.pk, agreement.RemoveRule(room.agreement.rules[0].id))
    left = rules_of(session)
    sessions.replan(session, moderator)
    assert rules_of(session) == left


def test_saving_the_same_plan_again_writes_nothing_into_the_log(session):
    before = sessions.plenary(session).head
    sessions.replan(session, session.participations.get())
    assert sessions.plenary(session).head == before


def test_a_co_moderator_who_was_never_in_the_room_can_change_the_plan(session):
    cora = session.participations.create(name="Cora", role=Role.CO_MODERATOR)
    session.question = "Und warum?"
    sessions.replan(session, cora)
    assert deciding.load(sessions.plenary(session).pk).room.agenda.question == "Und warum?"


def test_what_people_in_an_open_room_talk_about_stays(rehearsal, make_template):
    changed = rehearsal.session
    changed.title, changed.question, changed.template = "Anders", "Und warum?", make_template("Kurz")
    assert sessions.replan(changed, rehearsal.moderator) == []
    stored = Session.objects.get()
    assert (stored.title, stored.question, stored.template.title) == (
        "Anders",
        "Wer begleitet Menschen zum Amt?",
        "Standard",
    )
    assert rehearsal.state.agenda.question == stored.question


def test_ground_rules_for_which_there_is_no_place_are_named(session, make_template):
    moderator, room = session.participations.get(), sessions.plenary(session).pk
    for n in range(agreement.MOST - len(RULES)):
        deciding.handle(room, moderator.pk, agreement.AddRule(f"Unsere Regel {n}"))
    theirs = [f"Regel der Vorlage {n}" for n in range(4)]
    session.template = make_template("Viele", ground_rules=[("rule", rule) for rule in theirs])
    left_out = sessions.replan(session, moderator)
    assert left_out == theirs[len(RULES) :]
    assert len(rules_of(session)) == agreement.MOST
    assert not {*left_out} & {*rules_of(session)}


def test_a_template_without_an_opening_is_refused_and_nothing_is_saved(session, make_template):
    session.title, session.template = "Anders", make_template("Ohne", phases=[("phase", PHASES[1])])
    with pytest.raises(sessions.NotPrepared, match=r"agenda\.opening_first"):
        sessions.replan(session, session.participations.get())
    assert Session.objects.get().title == "Begleitung"


# --- taking part ------------------------------------------------------------------------------------------------------


def test_who_registered_elsewhere_is_expected_under_the_name_that_they_gave_there(session, anna, trainer):
    known = sessions.expect(session, anna, "Anna B.", OrganisationKind.AUTHORITY)
    guest = sessions.expect(session, None, "Anna B.", "")
    unnameable = sessions.expect(session, None, "Moderation", "")
    assert [(each.user, each.name, each.kind, each.role) for each in (known, guest)] == [
        (anna, "Anna B.", "authority", "participant"),
        (None, "Anna B. 2", "", "participant"),
    ]
    assert unnameable.name == str(words.ROLES[Role.PARTICIPANT])
    assert sessions.expect(session, anna, "Another", "") == known
    assert sessions.expect(session, trainer, "Tina", "").role == Role.MODERATOR


def test_a_session_that_is_moved_tells_nobody_and_stays_once_it_is_over(session, rehearsal):
    begins, before = session.starts_at + timedelta(days=1), session.calendar_sequence
    assert sessions.move(session, begins, begins + timedelta(hours=2))
    session.refresh_from_db()
    assert (session.starts_at, session.ends, session.calendar_sequence) == (
        begins,
        begins + timedelta(hours=2),
        before + 1,
    )
    assert mail.outbox == []
    over = rehearsal.session
    rehearsal.take(rehearsal.moderator, agenda.CloseRoom(rehearsal.state.agenda.moved))
    assert not sessions.move(over, begins, begins + timedelta(hours=2))


def test_the_kind_of_organisation_comes_with_the_account(session, make_user, trainer):
    anna = make_user("Anna", organisation=trainer.organisation)
    assert sessions.take_part(session, anna, Role.PARTICIPANT).kind == OrganisationKind.AUTHORITY


def test_moderators_and_observers_take_no_place(make_session):
    session = make_session(places=2)
    session.participations.create(name="Olga", role=Role.OBSERVER)
    assert sessions.places_left(session) == 2


def test_a_place_can_be_given_back_until_one_was_in_the_room(rehearsal):
    anna, ben = rehearsal.register("Anna"), rehearsal.enter("Ben")
    assert sessions.may_unregister(anna)
    assert not sessions.may_unregister(ben)
    assert not sessions.may_unregister(rehearsal.moderator)
    with pytest.raises(sessions.AlreadyInside):
        sessions.unregister(ben)
    sessions.unregister(anna)
    assert not rehearsal.session.participations.filter(pk=anna.pk).exists()


# --- inviting ---------------------------------------------------------------------------------------------------------


def test_there_is_one_link_for_each_role(session):
    link = sessions.invitation_for(session, Role.PARTICIPANT)
    assert sessions.invitation_for(session, Role.PARTICIPANT) == link
    assert sessions.invitation_for(session, Role.OBSERVER).token != link.token
    assert len(link.token) >= 22


def test_an_invitation_holds_until_a_day_after_the_beginning_wherever_that_moves(make_session):
    later = make_session(starts_at=timezone.now() + timedelta(days=10))
    invitation = sessions.invitation_for(later, Role.PARTICIPANT)
    assert invitation.expires_at == later.starts_at + timedelta(days=1)
    later.starts_at += timedelta(days=30)
    later.save()
    assert sessions.invitation_for(later, Role.PARTICIPANT).expires_at == later.starts_at + timedelta(days=1)


def test_an_invitation_holds_two_days_at_the_least(make_session):
    now = make_session(starts_at=timezone.now())
    in_two_days = timezone.now() + timedelta(days=2)
    assert abs(sessions.invitation_for(now, Role.PARTICIPANT).expires_at - in_two_days) < timedelta(minutes=1)


def test_a_new_link_ends_the_old_one(session):
    old = sessions.invitation_for(session, Role.PARTICIPANT)
    new = sessions.renew(session, Role.PARTICIPANT)
    assert new.token != old.token
    assert [each.token for each in session.invitations.all()] == [new.token]


def test_a_guest_comes_in_with_the_key_of_the_browser(session):
    invitation = sessions.invitation_for(session, Role.OBSERVER)
    guest = sessions.accept(invitation, None, "key", "Anna", "authority")
    assert (guest.user, guest.key, guest.role, guest.name, guest.kind) == (None, "key", "observer", "Anna", "authority")
    assert sessions.accept(invitation, None, "key", "Anna B.", "") == guest


def test_somebody_with_an_account_comes_in_as_they_say(session, trainer, make_user):
    """Also without the organisation of the account, if they come for themselves."""
    anna = make_user("Anna", organisation=trainer.organisation)
    invitation = sessions.invitation_for(session, Role.PARTICIPANT)
    participation = sessions.accept(invitation, anna, "key", "A.", "")
    assert (participation.user, participation.name, participation.kind) == (anna, "A.", "")
    assert sessions.accept(invitation, anna, "other key", "A.", "") == participation


def test_an_invitation_needs_a_place_and_who_has_one_keeps_it(make_session):
    session = make_session(places=2)
    invitation = sessions.invitation_for(session, Role.PARTICIPANT)
    first = sessions.accept(invitation, None, "1", "Anna", "")
    sessions.accept(invitation, None, "2", "Ben", "")
    with pytest.raises(sessions.Full):
        sessions.accept(invitation, None, "3", "Carla", "")
    assert sessions.accept(invitation, None, "1", "Anna", "") == first
    assert sessions.accept(sessions.invitation_for(session, Role.OBSERVER), None, "3", "Carla", "").role == "observer"


def test_nobody_comes_into_a_session_that_is_over(rehearsal):
    invitation = sessions.invitation_for(rehearsal.session, Role.PARTICIPANT)
    ben = sessions.accept(invitation, None, "1", "Ben", "")
    rehearsal.take(rehearsal.moderator, agenda.CloseRoom(rehearsal.state.agenda.moved))
    with pytest.raises(sessions.Ended):
        sessions.accept(invitation, None, "2", "Anna", "")
    assert sessions.accept(invitation, None, "1", "Ben", "") == ben


def test_a_template_begins_with_the_opening(make_template):
    AgendaTemplate.objects.create(title="Ohne", phases=[]).clean()
    make_template().clean()
    with pytest.raises(ValidationError):
        make_template("Verkehrt", phases=[("phase", phase) for phase in reversed(PHASES)]).clean()


def test_no_command_takes_a_key_for_an_option(monkeypatch):
    drawn = iter(["-abc", "abc"])
    monkeypatch.setattr("secrets.token_urlsafe", lambda size: next(drawn))
    assert unguessable() == "abc"
