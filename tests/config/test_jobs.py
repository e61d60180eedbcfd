"""The purge forgets what the register says is past its time, and nothing that is not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from community.logins import SessionStore
from community.models import BrowserSession as Login
from community.models import MailState, OutgoingMail, PersonalInvitation, User
from community.unsent import KEPT
from config import jobs
from config.register import PERSONAL
from deliberation import sessions
from deliberation.core import people
from deliberation.core.acting import Role
from deliberation.log.deciding import handle
from deliberation.models import Invitation, Participation, RehearsalRecord, Session, Stay
from elearning.models import Cohort, CohortInvitation, CohortMember
from training.models import GroupPlace, Needs, Registration, SignedList, Sitting, Training

pytestmark = pytest.mark.django_db


def ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def somebody(**fields: Any) -> User:
    number = User.objects.count()
    return User.objects.create_user(f"p{number}@example.org", display_name=f"P{number}", **fields)


def signed_up(days: float) -> User:
    user = somebody(date_joined=ago(days))
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def confirmation(days: float) -> EmailConfirmation:
    user = somebody()
    address = EmailAddress.objects.create(user=user, email=user.email)
    return EmailConfirmation.objects.create(email_address=address, created=ago(days), key=user.email)


def mail(days: float) -> OutgoingMail:
    number = OutgoingMail.objects.count()
    return OutgoingMail.objects.create(
        recipient="a@example.org",
        message_id=f"<{number}>",
        written_at=ago(days),
        state=MailState.REFUSED,
        content={"body": "Words"},
    )


def task(days: float) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="SUCCESSFUL",
        finished_at=ago(days),
        task_path="path",
        args_kwargs={},
        backend_name="default",
        run_after=ago(days),
    )


def planned(days: float) -> Session:
    session = Session(title="Begleitung", question="Wer?", starts_at=ago(days))
    return sessions.plan(session, somebody())


def participation(days: float) -> Participation:
    session = planned(days)
    guest = session.participations.create(name="Gast", role=Role.PARTICIPANT)
    handle(sessions.plenary(session).pk, guest.pk, people.Join("Gast", Role.PARTICIPANT, ""))
    return guest


def rehearsal(days: float) -> RehearsalRecord:
    moments = {"started_at": ago(days), "ends_at": ago(days)}
    number, session = str(RehearsalRecord.objects.count()), planned(days)
    return RehearsalRecord.objects.create(of=session, trainer=somebody(), key=number, ended="time", **moments)


def invitation(days: float) -> Invitation:
    return Invitation.objects.create(session=planned(days), role=Role.PARTICIPANT, created_at=ago(days))


def personal_invitation(days: float) -> PersonalInvitation:
    number = str(PersonalInvitation.objects.count())
    return PersonalInvitation.objects.create(email=f"p{number}@example.org", digest=number, sent_at=ago(days))


def cohort(days: float) -> Cohort:
    return Cohort.objects.create(name="Spring", course_key=uuid4(), closes_at=ago(days))


def cohort_member(days: float) -> CohortMember:
    return CohortMember.objects.create(cohort=cohort(days), user=somebody())


def cohort_invitation(days: float) -> CohortInvitation:
    return CohortInvitation.objects.create(cohort=cohort(0), email="a@example.org", sent_at=ago(days))


def login(days: float) -> Login:
    return Login.objects.create(session_key=str(Login.objects.count()), session_data="", expire_date=ago(days))


def sent_too_late(days: float) -> Login:
    """In a browser in which a guest has a place, too: that stays."""
    said = {KEPT: {"at": ago(days).timestamp(), "person": "1"}, "guest": "place"}
    session = SessionStore()
    session.update(said)
    session.save()
    return Login.objects.get(pk=session.session_key)


def has_no_answer(row: Any) -> bool:
    said = Login.objects.get(pk=row.pk).get_decoded()
    assert said["guest"] == "place"
    return KEPT not in said


def on_a_text(model: Any) -> Callable[[float], Any]:
    def made(days: float) -> Any:
        moment = {"last_seen_at": ago(days)} if model is EditingSession else {"last_updated_at": ago(days)}
        text = ContentType.objects.get_for_model(Page)
        return model.objects.create(user=somebody(), content_type=text, object_id="1", **moment)

    return made


def in_history(model: Any) -> Callable[[float], Any]:
    def made(days: float) -> Any:
        about = {"page_id": 1} if model is PageLogEntry else {"object_id": "1"}
        return model.objects.create(user=somebody(), timestamp=ago(days), action="wagtail.edit", label="Page", **about)

    return made


def stay(days: float) -> Stay:
    return Stay.objects.create(participation=participation(0), begins=ago(days + 1), ends=ago(days))


def sitting(days: float) -> Sitting:
    """That ended so many days ago, of a training that was planned long before."""
    training = Training.objects.create(title="Zuhören", summary="Fragen", stage="announced")
    Training.objects.filter(pk=training.pk).update(created_at=ago(days + 30))
    return Sitting.objects.create(training=training, starts_at=ago(days + 1), ends_at=ago(days))


def registration(days: float) -> Registration:
    return Registration.objects.create(training=sitting(days).training, user=somebody(), name="Amal", state="confirmed")


def needs(days: float) -> Needs:
    return Needs.objects.create(registration=registration(days), food="Nuts")


def in_a_group(days: float) -> GroupPlace:
    place = registration(days)
    return GroupPlace.objects.create(sitting=place.training.sittings.get(), registration=place, group=0)


def signed_list(days: float) -> SignedList:
    return SignedList.objects.create(sitting=sitting(days), file="signed_lists/none.pdf", added_by=somebody())


def is_gone(row: Any) -> bool:
    return not type(row).objects.filter(pk=row.pk).exists()


def is_empty(name: str) -> Callable[[Any], bool]:
    return lambda row: not getattr(type(row).objects.get(pk=row.pk), name)


# Model and field, or the whole row: how it is made, after how many days it goes, what then is the case.
EXAMPLES: dict[tuple[str, str], tuple[Callable[[float], Any], float, Callable[[Any], bool]]] = {
    ("community.User", ""): (signed_up, 30, is_gone),
    ("account.EmailConfirmation", ""): (confirmation, 3, is_gone),
    ("community.PersonalInvitation", ""): (personal_invitation, 30, is_gone),
    ("community.BrowserSession", ""): (login, 0, is_gone),
    ("community.BrowserSession", "session_data"): (sent_too_late, 1, has_no_answer),
    ("community.OutgoingMail", "content"): (mail, 7, is_empty("content")),
    ("community.OutgoingMail", ""): (mail, 30, is_gone),
    ("elearning.CohortMember", ""): (cohort_member, 180, is_gone),
    ("elearning.CohortInvitation", ""): (cohort_invitation, 30, is_gone),
    ("deliberation.Participation", ""): (participation, 365, is_empty("name")),
    ("deliberation.RehearsalRecord", ""): (rehearsal, 1 / 24, is_gone),
    ("deliberation.Invitation", ""): (invitation, 2, is_gone),
    ("deliberation.Stay", ""): (stay, 7, is_gone),
    ("training.Registration", ""): (registration, 365, is_empty("name")),
    ("training.Needs", ""): (needs, 0, is_gone),
    ("training.GroupPlace", ""): (in_a_group, 0, is_gone),
    ("training.SignedList", ""): (signed_list, 365, is_gone),
    ("wagtailcore.PageLogEntry", "user"): (in_history(PageLogEntry), 730, is_empty("user")),
    ("wagtailcore.ModelLogEntry", "user"): (in_history(ModelLogEntry), 730, is_empty("user")),
    ("wagtailadmin.EditingSession", ""): (on_a_text(EditingSession), 1, is_gone),
    ("wagtailadmin.FormState", ""): (on_a_text(FormState), 1, is_gone),
    ("django_tasks_database.DBTaskResult", ""): (task, 7, is_gone),
}


def test_every_time_that_the_register_names_has_an_example_here():
    named = {(entry.model, "") for entry in PERSONAL if entry.retention.past}
    named |= {
        (entry.model, field.name)
        for entry in PERSONAL
        for field in entry.fields
        if field.retention and field.retention.past
    }
    assert named == EXAMPLES.keys()


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=["-".join(name) for name in EXAMPLES])
def test_what_is_past_its_time_is_forgotten_and_what_is_not_stays(example):
    make, days, forgotten = example
    old, fresh = make(days + 0.01), make(days - 0.01)
    assert [forgotten(old), forgotten(fresh)] == [False, False]
    jobs.purge()
    assert [forgotten(old), forgotten(fresh)] == [True, False]
    jobs.purge()
    assert not forgotten(fresh)


def test_of_a_session_long_ago_neither_names_nor_words_nor_a_way_to_an_account_are_left():
    guest = participation(366)
    jobs.purge()
    people = guest.session.participations.all()
    assert {(person.name, person.user) for person in people} == {("", None)}
    words = apps.get_model("deliberation.Entry").objects.filter(room__session=guest.session)
    assert set(words.values_list("text", flat=True)) == {""}
    assert len(people) == 2


def test_accounts_that_somebody_uses_or_made_in_the_cms_stay():
    used, made, confirmed = signed_up(99), somebody(date_joined=ago(99)), signed_up(99)
    User.objects.filter(pk=used.pk).update(last_login=ago(98))
    EmailAddress.objects.create(user=confirmed, email="second@example.org", verified=True)
    jobs.purge()
    assert User.objects.filter(pk__in=[used.pk, made.pk, confirmed.pk]).count() == 3


def test_tasks_that_wait_are_not_forgotten():
    waiting = DBTaskResult.objects.create(
        status="READY", task_path="path", args_kwargs={}, backend_name="default", run_after=ago(30)
    )
    jobs.purge()
    assert not is_gone(waiting)
