"""The customer API's words: what a customer's browser sends and what it may see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.support.attachment import Attachment, AttachmentState
from bot.support.conversation import Conversation, Owner
from bot.support.message import MAX_TEXT_CHARS, Message, PrivateNoteError
from bot.support.message_text import storable

ConversationState = Literal["assistant", "waiting", "agent", "closed"]

STATES: dict[Owner, ConversationState] = {
    Owner.BOT: "assistant",
    Owner.QUEUED: "waiting",
    Owner.AGENT: "agent",
    Owner.CLOSED: "closed",
}
# Between the conversation and the client's own id in a message's platform id; in neither of them.
SEPARATOR = "/"

ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Token = Annotated[str, StringConstraints(min_length=1, max_length=256)]
CustomerJwt = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4096,
        description="Signed by the shop for a customer who is logged in there: HS256 with `sub`, `exp`, `aud`; `email` optional.",
    ),
]
# RFC 5646; the language decides, the region does not.
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]


def base_language(language: str) -> str:
    """The language without its region: 'en' of 'en-GB'."""
    return language.partition("-")[0].lower()


def platform_id(conversation_id: str, client_id: str) -> str:
    """A client's id is unique in its conversation only, so that nobody can take an id of somebody else's."""
    return f"{conversation_id}{SEPARATOR}{client_id}"


class OpenConversation(BaseModel):
    """How a conversation begins; all of it is optional."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"language": "en"}]})

    language: Language | None = Field(default=None, description="The customer's language; the shop's own if left out.")
    time_zone: str | None = Field(
        default=None, max_length=64, description="The customer's, as IANA names it: they are written to by day."
    )
    customer_jwt: CustomerJwt | None = None


class OpenedConversation(BaseModel):
    conversation_id: str
    token: str = Field(description="Proves that a request belongs to this conversation. It is shown here and never again.")
    signed_in: bool = Field(description="Whether the customer is known by the shop's word and is asked for no proof.")


class SignIn(BaseModel):
    customer_jwt: CustomerJwt


class SignedIn(BaseModel):
    signed_in: bool = Field(description="False if the order store knows nobody of this `sub` or e-mail address.")


class Link(BaseModel):
    address: str
    expires_at: datetime


class SignOut(BaseModel):
    """The conversation to end, for which its token is needed, or the token of the shop, or both."""

    conversation_id: str | None = Field(default=None, max_length=64)
    customer_jwt: CustomerJwt | None = None


class LeftEmail(BaseModel):
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", max_length=254)


class CustomerMessage(BaseModel):
    """Something typed, or a button pressed: exactly one of the two."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": "Where is my order?", "client_id": "5f0c1e7a-8a54-4f6e-9a53-6a4f4c2f7a10"},
                {"button": "pZ6x0mYc2m8m1l0rVq7sEw", "client_id": "0b3a86b9-0bd5-4a4e-86f4-0f1c2d3e4f50"},
            ]
        }
    )

    text: str | None = Field(default=None, max_length=MAX_TEXT_CHARS, description="What the customer typed.")
    button: Token | None = Field(
        None, description="The token of the button that the customer pressed; each is good for one press."
    )
    client_id: ClientId = Field(
        description="Chosen by the client, new for each message. Sent again, it gets the first one's answer."
    )

    @model_validator(mode="after")
    def _say_one_thing(self) -> Self:
        if (self.text is None) == (self.button is None):
            raise ValueError("send either text or button")
        if self.text is not None and not storable(self.text):
            raise ValueError("the text is empty")
        return self


class ButtonView(BaseModel):
    title: str
    token: str


class FileView(BaseModel):
    id: str
    name: str = Field(description="As its sender called it; may be empty.")
    type: str = Field(
        description="What it is by its content: `image/jpeg`, `image/png`, `image/gif`, `image/webp`, `application/pdf`."
    )

    @classmethod
    def of(cls, file: Attachment) -> Self:
        return cls(id=file.id, name=file.name, type=file.kind.value if file.kind else "")


class MessageView(BaseModel):
    """A message as the customer may see it."""

    id: str
    sender: Literal["customer", "assistant", "agent", "system"]
    text: str = Field(description="Plain text.")
    buttons: list[ButtonView]
    cards: list[dict[str, str]] = Field(default=[], description="Articles and the like to show beside the text; none so far.")
    files: list[FileView] = Field(default=[], description="Pictures and documents that came with it; each is read with `GET`.")
    expects: str | None = Field(description="What an answer would be, such as `email`: for keyboards and autofill.")
    at: datetime
    client_id: str | None = Field(description="The id that the client gave its own message; null for all others.")

    @classmethod
    def of(cls, message: Message, files: Iterable[Attachment] = ()) -> Self:
        """With those of its files that are kept. Raises PrivateNoteError: what agents write to each other has no public view."""
        if not message.is_public:
            raise PrivateNoteError(message.id)
        return cls.model_validate(
            {
                "id": message.id,
                "sender": message.sender.value,
                "text": message.text,
                "buttons": message.buttons,
                "files": [FileView.of(file) for file in files if file.state is AttachmentState.KEPT],
                "expects": message.expects,
                "at": message.at,
                "client_id": message.platform_id.rpartition(SEPARATOR)[2] if message.platform_id else None,
            }
        )


class StateView(BaseModel):
    """Who answers the customer now."""

    state: ConversationState
    agent: str | None = Field(description="The agent's name, while one has the conversation.")
    email_wanted: bool = Field(default=False, description="Whether to ask where the answer may be sent if the customer goes.")

    @classmethod
    def of(cls, conversation: Conversation, email_wanted: bool = False) -> Self:
        return cls(
            state=STATES[conversation.owner],
            agent=conversation.agent.name if conversation.agent_id and conversation.agent else None,
            email_wanted=email_wanted,
        )


class Messages(StateView):
    messages: list[MessageView]


class Hello(BaseModel):
    """The first frame on the socket. The token travels here because addresses end up in logs."""

    token: Token
    after: str | None = None


class Texts(BaseModel):
    """The words on the widget itself."""

    language: str
    shop: str = Field(description="The shop's name.")
    texts: dict[str, str]


class Problem(BaseModel):
    """Why a request was refused."""

    detail: str
