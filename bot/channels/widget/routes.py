"""The customer API. The widget uses nothing else, and any other client may use it too."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from bot.channels.widget import channel, schemas, texts
from bot.channels.widget.live import Live, state_of
from bot.channels.widget.pages import pages
from bot.channels.widget.public_route import PublicRoute
from bot.channels.widget.schemas import (
    CustomerMessage,
    LeftEmail,
    Messages,
    MessageView,
    OpenConversation,
    OpenedConversation,
    Problem,
    SignedIn,
    SignIn,
    SignOut,
    StateView,
    Texts,
)
from bot.channels.widget.signed_in import BadTokenError, sign_in, sign_out
from bot.services import attachments
from bot.services.attachments import Enclosed
from bot.services.conversations import admitted_conversation, open_conversation, transcript
from bot.services.handoffs import answer_by_email
from bot.services.identity import ProofResult
from bot.services.inbox import Inbound, UnknownButtonError, WrongTokenError
from bot.services.writing_hours import KNOWN_ZONES
from bot.spine.app import App
from bot.spine.live import conversation_topic
from bot.support.attachment import Attachment
from bot.support.conversation import Conversation, Owner
from bot.support.message import Message

# The longest text, at six bytes for a character that JSON escapes, and the rest of the message.
MAX_BODY_BYTES = 32 * 1024

bearer = HTTPBearer(auto_error=False, description="The token that came with the conversation.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]

Explained = dict[int | str, dict[str, Any]]
REFUSED: Explained = {
    401: {"model": Problem, "description": "The token is not of this conversation, or there is no such conversation."}
}
SPENT: Explained = {409: {"model": Problem, "description": "The button was pressed before, or is not of this conversation."}}
TOO_LONG: Explained = {413: {"model": Problem, "description": "The body is too large."}}
BAD_CUSTOMER: Explained = {
    401: {"model": Problem, "description": "The customer's token was not signed by the shop, or has expired."}
}
OTHER: Explained = {409: {"model": Problem, "description": "The conversation belongs to another customer; begin a new one."}}


def router(app: App) -> APIRouter:
    """The customer API, the widget's scripts and the demo shop's page."""
    api = CustomerApi(app)
    routes = APIRouter(prefix="/api", tags=["Customers"], route_class=PublicRoute, max_body_size=MAX_BODY_BYTES)
    routes.post("/conversations", status_code=201, summary="Begin a conversation", responses={**BAD_CUSTOMER, **TOO_LONG})(
        api.open
    )
    routes.post("/conversations/{conversation_id}/messages", summary="Say something", responses={**REFUSED, **SPENT, **TOO_LONG})(
        api.send
    )
    routes.post("/conversations/{conversation_id}/customer", summary="Sign the customer in", responses={**REFUSED, **OTHER})(
        api.sign_in
    )
    routes.post("/sign-out", status_code=204, summary="Sign the customer out", responses={**REFUSED})(api.sign_out)
    routes.post("/conversations/{conversation_id}/email", summary="Leave an address for the answer", responses={**REFUSED})(
        api.leave_email
    )
    routes.get("/conversations/{conversation_id}/messages", summary="Read the conversation", responses={**REFUSED})(api.read)
    routes.get("/widget/texts", summary="The words on the widget")(api.texts)
    routes.websocket("/conversations/{conversation_id}/live")(Live(app).serve)
    everything = APIRouter()
    everything.include_router(routes)
    everything.include_router(pages(app))
    return everything


class CustomerApi:
    def __init__(self, app: App) -> None:
        self._app = app

    async def open(self, wish: OpenConversation | None = None) -> OpenedConversation:
        """All of the body is optional.

        Keep the token: it is the only key to the conversation. With `customer_jwt` the customer counts as known and is
        asked for no proof; a customer who is new to the order store is welcome too and proves themselves later.
        """
        wish = wish or OpenConversation()
        language = schemas.base_language(wish.language or self._app.settings.language)

        def request(db: Session) -> OpenedConversation:
            opened = open_conversation(db, channel.NAME, language, self._app.clock())
            opened.conversation.time_zone = wish.time_zone if wish.time_zone in KNOWN_ZONES else None
            signed_in = wish.customer_jwt is not None and self._sign_in(db, opened.conversation, wish.customer_jwt)
            return OpenedConversation(conversation_id=opened.conversation.id, token=opened.token, signed_in=signed_in)

        return await self._app.in_store(request)

    async def sign_in(self, conversation_id: str, customer: SignIn, token: Bearer) -> SignedIn:
        """Sign in a customer who logged in at the shop after the conversation had begun."""

        def request(db: Session) -> SignedIn:
            conversation = admitted(db, conversation_id, token)
            return SignedIn(signed_in=self._sign_in(db, conversation, customer.customer_jwt))

        return await self._app.in_store(request)

    async def sign_out(self, customer: SignOut, token: Bearer) -> None:
        """For customers who log out at the shop: nothing that was said can be read any more with what the browser has.

        The conversation's token is ended, with those of all that the same customer token signed in; the customer token is
        refused from now on, however long it would have been good.
        """

        def request(db: Session) -> None:
            conversation = admitted(db, customer.conversation_id, token) if customer.conversation_id else None
            sign_out(db, conversation, customer.customer_jwt, self._app.settings, self._app.clock())

        await self._app.in_store(request)

    async def leave_email(self, conversation_id: str, left: LeftEmail, token: Bearer) -> StateView:
        """Where the answer of a person may be sent, too, if the customer does not wait for it."""

        def request(db: Session) -> StateView:
            conversation = admitted(db, conversation_id, token)
            answer_by_email(db, conversation.id, left.email)
            return state_of(db, self._app, conversation)

        return await self._app.in_store(request)

    async def send(self, conversation_id: str, said: CustomerMessage, token: Bearer) -> Messages:
        """Send what the customer typed, or the button that they pressed; the replies are in the answer.

        The message is stored before it is answered, so it is safe to send it again under the same `client_id` until an
        answer arrives: it is taken once. There are no replies while a person has the conversation, or when the answer
        takes long; what comes later is read from the socket, or with `GET`.
        """
        return await self.answer(conversation_id, said, token)

    async def answer(self, conversation_id: str, said: CustomerMessage, token: Bearer, *files: Enclosed) -> Messages:
        """What `send` answers to the message with these files."""
        name = schemas.platform_id(conversation_id, said.client_id)
        bearer_token = token.credentials if token else ""
        inbound = Inbound(
            conversation_id, channel.NAME, name, said.text or "", said.button, bearer_token, is_awaited=True, files=files
        )
        try:
            taken = await self._app.turns.take(inbound)
        except WrongTokenError:
            raise _refused() from None
        except UnknownButtonError:
            raise HTTPException(409, "This choice is not open any more.") from None
        # The customer's other open pages hear what was said on this one, and what was answered.
        said_now = [taken.message, *taken.replies]
        enclosed = await self._app.in_store(lambda db: attachments.of_transcript(db, said_now)) if files else {}
        for message in said_now:
            news = channel.message_news(message, enclosed.get(message.id, ()))
            await self._app.live.publish(conversation_topic(conversation_id), news)
        if taken.conversation is not None and taken.conversation.owner is Owner.BOT:
            return _view(StateView.of(taken.conversation), taken.replies)

        def replies(db: Session) -> Messages:
            return _view(state_of(db, self._app, db.get_one(Conversation, conversation_id)), taken.replies)

        return await self._app.in_store(replies)

    async def read(
        self,
        conversation_id: str,
        token: Bearer,
        after: Annotated[str | None, Query(max_length=64, description="Only what came after this message.")] = None,
    ) -> Messages:
        """The conversation so far, and who answers now."""

        def request(db: Session) -> Messages:
            conversation = admitted(db, conversation_id, token)
            conversation.be_seen(self._app.clock())
            messages = transcript(db, conversation.id, after)
            return _view(state_of(db, self._app, conversation), messages, attachments.of_transcript(db, messages))

        return await self._app.in_store(request)

    async def texts(self, language: Annotated[schemas.Language | None, Query()] = None) -> Texts:
        """The words on the widget itself, in the customer's language or, where they are missing, in English."""
        spoken = schemas.base_language(language or self._app.settings.language)
        return Texts(language=spoken, shop=self._app.settings.shop_name, texts=texts.widget_texts(self._app, spoken))

    def _sign_in(self, db: Session, conversation: Conversation, customer_jwt: str) -> bool:
        try:
            result = sign_in(db, conversation, customer_jwt, self._app.settings, self._app.clock())
        except BadTokenError as error:
            raise HTTPException(401, str(error)) from None
        if result is ProofResult.OTHER_CUSTOMER:
            raise HTTPException(409, "This conversation is another customer's.")
        return result is ProofResult.PROVED


def admitted(db: Session, conversation_id: str, token: HTTPAuthorizationCredentials | None) -> Conversation:
    conversation = admitted_conversation(db, conversation_id, token.credentials) if token else None
    if conversation is None:
        raise _refused()
    return conversation


def _refused() -> HTTPException:
    return HTTPException(401, "The token is not of this conversation.", headers={"WWW-Authenticate": "Bearer"})


def _view(state: StateView, messages: list[Message], files: Mapping[str, list[Attachment]] = MappingProxyType({})) -> Messages:
    views = [MessageView.of(message, files.get(message.id, ())) for message in messages]
    return Messages(messages=views, **state.model_dump())
