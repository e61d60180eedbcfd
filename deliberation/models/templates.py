"""What editors prepare for sessions: agenda templates and issue guides."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.reviewed import ReviewedText
from deliberation.blocks import AgendaBlocks, ApproachBlocks, PhaseBlocks, QuestionBlocks, RuleBlocks, phases_of
from deliberation.core import timetable
from deliberation.core.agenda import Phase
from deliberation.panels import TimetablePanel

PROSE = ["bold", "italic", "ol", "ul", "link"]


class Method(ReviewedText, index.Indexed):
    """A phase, or a run of phases, to be put into agendas again and again."""

    preview_template = "deliberation/method_preview.html"

    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True, help_text=_("For whom, and when it fits."))
    phases = StreamField(PhaseBlocks(), verbose_name=_("phases"))

    panels = [FieldPanel(name) for name in ("title", "description", "phases")]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def as_phases(self) -> tuple[Phase, ...]:
        return tuple(block.value.as_phase() for block in self.phases)


class AgendaTemplate(ReviewedText, index.Indexed):
    """How a session runs: phases, ground rules to start from, questions for the moderator."""

    preview_template = "deliberation/agenda_preview.html"

    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True, help_text=_("For whom, and when it fits."))
    phases = StreamField(AgendaBlocks(), verbose_name=_("phases"), help_text=_("The first phase is the opening."))
    planned_minutes = models.PositiveSmallIntegerField(
        _("minutes that a session should take"),
        null=True,
        blank=True,
        help_text=_("Leave it empty, and a session takes as long as its phases."),
    )
    ground_rules = StreamField(
        RuleBlocks(), verbose_name=_("ground rules"), blank=True, help_text=_("The group starts from these.")
    )
    questions = StreamField(
        QuestionBlocks(), verbose_name=_("question bank"), blank=True, help_text=_("Moderators work by asking.")
    )

    panels = [
        *(FieldPanel(name) for name in ("title", "description", "planned_minutes")),
        TimetablePanel(),
        *(FieldPanel(name) for name in ("phases", "ground_rules", "questions")),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("agenda template")
        verbose_name_plural = _("agenda templates")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.phases and timetable.Misfit.NO_OPENING in self.misfits:
            raise ValidationError({"phases": _("Begin with the opening: it is where the group agrees on its rules.")})

    def as_phases(self) -> tuple[Phase, ...]:
        """Those of a method stand where it is put; of one that was taken back, none."""
        return tuple(phase for block in self.phases for phase in phases_of(block))

    @property
    def minutes(self) -> int:
        return timetable.total(self.as_phases())

    @property
    def methods_at_hand(self) -> dict[int, tuple[str, int]]:
        """For the page on which it is written: with which kind of phase each begins, and how long it takes."""
        found = {each.pk: each.as_phases() for each in Method.objects.live()}
        return {pk: (phases[0].code, timetable.total(phases)) for pk, phases in found.items() if phases}

    @property
    def misfits(self) -> tuple[timetable.Misfit, ...]:
        """What whoever writes it should look at; as in the editor of a session."""
        phases = self.as_phases()
        return timetable.misfits(phases[0].code if phases else "", timetable.total(phases), self.planned_minutes)


class IssueGuide(ReviewedText, index.Indexed):
    """What a session is about: the question, the background, and approaches with what speaks for and against each."""

    preview_template = "deliberation/issue_guide_preview.html"

    question = models.CharField(_("question"), max_length=200)
    background = RichTextField(_("background"), features=PROSE)
    approaches = StreamField(ApproachBlocks(), verbose_name=_("approaches"), blank=True)

    panels = [FieldPanel("question"), FieldPanel("background"), FieldPanel("approaches")]
    search_fields = [index.SearchField("question"), index.AutocompleteField("question")]

    class Meta:
        verbose_name = _("issue guide")
        verbose_name_plural = _("issue guides")
        ordering = ["question"]

    def __str__(self) -> str:
        return self.question
