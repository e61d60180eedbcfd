"""What the codes of trainings are called, for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from training.core.places import Stage, State, Waiting

TOPICS = {
    "intercultural": _("Intercultural sensitisation"),
    "hostility": _("Group-focused enmity"),
    "moderation": _("Moderation and deliberation"),
    "volunteering": _("Volunteering"),
    "other": _("Something else"),
}
STAGES = {
    Stage.DRAFT: _("draft"),
    Stage.ANNOUNCED: _("announced"),
    Stage.CANCELLED: pgettext_lazy("training", "cancelled"),
}
WAITING = {
    Waiting.AUTOMATIC: _("Whoever is first on the waiting list has a place that becomes free"),
    Waiting.OFFER: _("Whoever is first on the waiting list is offered it, and answers in time"),
    Waiting.BY_HAND: _("The trainers decide who gets it"),
}
STATES = {
    State.NAMED: _("not confirmed yet"),
    State.WAITING: _("on the waiting list"),
    State.OFFERED: _("a place is offered"),
    State.CONFIRMED: pgettext_lazy("registration", "registered"),
    State.DECLINED: _("declined"),
    State.LAPSED: _("not answered in time"),
    State.CANCELLED: pgettext_lazy("registration", "cancelled"),
}
VISIBILITIES = {
    "everybody": _("Everybody"),
    "network": _("People of the organisations in the network"),
    "invited": _("Only whoever has the link"),
}
MEDIA = {
    "room": _("in a room"),
    "live": _("in the live room"),
    "both": _("in a room and in the live room"),
}
STATUSES = {
    "present": _("was there"),
    "late": _("came late"),
    "excused": _("excused"),
    "absent": _("was not there"),
}
SOURCES = {
    "trainer": _("noted by the trainers"),
    "code": _("the code on site"),
    "live": _("the live session"),
    "list": _("the signed list"),
}
