"""Who asks. The rows name these people, one by one or by group; `furnish.py` makes each of them."""

from enum import StrEnum


class Asker(StrEnum):
    ANONYMOUS = "anonymous"
    GUEST = "guest of this session"
    GUEST_ELSEWHERE = "guest of another session"
    LOGGED_OUT = "logged out"
    TRAINEE = "trainee"
    PARTICIPANT = "participant of this session"
    PARTICIPANT_ELSEWHERE = "participant of another session"
    OBSERVER = "observer of this session"
    REMOVED = "removed from this session"
    TRAINER = "trainer of this session"
    TRAINER_ELSEWHERE = "trainer of another session"
    EDITOR = "editor"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"


EVERYBODY = frozenset(Asker)
NOBODY: frozenset[Asker] = frozenset()
OPERATOR = frozenset({Asker.OPERATOR})
EDITORS = OPERATOR | {Asker.EDITOR}
COORDINATORS = OPERATOR | {Asker.COORDINATOR}
CMS = EDITORS | COORDINATORS
TRAINERS = OPERATOR | {Asker.TRAINER, Asker.TRAINER_ELSEWHERE}
WITHOUT_ACCOUNT = frozenset({Asker.ANONYMOUS, Asker.GUEST, Asker.GUEST_ELSEWHERE, Asker.LOGGED_OUT})
ACCOUNTS = EVERYBODY - WITHOUT_ACCOUNT

# Those who plan the training that the addresses name: whoever leads it, and the coordination.
PLANNERS = COORDINATORS | {Asker.TRAINER}

# Those in the session that the addresses name. Whoever keeps the site, or moderates another one, is not among them.
INSIDE = frozenset({Asker.GUEST, Asker.PARTICIPANT, Asker.OBSERVER, Asker.TRAINER})
REMOVED = frozenset({Asker.REMOVED})
MODERATION = frozenset({Asker.TRAINER})
LEARNERS = frozenset({Asker.TRAINEE})
