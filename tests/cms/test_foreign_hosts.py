"""No page makes a browser ask anybody but us: not the site, not the CMS, not what the build made."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

DIST = Path(settings.STATICFILES_DIRS[0])
LOADING = {
    "script": ["src"],
    "link": ["href"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "track": ["src"],
    "iframe": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "use": ["href", "xlink:href"],
    "form": ["action"],
}
FOREIGN = re.compile(r"(?:https?:)?//(?!testserver\b|localhost\b)", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")\s]+)")


def loaded(html: str) -> list[str]:
    """Every address that a browser would ask for by itself."""
    page = BeautifulSoup(html, "html.parser")
    addresses = [
        str(element[name])
        for tag, names in LOADING.items()
        for element in page.find_all(tag)
        for name in names
        if element.get(name)
    ]
    return addresses + CSS_ADDRESS.findall(html)


def foreign(html: str) -> list[str]:
    return [address for address in loaded(html) if FOREIGN.match(address)]


def test_the_test_itself_sees_a_foreign_host():
    html = '<img src="//cdn.example/x.png"><style>a{background:url(https://cdn.example/y)}</style><a href="https://x/">'
    assert len(foreign(html)) == 2


@pytest.mark.parametrize(
    "path", ["/", "/search/", "/search/?q=x", "/search/glossary/", "/accounts/login/", "/nothing/"]
)
def test_pages_load_nothing_from_elsewhere(home, guest, path):
    html = guest.get(path).content.decode()
    assert "site.css" in html
    assert foreign(html) == []


def test_pages_have_no_inline_scripts_or_styles(home, add_page, guest, member):
    page = add_page("About us", body=[("callout", {"kind": "tip", "title": "A", "body": "<p>B</p>"})])
    for client in (guest, member):
        for path in ("/", page.url, "/search/?q=about", "/search/glossary/"):
            soup = BeautifulSoup(client.get(path).content.decode(), "html.parser")
            assert [script for script in soup.find_all("script") if not script.get("src")] == []
            assert soup.find_all("style") == []
            assert soup.find_all(style=True) == []
            assert [tag for tag in soup.find_all() if any(name.startswith("on") for name in tag.attrs)] == []


def test_the_cms_loads_nothing_from_elsewhere(home, add_page, admin):
    page = add_page("About us")
    paths = [
        "/admin/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{home.pk}/edit/",
        "/admin/images/",
        "/admin/account/",
    ]
    for path in paths:
        response = admin.get(path)
        assert response.status_code == 200
        assert foreign(response.content.decode()) == []
        assert "gravatar" not in response.content.decode()


@pytest.mark.parametrize("name", ["site.css", "admin.css"])
def test_the_built_styles_load_nothing_from_elsewhere(name):
    css = (DIST / name).read_text()
    addresses = CSS_ADDRESS.findall(css)
    assert addresses
    for address in addresses:
        assert (DIST / address).resolve().is_file()


def test_the_built_scripts_name_no_other_host_and_import_nothing():
    for script in DIST.glob("*.js"):
        code = script.read_text()
        assert set(re.findall(r"https?://[\w.-]+", code)) <= {"http://www.w3.org"}
        assert not re.search(r"\bimport[\s{(*\"']", code)
