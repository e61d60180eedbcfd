"""Registers people for a training and works off the mails about it, in a process for each time it is told to go on.

python -m tests.faults.mail_workers PEOPLE      # a line on stdin: one more process, whose id it prints

Each process is a fork of one that has loaded Django, so that fifty of them start within a moment.
"""

import os
import sys
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from community import outbox  # noqa: E402
from community.models import MailState, OutgoingMail, User  # noqa: E402
from config.work import work_off  # noqa: E402
from tests.faults.furnish import AsTheModelsAre  # noqa: E402
from training import messages  # noqa: E402
from training.core.places import PlaceConfirmed, Places, Stage, State  # noqa: E402
from training.models import Registration, Sitting, Training  # noqa: E402


def register(people: int) -> None:
    """Everybody has a place, and a mail about it that nobody has sent yet."""
    settings.MIGRATION_MODULES = AsTheModelsAre()
    call_command("migrate", run_syncdb=True, verbosity=0)
    begins = timezone.now() + timedelta(days=30)
    with transaction.atomic():
        training = Training.objects.create(title="Zuhören", summary="Zuhören lernen.", stage=Stage.ANNOUNCED)
        Sitting.objects.create(training=training, starts_at=begins, ends_at=begins + timedelta(hours=2))
        for number in range(1, people + 1):
            person = User.objects.create_user(f"person-{number}@example.org", display_name=f"Person {number}")
            place = Registration.objects.create(
                training=training, user=person, name=person.display_name, state=State.CONFIRMED, since=number
            )
            messages.follow(training, Places(), [(number, PlaceConfirmed(place.pk))])


def work() -> None:
    """As a worker does, after the minutes for which a mail waits whose worker was killed."""
    unsent = OutgoingMail.objects.filter(state__in=(MailState.WAITING, MailState.SENDING))
    unsent.update(due=timezone.now())
    outbox.send_what_is_due()
    work_off("mail")


def main(people: int) -> None:
    register(people)
    connections.close_all()  # a fork that shared one would spoil it for both
    for _line in sys.stdin:
        child = os.fork()
        if not child:
            work()
            connections.close_all()
            os._exit(0)
        print(child, flush=True)  # noqa: T201
        _pid, status = os.waitpid(child, 0)
        print(status, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
