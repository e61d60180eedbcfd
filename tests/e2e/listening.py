"""What somebody hears who does not see the page: what is put into its live regions once it is there."""

import re

from playwright.sync_api import Page

# What stood there when the page was loaded is not read aloud, and neither is it written down here.
LISTEN = """(() => {
    window.heard = [];
    const regions = "[role=log], [role=status], [role=alert]";
    const hear = (records) => {
        for (const { target, addedNodes } of records) {
            const element = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
            const region = element?.closest(regions);
            if (!region) continue;
            const texts = [...addedNodes].map((each) => each.textContent.trim());
            window.heard.push(...(texts.length ? texts : [target.textContent.trim()]).filter(Boolean));
        }
    };
    new MutationObserver(hear).observe(document, { childList: true, characterData: true, subtree: true });
})()"""


def listen(page: Page) -> None:
    page.evaluate(LISTEN)


def listen_once_loaded(page: Page) -> None:
    """To this page and those that it leads to, each from the moment from which a screen reader tells of changes."""
    page.add_init_script(f"window.addEventListener('load', () => {LISTEN})")


def heard(page: Page) -> list[str]:
    said: list[str] = page.evaluate("() => window.heard")
    return [re.sub("[\u2068\u2069]", "", each) for each in said]


def hears(page: Page, sentence: str) -> None:
    plain = "window.heard?.map((each) => each.replace(/[\\u2068\\u2069]/g, ''))"
    page.wait_for_function(f"(sentence) => {plain}?.includes(sentence)", arg=sentence)
