"""Cards that people put aside for their next session. Only their owner finds them."""

from typing import TypedDict

from django.http import Http404

from community.models import User
from deliberation.core.exchange import LONGEST
from deliberation.models import Card, Participation

MOST = 12  # of one person; whoever has more will not find the one they want
LONGEST_CARD = LONGEST  # what does not fit into the field could not be taken there


class LaidCard(TypedDict):
    """As the page of a room has it."""

    id: int
    text: str


class TooManyCards(Exception):
    """One has to be put away first."""


def lay(owner: User, text: str) -> Card:
    """The same words twice are one card. Raises `TooManyCards`."""
    cards = Card.objects.filter(owner=owner)
    if known := cards.filter(text=text).first():
        return known
    if cards.count() >= MOST:
        raise TooManyCards
    return Card.objects.create(owner=owner, text=text)


def put_away(owner: User, card: int) -> None:
    deleted, _rows = Card.objects.filter(owner=owner, pk=card).delete()
    if not deleted:
        raise Http404


def beside_the_field(person: Participation) -> list[LaidCard]:
    """Of whoever enters a room. A guest has none, as nobody could have found them before."""
    if person.user_id is None:
        return []
    return [{"id": card.pk, "text": card.text} for card in Card.objects.filter(owner=person.user_id)]
