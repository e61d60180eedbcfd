"""What the codes of the core are called, for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.core.exchange import Attack, Claim, Reason, Type

ROLES = {
    Role.PARTICIPANT: _("Participant"),
    Role.MODERATOR: _("Moderation"),
    Role.CO_MODERATOR: _("Co-moderation"),
    Role.RECORDER: _("Recorder"),
    Role.OBSERVER: _("Observer"),
    Role.SUPPORT_PERSON: _("Support person"),
}
STAGES = {
    Stage.PLANNED: _("planned"),
    Stage.OPEN: _("open now"),
    Stage.PAUSED: _("paused"),
    Stage.CLOSED: _("ended"),
}
TYPES = {
    Type.NONE: "",
    Type.THESIS: _("Thesis"),
    Type.REASON: _("Reason"),
    Type.EVIDENCE: _("Evidence"),
    Type.EXPERIENCE: _("Experience"),
    Type.QUESTION: pgettext_lazy("kind of contribution", "Question"),
    Type.VALIDITY_QUESTION: _("Checking question"),
    Type.OBJECTION: _("Objection"),
    Type.SUPPORT: _("Support"),
    Type.MIRROR: _("In my words"),
    Type.CONCESSION: _("Concession"),
    Type.REVISION: _("Changed my mind"),
    Type.PROPOSAL: _("Proposal"),
    Type.PROCESS: _("On the procedure"),
}
CLAIMS = {
    Claim.NONE: "",
    Claim.COMPREHENSIBILITY: _("Is it clear?"),
    Claim.TRUTH: _("Is it true?"),
    Claim.RIGHTNESS: _("Is it right?"),
    Claim.SINCERITY: _("Is it meant so?"),
}
ATTACKS = {
    Attack.NONE: "",
    Attack.UNDERMINE: _("The reason is not correct"),
    Attack.UNDERCUT: _("The reason is correct, but the conclusion does not follow"),
    Attack.REBUT: _("The conclusion is not correct"),
}
REASONS = {
    Reason.INSULT: _("It insults somebody"),
    Reason.GENERALISATION: _("It judges a whole group"),
    Reason.OFF_TOPIC: _("It leads away from the question"),
    Reason.PERSONAL_DATA: _("It names private matters of somebody"),
    Reason.UNCLEAR: _("It cannot be understood"),
}
