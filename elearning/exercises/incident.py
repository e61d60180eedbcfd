from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.activities import Exercise
from elearning.core.kinds.incident import KIND, mistake
from elearning.exercises import choice
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, is_twice, question_block

FEWEST_SCENES, MOST_SCENES, MOST_LINES = 3, 40, 5
CODE = r"[\w-]{1,20}"
# From how the other is towards one, 1 to 5, and how far a sentence moves that.
MOODS = [
    ("1", _("closed off")),
    ("2", _("tense")),
    ("3", _("waiting to see")),
    ("4", _("turned to you")),
    ("5", _("open")),
]
MOVES = [
    ("-2", _("closes up a lot")),
    ("-1", _("closes up a little")),
    ("0", _("stays the same")),
    ("1", _("opens up a little")),
    ("2", _("opens up a lot")),
]
STRATEGIES = [
    ("ask", _("asking")),
    ("i_message", _("speaking of oneself")),
    ("boundary", _("naming a boundary")),
    ("facts", _("facts")),
    ("humour", _("humour")),
    ("silence", _("silence")),
]
MISTAKES = {
    "twice": _("Two scenes are called %(code)s. Please give each a name of its own."),
    "nowhere": _("In scene %(code)s a sentence leads to a scene that does not exist."),
    "unreached": _("Nobody comes to scene %(code)s. Please let a sentence lead there, or take it out."),
    "circle": _("From scene %(code)s the conversation comes back to itself. It must go on until it ends."),
}


class CodeBlock(blocks.RegexBlock):
    """The name of a scene. It is no text for Wagtail: translators would rename it, and sentences would lead nowhere."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Please use up to twenty letters and digits, without spaces.")
        super().__init__(regex=CODE, error_messages={"invalid": message}, **kwargs)


class LineBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("what one says or does"), rows=2, max_length=300)
    to = CodeBlock(label=_("leads to scene"))
    move = blocks.ChoiceBlock(label=_("the other"), choices=MOVES, default="0")
    strategy = blocks.ChoiceBlock(
        label=_("kind of answer"),
        choices=STRATEGIES,
        required=False,
        help_text=_("Named in the end: what somebody tried, how it worked, and what they have not tried."),
    )
    feedback = blocks.TextBlock(
        label=_("feedback"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("Read once it was said. Say what it does, for the other and for those who listen."),
    )

    class Meta:
        icon = "comment"
        label = _("Sentence")


class SceneBlock(blocks.StructBlock):
    code = CodeBlock(label=_("name of the scene"), help_text=_("For you only, for example 1, 2a or asks."))
    says = blocks.TextBlock(label=_("what the other says and does"), rows=3, max_length=1000)
    lines = blocks.ListBlock(
        LineBlock(),
        label=_("sentences to choose from"),
        default=[],
        max_num=MOST_LINES,
        help_text=_("Without any, the conversation ends here."),
    )

    class Meta:
        icon = "comment-add"
        label = _("Scene")


class IncidentBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    other = blocks.CharBlock(label=_("with whom"), max_length=80, help_text=_("For example: the man at the counter"))
    mood = blocks.ChoiceBlock(label=_("how the other is at the beginning"), choices=MOODS, default="3")
    scenes = blocks.ListBlock(
        SceneBlock(),
        label=_("scenes"),
        min_num=FEWEST_SCENES,
        max_num=MOST_SCENES,
        help_text=_("It begins with the first. Each sentence leads to a scene further on, until one has no sentences."),
    )
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (wrong := self.mistake(cleaned["scenes"])):
            raise StructBlockValidationError({"scenes": wrong})
        return cleaned

    def mistake(self, scenes: Any) -> ValidationError | None:
        found = mistake([(scene["code"], [line["to"] for line in scene["lines"]]) for scene in scenes])
        if found:
            kind, code = found
            return ValidationError(MISTAKES[kind], params={"code": code})
        for scene in scenes:
            if is_twice(line["text"] for line in scene["lines"]):
                said_twice = _("In scene %(code)s two sentences say the same. Please make them differ.")
                return ValidationError(said_twice, params={"code": scene["code"]})
        return None

    class Meta:
        icon = "comment-add"
        label = _("Critical incident")
        description = _(
            "A conversation in scenes: what one says decides how it goes on. A reflection behind it can ask what "
            "learners would say now."
        )
        preview_value = {
            "question": "Jemand drängt sich vor. Was sagen Sie?",
            "hint": "",
            "other": "Der Mann vor Ihnen",
            "mood": "2",
            "scenes": [
                {
                    "code": "1",
                    "says": "„Ich war gestern schon hier.“",
                    "lines": [
                        {
                            "text": "„Was ist gestern passiert?“",
                            "to": "2",
                            "move": "1",
                            "strategy": "ask",
                            "feedback": "",
                        },
                        {
                            "text": "„Hinten anstellen!“",
                            "to": "3",
                            "move": "-1",
                            "strategy": "boundary",
                            "feedback": "",
                        },
                    ],
                },
                {"code": "2", "says": "Er erzählt.", "lines": []},
                {"code": "3", "says": "Er geht.", "lines": []},
            ],
            "explanation": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=IncidentBlock,
    call=_("Lead a conversation"),
    sentences={
        "choice.foreign": choice.SENTENCES["choice.foreign"],
        "incident.empty": _("Please choose what you say."),
    },
    done=_("Done as soon as the conversation has come to an end, whichever it is."),
)
