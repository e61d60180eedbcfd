"""Tables as files that spreadsheets open, in which no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # or Excel reads umlauts as two signs each


class _Written(list[str]):
    """What `csv` needs of a file."""

    def write(self, words: str) -> None:
        self.append(words)


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """With semicolons, which spreadsheets in Germany expect."""
    written = _Written([BYTE_ORDER_MARK])
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "".join(written)


def harmless(cell: str) -> str:
    """Somebody may be called "=1+1": a spreadsheet shows it, and does not compute it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
