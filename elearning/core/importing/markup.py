"""HTML of other platforms as plain text: our questions have none."""

from html.parser import HTMLParser

_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"}
_SILENT = {"script", "style"}


class _PlainText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.has_pictures = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.has_pictures |= tag in ("img", "audio", "video", "object", "iframe")
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(self.silent - (tag in _SILENT), 0)
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def _read(html: str) -> _PlainText:
    reader = _PlainText()
    reader.feed(html)
    reader.close()
    return reader


def plain(html: str) -> str:
    """A line a paragraph, without empty ones."""
    lines = (" ".join(line.split()) for line in "".join(_read(html).parts).split("\n"))
    return "\n".join(line for line in lines if line)


def has_pictures(html: str) -> bool:
    return _read(html).has_pictures
