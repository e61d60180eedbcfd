import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from cms.blocks import (
    SHORT_TEXT_FEATURES,
    TEXT_FEATURES,
    ContentBlocks,
    DestinationBlock,
    HomeBlocks,
    destination,
    headings_out_of_order,
    teasers,
)
from cms.models import GlossaryTerm, Recording
from cms.restrictions import nothing_is_restricted
from tests import samples


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def rendered(*blocks, home: bool = False) -> BeautifulSoup:
    stream = HomeBlocks() if home else ContentBlocks()
    raw = [{"type": name, "value": content, "id": f"{number}"} for number, (name, content) in enumerate(blocks)]
    value = stream.to_python(raw)
    return BeautifulSoup(render_to_string("cms/blocks.html", {"blocks": value}), "html.parser")


@pytest.fixture
def image(db) -> Image:
    return Image.objects.create(title="Circles", file=get_test_image_file())


def test_the_types_of_blocks_are_a_contract_with_lessons():
    assert list(ContentBlocks().child_blocks) == [
        "text",
        "heading",
        "image",
        "recording",
        "quote",
        "accordion",
        "callout",
        "download",
        "glossary_term",
    ]


def test_every_block_says_what_it_is_for():
    for block in HomeBlocks().child_blocks.values():
        assert block.get_description()
        assert block.meta.group
        assert block.meta.icon != "placeholder"


def test_rich_text_has_no_large_headings_and_nothing_embedded():
    for features in (TEXT_FEATURES, SHORT_TEXT_FEATURES):
        assert not {"h1", "h2", "embed", "image", "code"} & set(features)


@pytest.mark.parametrize("name", ["text", "heading", "quote", "accordion", "callout", "glossary_term"])
def test_a_block_can_be_previewed(name):
    block = ContentBlocks().child_blocks[name]
    assert block.is_previewable
    assert block.render(block.get_preview_value()).strip()


def test_steps_can_be_previewed():
    block = HomeBlocks().child_blocks["steps"]
    assert "<ol" in block.render(block.get_preview_value())


def test_text_from_people_is_escaped():
    page = rendered(("heading", "<script>alert(1)</script>"), ("quote", {"text": "<b>x</b>", "source": ""}))
    assert page.find("script") is None
    assert page.find("blockquote").get_text(strip=True) == "<b>x</b>"


@pytest.mark.parametrize(
    ("blocks", "wrong"),
    [
        ([("text", "<p>One</p>"), ("heading", "Two"), ("text", "<h3>Three</h3><h4>Four</h4><h3>Three</h3>")], []),
        ([("heading", "Two"), ("text", "<h3>Three</h3>"), ("heading", "Two"), ("text", "<p>One</p>")], []),
        ([("text", "<h3>Three</h3>"), ("heading", "Two")], [0]),
        ([("heading", "Two"), ("text", "<h4>Four</h4>")], [1]),
        ([("heading", "Two"), ("text", "<h3>Three</h3>"), ("heading", "Two"), ("text", "<h4>Four</h4>")], [3]),
    ],
)
def test_a_small_heading_needs_a_larger_one_above_it(blocks, wrong):
    stream = ContentBlocks()
    value = stream.to_python([{"type": name, "value": content} for name, content in blocks])
    assert list(headings_out_of_order(value)) == wrong
    if wrong:
        with pytest.raises(ValidationError):
            stream.clean(value)
    else:
        stream.clean(value)


def test_every_block_can_be_linked_to():
    page = rendered(("heading", "One"), ("heading", "Two"))
    assert [block["id"] for block in page.select(".block")] == ["block-0", "block-1"]


def test_a_picture_has_its_alternative_text(image):
    value = {"image": {"image": image.pk, "decorative": False, "alt_text": "Two circles"}, "caption": "Us"}
    page = rendered(("image", value))
    assert page.find("img")["alt"] == "Two circles"
    assert page.find("figcaption").get_text() == "Us"


def test_a_video_has_captions_and_a_transcript_to_read(db):
    recording = Recording.objects.create(
        title="Film",
        type="video",
        file=ContentFile(samples.film(), name="film.mp4"),
        captions=ContentFile(samples.CAPTIONS, name="film.vtt"),
        transcript="Two people talk.",
    )
    page = rendered(("recording", {"recording": recording.pk, "caption": ""}))
    assert page.find("video").has_attr("controls")
    assert page.find("source")["type"] == "video/mp4"
    assert page.find("track")["src"] == recording.captions.url
    assert page.select_one("details .recording__transcript").get_text() == "Two people talk."


def test_sound_is_played_by_the_browser_itself(db):
    recording = Recording.objects.create(
        title="Scene", type="audio", file=ContentFile(samples.MP3, name="scene.mp3"), transcript="Good morning."
    )
    page = rendered(("recording", {"recording": recording.pk, "caption": "At the counter"}))
    assert page.find("audio").find("source")["src"] == recording.url
    assert page.find("figcaption").get_text() == "At the counter"


def test_a_download_says_type_and_size(db):
    document = Document(title="Rules", file=ContentFile(b"x" * 2048, name="rules.txt"))
    document._set_document_file_metadata()
    document.save()
    link = rendered(("download", {"document": document.pk, "label": ""})).find("a")
    assert link["href"] == document.url
    assert link.select_one(".download__label").get_text() == "Rules"
    assert link.select_one(".meta").get_text().replace("\xa0", " ") in ("TXT, 2.0 KB", "TXT, 2,0 KB")


def test_a_glossary_term_unfolds_by_a_button_not_by_hovering(db):
    term = GlossaryTerm.objects.create(
        locale=Locale.get_default(), term="Deliberation", slug="deliberation", definition="Talking well."
    )
    page = rendered(("glossary_term", {"term": term.pk, "note": "Here: in groups."}))
    assert page.select_one("details > summary dfn").get_text() == "Deliberation"
    assert "Talking well." in page.select_one(".fold__body").get_text()
    assert "Here: in groups." in page.select_one(".fold__body").get_text()


def test_what_was_deleted_leaves_no_broken_block(db):
    page = rendered(("glossary_term", {"term": 999, "note": ""}), ("download", {"document": 999, "label": ""}))
    assert page.find("details") is None
    assert page.find("a") is None


@pytest.mark.parametrize("kind", ["note", "tip", "warning", "example"])
def test_a_callout_says_its_kind_in_words(kind):
    page = rendered(("callout", {"kind": kind, "title": "", "body": "<p>Text</p>"}))
    assert page.select_one(f".callout--{kind} .callout__kind").get_text(strip=True)


def test_teasers_show_published_pages_with_their_introduction_in_the_chosen_order(add_page, rf):
    first = add_page("First", introduction="The first page.")
    second = add_page("Second")
    hidden = add_page("Hidden", live=False)
    pages = [second.pk, hidden.pk, first.pk]
    assert teasers(pages, None) == [second, first]
    page = rendered(("teasers", {"heading": "All", "introduction": "", "pages": pages}), home=True)
    assert [link.get_text() for link in page.select(".card__link")] == ["Second", "First"]
    assert "The first page." in page.get_text()


@pytest.mark.parametrize(("language", "number"), [("de", 2), ("en", 4)])
def test_teasers_take_as_many_queries_for_three_pages_as_for_one(
    language, number, add_page, django_assert_num_queries, rf
):
    request = rf.get("/")
    nothing_is_restricted(request)
    pages = [add_page(f"Page {number}") for number in range(3)]
    for some in (pages[:1], pages):
        with translation.override(language), django_assert_num_queries(number):
            teasers([page.pk for page in some], request)


def test_teasers_and_buttons_lead_to_the_translation_where_there_is_one(home, english, add_page):
    page, other = add_page("Kurse"), add_page("Nur Deutsch")
    copy = page.copy_for_translation(english.locale)
    copy.title = "Courses"
    copy.save_revision().publish()
    with translation.override("en"):
        assert [teaser.title for teaser in teasers([page.pk, other.pk], None)] == ["Courses", "Nur Deutsch"]
        assert destination(page, "", None) == "/en/kurse/"
    with translation.override("de"):
        assert [teaser.title for teaser in teasers([page.pk, other.pk], None)] == ["Kurse", "Nur Deutsch"]


def test_a_button_leads_to_a_page_or_an_address_but_not_to_both_or_neither(add_page):
    block = DestinationBlock()
    page = add_page("Target")
    for chosen, address in ((page.pk, ""), (None, "/organisations/"), (None, "https://www.example.org/")):
        value = block.clean(block.to_python({"label": "Go", "page": chosen, "address": address}))
        assert destination(value["page"], value["address"], None) == (page.url if chosen else address)
    for chosen, address in ((page.pk, "/organisations/"), (None, "")):
        with pytest.raises(ValidationError):
            block.clean(block.to_python({"label": "Go", "page": chosen, "address": address}))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//elsewhere.example", "www.example.org", "data:text/html,x"]
)
def test_a_button_refuses_what_is_no_plain_address(address):
    block = DestinationBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "Go", "page": None, "address": address}))


def test_a_button_to_an_unpublished_page_is_not_shown(add_page):
    page = add_page("Hidden", live=False)
    button = {"label": "Go", "page": page.pk, "address": ""}
    soup = rendered(("call", {"heading": "Join", "text": "Us", "button": button}), home=True)
    assert soup.find("a") is None
