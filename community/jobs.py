"""What is done about mails from time to time; what is forgotten when stands in `privacy.py`."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from community import erasures, outbox

JOBS = [
    Job("send_mail_again", _("Send mails again that did not go out"), timedelta(minutes=1), outbox.send_what_is_due),
    Job("scrub", _("Overwrite what was deleted"), timedelta(days=7), erasures.scrub),
]
