import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Site

from cms.blocks import destination
from cms.models import GlossaryTerm, HomePage, StandardPage


def test_a_new_site_begins_with_a_home_page_of_ours(home, guest):
    assert [site.root_page.specific for site in Site.objects.all()] == [home]
    assert home.lead in guest.get("/").content.decode()


def test_a_home_page_stands_at_the_top_and_standard_pages_below(home):
    assert HomePage.can_create_at(Page.get_first_root_node())
    assert not HomePage.can_create_at(home)
    assert StandardPage.can_create_at(home)
    assert not StandardPage.can_create_at(Page.get_first_root_node())


def test_the_main_button_needs_words_and_one_place_to_lead(home, add_page):
    page = add_page("Courses")
    home.button_label, home.button_address = "See the courses", "/courses/"
    home.full_clean()
    assert destination(home.button_page, home.button_address, None) == "/courses/"
    home.button_address, home.button_page = "", page
    home.full_clean()
    assert destination(home.button_page, home.button_address, None) == "/courses/"
    for label, target, address in (
        ("", page, ""),
        ("Go", None, ""),
        ("Go", page, "/x/"),
        ("Go", None, "javascript:alert(1)"),
    ):
        home.button_label, home.button_page, home.button_address = label, target, address
        with pytest.raises(ValidationError):
            home.full_clean()


def test_the_main_button_does_not_lead_to_an_unpublished_page(home, add_page, guest):
    home.button_label, home.button_page = "See the courses", add_page("Courses", live=False)
    home.save()
    assert "See the courses" not in guest.get("/").content.decode()


def test_a_standard_page_lists_its_headings_as_contents(add_page, guest):
    body = [("heading", "One"), ("text", "<p>Text</p>"), ("heading", "Two")]
    page = add_page("About us", introduction="Who we are.", body=body)
    assert [heading.value for heading in page.headings()] == ["One", "Two"]
    html = guest.get(page.url).content.decode()
    assert "Who we are." in html
    for heading in page.headings():
        assert f'href="#block-{heading.id}"' in html
        assert f'id="block-{heading.id}"' in html


def test_a_standard_page_shows_published_pages_below_it(add_page, guest):
    above = add_page("Courses")
    add_page("Shown", parent=above)
    add_page("Hidden", parent=above, live=False)
    html = guest.get(above.url).content.decode()
    assert "Shown" in html
    assert "Hidden" not in html


def test_a_standard_page_takes_as_many_queries_with_three_pages_below_as_with_one(
    add_page, guest, django_assert_max_num_queries
):
    above = add_page("Courses")
    add_page("Page 0", parent=above)
    guest.get(above.url)
    with django_assert_max_num_queries(16) as with_one:
        guest.get(above.url)
    for number in (1, 2):
        add_page(f"Page {number}", parent=above)
    guest.get(above.url)
    with django_assert_max_num_queries(16) as with_three:
        guest.get(above.url)
    assert len(with_three) == len(with_one)


def test_an_unpublished_page_is_not_found(add_page, guest):
    assert guest.get(add_page("Draft", live=False).get_url()).status_code == 404


def test_glossary_terms_come_in_the_order_of_the_alphabet(db):
    for term in ("Mirror", "Agenda"):
        GlossaryTerm.objects.create(locale=Locale.get_default(), term=term, slug=term.lower(), definition="...")
    assert [(str(term), term.initial()) for term in GlossaryTerm.objects.all()] == [
        ("Agenda", "A"),
        ("Mirror", "M"),
    ]


def test_a_glossary_has_each_term_and_each_address_once(home):
    GlossaryTerm.objects.create(locale=home.locale, term="Mirror", slug="mirror", definition="...")
    again = GlossaryTerm(locale=home.locale, term="Mirror", slug="another", definition="...")
    with pytest.raises(ValidationError, match="This is taken"):
        again.full_clean()
    again.term, again.slug = "Another", "mirror"
    with pytest.raises(ValidationError, match="This is taken"):
        again.full_clean()


def test_two_languages_may_share_a_term(home):
    GlossaryTerm.objects.create(locale=home.locale, term="Deliberation", slug="deliberation", definition="...")
    english = Locale.objects.get_or_create(language_code="en")[0]
    GlossaryTerm(locale=english, term="Deliberation", slug="deliberation", definition="...").full_clean()
