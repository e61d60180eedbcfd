import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.uploads import captions
from tests import samples


@pytest.mark.parametrize("content", [samples.CAPTIONS, b"\xef\xbb\xbf" + samples.CAPTIONS, b"WEBVTT"])
def test_captions_begin_with_webvtt(content):
    captions.clean(ContentFile(content, name="film.vtt"))


@pytest.mark.parametrize(
    "content",
    [
        b"1\n00:00:00,000 --> 00:00:01,000\nHello",
        b'WEBVTT=1;document.title="ran"',
        b"WEBVTT\0\0",
        b"",
    ],
)
def test_what_no_browser_can_show_or_what_it_would_run_is_refused(content):
    with pytest.raises(ValidationError, match="WebVTT"):
        captions.clean(ContentFile(content, name="film.vtt"))
