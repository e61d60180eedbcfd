"""IBM's accessibility checker, the engine beside axe, in a page as it stands."""

from collections.abc import Sequence

from playwright.sync_api import Page

from tests.e2e.servers import ROOT

ENGINE = ROOT / "frontend" / "node_modules" / "accessibility-checker-engine" / "ace.js"
GUIDELINE = "IBM_Accessibility"
# The rules whose answer can change with the colours, and with the width, of a page that is otherwise the same.
COLOURS = ("text_contrast_sufficient",)
SIZES = ("element_scrollable_tabbable", "target_spacing_sufficient", "text_contrast_sufficient")

# What the engine says and we do not follow: a rule, a piece of the element that it names, and the reason.
UNNAMED = "A form without a name is no landmark (HTML-AAM): nobody meets it as one, so it needs none."
WALKED = "Arrows walk from article to article, as ARIA's own pattern of a feed has it; each can have the focus."
SCROLLED = "What scrolls must be reached by the keyboard, which axe asks for, also while nothing stands in it."
FORMS = "Questions have forms of their own, so their inputs may have one name; the engine takes the page for one form."
MESSAGES = "Wagtail's list of messages, which is empty until there is one."
STACKED = "On a phone CSS makes a card of each row of a table; Safari then forgets what it was without roles."
WAGTAIL = "Stands in Wagtail's own templates of its start page."
FALSE_POSITIVES = {
    ("input_checkboxes_grouped", 'name="choice"'): FORMS,
    ("aria_form_label_unique", "<form"): UNNAMED,
    ("aria_landmark_name_unique", "<form"): UNNAMED,
    ("element_tabbable_role_valid", 'class="said"'): WALKED,
    ("element_tabbable_role_valid", 'id="scroll"'): SCROLLED,
    ("aria_child_valid", "data-w-messages-target"): MESSAGES,
    ("aria_id_unique", 'class="w-summary"'): WAGTAIL,
    ("element_attribute_deprecated", "<col "): WAGTAIL,
}
FALSE_POSITIVES |= {
    ("aria_role_redundant", f'role="{role}"'): STACKED
    for role in ("table", "rowgroup", "row", "columnheader", "rowheader", "cell")
}

CHECK = """
async ([guideline, rules, within]) => {
    const checker = new ace.Checker();
    let asked = guideline;
    if (rules.length) {
        const whole = checker.getGuidelines().find((each) => each.id === guideline);
        const checkpoints = whole.checkpoints
            .map((each) => ({ ...each, rules: (each.rules ?? []).filter((rule) => rules.includes(rule.id)) }))
            .filter((each) => each.rules.length);
        asked = "some";
        checker.addGuideline({ ...whole, id: asked, checkpoints });
    }
    const { results } = await checker.check(within ? document.querySelector(within) : document, [asked]);
    return results
        .filter(({ value }) => value[1] === "FAIL")
        .map(({ ruleId, message, snippet }) => [ruleId, message, snippet]);
}
"""


def findings(page: Page, rules: Sequence[str] = (), within: str = "") -> list[str]:
    """Each as "rule: what is wrong, element"; of some rules or all, within a part of the page or everywhere."""
    if not page.evaluate("'ace' in window"):
        page.evaluate(ENGINE.read_text(encoding="utf-8"))
    found = page.evaluate(CHECK, [GUIDELINE, list(rules), within])
    return [f"{rule}: {message} {element}" for rule, message, element in found if counts(rule, element)]


def counts(rule: str, element: str) -> bool:
    return not any(rule == known and piece in element for known, piece in FALSE_POSITIVES)
