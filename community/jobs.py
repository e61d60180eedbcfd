"""What is done about accounts and mails from time to time."""

from datetime import timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from community import erasures, outbox


def clear_sessions() -> None:
    call_command("clearsessions")


JOBS = [
    Job("send_mail_again", _("Send mails again that did not go out"), timedelta(minutes=1), outbox.send_what_is_due),
    Job("forget_mail", _("Forget mails that nobody needs any more"), timedelta(hours=1), outbox.forget),
    Job("scrub", _("Overwrite what was deleted"), timedelta(days=7), erasures.scrub),
    Job("clear_sessions", _("Forget logins that have ended"), timedelta(days=1), clear_sessions),
]
