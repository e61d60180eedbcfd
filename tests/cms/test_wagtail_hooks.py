from bs4 import BeautifulSoup
from django.urls import reverse

from cms.models import GlossaryTerm


def test_the_cms_has_our_name_sign_and_colours(home, admin):
    page = BeautifulSoup(admin.get("/admin/").content.decode(), "html.parser")
    assert page.title.get_text(strip=True).endswith("Zweiklang")
    assert '<span class="zweiklang-logo__name">Zweiklang</span>' in str(page)
    assert page.find("link", href="/static/admin.css") is not None
    assert page.find("link", rel="icon")["href"] == "/static/favicon.svg"


def test_the_cms_does_not_advertise_what_is_not_ours(home, admin):
    html = admin.get("/admin/").content.decode()
    for words in ("editor guide", "Editor Guide", "What's new in Wagtail", "guide.wagtail.org", "releases.wagtail"):
        assert words not in html


def test_the_cms_leads_to_the_one_login_of_the_site(home, guest):
    response = guest.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


def test_the_glossary_has_its_own_place_in_the_menu(home, admin):
    html = admin.get("/admin/").content.decode()
    assert '"label": "Glossary"' in html
    assert '"label": "Snippets"' not in html
    data = {"term": "Mirror", "slug": "mirror", "definition": "Saying it again."}
    admin.post(reverse("wagtailsnippets_cms_glossaryterm:add"), data)
    assert [term.term for term in GlossaryTerm.objects.all()] == ["Mirror"]


def test_a_member_without_rights_is_not_let_in(home, member):
    assert "zweiklang-logo" not in member.get("/admin/", follow=True).content.decode()
