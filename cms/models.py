"""What any site needs: home page, standard pages, glossary, recordings, and who runs the site."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from cms.addresses import Addressed
from cms.blocks import ContentBlocks, HomeBlocks, destination, is_address
from cms.restrictions import readable
from cms.reviewed import ReviewedFacts, ReviewedText

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class HomePage(Addressed, Page):
    """The front door: one sentence, one button, then what the site offers."""

    lead = models.CharField(
        _("lead sentence"),
        max_length=200,
        help_text=_("One sentence that says what this site is. It is the first thing that anybody reads."),
    )
    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("One or two more sentences below it.")
    )
    button_label = models.CharField(
        _("words on the button"),
        max_length=40,
        blank=True,
        help_text=_("They say what happens: “See the courses”."),
    )
    button_page = models.ForeignKey(
        Page,
        verbose_name=_("button leads to page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    button_address = models.CharField(
        _("or to address"),
        max_length=500,
        blank=True,
        validators=[is_address],
        help_text=_("For example /organisations/ or https://www.example.org/"),
    )
    body = StreamField(HomeBlocks(), verbose_name=_("content"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("button_label"), FieldPanel("button_page"), FieldPanel("button_address")],
            heading=_("The one main button"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def clean(self) -> None:
        super().clean()
        if self.button_page and self.button_address:
            raise ValidationError({"button_address": _("Please choose either a page or an address.")})
        if bool(self.button_label) != bool(self.button_page or self.button_address):
            raise ValidationError({"button_label": _("A button needs both words and somewhere to lead.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["button_href"] = destination(self.button_page, self.button_address, request)
        return context


class StandardPage(Addressed, Page):
    """Any page of text: about us, imprint, news, a handout."""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("What the page is about, in one or two sentences. Cards and search results show it, too."),
    )
    body = StreamField(ContentBlocks(), verbose_name=_("content"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.AutocompleteField("introduction"),
        index.SearchField("body"),
    ]
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def headings(self) -> list[Any]:
        """The blocks that the contents list is made of."""
        return [block for block in self.body if block.block_type == "heading"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["subpages"] = readable(self.get_children(), request).specific()
        return context


class GlossaryTerm(ReviewedText, TranslatableMixin, index.Indexed):
    """A difficult word in plain words, in one language."""

    preview_template = "cms/glossary.html"

    term = models.CharField(_("term"), max_length=100)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        help_text=_("The word in small letters, as it stands in links: group-focused-enmity"),
    )
    definition = models.TextField(
        _("definition"),
        max_length=1000,
        help_text=_("What it means, in short sentences that everybody understands."),
    )
    other_forms = models.TextField(
        _("other forms"),
        max_length=500,
        blank=True,
        help_text=_("As the word stands in texts, one a line: its plural, its genitive, a short form."),
    )
    is_explained_in_texts = models.BooleanField(
        _("explain it in the texts of lessons"),
        default=True,
        help_text=_(
            "Where a lesson says the word, learners open its meaning by a tap, once in each section. "
            "Take this away from words of everyday life that mean something of their own in the glossary."
        ),
    )

    panels = [
        TitleFieldPanel("term", targets=("slug",)),
        FieldPanel("slug"),
        FieldPanel("definition"),
        FieldPanel("other_forms"),
        FieldPanel("is_explained_in_texts"),
    ]
    search_fields = [
        index.SearchField("term", boost=10),
        index.AutocompleteField("term"),
        index.SearchField("definition"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint("locale", "term", name="one_definition_per_term"),
            models.UniqueConstraint("locale", "slug", name="one_term_per_address"),
        ]

    def __str__(self) -> str:
        return self.term

    def initial(self) -> str:
        """The letter under which the glossary lists it."""
        return self.term[:1].upper()

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | {"terms": [self], "written": self.locale.language_code}


class Recording(AbstractMedia):
    """Video or audio; nobody is shut out of it, so the transcript is part of it."""

    transcript = models.TextField(
        _("transcript"), help_text=_("Everything that is said, and what matters of what is seen.")
    )
    captions = models.FileField(
        _("captions (WebVTT)"),
        upload_to="captions",
        blank=True,
        help_text=_("Needed for videos with speech."),
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "thumbnail",
        "transcript",
        "captions",
        "tags",
    )
    search_fields = [*AbstractMedia.search_fields, index.SearchField("transcript")]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")


def page_key(verbose_name: "StrOrPromise", help_text: "StrOrPromise") -> Any:
    """A page that the footer links to."""
    return models.ForeignKey(
        Page,
        verbose_name=verbose_name,
        help_text=help_text,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class SiteIdentity(ReviewedFacts, ClusterableModel, BaseSiteSetting):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """Who runs this site, what it is called, and who pays for it."""

    name = models.CharField(_("name of the site"), max_length=60, default="Zweiklang")
    claim = models.CharField(
        _("claim"), max_length=120, blank=True, help_text=_("A few words beside the name, in the footer.")
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Replaces the two circles. Transparent ground, at least 120 pixels high."),
    )
    operator = models.TextField(
        _("who runs the site"),
        max_length=300,
        blank=True,
        help_text=_("Name and postal address, for the footer."),
    )
    email = models.EmailField(_("contact e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    imprint_page = page_key(_("imprint"), _("The law asks for it (Impressum)."))
    privacy_page = page_key(_("privacy"), _("The law asks for it (Datenschutzerklärung)."))
    accessibility_page = page_key(
        _("accessibility statement"), _("Public bodies must publish one (Erklärung zur Barrierefreiheit).")
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("claim"), FieldPanel("logo")], heading=_("Identity")),
        MultiFieldPanel([FieldPanel("operator"), FieldPanel("email"), FieldPanel("phone")], heading=_("Contact")),
        MultiFieldPanel(
            [FieldPanel("imprint_page"), FieldPanel("privacy_page"), FieldPanel("accessibility_page")],
            heading=_("Pages in the footer of every page"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Funders are shown at the foot of every page, in this order.")),
                InlinePanel("funders", label=_("Funder")),
            ],
            heading=_("Funders"),
        ),
    ]
    select_related = ["logo", "imprint_page", "privacy_page", "accessibility_page"]

    class Meta:
        verbose_name = _("site identity")

    @property
    def home(self) -> Page:
        """Where its preview shows it: it stands on each page."""
        return self.site.root_page.specific

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        template: str = self.home.get_template(request)
        return template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**self.home.get_context(request), "draft_identity": self}


class Funder(Orderable):
    """Who pays for the site."""

    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="funders")
    name = models.CharField(_("name"), max_length=150)
    address = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("address"), FieldPanel("logo")]

    class Meta(Orderable.Meta):
        verbose_name = _("funder")
        verbose_name_plural = _("funders")

    def __str__(self) -> str:
        return self.name
