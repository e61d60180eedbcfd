"""What a screen reader says of a page: the names, descriptions and states that its HTML gives to parts and fields."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

FIELDS = "input:not([type=hidden]), textarea, select"
BLOCKS = {"p", "dt", "dd", "li", "h2", "h3", "h4"}
GROUPS = "section[aria-labelledby], fieldset:not([role=presentation]), [role=group], [role=radiogroup]"


class Heard:
    """Of a page, or a part of one. A reference to what is not there is an error."""

    def __init__(self, html: str) -> None:
        self.page = BeautifulSoup(html, "html.parser")

    def arriving(self, anchor: str) -> str:
        """Where an address leads to: it has to take the focus, or nothing would be said."""
        found = self._of(anchor)
        assert "tabindex" in found.attrs or found.name in {"input", "textarea", "select"}
        return self.said(found)

    def walking(self) -> list[str]:
        """Field by field, and the groups that one comes into on the way."""
        said, inside = [], list[Tag]()
        for field in self.page.select(FIELDS):
            groups = [each for each in reversed(list(field.parents)) if each.css.match(GROUPS)]
            said += [self.said(each) for each in groups if not any(each is known for known in inside)]
            said.append(self.said(field))
            inside = groups
        return said

    def said(self, part: Tag) -> str:
        return " | ".join(
            filter(None, (self._name(part), _role(part), *_states(part), self._referred(part, "describedby")))
        )

    def _of(self, id: str) -> Tag:
        (found,) = self.page.select(f"[id='{id}']")
        return found

    def _name(self, part: Tag) -> str:
        if "aria-labelledby" in part.attrs:
            return self._referred(part, "labelledby")
        if part.name == "fieldset":
            return _words(part.find("legend"))
        return _words(part.find_parent("label") or self.page.select_one(f"label[for='{part.get('id', '')}']"))

    def _referred(self, part: Tag, attribute: str) -> str:
        ids = str(part.get(f"aria-{attribute}", "")).split()
        return " ".join(filter(None, (_words(self._of(each)) for each in ids)))


def _words(part: Tag | None) -> str:
    assert part is not None, "a field without a name"
    unheard = [text for each in part.select("[aria-hidden=true], svg") for text in each.find_all(string=True)]
    heard = (text for text in part.find_all(string=True) if not any(text is each for each in unheard))
    return " ".join("".join(f" {text}" if _begins_anew(text) else text for text in heard).split())


def _begins_anew(text: NavigableString) -> bool:
    return text.parent is not None and text.parent.name in BLOCKS


def _role(part: Tag) -> str:
    known = {"section": "region", "fieldset": "group", "textarea": "text", "select": "selection"}
    return str(part.get("role") or (part.get("type") if part.name == "input" else known[part.name]))


def _states(part: Tag) -> list[str]:
    states = {"aria-required": "required", "aria-invalid": "invalid"}
    said = [word for name, word in states.items() if part.get(name) == "true"]
    return [*said, *(["checked"] if "checked" in part.attrs else [])]
