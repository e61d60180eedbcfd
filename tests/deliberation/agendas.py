"""The agenda of a session on its page, as a browser sends it and as it comes back."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from deliberation.core.agenda import Mode, Phase
from deliberation.models import Session
from deliberation.phase_forms import written

TALK = Phase("exchange", "Talk", 20, Mode.FREE, slow=30)


def address(session: Session) -> str:
    return reverse("deliberation:agenda", args=[session.key])


def sent(phases: Sequence[Phase], do: str = "save", **more: Any) -> dict[str, Any]:
    """What a browser sends of these phases, in their order."""
    data: dict[str, Any] = {"row": [], "do": do} | more
    for row, phase in enumerate(phases):
        data["row"].append(row)
        fields = {name: value for name, value in written(phase).items() if value not in (False, ()) and name != "seats"}
        data |= {f"phase{row}-{name}": value for name, value in fields.items()}
    return data


def titles(response: Any) -> list[str]:
    return [form["title"].value() for _row, form in response.context["form"].rows]


def phase_value(phase):
    """What a block has to hold so that it says this phase."""
    return asdict(phase) | {"asked": list(phase.asked), "seats": [asdict(seat) for seat in phase.seats]}
