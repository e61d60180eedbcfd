"""A class that no sheet knows does nothing; one that two components define does more than was meant."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import wagtail

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
SITE = sorted(set((ROOT / "frontend" / "css").glob("*.css")) - {ROOT / "frontend" / "css" / "admin.css"})
ROOM = sorted((ROOT / "frontend" / "src").rglob("*.css"))
CMS = [ROOT / "frontend" / "css" / "admin.css"]
WAGTAIL = Path(wagtail.__file__).parent / "admin" / "static" / "wagtailadmin" / "css" / "core.css"
# What is shown inside of the CMS, with its sheets.
IN_THE_CMS = (
    *("wagtailadmin/", "wagtailmedia/", "wagtail_localize/", "community/cms/", "elearning/care/", "elearning/cms/"),
    *("config/set_up_panel.html", "config/start_panel.html", "config/waiting_", "config/jobs_results.html"),
    "deliberation/timetable_panel.html",
)
FROM_DJANGO = {"errorlist"}
# They say of whatever component how it is printed, or hidden.
FOR_ALL_COMPONENTS = {"print.css", "utilities.css"}
APPS = ("cms", "community", "config", "deliberation", "elearning", "training")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{};]+)\{")
CLASS = re.compile(r"\.(-?[a-zA-Z_](?:[\w-]|\\.)*)")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
ALONE = re.compile(r"\.([\w-]+)(?::[\w-]+(?:\([^)]*\))?|\[[^\]]*\])*")
IN_TEMPLATE = re.compile(r'(?<![\w-])class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', re.DOTALL)
IN_VIEW = re.compile(
    r'(?<![\w-])class=(?:"((?:\$\{[^}]*\}|[^"])*)"|(\$\{[^}]*\}))|class(?:Name = |List\.\w+\()("[^"]*")'
)
IN_PYTHON = re.compile(r"""(?<![\w-])class=\\?["']([\w -]+)|"class": "([\w -]+)\"""")
EXPRESSION = re.compile(r"(?<=[\s\"])\$\{([^}]*)\}|^\$\{([^}]*)\}")
LITERAL = re.compile(r'"([\w -]*)"')
BESIDE_ANYTHING = re.compile(r"\*\s*[+~]|[+~]\s*\*")
HOOK = re.compile(r"(?:querySelector(?:All)?|closest|matches)(?:<[^>]*>)?\(\s*[\"'`]([^\"'`]*)")


def selectors(path: Path) -> Iterator[str]:
    for rule in RULE.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))):
        if not rule.strip().startswith("@"):
            yield from BETWEEN_SELECTORS.split(rule.strip())


@cache
def known(*sheets: Path) -> set[str]:
    return {name for path in sheets for selector in selectors(path) for name in CLASS.findall(selector)}


def in_template(text: str) -> set[str]:
    """Names as they are written; `kind--*` where the rest is only known when the page is made."""
    text = re.sub(r"\{#.*?#\}", "", text)
    values = (re.sub(r"\{%.*?%\}", " ", value, flags=re.DOTALL) for value in IN_TEMPLATE.findall(text))
    return {name for value in values for name in re.sub(r"\{\{.*?\}\}", "*", value).split()}


def in_view(text: str) -> set[str]:
    found = set()
    for quoted, expression, set_by_script in IN_VIEW.findall(text):
        value = quoted or expression or set_by_script.strip('"')
        for alone in EXPRESSION.findall(value):
            found |= {name for literal in LITERAL.findall("".join(alone)) for name in literal.split()}
        found |= set(re.sub(r"\$\{[^}]*\}", "*", value).split())
    return found


def in_python(text: str) -> set[str]:
    return {name for pair in IN_PYTHON.findall(text) for name in "".join(pair).split()}


def unknown(names: set[str], styled: set[str]) -> set[str]:
    """What nobody has a style for. A variant that is only known when the page is made may be one without a style of its
    own; scripts may hold on to `js-...`."""
    names = {name.partition("*")[0].removesuffix("--") for name in names if not name.startswith("js-")}
    return names - styled - {""}


def templates() -> dict[str, str]:
    paths = sorted(TEMPLATES.rglob("*.html"))
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def views() -> dict[str, str]:
    paths = sorted((ROOT / "frontend" / "src").rglob("*.ts"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def modules() -> dict[str, str]:
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def styled_for(name: str, text: str) -> set[str]:
    """The classes that the sheets of a page know on which the template stands."""
    if name.startswith(IN_THE_CMS):
        return known(*CMS, WAGTAIL)
    return known(*SITE, *ROOM) if "room.css" in text else known(*SITE)


def test_every_class_of_a_template_has_a_style():
    missing = {name: unknown(in_template(text), styled_for(name, text)) for name, text in templates().items()}
    assert {name: classes for name, classes in missing.items() if classes} == {}
    assert len(missing) > 100


def test_every_class_of_the_room_has_a_style():
    styled = known(*SITE, *ROOM)
    missing = {name: unknown(in_view(text), styled) for name, text in views().items()}
    assert {name: classes for name, classes in missing.items() if classes} == {}


def test_every_class_that_python_writes_has_a_style():
    styled = known(*SITE, *CMS, WAGTAIL)
    missing = {name: unknown(in_python(text), styled) for name, text in modules().items()}
    assert {name: classes for name, classes in missing.items() if classes} == {}


def test_no_two_components_define_one_class():
    defined: dict[str, set[str]] = defaultdict(set)
    for path in [*SITE, *ROOM, *CMS]:
        for selector in selectors(path):
            if (alone := ALONE.fullmatch(selector.strip())) and path.name not in FOR_ALL_COMPONENTS:
                defined[alone[1]].add(path.name)
    assert {name: sheets for name, sheets in defined.items() if len(sheets) > 1} == {}


def test_no_rule_is_about_whatever_stands_beside_whatever():
    """With one such rule, wherever it applies, Chromium asks the styles of all that stands below when something comes
    above it: in a long room on a slow phone that was half of what scrolling up costs."""
    found = [selector for path in [*SITE, *ROOM] for selector in selectors(path) if BESIDE_ANYTHING.search(selector)]
    assert found == []


def test_every_class_of_our_sheets_is_used():
    texts = "\n".join([*templates().values(), *views().values(), *modules().values()])
    words = set(re.findall(r"[\w-]+", texts))
    begun = tuple(word for word in words if word.endswith("--"))
    ours = known(*SITE, *ROOM) - FROM_DJANGO
    assert {name for name in ours if name not in words and not name.startswith(begun)} == set()


def test_scripts_hold_on_to_data_and_not_to_looks():
    texts = {name: re.sub(r"\$\{[^}]*\}", "", text) for name, text in views().items()}
    hooks = {(name, hook) for name, text in texts.items() for hook in HOOK.findall(text)}
    assert {(name, hook) for name, hook in hooks if re.search(r"\.(?!js-)[a-z]", hook)} == set()
    assert hooks


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (in_template, '<p class="lead card--{{ kind }}{% if x %} wide{% endif %}">', {"lead", "card--*", "wide"}),
        (in_template, '{# <p class="no"> #}{% include "logo.html" with class="sign" %}', {"sign"}),
        (in_view, 'html`<p class="lead ${wide ? "wide" : ""} kind--${kind}">`', {"lead", "wide", "*", "kind--*"}),
        (
            in_view,
            'html`<h2 class=${plain ? "quiet" : "loud"}>`; x.classList.add("here")',
            {"quiet", "loud", "*", "here"},
        ),
        (in_python, """format_html('<b class="strong">')""", {"strong"}),
    ],
)
def test_classes_are_found_however_they_are_written(read, text, found):
    assert read(text) == found


def test_a_class_without_a_style_is_found():
    assert unknown({"lead", "nowhere", "js-hook", "kind--*", "none--*"}, {"lead", "kind"}) == {"nowhere", "none"}
