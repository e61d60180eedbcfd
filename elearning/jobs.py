"""What is done about courses from time to time; what is forgotten when stands in `privacy.py`."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from elearning import resolutions

JOBS = [
    Job(
        "ask_about_resolutions", _("Ask people how it went with their resolutions"), timedelta(hours=1), resolutions.ask
    ),
]
