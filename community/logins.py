"""The browsers in which somebody is logged in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from community.models import User


def end(user: User) -> None:
    """What a browser's session holds also says with which e-mail address somebody logged in."""
    theirs = [row.pk for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()
