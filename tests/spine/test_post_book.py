"""What is noted in the post book outlives the process that noted it, until it is struck out."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.spine.post_book import PostBook
from bot.support.layout import PartLabel

ONE, TWO = PartLabel("a", 1, 2), PartLabel("a", 2, 2)
DYING = """
import os, signal, sys
from pathlib import Path
from bot.spine.post_book import PostBook
from bot.support.layout import PartLabel
PostBook(Path(sys.argv[1])).note("telegram", PartLabel("a", 1, 2))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "sent"


def labels(book: PostBook) -> list[PartLabel]:
    return [note.label for note in book.read()]


def test_what_a_process_noted_that_was_killed_is_read_by_the_next(place: Path) -> None:
    subprocess.run([sys.executable, "-c", DYING, str(place)], check=False)

    [note] = PostBook(place).read()
    assert (note.channel, note.label) == ("telegram", ONE)


def test_what_is_struck_out_is_gone_for_all_and_what_was_noted_meanwhile_stays(place: Path) -> None:
    book, other = PostBook(place), PostBook(place)
    book.note("telegram", ONE)
    read, read_by_other = book.read(), other.read()
    book.strike(read)
    other.note("telegram", TWO)
    other.strike(read_by_other)

    assert labels(book) == labels(other) == [TWO]
