"""What trainers write to everybody in their training, in their own words: each person gets it once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from cms import languages
from community.models import OutgoingMail, User
from community.outbox import PERSON
from training import messages
from training.core.places import State
from training.messages import NOT_DELIVERED, MessageKind
from training.models import Registration, Training


class Readers(StrEnum):
    WITH_A_PLACE = "confirmed"
    AND_WAITING = "waiting"  # or asked whether they take one; whom an employer named has not said yes to anything


STATES: Mapping[Readers, Sequence[State]] = {
    Readers.WITH_A_PLACE: (State.CONFIRMED,),
    Readers.AND_WAITING: (State.CONFIRMED, State.OFFERED, State.WAITING),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """`necessary`: it is about the sittings, so it also goes to those who want no reminders. `form`: by chance, of the
    form that it was written in: sent twice, it is one letter, and the same words in another form are another one."""

    subject: str
    text: str
    readers: Readers
    necessary: bool
    form: str

    @property
    def event(self) -> str:
        said = "\n".join((self.form, self.subject, self.text))
        return f"letter-{sha256(said.encode()).hexdigest()[:16]}"


def readers_of(training: Training, letter: Letter) -> list[Registration]:
    found = messages.people_of(training.registrations.filter(state__in=STATES[letter.readers]))
    return [person for person in found if person.address and (letter.necessary or messages.wants(person))]


@transaction.atomic
def send(training: Training, trainer: User, letter: Letter) -> int:
    """To how many people it goes. Whoever got it already gets it no second time."""
    people = readers_of(training, letter)
    for person in people:
        messages.write(training, person, MessageKind.LETTER, letter.event, more=_said(trainer, letter))
    return len(people)


def example(training: Training, trainer: User, letter: Letter) -> EmailMessage:
    """As people get it, with the trainer as the person: its links lead to no place."""
    person = Registration(training=training, user=trainer, name=trainer.display_name)
    return messages.composed(training, person, MessageKind.LETTER, trainer.email, more=_said(trainer, letter))


def send_test(training: Training, trainer: User, letter: Letter) -> None:
    """To oneself, as often as one likes."""
    mail = example(training, trainer, letter)
    with languages.writing_to(trainer.language):
        mail.subject = _("Test: %(subject)s") % {"subject": mail.subject}
    mail.extra_headers[PERSON] = trainer.pk
    mail.send()


def _said(trainer: User, letter: Letter) -> dict[str, Any]:
    return {
        "subject": letter.subject,
        "text": letter.text,
        "trainer": trainer.display_name,
        "necessary": letter.necessary,
    }


@dataclass(frozen=True, slots=True)
class SentLetter:
    subject: str
    at: datetime
    people: int
    unreached: int


def sent(training: Training) -> list[SentLetter]:
    """The newest first; their words are not kept, and after a month nothing of them is."""
    mails = OutgoingMail.objects.filter(event__startswith=f"{messages.events_of(training)}letter-").order_by("pk")
    found: dict[str, list[OutgoingMail]] = {}
    for mail in mails.only("event", "subject", "state", "written_at"):
        found.setdefault(mail.event.rpartition(" ")[0], []).append(mail)
    letters = [
        SentLetter(each[0].subject, each[0].written_at, len(each), sum(mail.state in NOT_DELIVERED for mail in each))
        for each in found.values()
    ]
    return sorted(letters, key=lambda letter: letter.at, reverse=True)
