"""How a message is laid out on a platform that shows less than the widget does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.support.attachment import Enclosure
from bot.support.contact import Contact
from bot.support.message import Message, PrivateNoteError

# Where a long text may be cut, the best place first.
BREAKS = ("\n\n", "\n", ". ", " ")

# As Part writes it; ids are safe in URLs, numbers small.
LABEL = re.compile(r"([A-Za-z0-9_-]{1,64})/(\d{1,4})/(\d{1,4})", re.ASCII)

# As messages carry them: {title, token}.
Buttons = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Limits:
    """What a platform shows of one message: characters of text, how many buttons, and how long their titles."""

    text: int
    buttons: int = 0
    title: int = 0
    # After the customer's last word, it takes what the assistant says for so long; None: at any time.
    window: timedelta | None = None
    # Whether files travel inside of a message; else each is a part of its own.
    encloses: bool = False

    def show(self, buttons: Buttons) -> bool:
        """Whether the platform can show all of these as buttons."""
        return len(buttons) <= self.buttons and all(len(button["title"]) <= self.title for button in buttons)


@dataclass(frozen=True)
class Part:
    """As much of a message as the platform shows at once."""

    message: Message
    text: str
    buttons: Buttons
    # None on the widget.
    contact: Contact | None = None
    # Which of how many parts it is.
    number: int = 1
    of: int = 1
    enclosures: Sequence[Enclosure] = ()

    @property
    def label(self) -> str:
        """What a platform shall keep of it and send back with its receipt; PartLabel reads it."""
        return f"{self.message.id}/{self.number}/{self.of}"

    @property
    def recipient(self) -> Contact:
        """Whom it goes to; raises LookupError where nobody ever wrote on the platform."""
        if self.contact is None:
            raise LookupError(self.message.conversation_id)
        return self.contact


@dataclass(frozen=True)
class PartLabel:
    """A part of a message, as a platform's receipt names it."""

    message_id: str
    number: int
    of: int

    @property
    def is_last(self) -> bool:
        return self.number >= self.of

    @classmethod
    def read(cls, label: str) -> "PartLabel | None":
        """None where it is no label of ours."""
        known = LABEL.fullmatch(label)
        return cls(known[1], int(known[2]), int(known[3])) if known else None


def laid_out(
    message: Message, limits: Limits, contact: Contact | None = None, enclosures: Sequence[Enclosure] = ()
) -> list[Part]:
    """The message in parts; the buttons come with the last one, as a numbered list where the platform cannot show them.

    Files come after the text, each with the words that stand for it on a channel that shows none. Raises PrivateNoteError: what
    agents write to each other leaves by no channel.
    """
    if not message.is_public:
        raise PrivateNoteError(message.id)
    shown = message.buttons if limits.show(message.buttons) else []
    text = message.text if len(shown) == len(message.buttons) else f"{message.text}\n\n{_numbered(message.buttons)}"
    inside, beside = (enclosures, ()) if limits.encloses else ((), enclosures)
    *before, last = [""] if any(file.is_all_of(text) for file in enclosures) else _pieces(text.strip(), limits.text)
    contents: list[tuple[str, Buttons, Sequence[Enclosure]]] = [(piece, [], ()) for piece in before]
    contents += [] if beside and not last else [(last, shown, inside)]
    contents += [(_named(file), [], (file,)) for file in beside]
    return [
        Part(message, words, buttons, contact, number, len(contents), files)
        for number, (words, buttons, files) in enumerate(contents, 1)
    ]


def named_button(text: str, buttons: Buttons) -> str | None:
    """The token of the button of a numbered list that the customer named, by its number or its title."""
    said = text.strip().rstrip(".)").casefold()
    names = {name: button["token"] for number, button in enumerate(buttons, 1) for name in (str(number), _plain(button["title"]))}
    return names.get(said)


def _named(enclosure: Enclosure) -> str:
    return f"{enclosure.name}\n{enclosure.address}"


def _plain(title: str) -> str:
    return title.strip().rstrip(".)").casefold()


def _numbered(buttons: Buttons) -> str:
    return "\n".join(f"{number}. {button['title']}" for number, button in enumerate(buttons, 1))


def _pieces(text: str, size: int) -> list[str]:
    pieces = []
    while len(text) > size:
        cut = _cut(text, size)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _cut(text: str, size: int) -> int:
    """In the second half, so that no piece is a mere scrap."""
    for end in BREAKS:
        at = text.rfind(end, size // 2, size)
        if at > 0:
            return at + len(end)
    return size
