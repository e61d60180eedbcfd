"""The blocks that editors write pages with. Lessons add their activities to them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.segments.types import StringSegmentValue
from wagtailmedia.blocks import AbstractMediaChooserBlock

from cms import headings
from cms.restrictions import may_read, readable

# No first- or second-level headings (they are the page's), nothing embedded, no raw HTML.
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]

WRITING = _("Writing")
MEDIA = _("Pictures, recordings, files")
UNFOLDING = _("Explaining")
HOME = _("Home page")

is_address = RegexValidator(
    r"^(https?://|/(?!/))", _("Please begin with https:// or, for a page of this site, with a slash.")
)


class RecordingChooserBlock(AbstractMediaChooserBlock):
    """Chooses a video or a sound recording."""

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        return format_html("{}", value.title) if value else SafeString("")


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a text for those who cannot see it, and a caption for everybody.")
        group = MEDIA
        template = "blocks/image.html"


class RecordingBlock(blocks.StructBlock):
    recording = RecordingChooserBlock(label=_("recording"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Recording")
        description = _("Video or sound with captions, and the transcript to read.")
        group = MEDIA
        template = "blocks/recording.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"), rows=3)
    source = blocks.CharBlock(label=_("who said it, and where"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody else's words, with their source.")
        group = WRITING
        template = "blocks/quote.html"

    def get_preview_value(self) -> Any:
        text = gettext("I did not object, because I could not think of a sentence to say.")
        return self.normalize({"text": text, "source": gettext("Someone who took part")})


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=150)
    body = blocks.RichTextBlock(label=_("text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        label = _("Entry")


class AccordionBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Titles that unfold: good for questions and answers, not for what all must read.")
        group = UNFOLDING
        template = "blocks/accordion.html"

    def get_preview_value(self) -> Any:
        answer = RichText(f"<p>{gettext('Nothing. It is publicly funded.')}</p>")
        return self.normalize([{"title": gettext("What does the training cost?"), "body": answer}])


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[
            ("note", _("Note")),
            ("tip", _("Tip")),
            ("warning", _("Warning")),
            ("example", _("Example")),
        ],
        default="note",
    )
    title = blocks.CharBlock(label=_("title"), required=False, max_length=150)
    body = blocks.RichTextBlock(label=_("text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note, a tip, a warning or an example that stands out from the text.")
        group = WRITING
        template = "blocks/callout.html"

    def get_preview_value(self) -> Any:
        body = RichText(f"<p>{gettext('A question gives the other person time to think.')}</p>")
        return self.normalize({"kind": "tip", "title": gettext("Ask first"), "body": body})


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=_("words on the link"),
        required=False,
        max_length=150,
        help_text=_("Without them, the title of the document. Type and size are added by themselves."),
    )

    class Meta:
        icon = "download"
        label = _("File")
        description = _("A file to take away, with its type and size.")
        group = MEDIA
        template = "blocks/download.html"


class GlossaryTermBlock(blocks.StructBlock):
    term = SnippetChooserBlock("cms.GlossaryTerm", label=_("term"))
    note = blocks.CharBlock(
        label=_("note"), required=False, max_length=300, help_text=_("What the word means in this place.")
    )

    class Meta:
        icon = "help"
        label = _("Glossary term")
        description = _("A difficult word that unfolds to its meaning from the glossary.")
        group = UNFOLDING
        template = "blocks/glossary_term.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With the term in the language of the page, which a copied page may have chosen in another one."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        term = value["term"] if value["term"] and value["term"].live else None  # the row of another holds a draft
        if term and term.pk and get_language() != settings.LANGUAGE_CODE:
            term = term.localized
        context["term"] = term
        return context

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """The note only: as a part of the page, the term would be copied into the glossary of the other language."""
        return [StringSegmentValue("note", value["note"])] if value["note"] else []

    def restore_translated_segments(self, value: Any, segments: list[StringSegmentValue]) -> Any:
        for segment in segments:
            value[segment.path] = segment.render_text()
        return value

    def get_preview_value(self) -> Any:
        term = self.child_blocks["term"].target_model(
            term=gettext("Deliberation"),
            definition=gettext("An open and respectful exchange of arguments and values."),
        )
        return self.normalize({"term": term, "note": ""})


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists, small headings and links.")
        group = WRITING
        template = "blocks/text.html"

    def get_preview_value(self) -> Any:
        text = gettext("Deliberation is an open and respectful exchange of arguments and values.")
        return RichText(f"<p>{text}</p>")


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading within the page. Small headings are part of the text block.")
        group = WRITING
        template = "blocks/heading.html"

    def get_preview_value(self) -> Any:
        return gettext("What you can expect")


class ContentBlocks(blocks.StreamBlock):
    """What every page can be written with."""

    text = TextBlock(features=TEXT_FEATURES)
    heading = HeadingBlock(max_length=150)
    image = CaptionedImageBlock()
    recording = RecordingBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock(AccordionItemBlock(), min_num=1)
    callout = CalloutBlock()
    download = DownloadBlock()
    glossary_term = GlossaryTermBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if errors := headings_out_of_order(cleaned):
            raise StreamBlockValidationError(errors)
        return cleaned


def headings_out_of_order(value: Any) -> dict[int, ValidationError]:
    """Small headings without a larger one above them: whoever listens to a page jumps from heading to heading."""
    message = _("A small heading needs a larger one above it. Please add a heading block before it.")
    inside = [headings.levels(block.block_type, getattr(block.value, "source", "")) for block in value]
    return {place: ValidationError(message) for place in headings.out_of_order(inside)}


def destination(page: Page | None, address: str, request: HttpRequest | None) -> str:
    """Where a button leads: a page, which may move, or an address; nowhere if this person may not read the page."""
    shown = page.localized if page else None
    return ((shown.url or "") if shown and may_read(shown, request) else "") or address


class DestinationBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("or address"),
        required=False,
        max_length=500,
        validators=[is_address],
        help_text=_("For example /organisations/ or https://www.example.org/"),
    )

    class Meta:
        icon = "link"
        label = _("Button")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise StructBlockValidationError(
                {"address": ValidationError(_("Please choose either a page or an address."))}
            )
        return cleaned


class TeasersBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=150)
    introduction = blocks.TextBlock(label=_("introduction"), required=False, rows=2)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("page")),
        label=_("pages"),
        min_num=1,
        max_num=12,
        help_text=_("Title and introduction come from each page. A page that is not published is left out."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Cards that lead to pages")
        description = _("Courses or pages as cards, with their own titles and introductions.")
        group = HOME
        template = "blocks/teasers.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["teasers"] = teasers([page.pk for page in value["pages"] if page], context.get("request"))
        context["may_be_foreign"] = get_language() != settings.LANGUAGE_CODE
        return context


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), rows=2)

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=150)
    introduction = blocks.TextBlock(label=_("introduction"), required=False, rows=2)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=6)

    class Meta:
        icon = "order"
        label = _("Steps")
        description = _("How something works, one step after the other. Three are easiest to keep in mind.")
        group = HOME
        template = "blocks/steps.html"

    def get_preview_value(self) -> Any:
        steps = [
            {"title": gettext("Arrive"), "text": gettext("The group agrees on how to talk.")},
            {"title": gettext("Exchange"), "text": gettext("Everybody has a say, one after the other.")},
            {"title": gettext("Keep"), "text": gettext("What matters is written down.")},
        ]
        return self.normalize({"heading": gettext("How a session works"), "introduction": "", "steps": steps})


class CallBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=150)
    text = blocks.TextBlock(label=_("text"), rows=3)
    button = DestinationBlock(label=_("button"))

    class Meta:
        icon = "group"
        label = _("Invitation")
        description = _("A wide field with one button, for example to invite organisations to take part.")
        group = HOME
        template = "blocks/call.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        button = value["button"]
        context["href"] = destination(button["page"], button["address"] or "", context.get("request"))
        return context


class HomeBlocks(ContentBlocks):
    """What the home page can be written with: everything, and fields over the full width."""

    teasers = TeasersBlock()
    steps = StepsBlock()
    call = CallBlock()


def teasers(ids: list[int], request: HttpRequest | None) -> list[Page]:
    """These pages as what they are (course, standard page), in this order, if this person may read them.

    A page in another language chose pages of the default one when it was copied: they are replaced where they can be.
    """
    found = {page.pk: page for page in readable(Page.objects.filter(pk__in=ids), request).specific()}
    pages = [found[pk] for pk in ids if pk in found]
    return pages if get_language() == settings.LANGUAGE_CODE else _in_this_language(pages, request)


def _in_this_language(pages: list[Page], request: HttpRequest | None) -> list[Page]:
    keys = [page.translation_key for page in pages]
    same = Page.objects.filter(translation_key__in=keys, locale__language_code=get_language())
    translated = {page.translation_key: page for page in readable(same, request).specific()}
    locales = Locale.objects.in_bulk()
    shown = [translated.get(page.translation_key, page) for page in pages]
    for page in shown:
        page.locale = locales[page.locale_id]
    return shown
