"""One way to write a name in plain letters, wherever it becomes an address or the name of a file."""

from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import SlugField
from taggit.models import Tag
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, get_page_models
from wagtail_localize.models import String, StringTranslation, TranslatableObject, TranslationContext

from cms.addresses import AddressField, address_of, in_plain_letters

NAME, ADDRESS = "Flüchtlingsrat Köln", "fluechtlingsrat-koeln"
OURS = ("cms", "community", "config", "deliberation", "elearning")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (NAME, ADDRESS),
        ("Ärzte & Öffentlichkeit: Überblick", "aerzte-oeffentlichkeit-ueberblick"),
        ("Straße, STRASSE, STRAẞE", "strasse-strasse-strasse"),
        ("Ko\u0308ln", "koeln"),
        ("Café Şirin", "cafe-sirin"),
        ("Наш дом", "nash-dom"),
        ("", ""),
    ],
)
def test_an_address_is_written_in_plain_letters(text, address):
    assert address_of(text) == address


def test_arabic_has_an_address_too():
    assert address_of("مرحبا").isascii()
    assert address_of("مرحبا")


def test_the_rest_of_a_file_name_stays():
    assert in_plain_letters("Größe 2.PDF") == "Groesse 2.PDF"


@pytest.mark.parametrize("model", get_page_models(), ids=str)
@pytest.mark.django_db
def test_every_kind_of_page_takes_its_address_from_its_title(model):
    if model is Page:
        return
    root = Page.get_first_root_node()
    page = model(title=NAME, locale=Locale.get_default(), path=f"{root.path}9999", depth=2)
    with suppress(ValidationError):  # other fields are empty
        page.full_clean()
    assert page.slug == ADDRESS


def test_two_pages_of_one_title_have_two_addresses(home, add_page):
    assert [add_page(NAME).slug, add_page(NAME).slug] == [ADDRESS, f"{ADDRESS}-1"]


def slug_fields() -> set[Any]:
    fields = {field for app in OURS for model in apps.get_app_config(app).get_models() for field in model._meta.fields}
    return {field for field in fields if isinstance(field, SlugField)}


def test_pages_terms_and_organisations_have_addresses():
    named = {field.model._meta.label for field in slug_fields()}
    assert named == {"wagtailcore.Page", "cms.GlossaryTerm", "community.Organisation"}


@pytest.mark.parametrize("field", sorted(slug_fields(), key=str), ids=str)
def test_every_form_of_the_cms_takes_an_address_as_people_write_it(field):
    form_field = formfield_for_dbfield(field)
    assert isinstance(form_field, AddressField)
    assert form_field.clean(NAME) == ADDRESS


@pytest.mark.django_db
def test_tags_have_plain_addresses_and_no_two_the_same():
    assert [Tag.objects.create(name=name).slug for name in ("Köln", "koeln", "Koeln")] == [
        "koeln",
        "koeln_1",
        "koeln_2",
    ]


@pytest.mark.django_db
def test_a_translated_address_is_plain():
    german, english = Locale.get_default(), Locale.objects.get_or_create(language_code="en")[0]
    thing = TranslatableObject.objects.create(translation_key="7d1c2c33-0ba2-4b7e-8c1e-6a3cf6a7f3b5", content_type_id=1)
    for path, stored in (("slug", ADDRESS), ("title", NAME)):
        translation = StringTranslation.objects.create(
            translation_of=String.objects.create(locale=german, data=path),
            locale=english,
            context=TranslationContext.objects.create(object=thing, path=path),
            data=NAME,
        )
        assert translation.data == stored


def test_an_uploaded_document_has_a_plain_name(admin):
    file = SimpleUploadedFile("Übersicht Köln.txt", b"Text")
    admin.post("/admin/documents/add/", {"title": "Übersicht", "file": file})
    document = Document.objects.get()
    assert (document.title, document.filename) == ("Übersicht", "Uebersicht_Koeln.txt")


def test_an_uploaded_picture_has_a_plain_name(admin):
    file = get_test_image_file(filename="Straße.png")
    admin.post("/admin/images/add/", {"title": "Straße", "file": SimpleUploadedFile(file.name, file.file.getvalue())})
    assert Image.objects.get().filename.isascii()
