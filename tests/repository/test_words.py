"""One word per thing in everything that people read, in both languages, and no sentence put together from parts."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cms", "community", "config", "deliberation", "elearning", "training")
DEMO = ROOT / "config" / "demo"
# What is written for people who use the site, not for those who build it.
FOR_PEOPLE = ("languages", "moderating", "sessions", "small-groups", "tasks")

# The word of docs/glossary.md, and what is not said for it.
GERMAN = {
    "Ablauf": r"Tagesordnung|Agenda|Ablaufplan",
    "Beitrag": r"Kommentar|Wortbeitrag|Statement|Posting",
    "E-Mail": r"(?<!E-)\bMails?\b",
    "Fassung": r"\bAusgabe\b|\bVersion(en)?\b",
    "Grundregel": r"Gesprächsregel|Spielregel|Umgangsregel",
    "Handy": r"Smartphone|Mobiltelefon|Ihres Telefons",
    "Kleingruppe": r"Untergruppe|Arbeitsgruppe|Gruppenraum|Breakout",
    "Knopf": r"Button|Schaltfläche",
    "Konto": r"Account|Benutzerkonto",
    "Lektion": r"Kapitel|Lerneinheit|\bEinheit\b",
    "Lernende": r"Kursteilnehm|Schülerinnen|Studierende|Trainee",
    "Mitschrift": r"Transkript|Niederschrift|\w+protokoll\b|Verlauf nachlesen",
    "Moderation": r"Moderator|Moderierende|Gesprächsleitung",
    "Name, den die anderen sehen": r"Anzeigename|Nickname|Benutzername\b",
    "passen": r"\b[Aa]ussetzen|[Üü]berspringen können Sie nur sich",
    "Passwort": r"Kennwort",
    "Platz reservieren": r"Für diese Sitzung anmelden|für die Sie sich anmelden|[Rr]egistrier",
    "Raum": r"Gesprächsraum|Sitzungsraum|Chatraum",
    "Redeliste": r"Redner\w*liste|Sprecher\w*liste",
    "Rückmeldung": r"Feedback",
    "Screenreader": r"Vorleseprogramm|Bildschirmleser",
    "Sitzung": r"\b(die|von|den|dem|zum|beim) Treffen\b|Meeting|Zusammenkunft|Besprechung",
    "Teilnehmende": r"Teilnehmer",
    "Themenblatt": r"Themenpapier|Handreichung|Leitfaden|Arbeitsblatt",
    "Training": r"Schulung",
    "Trainingsleitung": r"\bTrainer",
    "was man für sich schreibt": r"Reflexion|Ihre Notizen",
    "Website": r"Webseite|Homepage|Internetauftritt",
    "Wortmeldung": r"Redewunsch|(?<!\w)Meldung\b",
    "zurückhalten": r"Beitrag anhalten|Beiträge an,|Beitr\w+ (sperren|blockieren)",
}
ENGLISH = {
    "breakout room": r"\bsmall groups?\b|\bsubgroups?\b",
    "contribution": r"\bcomments?\b|\bposts?\b(?!al)|\bstatement of\b",
    "exercise": r"\b[Aa]ctivit(y|ies)\b",
    "ground rule": r"\bhouse rules?\b|\brules of conversation\b",
    "issue guide": r"\bhandouts?\b|\btopic sheets?\b",
    "log in": r"\bsign(ed|ing)?[- ]in\b",
    "organisation": r"\b[Oo]rganizations?\b",
    "session": r"\bmeetings?\b",  # a training has sittings, of which some are sessions
    "speaking list": r"\blist of speakers\b|\bspeakers.? list\b",
    "transcript": r"\bproceedings\b|\bwritten record\b",
}
# What stands in the text on the left is right for the reason on the right.
RIGHT = {
    "vier Abende Schulung": "what a club offers its volunteers is no training of this site",
    "eine Honorarkasse oder für Schulungen": "the same, in an issue guide",
    "Bei Nachrichten und Kommentaren": "comments on other sites, as evidence",
    "A small group from different organisations": "the people of a whole session",
    "unseren Benutzernamen": "of the mail server's account, for those who operate the site",
}
# Wherever the English text has the first, the German one has the second.
AGREEING = {
    r"agenda template": r"Ablaufvorlage",
    r"agenda": r"Abl[aä]uf",
    r"breakout": r"Kleingruppe",
    r"cohort": r"Lerngruppe",
    r"contribution": r"Beitr[aä]g",
    r"course": r"Kurs",
    r"exercise": r"Übung",
    r"feedback": r"Rückmeldung",
    r"glossary": r"Glossar",
    r"ground rule": r"Grundregel",
    r"guest": r"G[aä]st",
    r"invitation": r"Einladung",
    r"issue guide": r"Themenbl[aä]tt",
    r"lesson": r"Lektion",
    r"module": r"Modul",
    r"my page": r"[Mm]eine[rn]? Seite",
    r"objection": r"Einw[aä]nd",
    r"observer": r"[Bb]eobacht",
    r"phase": r"Phase",
    r"plenary": r"Plenum",
    r"question bank": r"Fragensammlung",
    r"recorder|keeps? the record": r"Protokoll",
    r"session": r"[Ss]itzung",
    r"(?<!\()sitting": r"Termin",
    r"speaking list": r"Redeliste",
    r"task": r"Aufgabe|Rolle",
    r"training": r"Training|Leitung",
    r"transcript": r"Mitschrift",
    r"version": r"Fassung",
    r"waiting list": r"Warteliste",
}
# Wherever the German text has the first, the English one has the second: these words have another thing nearby.
ONLY_FOR = {
    r"Protokoll(?!dateien)": r"record|log\b",
    r"Aufgabe": r"task",
    r"\b[Aa]nmelde|[Aa]ngemeldet|\b[Mm]elden (\w+ )?[Ss]ich\b.*\ban\b": r"log|sign",
    r"\bRolle\b": r"role|\bas\b|task",
    r"\bÜbung": r"exercise",
}
# What pages and courses do not promise, because it is not there: whoever builds it takes its line out.
NOT_THERE = {
    "a document of the outcome": r"Ergebnisdokument|Ergebnispapier|outcome document",
    "an evaluation": r"Fragebogen|[Vv]orher und nachher|questionnaire",
    "certificates": r"Zertifikat|certificate",
    "reporting a contribution": r"Beitrag melden|report (a|the|this) contribution",
}
GENDERED = re.compile(r"[a-zäöüß][:*·]in(nen)?\b|[a-zäöüß]_innen\b|[a-zäöüß]Innen\b|\b[Jj]ede[:*]r\b")

Text = tuple[str, str]  # where it stands, and what it says


@cache
def catalogs() -> list[Text]:
    """English and German of every text of the interface, all forms of a number in one."""
    files = [ROOT / "locale" / "de" / "LC_MESSAGES" / f"{domain}.po" for domain in ("django", "djangojs")]
    messages = [message for path in files for message in read_po(BytesIO(path.read_bytes())) if message.id]
    return [(in_one(message.id), in_one(message.string)) for message in messages]


def in_one(forms: str | tuple[str, ...] | list[str]) -> str:
    return forms if isinstance(forms, str) else " | ".join(forms)


def strings(value: Any, place: str) -> Iterator[Text]:
    """What people say in a session of the demo is theirs: they may use any word."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, place)
    elif isinstance(value, dict) and "at" not in value:
        for name, each in value.items():
            yield from strings(each, f"{place}, {name}")


def of_demo(*, english: bool) -> Iterator[Text]:
    for path in sorted(DEMO.rglob("*.toml")):
        if (path.stem == "english") is english:
            yield from strings(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def of_documents(*names: str) -> Iterator[Text]:
    for name in names:
        for number, line in enumerate((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").splitlines(), 1):
            yield f"{name}.md:{number}", line


def in_german() -> list[Text]:
    return [*catalogs(), *of_demo(english=False), *of_documents("glossary")]


def in_english() -> list[Text]:
    return [*((english, english) for english, _ in catalogs()), *of_demo(english=True), *of_documents(*FOR_PEOPLE)]


def wrong(texts: list[Text], pattern: str) -> list[Text]:
    found = [(place, text) for place, text in texts if re.search(pattern, text)]
    return [(place, text) for place, text in found if not any(right in text for right in RIGHT)]


def test_german_has_one_word_for_one_thing():
    texts = in_german()
    assert {word: wrong(texts, others) for word, others in GERMAN.items() if wrong(texts, others)} == {}
    assert len(texts) > 3000


def test_english_has_one_word_for_one_thing():
    texts = in_english()
    assert {word: wrong(texts, others) for word, others in ENGLISH.items() if wrong(texts, others)} == {}
    assert len(texts) > 2000


def test_every_exception_is_still_there():
    texts = [text for _, text in in_german() + in_english()]
    assert [right for right in RIGHT if not any(right in text for text in texts)] == []


@pytest.mark.parametrize(("english", "german"), AGREEING.items())
def test_both_languages_speak_of_the_same_thing(english, german):
    said = [pair for pair in catalogs() if re.search(rf"\b({english})", pair[0], re.IGNORECASE)]
    assert [pair for pair in said if not re.search(german, pair[1])] == []
    assert said


@pytest.mark.parametrize(("german", "english"), ONLY_FOR.items())
def test_a_word_with_a_neighbour_is_said_of_one_thing_only(german, english):
    said = [pair for pair in catalogs() if re.search(german, pair[1])]
    assert [pair for pair in said if not re.search(english, pair[0], re.IGNORECASE)] == []
    assert said


def test_nothing_is_promised_that_is_not_there():
    texts = [*in_german(), *in_english()]
    assert {what: wrong(texts, said) for what, said in NOT_THERE.items() if wrong(texts, said)} == {}


def test_people_are_called_by_neutral_nouns():
    documents = [path.stem for path in (ROOT / "docs").glob("*.md")]
    texts = [*in_german(), *of_documents(*documents)]
    assert [(place, text) for place, text in texts if GENDERED.search(text)] == []


@pytest.mark.parametrize("text", ["Teilnehmer:in", "Trainer:innen", "Trainer*innen", "MitarbeiterInnen", "jede:r"])
def test_a_form_that_is_none_is_found(text):
    assert GENDERED.search(text)


# --- sentences are whole ----------------------------------------------------------------------------------------------

TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# A translated text beside a value is a label, which ends in a colon, or a sentence of its own.
GLUED = re.compile(r'{% translate "(?![^"]*[:.?!]")[^"]*" %}[ \t]*{{|[\w}]}[ \t]*{% translate "[a-z]')


def glued(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.BinOp | ast.JoinedStr) and any(map(is_translation, parts(node))):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def parts(node: ast.BinOp | ast.JoinedStr) -> list[ast.expr]:
    if isinstance(node, ast.JoinedStr):
        return [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
    return [node.left, node.right] if isinstance(node.op, ast.Add) else []


def is_translation(part: ast.expr) -> bool:
    """As it is, or made a string at once."""
    name = getattr(part.func, "id", "") if isinstance(part, ast.Call) else ""
    return name in TRANSLATING or (name == "str" and any(map(is_translation, getattr(part, "args", []))))


def test_no_code_glues_translated_texts():
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    allowed = "cms/blocks.py:"  # paragraphs of previews: a whole text in its tags
    assert [place for path in paths for place in glued(path) if not place.startswith(allowed)] == []


def test_no_template_glues_translated_texts():
    templates = {path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.*")}
    found = [(path.name, each.group()) for path, text in templates.items() for each in GLUED.finditer(text)]
    assert found == []
    assert len(templates) > 150


@pytest.mark.parametrize("text", ['{% translate "Hello" %} {{ name }}', '{{ name }} {% translate "is next" %}'])
def test_a_glued_sentence_is_found(text):
    assert GLUED.search(text)


# In TypeScript, a text that no element surrounds. What stands between two statements is a mark that separates them.
UNTAGGED = r"(?:[=(,:?{&|\[+]|=>|\breturn)\s*`(?!\$\{[^`{}]+\} · \$\{[^`{}]+\}`)"
TRANSLATED = r"(?:words\.\w+|\w*gettext|interpolate)\("
GLUED_IN_TYPESCRIPT = re.compile(rf"{UNTAGGED}[^`\n]*\$\{{[^`\n}}]*{TRANSLATED}|\+ *{TRANSLATED}")
# Where sentences are made, whatever is called makes one.
GLUED_AMONG_WORDS = re.compile(rf"{UNTAGGED}[^`\n]*\$\{{\w+\(|{GLUED_IN_TYPESCRIPT.pattern}|\) \+")


def test_no_script_glues_translated_texts():
    scripts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "frontend" / "src").rglob("*.ts")}
    found = [
        (path.name, each.group())
        for path, text in scripts.items()
        for each in (GLUED_AMONG_WORDS if path.name == "words.ts" else GLUED_IN_TYPESCRIPT).finditer(text)
    ]
    assert found == []
    assert len(scripts) > 80


@pytest.mark.parametrize(
    "text",
    [
        "before === 1 ? next : `${words.turnOf(next)}. ${peopleBefore(before)}.`",
        'return `${name} ${gettext("is next")}`',
        'const hint = name + gettext("is next")',
    ],
)
def test_a_glued_sentence_in_a_script_is_found(text):
    assert GLUED_IN_TYPESCRIPT.search(text)


def test_a_sentence_glued_among_words_is_found():
    assert GLUED_AMONG_WORDS.search("return `${consents(agreeing)}, ${objections}`")


def test_two_statements_beside_each_other_are_not_glued():
    assert not GLUED_AMONG_WORDS.search("return `${consents(agreeing)} · ${objections}`")
