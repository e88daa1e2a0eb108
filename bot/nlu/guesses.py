"""What a message was taken for: the guesses of the classifier, with the frequent question that each may stand for."""

from collections.abc import Sequence
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

# As Rasa writes it, {"name": intent, "confidence": 0 to 1}, and for a frequent question its id as "faq".
Guess = dict[str, Any]

# The key of a guess, the entity of a message and the key of a training example's metadata that say which question was asked.
FAQ = "faq"
FAQ_INTENT = "ask_faq"
NOTHING_SAID: Guess = {"name": None, "confidence": 0.0}


def set_guesses(message: Message, guesses: Sequence[Guess], extractor: str) -> None:
    """The likeliest first. If that is a frequent question, the message gets the entity `faq` with its id, and no other."""
    best = guesses[0] if guesses else dict(NOTHING_SAID)
    message.set(INTENT, best, add_to_output=True)
    message.set(INTENT_RANKING_KEY, list(guesses), add_to_output=True)
    entities = [entity for entity in message.get(ENTITIES, []) if entity["entity"] != FAQ]
    if FAQ in best:
        entities.append(_faq_entity(best, message.get(TEXT) or "", extractor))
    message.set(ENTITIES, entities, add_to_output=True)


def _faq_entity(guess: Guess, text: str, extractor: str) -> dict[str, Any]:
    return {
        "entity": FAQ,
        "value": guess[FAQ],
        "confidence_entity": guess["confidence"],
        "start": 0,
        "end": len(text),
        "extractor": extractor,
    }
