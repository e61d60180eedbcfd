"""The page on which trainers prepare small groups, and where the room asks for some."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import OrganisationKind
from deliberation import group_forms, groups, limits, preparations, reasons, remembered, sessions
from deliberation.core.acting import Refused
from deliberation.core.agenda import Phase, Stage
from deliberation.core.grouping.plans import Plan
from deliberation.core.grouping.tasks import Impossible
from deliberation.core.grouping.wishes import Preset, Trait
from deliberation.core.groups import PreparedRule, RuleKind, language_seats, planner_rules
from deliberation.core.whereabouts import PLACED
from deliberation.group_forms import HostForm, KnownForm, ModeratorForm, PairForm, WantedForm
from deliberation.groups import GroupsAsked, Roster
from deliberation.models import Participation, Session
from deliberation.preparations import GroupsDraft
from deliberation.views.access import moderated

JSON = "application/json"
PEOPLE_ON_A_PAGE = 50
PRESETS = list(Preset)


def prepare(request: HttpRequest, key: str) -> HttpResponse:
    """For people a page; for the room, where it asks for groups now."""
    if request.method == "POST" and request.content_type == JSON:
        return propose(request, key)
    session, moderator = moderated(request, key)
    room = remembered.log(sessions.plenary(session)).room
    if room.agenda.stage is Stage.CLOSED:
        messages.error(request, _("The session is over, so nothing of it changes any more."))
        return redirect(session)
    roster, phases = groups.roster(session, room), room.agenda.phases
    if request.method != "POST":
        page = PreparationPage(roster, phases, preparations.of_room(room.groups))
        page.note_who_came_or_left()
        return shown(request, session, page)
    page = PreparationPage(roster, phases, group_forms.read(request.POST, roster), request.POST)
    if request.POST.get("do") == "save":
        return saved(request, session, moderator, page)
    change(page, request.POST.get("do", ""))
    return shown(request, session, page)


# --- what the room asks -----------------------------------------------------------------------------------------------


def propose(request: HttpRequest, key: str) -> HttpResponse:
    """It is planned here, in the thread of a page; the command that carries the plan is decided in no time."""
    session, moderator = moderated(request, key, Session.with_rehearsals.all())
    if not limits.may_form_groups(moderator):
        return JsonResponse({"refused": "room.too_fast"}, status=429)
    try:
        groups.propose(session, moderator, msgspec.json.decode(request.body, type=GroupsAsked))
    except msgspec.DecodeError:
        return JsonResponse({"refused": "groups.malformed"}, status=400)
    except Refused as refused:
        return JsonResponse({"refused": refused.code}, status=409)
    return HttpResponse(status=204)


# --- the page ---------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class PreparationPage:
    """What stands on it: a draft, which each button changes, and what there is to say of it."""

    roster: Roster
    phases: tuple[Phase, ...]
    draft: GroupsDraft
    sent: Any = None
    chance: int = field(default_factory=lambda: secrets.randbits(32))
    picked: tuple[int, int] | None = None  # in which round, and who
    plans: Mapping[Preset, Plan | Impossible] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    said: str = ""  # what a button did, for those who do not see the page
    can_be_repaired: bool = False

    def __post_init__(self) -> None:
        self.wanted = WantedForm(self.sent, initial=group_forms.asking(preparations.wanted(self.phases)))
        self._ask_anew()
        if self.sent is not None:
            self.picked = group_forms.read_picked(self.sent, self.roster)
            self.chance = next(iter(group_forms.read_numbers(self.sent.get(group_forms.CHANCE, ""))), self.chance)

    def _ask_anew(self) -> None:
        self.pair = PairForm(self.roster, prefix="pair")
        self.host = HostForm(self.roster, prefix="host")
        self.led = ModeratorForm(self.roster, prefix="led")

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The shape of each kind of organisation, drawn once: five hundred people are on this page, in each round."""
        known = self.roster.known
        kinds = {known.value(person, Trait.KIND) for person in self.roster.people}
        return {kind: render_to_string("includes/organisation_kind.html", shape(kind)) for kind in kinds}

    @property
    def rounds(self) -> tuple[preparations.SeenRound, ...]:
        return preparations.seen(self.draft, self.roster)

    @property
    def is_refused(self) -> bool:
        forms = (self.wanted, self.pair, self.host, self.led)
        return bool(self.faults) or any(form.is_bound and form.errors for form in forms)

    @property
    def phases_with_groups(self) -> list[Phase]:
        return preparations.phases_with_groups(self.phases)

    # --- planning -----------------------------------------------------------------------------------------------------

    def plan(self) -> None:
        self.chance = secrets.randbits(32)
        self.take(PRESETS.index(self.draft.preset))

    def take(self, number: int) -> None:
        """One of the plans that are shown beside each other."""
        if number >= len(PRESETS) or not self.wanted.is_valid() or not self.roster.people:
            return
        self.picked = None
        self.plans = preparations.choices(self.draft, self.wanted.wanted, self.roster, self.chance)
        found = self.plans[PRESETS[number]]
        if isinstance(found, Impossible):  # what rules forbid, they forbid whatever is wished
            self.faults.append(reasons.unmet(found, self.roster.everybody))
            self.plans = {}
        self.draft = preparations.taken(self.draft, PRESETS[number], found)

    def repair(self) -> None:
        if not self.draft.rounds:
            return
        found = preparations.repaired(self.draft, self.roster, self.chance)
        if isinstance(found, Impossible):
            self.faults.append(reasons.unmet(found, self.roster.everybody))
            return
        self.draft = found.draft
        self.notes += moves(found.moved, self.roster.names) or [_("Nobody has to go to another group.")]

    def note_who_came_or_left(self) -> None:
        changes = preparations.came_or_left(self.draft, self.roster)
        self.draft = self.draft.only(self.roster.people)
        if self.draft.rounds:
            self.notes += told_changes(changes, self.roster.names)
            self.can_be_repaired = bool(self.notes)

    # --- rules --------------------------------------------------------------------------------------------------------

    def bind(self) -> None:
        self.pair = PairForm(self.roster, self.sent, prefix="pair")
        self._add(self.pair)

    def stay(self) -> None:
        self.host = HostForm(self.roster, self.sent, prefix="host")
        self._add(self.host)

    def lead(self) -> None:
        self.led = ModeratorForm(self.roster, self.sent, prefix="led")
        self._add(self.led)

    def _add(self, form: PairForm | HostForm | ModeratorForm) -> None:
        if form.is_valid():
            self.draft = self.draft.with_rules(*form.rules)
            self._ask_anew()

    def drop(self, number: int) -> None:
        self.draft = self.draft.without_rule(number)

    # --- by hand ------------------------------------------------------------------------------------------------------

    def pick(self, number: int, person: int) -> None:
        """Whoever is picked is put into another group next, or changes places; picked once more, they are let go."""
        is_new = person in self.roster.names and self.picked != (number, person)
        self.picked = (number, person) if is_new else None
        self.said = _("%(person)s is chosen.") % {"person": self.roster.names[person]} if is_new else ""

    def swap(self, number: int, person: int) -> None:
        if self.picked and self.picked[0] == number and person in self.roster.names:
            self.draft = self.draft.swap(number, self.picked[1], person)
            both = reasons.listed([self.picked[1], person], self.roster.names)
            self.said = _("%(both)s have changed places.") % {"both": both}
        self.picked = None

    def put(self, number: int, group: int) -> None:
        self._put(number, group)

    def out(self, number: int) -> None:
        self._put(number, None)

    def _put(self, number: int, group: int | None) -> None:
        if self.picked and self.picked[0] == number:
            self.draft = self.draft.put(number, self.picked[1], group)
            self.said = told_place(self.roster.names[self.picked[1]], group)
        self.picked = None


def shape(kind: str) -> dict[str, Any]:
    return {"kind": kind, "label": OrganisationKind(kind).label if kind else ""}


# By what a button says, and how many numbers follow it.
CHANGES: Mapping[tuple[str, int], Callable[..., None]] = {
    ("plan", 0): PreparationPage.plan,
    ("take", 1): PreparationPage.take,
    ("repair", 0): PreparationPage.repair,
    ("bind", 0): PreparationPage.bind,
    ("stay", 0): PreparationPage.stay,
    ("lead", 0): PreparationPage.lead,
    ("drop", 1): PreparationPage.drop,
    ("pick", 2): PreparationPage.pick,
    ("swap", 2): PreparationPage.swap,
    ("put", 2): PreparationPage.put,
    ("out", 1): PreparationPage.out,
}


def change(page: PreparationPage, do: str) -> None:
    what, _dash, found = do.partition("-")
    numbers = group_forms.read_numbers(found, "-")
    if (what, len(numbers)) in CHANGES:
        CHANGES[what, len(numbers)](page, *numbers)


def saved(request: HttpRequest, session: Session, moderator: Participation, page: PreparationPage) -> HttpResponse:
    try:
        sessions.ask(moderator, preparations.command(page.draft))
    except Refused:
        messages.error(request, _("The session is over, so nothing of it changes any more."))
        return redirect(session)
    messages.success(request, _("Saved. The room forms these groups when a phase with groups begins."))
    return redirect("deliberation:groups", session.key)


# --- what it shows ----------------------------------------------------------------------------------------------------


def shown(request: HttpRequest, session: Session, page: PreparationPage) -> HttpResponse:
    names, draft = page.roster.names, page.draft
    context = {
        "session": session,
        "page": page,
        "refusal": page.is_refused,
        "names": names,
        "rules": [(number, told_rule(rule, page.roster)) for number, rule in enumerate(draft.rules)],
        "seats": [reasons.told(rule, names) for rule in language_seats(page.roster.known)],
        "plans": [shown_plan(preset, found, page) for preset, found in page.plans.items()],
        "rounds": [
            shown_round(number, each, page) for number, each in enumerate(preparations.seen(draft, page.roster))
        ],
        "effects": reasons.effects(preparations.effects(draft, page.roster)) if draft.rounds else [],
        "written": group_forms.written(draft),
    }
    return render(request, "deliberation/groups.html", context)


def told_rule(rule: PreparedRule, roster: Roster) -> str:
    return "; ".join(reasons.told(each, roster.everybody) for each in planner_rules(rule))


def shown_plan(preset: Preset, found: Plan | Impossible, page: PreparationPage) -> dict[str, Any]:
    return {
        "number": PRESETS.index(preset),
        "title": reasons.PRESETS[preset],
        "about": reasons.ABOUT_PRESETS[preset],
        "effects": [] if isinstance(found, Impossible) else reasons.effects(found.assessment),
        "is_taken": preset is page.draft.preset,
    }


def shown_round(number: int, found: preparations.SeenRound, page: PreparationPage) -> dict[str, Any]:
    names, phases, led = page.roster.names, page.phases_with_groups, moderators(page)
    picked = page.picked[1] if page.picked and page.picked[0] == number else None
    return {
        "number": number,
        "phase": phases[number].title if number < len(phases) else "",
        "groups": [
            (
                led.get(n, ""),
                [shown_person(number, person, page, reasons.why(found.why[person], names)) for person in group],
            )
            for n, group in enumerate(found.groups)
        ],
        "unplaced": [shown_person(number, person, page) for person in found.unplaced],
        "broken": [reasons.told(rule, page.roster.everybody) for rule in found.broken],
        "picked": "" if picked is None else f"{number}-{picked}",
        "at": next((at for at, group in enumerate(found.groups) if picked in group), None),
    }


def moderators(page: PreparationPage) -> Mapping[int, str]:
    """By group, who goes along with it."""
    rules = (rule for rule in page.draft.rules if rule.kind is RuleKind.MODERATED_BY)
    return {rule.group or 0: page.roster.moderators.get(rule.people[0], "") for rule in rules}


def shown_person(number: int, person: int, page: PreparationPage, why: str = "") -> tuple[str, str, str, str, str]:
    """Numbers as text: to draw a number, Django asks each time how the language writes it."""
    mark = page.marks[page.roster.known.value(person, Trait.KIND)]
    return f"{number}-{person}", str(person), page.roster.names[person], mark, why


def told_place(name: str, group: int | None) -> str:
    if group is None:
        return _("%(person)s is in no group now.") % {"person": name}
    return _("%(person)s is in group %(number)s now.") % {"person": name, "number": group + 1}


def moves(moved: Iterable[frozenset[int]], names: reasons.Names) -> list[str]:
    sentence = _("Round %(number)s: another group for %(people)s.")
    return [
        sentence % {"number": number, "people": reasons.listed(sorted(people, key=names.__getitem__), names)}
        for number, people in enumerate(moved, 1)
        if people
    ]


def told_changes(changes: preparations.CameAndLeft, names: reasons.Names) -> list[str]:
    left = ngettext("%(count)s person has left.", "%(count)s people have left.", changes.left) % {"count": changes.left}
    came = _("New here, and in no group yet: %(people)s.") % {"people": reasons.listed(changes.came, names)}
    return [*([left] if changes.left else []), *([came] if changes.came else [])]


# --- what is known of people ------------------------------------------------------------------------------------------


def known(request: HttpRequest, key: str) -> HttpResponse:
    """GroupsAsked where groups need it, and nowhere else. Only those who moderate see it."""
    session, _moderator = moderated(request, key)
    people = session.participations.filter(removed="", role__in=PLACED).exclude(name="").order_by("name", "pk")
    if request.method == "POST":
        # Only those who stood on the page: who came meanwhile is on it now, and nothing was sent of them.
        sent = group_forms.read_numbers(",".join(request.POST.getlist("person")))
        forms = [known_form(person, request.POST) for person in people.filter(pk__in=sent[:PEOPLE_ON_A_PAGE])]
        if all(form.is_valid() for form in forms):
            return known_saved(request, session, forms)
        return render(request, "deliberation/groups_known.html", {"session": session, "forms": forms})
    page = Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"session": session, "page_obj": page, "forms": [known_form(person) for person in page]}
    return render(request, "deliberation/groups_known.html", context)


def known_form(person: Participation, *data: Any) -> KnownForm:
    return KnownForm(*data, instance=person, prefix=str(person.pk))


def known_saved(request: HttpRequest, session: Session, forms: Iterable[KnownForm]) -> HttpResponse:
    for form in forms:
        if form.has_changed():
            form.save()
    messages.success(request, _("Saved."))
    return redirect("deliberation:groups", session.key)
