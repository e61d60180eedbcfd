"""What editors write: a course of modules of lessons. Learners meet it through the releases made from it.

Courses and lessons are served by views, to which `wagtail_hooks.py` leads: pages know nothing of learners.
"""

import math
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.addresses import Addressed
from cms.languages import codes, nearest
from cms.restrictions import readable
from elearning import durations, exercises, mentions
from elearning.blocks import LessonField
from elearning.core.items import Value
from elearning.core.mentions import Term
from elearning.models.availability import Availability
from elearning.reading import LessonView, drafts, parts

AS_LEARNER = ""
WITH_FEEDBACK = "feedback"
COURSES_A_PAGE = 24
SHORT = 25  # minutes: what takes less is not counted in half hours


# How many of the questions have to be answered right: nobody is told a percentage.
SHARES = [
    ("1/2", _("half of the questions")),
    ("2/3", _("two thirds of the questions")),
    ("3/4", _("three quarters of the questions")),
    ("1/1", _("all questions")),
]


class CourseListPage(Addressed, Page):
    """All courses of the site."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    subpage_types = ["elearning.CoursePage"]
    template = "elearning/course_list_page.html"
    page_description = _("Lists all courses below it by itself.")

    class Meta:
        verbose_name = _("course list")
        verbose_name_plural = _("course lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        page = Paginator(self._courses(request), COURSES_A_PAGE).get_page(request.GET.get("page"))
        found = CoursePage.objects.in_bulk(page.object_list)
        shown = [found[each] for each in page.object_list if each in found]
        prefetch_related_objects(shown, "locale", "image")
        context["closed_to_new"] = Availability.closed_to_new(course.translation_key for course in shown)
        context["page_obj"] = page
        context["courses"] = [course for course in shown if course.locale_id == self.locale_id]
        context["elsewhere"] = [course for course in shown if course.locale_id != self.locale_id]
        return context

    def _courses(self, request: HttpRequest) -> list[int]:
        """Ids of those in this language, then of those that are not there in it yet, each in the nearest one."""
        here = readable(CoursePage.objects.child_of(self), request)
        others = readable(CoursePage.objects.exclude(locale=self.locale), request)
        others = others.exclude(translation_key__in=here.values("translation_key"))
        order = nearest(self.locale.language_code, codes())
        known = others.order_by("path").values_list("translation_key", "pk", "locale__language_code")
        elsewhere = {key: pk for key, pk, _ in sorted(known, key=lambda each: order.index(each[2]), reverse=True)}
        return [*here.values_list("pk", flat=True), *elsewhere.values()]


class CoursePage(Addressed, Page):
    """What a course offers, for whom, and how long it takes; its modules and lessons are the pages below it."""

    introduction = models.TextField(
        _("introduction"),
        max_length=600,
        help_text=_("Two or three sentences. Cards and search results show them, too."),
    )
    goals = models.TextField(
        _("what you will be able to do"),
        max_length=1500,
        help_text=_("One goal a line: something people do afterwards."),
    )
    audience = models.CharField(
        _("for whom"), max_length=400, help_text=_("For example: for staff of authorities and for volunteers")
    )
    # The sum of its newest release. Publishing writes it here, so that a list of courses need not ask for releases.
    duration = models.PositiveIntegerField(default=0, editable=False)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Decoration only; the text alternative is left empty."),
    )

    required_course = models.ForeignKey(
        "self",
        verbose_name=_("only after the course"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who has not completed it reads that it comes first, with a link. Who has begun here goes on."),
    )
    guide_page = models.ForeignKey(
        Page,
        verbose_name=_("guide to lead it with a group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whoever may lead cohorts finds a link to it on the page of the course."),
    )
    right_share = models.CharField(
        _("right answers"),
        max_length=5,
        blank=True,
        choices=SHARES,
        help_text=_("How many of the questions have to be answered right once; everybody may try as often as needed."),
    )
    enough_minutes = models.PositiveIntegerField(
        _("minutes that are enough"),
        null=True,
        blank=True,
        help_text=_("If people choose among the lessons: how many minutes of them. Empty, all lessons are needed."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("goals"),
        MultiFieldPanel(
            [FieldPanel("audience"), HelpPanel(template="elearning/cms/course_minutes.html")],
            heading=_("At a glance"),
        ),
        FieldPanel("image"),
        FieldPanel("guide_page"),
        MultiFieldPanel(
            [FieldPanel("required_course"), FieldPanel("right_share"), FieldPanel("enough_minutes")],
            heading=_("What is needed"),
            help_text=_("Lessons can be marked as voluntary on their own pages. Who has begun goes on as before."),
        ),
    ]
    override_translatable_fields = [SynchronizedField("required_course"), SynchronizedField("guide_page")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("goals"),
        index.SearchField("audience"),
    ]
    subpage_types = ["elearning.ModulePage"]
    template = "elearning/course_page.html"
    page_description = _("A course. Add its modules below it, and lessons below the modules.")
    has_cover = True  # cards draw it from the translation key

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self) -> None:
        """Two courses that wait for each other could be begun by nobody."""
        super().clean()
        seen, course = {self.translation_key}, self.required_course
        while course is not None:
            if course.translation_key in seen:
                raise ValidationError({"required_course": _("This course waits for the one that you are editing.")})
            seen.add(course.translation_key)
            course = course.required_course

    @property
    def share(self) -> tuple[int, int]:
        above, below = (self.right_share or "0/1").split("/")
        return int(above), int(below)

    @transaction.atomic  # the release is written by publishing.py on the way, or nothing is published
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """An unpublished course is routed as well: whoever is in it reads why, everybody else gets a 404."""
        if path_components or self.live:
            return super().route(request, path_components)
        return RouteResult(self)

    @property
    def duration_in_words(self) -> str:
        """In half hours: whoever plans an afternoon needs no minutes."""
        if not self.duration:
            return ""
        if self.duration < SHORT:
            minutes = max(math.ceil(self.duration / 5) * 5, 5)
            return ngettext("about %(minutes)s minute", "about %(minutes)s minutes", minutes) % {"minutes": minutes}
        halves = round(self.duration / 30)
        if halves == 1:
            return gettext("about half an hour")
        hours = f"{halves // 2}{'½' if halves % 2 else ''}"
        return ngettext("about %(hours)s hour", "about %(hours)s hours", halves - 1) % {"hours": hours}

    @property
    def goal_list(self) -> list[str]:
        return [line.strip() for line in self.goals.splitlines() if line.strip()]


class ModulePage(Addressed, Page):
    """A part of a course; it has no page of its own for learners, only a place on the course's path."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=400)

    required = models.ForeignKey(
        Page,
        verbose_name=_("only after"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A module that stands before this one, or another course. Until then its lessons are locked."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        PageChooserPanel("required", ["elearning.ModulePage", "elearning.CoursePage"]),
    ]
    override_translatable_fields = [SynchronizedField("required")]
    parent_page_types = ["elearning.CoursePage"]
    subpage_types = ["elearning.LessonPage"]
    preview_template = "elearning/module_preview.html"
    page_description = _("A part of a course. Add its lessons below it.")

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(f"{self.get_parent().get_url(request)}#module-{self.translation_key}")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Reviewers read it before it has its place on the course's path; their mails lead here."""
        return self.preview_template


class LessonPage(Addressed, Page):
    """Something to read, watch and answer in one sitting."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_("What it is about, in one or two sentences."),
    )
    body = LessonField(verbose_name=_("content"), blank=True)
    is_voluntary = models.BooleanField(
        _("voluntary"), default=False, help_text=_("The course is completed without this lesson, too.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        HelpPanel(template="elearning/cms/lesson_minutes.html"),
        HelpPanel(template="elearning/cms/lesson_hints.html"),
        FieldPanel("is_voluntary"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["elearning.ModulePage"]
    subpage_types: list[str] = []
    template = "elearning/lesson_page.html"
    page_description = _("Something to read, watch and answer, about ten minutes long.")
    served_without_content = True  # learners read what was released

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [(AS_LEARNER, _("As a learner sees it")), (WITH_FEEDBACK, _("With all feedback"))]

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)

    @property
    def minutes(self) -> int:
        """Of the text as it stands here, published or not; learners read those of their release."""
        locale = self.locale.language_code
        return durations.minutes(exercises.completed(self.body.get_prep_value(), locale))

    def explained_body(self) -> tuple[Any, tuple[Term, ...]]:
        """The text as it stands here, in which the words of the glossary of now can be tapped, and these words."""
        raw, locale = self.body.get_prep_value(), self.locale.language_code
        terms = mentions.terms_of(raw, mentions.terms_in(locale))
        return self.body.stream_block.to_python(mentions.marked(raw, terms, locale)), terms

    def append(self, blocks: Iterable[Value]) -> None:
        """At the end of its content, as they are stored; of a draft, which the caller saves."""
        self.body = self.body.stream_block.to_python([*self.body.get_prep_value(), *blocks])

    def parent_course(self) -> Page:
        return self.get_parent().get_parent()

    def get_view_restrictions(self) -> Any:
        """Where nothing on the site is restricted, there is no need to ask all pages above."""
        if getattr(self, "any_restricted", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """An unpublished lesson is routed as well: whoever is in it gets an explanation, everybody else a 404."""
        if path_components:
            raise Http404
        return RouteResult(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        locale = self.locale.language_code
        shown = drafts(self.body, locale, with_feedback=mode_name == WITH_FEEDBACK)
        body, terms = self.explained_body()
        lesson = LessonView(
            self.title, self.introduction, self.minutes, parts(body, shown), locale, is_preview=True, terms=terms
        )
        return TemplateResponse(request, self.template, self.get_context(request) | {"lesson": lesson})
