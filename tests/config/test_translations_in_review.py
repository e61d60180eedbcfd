"""A translated page and a translated term on their way from the editor of translations through the review."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Locale
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from cms.models import GlossaryTerm, StandardPage
from community.groups import Group
from community.translations import LARGEST
from config.bootstrap import home_page
from tests.community.conftest import as_person, bootstrapped, make_person

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]


@pytest.fixture
def editors(bootstrapped, make_person, as_person):
    return [as_person(make_person(name, Group.EDITORS)) for name in ("Edith", "Erwin")]


def begun(source):
    english = Locale.objects.get(language_code="en")
    found, _ = TranslationSource.get_or_create_from_instance(source)
    translation = Translation.objects.create(source=found, target_locale=english)
    translation.save_target(publish=False)
    return translation


def translate(translation, own, words):
    segment = translation.source.stringsegment_set.get(string__data=own)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults={"data": words},
    )


def a_page():
    home = home_page()
    begun(home)
    page = home.add_child(instance=StandardPage(title="Über uns", introduction="Wer wir sind"))
    page.save_revision().publish()
    return page


def a_term():
    term = GlossaryTerm.objects.create(locale=Locale.get_default(), term="Rat", slug="rat", definition="Wer wir sind")
    term.save_revision().publish()
    return term


@pytest.mark.parametrize("make", [a_page, a_term])
def test_a_translation_is_a_draft_until_a_colleague_has_read_it(editors, make):
    author, colleague = editors
    translation = begun(make())
    assert translation.get_target_instance().live is False
    translate(translation, "Wer wir sind", "Who we are")
    submit(author, translation)
    assert translation.get_target_instance().live is False
    approve(colleague, translation.get_target_instance())
    published = translation.get_target_instance()
    assert published.live is True
    translate(translation, "Wer wir sind", "Nobody has read this")
    submit(author, translation)
    assert words(translation.get_target_instance()) == "Who we are"
    assert words(translation.get_target_instance().get_latest_revision_as_object()) == "Nobody has read this"


def test_the_editor_of_translations_offers_the_review_and_synchronising_publishes_nothing(editors):
    translation = begun(a_page())
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert address(translation) in editors[0].get(edit).content.decode()
    update = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    editors[0].post(update, {"publish_translations": "on"})
    assert translation.get_target_instance().live is False


def address(translation):
    return reverse("submit_translation_for_review", args=[translation.pk])


def submit(browser, translation):
    assert browser.post(address(translation)).status_code == 302


def approve(browser, text):
    name = "wagtailadmin_pages:workflow_action"
    if isinstance(text, GlossaryTerm):
        name = text.snippet_viewset.get_url_name("workflow_action")
    browser.post(reverse(name, args=[text.pk, "approve", text.current_workflow_task_state.pk]))


def words(text):
    return text.definition if isinstance(text, GlossaryTerm) else text.introduction


@pytest.mark.parametrize("program", ["javascript:alert(1)", " \x01JaVa\tscript:alert(1)", "data:text/html,<script>"])
def test_no_translator_puts_a_program_where_an_address_stands(editors, program):
    home = home_page()
    begun(home)
    linked = [{"type": "text", "id": "t", "value": '<p><a href="https://example.org/">Mehr</a></p>'}]
    page = home.add_child(instance=StandardPage(title="Mehr", introduction="Wozu", body=linked))
    page.save_revision().publish()
    translation = begun(page)
    segment = translation.source.overridablesegment_set.get()
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    assert put(editors[0], address, program).status_code == 400
    assert not SegmentOverride.objects.exists()
    assert put(editors[0], address, "https://example.net/more").status_code == 201
    translation.save_target(publish=False)
    assert "https://example.net/more" in str(translation.get_target_instance().body)


def put(browser, address, value):
    form = urlencode({"value": value})
    return browser.put(address, form, content_type="application/x-www-form-urlencoded")


def test_a_translation_whose_name_is_taken_says_so(editors):
    """Pages are given another address by then."""
    source = a_term()
    translation = begun(source)
    english = translation.target_locale
    GlossaryTerm.objects.create(locale=english, term="taken", slug="elsewhere", definition="Another")
    translate(translation, source.term, "taken")
    answer = editors[0].post(address(translation))
    assert answer.status_code == 302
    assert ["taken" in str(each) for each in get_messages(answer.wsgi_request) if each.level_tag == "error"] == [True]
    assert translation.get_target_instance().term != "taken"


FOREIGN = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "Wer wir sind"\nmsgstr "Foreign"\n'


def upload(browser, translation, content):
    name = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    answer = browser.post(name, {"file": SimpleUploadedFile("words.po", content)} if content else {})
    return [each.level_tag for each in get_messages(answer.wsgi_request)][-1]


def test_a_file_of_this_translation_is_taken_and_any_other_is_refused_with_a_sentence(editors):
    translation = begun(a_page())
    download = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    own = editors[0].get(download).content.decode()
    ours = own.replace('msgid "Wer wir sind"\nmsgstr ""', 'msgid "Wer wir sind"\nmsgstr "Who we are"')
    for content in (b"", FOREIGN.encode(), b"\xff\xfe\0", b"/etc/passwd", b"x" * (LARGEST + 1)):
        assert upload(editors[0], translation, content) == "error"
        assert not StringTranslation.objects.filter(data="Foreign").exists()
    assert upload(editors[0], translation, ours.encode()) == "success"
    assert StringTranslation.objects.get(data="Who we are").locale == translation.target_locale


def test_what_is_no_text_of_the_editor_is_not_taken_from_a_file(editors):
    translation = begun(a_page())
    own = editors[0].get(reverse("wagtail_localize:download_pofile", args=[translation.pk])).content.decode()
    hostile = own.replace('msgid "Wer wir sind"\nmsgstr ""', 'msgid "Wer wir sind"\nmsgstr "<script src=x></script>"')
    upload(editors[0], translation, hostile.encode())
    editors[0].post(address(translation))
    assert "<script" not in words(translation.get_target_instance().get_latest_revision_as_object())
