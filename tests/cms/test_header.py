import pytest

from cms.header import line, shown_from, width
from cms.identity import Identity, Logo

SITE = Identity("Zweiklang")
LINKS = ["Kurse", "Über das Angebot", "Kontakt und Hilfe", "Sitzungen", "Organisationen"]


# As measured in a browser, in the text font at 16 px.
@pytest.mark.parametrize(
    ("text", "pixels"), [("Kurse", 41), ("Über das Angebot", 129), ("Organisationen", 111), ("Konto anlegen", 105)]
)
def test_a_text_is_as_wide_as_in_the_browser_within_a_twentieth(text, pixels):
    assert width(text) * 16 == pytest.approx(pixels, rel=0.05)


def test_letters_of_other_scripts_have_a_width_too():
    assert width("課程") == 2
    assert width("الدورات") > 3
    assert width("") == 0


def test_few_links_are_shown_on_a_small_screen_and_more_on_a_wider_one():
    assert shown_from(SITE, LINKS[:3]) == "header--from-64"
    assert shown_from(SITE, [*LINKS, "Mein Konto"]) == "header--from-75"
    assert shown_from(SITE, [*LINKS, "Anmelden", "Konto anlegen"]) == "header--from-80"


def test_what_does_not_fit_in_one_line_stays_behind_the_menu_button():
    assert shown_from(SITE, [*LINKS, "Zusammenarbeitsvereinbarung im Zuständigkeitsbereich des Landkreises"]) == ""
    assert shown_from(Identity("Landkreis " * 12), LINKS) == ""


def test_a_wide_logo_takes_its_room():
    wide = Identity("Zweiklang", logo=Logo("/logo.png", 400, 60))
    assert line(wide, LINKS) - line(SITE, LINKS) == pytest.approx(11.6 * 1.03)
