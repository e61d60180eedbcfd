import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.uploads import documents
from tests import samples

GOOD = {
    "csv": "a;b\n".encode("utf-16"),
    "docx": samples.office("docx"),
    "ics": b"BEGIN:VCALENDAR",
    "ods": samples.office("ods"),
    "odt": samples.office("odt"),
    "pdf": samples.pdf(),
    "pptx": samples.office("pptx"),
    "txt": "Grüße".encode(),
    "xlsx": samples.office("xlsx"),
    "zip": samples.package({"anything.txt": "x"}),
}


@pytest.mark.parametrize("kind", documents.TYPES)
def test_a_document_that_is_what_its_name_says_is_taken(kind):
    documents.clean(ContentFile(GOOD[kind], name=f"rules.{kind}"))
    documents.clean(ContentFile(GOOD[kind], name=f"rules.{kind.upper()}"))


@pytest.mark.parametrize("kind", documents.TYPES)
def test_a_renamed_program_is_refused(kind):
    with pytest.raises(ValidationError, match=f"not a {kind.upper()} file, although its name says so"):
        documents.clean(ContentFile(samples.PROGRAM, name=f"rules.{kind}"))
