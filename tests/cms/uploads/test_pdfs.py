import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.uploads import pdfs
from tests import samples


def cleaned(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdfs.clean(ContentFile(content, name="rules.pdf")).read()))


def in_the_clear(document: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    document.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return stream.getvalue()


def test_a_document_does_not_say_who_wrote_it_with_what():
    before = samples.pdf()
    with pikepdf.open(io.BytesIO(before)) as document:
        assert in_the_clear(document).count(samples.SECRET.encode()) == 3
    with cleaned(before) as document:
        assert samples.SECRET.encode() not in in_the_clear(document)


def test_title_and_claim_to_be_accessible_stay():
    with cleaned(samples.pdf()) as document:
        assert document.docinfo["/Title"] == "Rules"
        assert document.open_metadata()["dc:title"] == "Rules"
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_scripts_go():
    with cleaned(samples.pdf(script="app.alert('ran')")) as document:
        assert b"ran" not in in_the_clear(document)


def test_a_document_that_says_nothing_is_taken():
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(stream)
    with cleaned(stream.getvalue()) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize("content", [samples.PROGRAM, samples.PAGE, b""])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(ValidationError, match="not a PDF file, although its name says so"):
        pdfs.clean(ContentFile(content, name="rules.pdf"))


LOCKED = samples.pdf(encryption=pikepdf.Encryption(user="a", owner="b"))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n...", LOCKED], ids=["half", "locked"])
def test_what_cannot_be_read_is_refused(content):
    with pytest.raises(ValidationError, match="damaged, or protected by a password"):
        pdfs.clean(ContentFile(content, name="rules.pdf"))
