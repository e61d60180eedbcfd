"""What is done about live sessions from time to time; what is forgotten when stands in `privacy.py`."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from deliberation.cast import living_rooms, trainers

MINUTE = timedelta(minutes=1)

JOBS = [
    Job("end_rehearsals", _("Delete rehearsals whose time is over"), MINUTE, trainers.end_what_is_over),
    Job("begin_anew", _("Open rooms of a cast again that have ended"), MINUTE, living_rooms.begin_ended_anew),
]
