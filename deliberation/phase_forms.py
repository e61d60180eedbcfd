"""The form in which a trainer changes the phases of their session: a part for each, in the order of the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.numbers import as_number, as_numbers
from deliberation import words
from deliberation.blocks import PHASES
from deliberation.core import method
from deliberation.core.agenda import SLOWEST, Formation, Mode, Phase, Seat, Voice

ROW = "row"  # the number of each part, in the order of the page
PICKED = "picked"  # of those that belong to a method
SEATS = range(method.MOST_SEATS)
Data = Any  # Django's QueryDict


class PhaseForm(forms.Form):
    """Its fields have the names of those of a phase; seats have three each."""

    title = forms.CharField(label=_("title"), max_length=method.LONGEST_TITLE)
    minutes = forms.IntegerField(label=_("minutes"), min_value=1, max_value=120)
    code = forms.ChoiceField(label=_("kind of phase"), choices=PHASES)
    mode = forms.ChoiceField(label=_("who may write"), choices=list(words.MODES.items()))
    formation = forms.ChoiceField(label=_("who with whom"), choices=list(words.FORMATIONS.items()))
    instruction = forms.CharField(
        label=_("what to do now"),
        required=False,
        max_length=method.LONGEST_INSTRUCTION,
        help_text=_("One sentence that everybody sees."),
    )
    asked = forms.CharField(
        label=_("what is asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The statements of a vote, or questions for this phase: one in each line."),
    )
    consent = forms.BooleanField(label=_("by consent"), required=False, help_text=words.PHASE_HELP["consent"])
    anonymous = forms.BooleanField(label=_("without names"), required=False, help_text=words.PHASE_HELP["anonymous"])
    premoderated = forms.BooleanField(
        label=_("read before"), required=False, help_text=words.PHASE_HELP["premoderated"]
    )
    slow = forms.IntegerField(
        label=_("slow"), required=False, min_value=0, max_value=SLOWEST, help_text=words.PHASE_HELP["slow"]
    )
    size = forms.IntegerField(
        label=_("size"), required=False, min_value=0, max_value=method.LARGEST, help_text=words.PHASE_HELP["size"]
    )
    host = forms.BooleanField(label=_("with a host"), required=False, help_text=words.PHASE_HELP["host"])
    rotates = forms.BooleanField(label=_("others than before"), required=False, help_text=words.PHASE_HELP["rotates"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in SEATS:
            self.fields |= seat_fields(n)

    @property
    def seats(self) -> list[Any]:
        """The fields of the seats, which stand together."""
        return [self[name] for n in SEATS for name in seat_fields(n)]

    @property
    def main(self) -> list[Any]:
        return [self[name] for name in self.base_fields]

    def clean_asked(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["asked"].splitlines() if line.strip())
        if len(lines) > method.MOST_ASKED or any(len(line) > method.LONGEST_ASKED for line in lines):
            sentence = _("At most %(most)s lines of %(longest)s characters each.")
            raise forms.ValidationError(sentence, params={"most": method.MOST_ASKED, "longest": method.LONGEST_ASKED})
        return lines

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            for field, code in method.faults(self.as_phase()).items():
                self.add_error("seat0_title" if field == "seats" else field, words.FAULTS[code])

    def as_phase(self) -> Phase:
        said = self.cleaned_data
        plain = {name: said[name] for name in self.base_fields}
        enums = {"mode": Mode(said["mode"]), "formation": Formation(said["formation"])}
        numbers = {"slow": said["slow"] or 0, "size": said["size"] or 0}
        return Phase(**plain | enums | numbers, seats=tuple(seats_of(said)))


def seat_fields(n: int) -> dict[str, forms.Field]:
    number = {"number": n + 1}
    return {
        f"seat{n}_title": forms.CharField(
            label=_("Seat %(number)s") % number, required=False, max_length=method.LONGEST_TITLE
        ),
        f"seat{n}_voice": forms.ChoiceField(
            label=_("What one may say in seat %(number)s") % number, required=False, choices=list(words.VOICES.items())
        ),
        f"seat{n}_instruction": forms.CharField(
            label=_("What to do in seat %(number)s") % number, required=False, max_length=method.LONGEST_INSTRUCTION
        ),
    }


def seats_of(said: Mapping[str, Any]) -> Iterable[Seat]:
    """Those that have a name."""
    for n in SEATS:
        if said.get(f"seat{n}_title"):
            voice = Voice(said[f"seat{n}_voice"] or Voice.EVERYTHING)
            yield Seat(said[f"seat{n}_title"], voice, said[f"seat{n}_instruction"])


def written(phase: Phase) -> dict[str, Any]:
    """How a phase stands in its form."""
    seats = {f"seat{n}_{name}": value for n, seat in enumerate(phase.seats) for name, value in asdict(seat).items()}
    return asdict(phase) | {"asked": "\n".join(phase.asked)} | seats


class OwnMethodForm(forms.Form):
    """Under which name somebody keeps the phases that they marked. The page has other buttons, which need no name."""

    title = forms.CharField(label=_("Name of the method"), max_length=120, required=False)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data, auto_id="%s")

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(_("The method needs a name."))
        return title


# --- the whole form ---------------------------------------------------------------------------------------------------

NEW = Phase("exchange", "", 10, Mode.FREE)


class AgendaForm:
    """The phases as they stand on the page, saved or not."""

    def __init__(self, phase_forms: Mapping[int, PhaseForm], picked: Iterable[int] = ()) -> None:
        self.phase_forms = dict(phase_forms)
        self.picked = frozenset(picked)  # to be saved as a method
        self.is_full = False  # something was to be added that has no place any more

    @classmethod
    def of_phases(cls, phases: Iterable[Phase]) -> "AgendaForm":
        return cls({n: empty(n, phase) for n, phase in enumerate(phases)})

    @classmethod
    def of_data(cls, data: Data) -> "AgendaForm":
        rows = as_numbers(data.getlist(ROW)[: method.MOST_PHASES])
        return cls({row: PhaseForm(data, prefix=f"phase{row}") for row in rows}, as_numbers(data.getlist(PICKED)))

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.phase_forms.values())

    @property
    def rows(self) -> list[tuple[int, PhaseForm]]:
        return list(self.phase_forms.items())

    @property
    def minutes(self) -> list[int]:
        """As far as they are numbers."""
        found = (str(form["minutes"].value() or "") for form in self.phase_forms.values())
        return [as_number(each) or 0 for each in found]

    def as_phases(self) -> tuple[Phase, ...]:
        return tuple(form.as_phase() for form in self.phase_forms.values())

    @property
    def picked_forms(self) -> list[PhaseForm]:
        return [form for row, form in self.phase_forms.items() if row in self.picked]

    def change(self, what: str, row: int) -> None:
        CHANGES[what](self, row)

    def add(self, phases: Sequence[Phase]) -> None:
        """All or none: what is beyond the last place would be lost with the next button."""
        self.is_full = len(self.phase_forms) + len(phases) > method.MOST_PHASES
        for phase in () if self.is_full else phases:
            row = max(self.phase_forms, default=-1) + 1
            self.phase_forms[row] = empty(row, phase)

    def move(self, row: int, by: int) -> None:
        order = list(self.phase_forms)
        if row not in order:
            return
        at = order.index(row)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        self.phase_forms = {each: self.phase_forms[each] for each in order}

    def remove(self, row: int) -> None:
        self.phase_forms.pop(row, None)


CHANGES: Mapping[str, Callable[[AgendaForm, int], None]] = {
    "up": lambda form, row: form.move(row, -1),
    "down": lambda form, row: form.move(row, 1),
    "remove": AgendaForm.remove,
    "add": lambda form, row: form.add([NEW]),
}


def empty(row: int, phase: Phase) -> PhaseForm:
    return PhaseForm(prefix=f"phase{row}", initial=written(phase))
