"""What is known of the people of a session beside its log, for those who form small groups with them."""

from deliberation.core.grouping.wishes import STRANGERS, Acquaintance


def of_session(session: int) -> Acquaintance:
    """What the plenary itself knows, kinds of organisations and who met whom in it, is joined to this."""
    return STRANGERS
