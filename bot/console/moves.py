"""What an agent does with a conversation, each in the caller's transaction: None when done, else why not, in plain words."""

from sqlalchemy.orm import Session

from bot.services import desk, handoffs, presence, reach, transfers
from bot.services.attachments import Enclosed
from bot.services.handoffs import TakeResult
from bot.services.reach import Letter, Means
from bot.services.ticket_mail import mailed_handoff
from bot.services.transfers import AssignResult
from bot.spine.app import App
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.file_kind import MAX_FILE_BYTES, kind_of
from bot.support.handoff import CloseReason, Handoff
from bot.support.message_text import storable

Refusal = str


def take(db: Session, app: App, conversation_id: str, agent: Agent) -> Refusal | None:
    """Make the conversation the agent's and tell the customer; of two agents exactly one succeeds."""
    match handoffs.take(db, conversation_id, agent, app.clock()):
        case TakeResult.DONE:
            _announce(db, app, conversation_id, "utter_agent_joined", agent)
            return None
        case TakeResult.ALREADY_YOURS:
            return None
        case _:
            return _where_it_is(db, conversation_id)


def hand_back(db: Session, app: App, conversation_id: str, agent: Agent, word: str = "") -> Refusal | None:
    """Let the assistant go on, and tell the customer; `word` says before it what comes next."""
    desk.reply(db, conversation_id, agent, word, app.clock(), _letter(db, app, conversation_id))
    if not handoffs.hand_back(db, conversation_id, agent, app.clock()):
        return _not_yours(db, conversation_id, "hand it back")
    _announce(db, app, conversation_id, "utter_handed_back", agent)
    return None


def put_back(db: Session, app: App, conversation_id: str, agent: Agent) -> Refusal | None:
    """Into the queue for anybody, and tell the customer."""
    if not presence.put_back(db, conversation_id, agent, app.clock()):
        return _not_yours(db, conversation_id, "put it back into the queue")
    announce_return(db, app, conversation_id, agent)
    return None


def assign(db: Session, app: App, conversation_id: str, agent: Agent, to: str, word: str) -> Refusal | None:
    """To a colleague, with a word for them as a private note; the customer is told who goes on."""
    match transfers.assign(db, conversation_id, agent, to, app.clock()):
        case AssignResult.DONE:
            desk.note(db, conversation_id, agent, word, app.clock())
            _announce(db, app, conversation_id, "utter_agent_joined", db.get_one(Agent, to))
            return None
        case AssignResult.ALREADY_THEIRS:
            return None
        case AssignResult.NOT_AT_DESK:
            return "That agent is not at the desk now."
        case AssignResult.NOT_YOURS:
            return _not_yours(db, conversation_id, "give it to somebody")


def announce_return(db: Session, app: App, conversation_id: str, agent: Agent) -> None:
    """The customer keeps a place in the queue, and knows it."""
    _announce(db, app, conversation_id, "utter_agent_left", agent)


def close(db: Session, app: App, conversation_id: str, agent: Agent, reason: CloseReason = CloseReason.SETTLED) -> Refusal | None:
    """End the conversation, and tell the customer; their next message opens it again."""
    if not handoffs.close(db, conversation_id, agent, app.clock(), reason):
        return _not_yours(db, conversation_id, "close it")
    _announce(db, app, conversation_id, "utter_closed_by_agent", agent)
    return None


def reply(db: Session, app: App, conversation_id: str, agent: Agent, text: str, file: Enclosed | None = None) -> Refusal | None:
    """Answer where the customer is now: on the channel that they used last, by e-mail if they have gone from the chat."""
    if file is not None and (why_not := _unfit(file)) is not None:
        return why_not
    if file is not None and not storable(text):
        text = _alone(file)
    if not storable(text):
        return "The reply is empty."
    if handoffs.owned_by(db, conversation_id) != agent.id:
        return _not_yours(db, conversation_id, "reply")
    elsewhere, now = _elsewhere(db, app, conversation_id, agent), app.clock()
    place = elsewhere.id if elsewhere is not None else conversation_id
    desk.reply(db, place, agent, text, now, _letter(db, app, place), files=[] if file is None else [file])
    if elsewhere is not None:
        desk.note(db, conversation_id, agent, f"Answered by {elsewhere.channel}, which the customer used last: {text}", now)
    return None


def _elsewhere(db: Session, app: App, conversation_id: str, agent: Agent) -> Conversation | None:
    """The customer's conversation on another channel, if they used that last; the agent's from here on, unless a colleague's."""
    conversation, now = db.get_one(Conversation, conversation_id), app.clock()
    place = reach.place_to_write(db, conversation, Means(app.means.channels), now, by_human=True)
    if place is None or place.conversation.channel == conversation.channel:
        return None
    taken = handoffs.take(db, place.conversation.id, agent, now)
    return place.conversation if taken in {TakeResult.DONE, TakeResult.ALREADY_YOURS} else None


def note(db: Session, app: App, conversation_id: str, agent: Agent, text: str, file: Enclosed | None = None) -> Refusal | None:
    """For agents only. A file is for the customer: one that was chosen before it became a note is not dropped in silence."""
    if file is not None:
        return "A private note takes no file: send it with a reply."
    if db.get(Conversation, conversation_id) is None:
        return "There is no such conversation."
    if desk.note(db, conversation_id, agent, text, app.clock()) is None:
        return "The note is empty."
    return None


def _unfit(file: Enclosed) -> Refusal | None:
    content = file.content or b""
    if len(content) > MAX_FILE_BYTES:
        return f"The file is larger than {MAX_FILE_BYTES // 2**20} MB."
    return None if kind_of(content) else "Only pictures (JPEG, PNG, GIF, WebP) and PDF can be sent."


def _alone(file: Enclosed) -> str:
    kind = kind_of(file.content or b"")
    return kind.alone if kind else ""


def _letter(db: Session, app: App, conversation_id: str) -> Letter | None:
    """The mail that answers; None where the answer goes by no mail."""
    conversation, letter = db.get(Conversation, conversation_id), app.means.letter
    if conversation is None or letter is None:
        return None
    mailed = mailed_handoff(db, conversation, app.clock())
    address = reach.address_of(conversation, mailed)
    if mailed is None or address is None:
        return None
    return letter(address, conversation_id).called(_subject(app, conversation.language, mailed))


def _subject(app: App, language: str, handoff: Handoff) -> str:
    shop = app.settings.shop_name
    if handoff.ticket is None:
        return app.assistant.say("utter_answer_subject", language, shop=shop).text
    return app.assistant.say("utter_ticket_subject", language, shop=shop, ticket=handoff.ticket).text


def _announce(db: Session, app: App, conversation_id: str, response: str, agent: Agent) -> None:
    language = db.get_one(Conversation, conversation_id).language
    sentence = app.assistant.say(response, language, agent_name=agent.name)
    desk.announce(db, conversation_id, sentence.text, app.clock())


def _not_yours(db: Session, conversation_id: str, what: str) -> Refusal:
    return f"{_where_it_is(db, conversation_id)} Only the agent who has a conversation can {what}."


def _where_it_is(db: Session, conversation_id: str) -> Refusal:
    conversation = db.get(Conversation, conversation_id)
    if conversation is None:
        return "There is no such conversation."
    if conversation.agent is not None:
        return f"{conversation.agent.name} has this conversation."
    return {
        Owner.QUEUED: "This conversation waits in the queue.",
        Owner.BOT: "The assistant has this conversation.",
        Owner.CLOSED: "This conversation is closed.",
    }.get(conversation.owner, "This conversation has just changed hands.")
