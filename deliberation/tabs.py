"""Which page load of a browser is live: the newest, as far as was heard here and in other processes."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

REMEMBERED = 20  # older page loads of one browser; a page that is forgotten here counts as new when it comes again


@dataclass(slots=True)
class Tabs:
    """The page loads (`tab`) of one browser in one room; of the newest also which of its connections (`nth`)."""

    newest: str = ""
    nth: int = 0
    over: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))  # which others have taken the place of

    def come(self, tab: str, nth: int) -> None:
        if tab == self.newest:
            self.nth = max(nth, self.nth)
            return
        self.give_up([self.newest])
        if tab in self.over:
            self.over.remove(tab)
        self.newest, self.nth = tab, nth

    def give_up(self, tabs: Iterable[str]) -> None:
        for tab in tabs:
            if tab and tab not in self.over:
                self.over.append(tab)
            if tab == self.newest:
                self.newest, self.nth = "", 0

    def is_over(self, tab: str) -> bool:
        """Another page load has taken its place, and it may not know: it had no connection then."""
        return tab in self.over

    def is_late(self, tab: str, nth: int) -> bool:
        """It has connected anew meanwhile: this connection was held up on its way, and must not close the newer one."""
        return tab == self.newest != "" and nth < self.nth
