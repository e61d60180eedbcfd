"""What the codes of trainings are called, for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from deliberation import words
from training.core.places import Stage, State, Waiting
from training.core.todos import ToDo, ToDoKind

# In which a training is held: those of the people in live sessions, and German.
LANGUAGES = {"de": _("German"), **words.LANGUAGES}
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
    "open": _("taken back"),
}
SOURCES = {
    "trainer": _("noted by the trainers"),
    "code": _("the code on site"),
    "live": _("the live session"),
    "list": _("the signed list"),
}

# Why something may not be asked for, by the code of the core.
REFUSALS: Mapping[str, Any] = {
    "places.not_yours": _("Only the person themselves can do this, or the trainers."),
    "places.draft": _("This training is not announced yet."),
    "places.announced": _("This training is announced already."),
    "places.cancelled": _("This training does not take place."),
    "places.not_open_yet": _("Registration is not open yet."),
    "places.begun": _("This training has begun. Please ask the trainers whether somebody can still come in."),
    "places.closed": _("Registration is closed."),
    "places.already": _("You are registered already."),
    "places.over": _("This is over. You can register on the page of the training."),
    "places.too_late": _("The time to answer is over, and the place went on to the next person."),
    "places.no_offer": _("No place is offered to you at the moment."),
    "places.unknown": _("This registration does not exist any more."),
    "places.not_waiting": _("This person is not on the waiting list."),
    "places.full": _("All places are taken. Raise their number first, or wait until one becomes free."),
    "places.quota": _("All places for this kind of organisation are taken. Raise their number first."),
    "places.capacity": _("A training needs a place at least."),
    "places.hours": _("Whoever is offered a place needs an hour at least to answer."),
    "places.no_sitting": _("A training needs one sitting at the least that takes place."),
    "places.too_many_named": _("So many people have not confirmed it yet. Please wait for their answers first."),
    "places.too_many_today": _("You have named many people today. Please name the others tomorrow."),
}

# What was done with a training, as it is said to whoever did it.
DONE: Mapping[str, Any] = {
    "announce": _("The training is announced. People can register."),
    "close": _("Registration is closed. The waiting list still moves up."),
    "reopen": _("Registration is open again."),
}

# What trainers have to do, with the number of people whom it is about.
TO_DO: Mapping[ToDoKind, Any] = {
    ToDoKind.ANNOUNCE: _("Announce the training: it is a draft still"),
    ToDoKind.PLAN_SITTING: _("Plan a sitting"),
    ToDoKind.NAME_TRAINER: _("Say who leads it"),
    ToDoKind.FIND_PEOPLE: ngettext_lazy(
        "%(count)s person more is needed, so that it takes place",
        "%(count)s people more are needed, so that it takes place",
        "count",
    ),
    ToDoKind.GIVE_PLACES: ngettext_lazy(
        "Give a place to %(count)s person who waits", "Give a place to %(count)s people who wait", "count"
    ),
    ToDoKind.REACH_PEOPLE: ngettext_lazy(
        "Ask %(count)s person another way: the last e-mail did not arrive",
        "Ask %(count)s people another way: the last e-mail did not arrive",
        "count",
    ),
    ToDoKind.READ_NEEDS: ngettext_lazy("Read what %(count)s person needs", "Read what %(count)s people need", "count"),
    ToDoKind.FIND_PLACE: _("Say where people meet"),
    ToDoKind.PLAN_SESSION: _("Plan the live session"),
    ToDoKind.PUT_INTO_GROUPS: ngettext_lazy(
        "Put %(count)s person into a group", "Put %(count)s people into groups", "count"
    ),
    ToDoKind.NOTE_ATTENDANCE: ngettext_lazy(
        "Note whether %(count)s person was there", "Note whether %(count)s people were there", "count"
    ),
    ToDoKind.ADD_LIST: _("Add the signed list"),
}


def to_do(todo: ToDo) -> str:
    return str(TO_DO[todo.kind] % {"count": todo.count})
