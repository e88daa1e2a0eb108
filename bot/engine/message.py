"""Messages between our turn and Rasa's processor: the customer's on the way in, our replies on the way out."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor

from bot.engine.assistant import ButtonPayload, TurnInput
from bot.nlu.entities import TODAY
from bot.nlu.language import LANGUAGE
from bot.support.conversation import LANGUAGES
from bot.support.reply import Reply, ReplyButton

CHANNEL = "firstline"
# Neither a database nor JSON takes these: NUL, and halves of a character that lost the other half.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?", re.DOTALL)
# Of an option's value: which of two it is, "old" or "new", and the option's name.
KEPT_OF_ENTITY = ("entity", "value", "role", "option")
# Of the guesses of the classifier, how many are kept to be looked at.
GUESSES_KEPT = 3
SWITCH_LANGUAGE = "switch_language"


class RepliesOfTurn(OutputChannel):
    """Collects what Rasa utters in one turn."""

    def __init__(self) -> None:
        self.collected: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.collected.append(reply_from(message))


async def customer_message(
    turn: TurnInput, replies: RepliesOfTurn, processor: MessageProcessor, today: date
) -> tuple[UserMessage, str]:
    """The message with its parse: that of the button, or what the model makes of the text, which never is a command.

    And the language in which it is to be answered, which its metadata say, too.
    """
    metadata = {LANGUAGE: turn.language, TODAY: today.isoformat()}
    message = UserMessage(
        UNSTORABLE.sub("", turn.text),
        replies,
        turn.conversation_id,
        input_channel=CHANNEL,
        message_id=turn.message_id,
        metadata=metadata,
    )
    message.parse_data = _pressed(turn.button, turn.text) if turn.button else await processor.parse_message(message)
    metadata[LANGUAGE] = answering_language(message.parse_data, turn.language)
    return message, metadata[LANGUAGE]


def answering_language(parse_data: Mapping[str, Any], current: str) -> str:
    """The language that the customer asks for, or else writes.

    Who names several ("I speak no English, Russian please") wants the one that is not in use.
    """
    written = str((parse_data.get(LANGUAGE) or {}).get("name") or current)
    if parse_data["intent"]["name"] != SWITCH_LANGUAGE:
        return written
    named = [entity["value"] for entity in parse_data["entities"] if entity["entity"] == LANGUAGE]
    wished = [language for language in named if language in LANGUAGES and language != current]
    return written if written in wished or not wished else wished[0]


def reply_from(message: Mapping[str, Any]) -> Reply:
    """Our reply of Rasa's message dictionary."""
    buttons = [_button(button) for button in message.get("buttons") or []]
    expects = (message.get("metadata") or {}).get("expects")
    return Reply(message.get("text") or "", buttons, expects, message.get("utter_action"))


def understanding(parse_data: Mapping[str, Any], *, is_taken: bool = False) -> dict[str, Any]:
    """What is worth keeping of a parse, and whether the message was taken as it stands, whatever was made of it."""
    return {
        "intent": parse_data["intent"],
        "entities": [{key: entity[key] for key in KEPT_OF_ENTITY if key in entity} for entity in parse_data["entities"]],
        "intent_ranking": parse_data.get("intent_ranking", [])[:GUESSES_KEPT],
        "language": parse_data.get(LANGUAGE),
        "taken": is_taken,
    }


def _pressed(button: ButtonPayload, title: str) -> dict[str, Any]:
    entities = [{"entity": name, "value": value} for name, value in (button.get("entities") or {}).items()]
    return {"text": title, "intent": {"name": button["intent"], "confidence": 1.0}, "entities": entities}


def _button(button: Mapping[str, Any]) -> ReplyButton:
    payload = PAYLOAD.fullmatch(button["payload"])
    if payload is None:
        raise ValueError(f"not a button's payload: {button['payload']!r}")
    return ReplyButton(button["title"], payload["intent"], json.loads(payload["entities"] or "{}"))
