"""Pictures and files that belong to a message: a customer's, kept for the agents, or an agent's, for the customer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.support.file_kind import MAX_FILE_BYTES, FileKind, kind_of
from bot.tables import Base, new_id

FIRST_RETRY = timedelta(seconds=5)
# With the retries in between, some ten minutes.
MAX_ATTEMPTS = 8
MAX_NAME_CHARS = 100


class AttachmentState(Enum):
    # The platform still has it.
    WAITING = "waiting"
    KEPT = "kept"
    # Too large, of a kind that is not kept, or the platform did not give it.
    REFUSED = "refused"


class Attachment(Base):
    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_state_next_try_at", "state", "next_try_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), index=True)
    position: Mapped[int]
    # What its sender called it; it says nothing about what it is.
    name: Mapped[str]
    # By what the platform finds it.
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[AttachmentState] = mapped_column(default=AttachmentState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    kind: Mapped[FileKind | None]
    size: Mapped[int | None]
    # Read only where it is shown: transcripts are read often, and files are large.
    content: Mapped[bytes | None] = mapped_column(deferred=True)

    @property
    def file_name(self) -> str:
        """Of ours, where it is downloaded: nothing that its sender chose."""
        return f"file-{self.id}.{self.kind.ending}" if self.kind else f"file-{self.id}"

    def keep(self, content: bytes) -> None:
        """If its size and kind allow it."""
        kind = kind_of(content)
        if kind is None or len(content) > MAX_FILE_BYTES:
            self.refuse()
            return
        self.state, self.kind, self.size, self.content = AttachmentState.KEPT, kind, len(content), content

    def refuse(self) -> None:
        self.state = AttachmentState.REFUSED

    def fail(self, now: datetime) -> None:
        """To be tried again later, each time after twice the wait; refused after MAX_ATTEMPTS."""
        self.attempts += 1
        self.next_try_at = now + FIRST_RETRY * 2 ** (self.attempts - 1)
        if self.attempts >= MAX_ATTEMPTS:
            self.refuse()


@dataclass(frozen=True)
class Enclosure:
    """A kept file on its way to the customer."""

    file: Attachment
    # Where it is read by whoever has the address.
    address: str

    @property
    def content(self) -> bytes:
        return self.file.content or b""

    @property
    def type(self) -> str:
        return self.file.kind.value if self.file.kind else "application/octet-stream"

    @property
    def is_picture(self) -> bool:
        return self.file.kind is not None and self.file.kind.is_picture

    def is_all_of(self, text: str) -> bool:
        """Whether the text only stands for it."""
        return self.file.kind is not None and text == self.file.kind.alone

    @property
    def name(self) -> str:
        """As the agent called it, so that the customer knows it again."""
        return self.file.name or self.file.file_name
