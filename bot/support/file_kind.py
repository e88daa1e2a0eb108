"""What kind of file was sent, by what is in it: names and types that come along say whatever their sender likes."""

import re
from enum import Enum

# The larger ones are not kept.
MAX_FILE_BYTES = 10 * 1024 * 1024
FILES_ALONE = re.compile(r"\[\w+\](?: \[\w+\])*")
RIFF, WEBP = b"RIFF", b"WEBP"


class FileKind(Enum):
    """The kinds that are kept, by the type under which they are shown: a browser runs none of them."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    GIF = "image/gif"
    WEBP = "image/webp"
    PDF = "application/pdf"

    @property
    def is_picture(self) -> bool:
        return self is not FileKind.PDF

    @property
    def alone(self) -> str:
        """The text of a message that is this file and nothing else."""
        return "[image]" if self.is_picture else "[file]"

    @property
    def ending(self) -> str:
        return self.value.rpartition("/")[2]


BEGINNINGS = {
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"GIF87a": FileKind.GIF,
    b"GIF89a": FileKind.GIF,
    b"%PDF-": FileKind.PDF,
}


def kind_of(content: bytes) -> FileKind | None:
    """None for all that is not kept."""
    if content.startswith(RIFF) and content[8:12] == WEBP:
        return FileKind.WEBP
    return next((kind for beginning, kind in BEGINNINGS.items() if content.startswith(beginning)), None)


def is_alone(text: str) -> bool:
    """Whether the text only stands for files, in our words or a platform's: "[image]", "[photo] [photo]"."""
    return FILES_ALONE.fullmatch(text.strip()) is not None
