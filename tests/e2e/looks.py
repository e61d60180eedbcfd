"""A page in every look. It is loaded once: colours and sizes change in the page as it stands.

Only what a look can change is asked again: colours change contrast, a narrow page what is shown and what fits.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e import checker

Axe = Callable[..., list[str]]

WIDE, NARROW, PHONE = (1280, 800), (360, 740), (320, 640)
CONTRAST = "color-contrast"  # the rule of axe
# Those of axe whose answer can change with the width of a page that is otherwise the same; of the other engine SIZES.
FITTING = (CONTRAST, "target-size", "scrollable-region-focusable")
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# What reaches beyond the screen, or is too small to be pressed. A link in a sentence is as high as its line; a row of
# suggestions is pushed along with a finger.
OUT_OF_REACH = """() => {
    const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length;
    const within = ({ left, right }) => left >= -1 && right <= window.innerWidth + 1;
    const pressed = [...document.querySelectorAll("#room button, #room a.button, #room summary, #room select")];
    const inRow = (each) => each.closest(".chips__row, .questions__row, .signals");
    return pressed.filter((each) => shown(each) && !inRow(each)).flatMap((each) => {
        const box = each.getBoundingClientRect();
        const wrong = [!within(box) && "beyond the screen", Math.min(box.width, box.height) < 24 && "too small"];
        return wrong.filter(Boolean).map((what) => `${each.className} ${each.innerText}: ${what}`);
    });
}"""

# How much of the page is conversation while nobody writes; all of it where something else stands in its place.
ROOM_TO_READ = """() => {
    document.activeElement?.blur();
    if (!document.querySelector("[data-talk]")) return 1;
    return document.querySelector("[data-listen]").clientHeight / window.innerHeight;
}"""
LEAST_TO_READ = 0.45

# What does not show all that it holds: it is too narrow, or clips what is higher. What scrolls may be lower, and a
# field shows a part of what is written.
CUT = """(part) => {
    const parts = [...document.querySelectorAll(part)].flatMap((each) => [each, ...each.querySelectorAll("*")]);
    const heard = (each) => each.closest(".visually-hidden") || getComputedStyle(each).clipPath === "inset(50%)";
    const hidden = (each) => !each.offsetHeight || heard(each) || each.closest("svg, textarea, select, input");
    return parts.filter((each) => !hidden(each)).filter((each) => {
        const style = getComputedStyle(each);
        const clips = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
        const past = each.scrollWidth > each.clientWidth + 1 && style.display !== "inline";
        return past || (clips && each.scrollHeight > each.clientHeight + 1);
    }).map((each) => `${each.className || each.tagName}: ${each.innerText?.slice(0, 30)}`);
}"""
# What stands below another in the same holder, and begins above its end.
OVER = """(holders) => {
    const shown = (each) => each.offsetHeight > 0 && !each.closest(".visually-hidden");
    const inFlow = (each) => {
        const { position, display } = getComputedStyle(each);
        return shown(each) && ["static", "relative"].includes(position) && display !== "inline";
    };
    return [...document.querySelectorAll(holders)].filter(shown).flatMap((holder) => {
        const boxes = [...holder.children].filter(inFlow).map((each) => [each, each.getBoundingClientRect()]);
        return boxes.filter(([, box], i) => {
            const above = i && boxes[i - 1][1];
            const beside = above && (box.left >= above.right - 1 || box.right <= above.left + 1);
            return above && !beside && box.top < above.bottom - 1;
        }).map(([each]) => `${each.className || each.tagName}: ${each.innerText?.slice(0, 30)}`);
    });
}"""


def axe_finds_nothing(page: Page, axe: Axe) -> None:
    show(page, WIDE)
    assert axe(page) == []
    show(page, WIDE, "dark")
    assert axe(page, CONTRAST) == []
    show(page, PHONE)
    assert axe(page) == []


def axe_finds_nothing_on_a_phone(page: Page, axe: Axe, width: int) -> None:
    """From right to left a page has the same names, roles and colours; only its places can be wrong."""
    is_turned = page.evaluate("document.documentElement.dir === 'rtl'")
    show(page, (width, PHONE[1]))
    assert axe(page, *(FITTING if is_turned else ())) == [], page.url
    if not is_turned:
        show(page, (width, PHONE[1]), "dark")
        assert axe(page, CONTRAST) == [], page.url


def axe_finds_nothing_on_phone_and_desktop(page: Page, axe: Axe) -> None:
    """It is left as it was found: whoever walks on does so where they were."""
    before = page.viewport_size
    for size in (NARROW, WIDE):
        show(page, size)
        assert axe(page) == [], page.url
    if before:
        page.set_viewport_size(before)


def both_engines_find_nothing(page: Page, axe: Axe) -> None:
    """On a phone all rules are asked again, as what one does in the room stands elsewhere there."""
    both_find_nothing_on_a_desktop(page, axe)
    show(page, WIDE, "dark")
    assert axe(page, CONTRAST) == []
    assert checker.findings(page, checker.COLOURS) == []
    show(page, PHONE)
    assert axe(page) == []
    assert checker.findings(page) == []


def both_find_nothing_where_nothing_moves(page: Page, axe: Axe, within: str = "") -> None:
    """On pages where on a phone everything stands in the same order, only smaller: whatever is dark there is dark on a
    desktop, too. `within`: the part of the page that is new since it was looked at."""
    show(page, WIDE)
    assert axe(page, within=within) == []
    assert checker.findings(page, within=within) == []
    show(page, PHONE, "dark")
    assert axe(page, *FITTING, within=within) == []
    assert checker.findings(page, checker.SIZES, within) == []


def both_find_nothing_out_of_place(page: Page, axe: Axe, within: str = "") -> None:
    """On a page that was looked at from left to right: from right to left it has the same names and roles."""
    show(page, WIDE)
    assert axe(page, *FITTING, within=within) == []
    assert checker.findings(page, checker.SIZES, within) == []


def both_find_nothing_on_a_desktop(page: Page, axe: Axe) -> None:
    show(page, WIDE)
    assert axe(page) == []
    assert checker.findings(page) == []


def show(page: Page, size: tuple[int, int], colours: str = "light") -> None:
    """Without motion, or colours would be seen on their way. Nothing may reach beyond the page's edge."""
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")  # type: ignore[arg-type]  # one of its words
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(DRAWN)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


# By the direction of writing: a page on which nothing moves, and what is new on it after something was refused or
# answered.
SAME_ORDER = {"de": both_find_nothing_where_nothing_moves, "ar": both_find_nothing_on_a_desktop}
ANSWERED = {"de": both_find_nothing_where_nothing_moves, "ar": both_find_nothing_out_of_place}
