"""How many people come in at once: nobody takes all places in a moment, and a class room is in within a minute. How
often a wall is looked at: nobody finds a key by trying. How often somebody hands in: each time the urn is written anew.
How often a trainer rehearses, and how often groups are planned: both cost a process some computing."""

from django.conf import settings
from django.http import HttpRequest

from cms.limits import address, count
from community.models import User
from deliberation.models import Invitation, Participation

REHEARSALS_AN_HOUR = 12  # of one trainer
PLANS_A_MINUTE = 20  # of groups, by one moderator


def may_join(request: HttpRequest, invitation: Invitation) -> bool:
    """By links to this session, and from this address."""
    seconds = settings.JOINS_SECONDS
    by_link = count(f"joins:session:{invitation.session_id}", seconds) <= settings.JOINS_PER_LINK
    by_address = count(f"joins:address:{address(request)}", seconds) <= settings.JOINS_PER_ADDRESS
    return by_link and by_address


def may_rehearse(trainer: User) -> bool:
    """Each rehearsal is a room full of people for the server."""
    return count(f"rehearsals:{trainer.pk}", 60 * 60) <= REHEARSALS_AN_HOUR


def may_look(request: HttpRequest) -> bool:
    """At any projector view, found or not, from this address."""
    seconds = settings.PROJECTOR_SECONDS
    return count(f"projector:{address(request)}", seconds) <= settings.PROJECTOR_LOOKS_PER_ADDRESS


def may_hand_in(voter: Participation) -> bool:
    """Into urns, whatever came of it. By person: a class behind one address votes within a moment."""
    return count(f"ballots:{voter.pk}", settings.BALLOTS_SECONDS) <= settings.BALLOTS_PER_PERSON


def may_form_groups(moderator: Participation) -> bool:
    return count(f"groups:{moderator.pk}", 60) <= PLANS_A_MINUTE
