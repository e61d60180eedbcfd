from bs4 import BeautifulSoup, Tag
from django.template import Context

from cms.templatetags.site import trail


def header(client, url="/") -> Tag:
    found = BeautifulSoup(client.get(url).content.decode(), "html.parser").find("header")
    assert found is not None
    return found


def test_the_navigation_says_where_one_is(home, add_page, guest):
    courses, about = add_page("Courses", show_in_menus=True), add_page("About us", show_in_menus=True)
    handout = add_page("Handout", parent=courses)
    marked = {link["href"]: link.get("aria-current") for link in header(guest, handout.url).find_all("a")}
    assert (marked[courses.url], marked[about.url]) == ("true", None)
    marked = {link["href"]: link.get("aria-current") for link in header(guest, courses.url).find_all("a")}
    assert marked[courses.url] == "page"


def test_the_header_shows_few_links_in_one_line(home, add_page, guest):
    add_page("Courses", show_in_menus=True)
    assert "header--from-75" in header(guest)["class"]


def test_the_header_keeps_many_links_behind_the_menu_button(home, add_page, guest):
    for nth in range(4):
        add_page(f"Cooperation of the authorities of the district, part {nth}", show_in_menus=True)
    assert header(guest)["class"] == ["header"]


def test_the_trail_leads_from_the_home_page_down(home, add_page, rf):
    above = add_page("Courses")
    page = add_page("Lesson", parent=above)
    assert trail(Context({"request": rf.get("/")}), page) == [(home.title, "/"), ("Courses", above.url)]


def test_a_guest_is_offered_to_log_in_and_comes_back_here(home, guest, add_page):
    page = add_page("Courses")
    links = [link.get("href") for link in header(guest, page.url).find_all("a")]
    assert f"/accounts/login/?next={page.url}" in links
    assert f"/accounts/signup/?next={page.url}" in links


def test_a_member_is_offered_the_account_but_not_the_cms(home, member):
    shown = header(member)
    assert "Amal" in shown.get_text()
    assert shown.find("form", action="/accounts/logout/") is not None
    assert not [link for link in shown.find_all("a") if link["href"].startswith("/admin/")]


def test_who_may_edit_is_led_to_the_cms_and_to_this_page(home, admin):
    links = [link["href"] for link in header(admin).find_all("a")]
    assert "/admin/" in links
    assert f"/admin/pages/{home.pk}/edit/" in links
