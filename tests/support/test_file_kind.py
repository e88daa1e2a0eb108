"""A file is what is in it, whatever it is called."""

import pytest

from bot.support.file_kind import FileKind, kind_of
from tests.factories import A_JPEG


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (A_JPEG, FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n....", FileKind.PNG),
        (b"GIF89a....", FileKind.GIF),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", FileKind.WEBP),
        (b"%PDF-1.7", FileKind.PDF),
    ],
)
def test_pictures_and_documents_are_known_by_their_first_bytes(content: bytes, kind: FileKind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html>",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"MZ\x90",
        b"PK\x03\x04",
        b" " + A_JPEG,
    ],
)
def test_what_a_browser_might_run_and_all_else_is_of_no_kind(content: bytes) -> None:
    assert kind_of(content) is None
