"""The shop's own answers to frequent questions."""

from functools import cache
from pathlib import Path

from bot.store.knowledge import Faq, load_faqs

FAQ_FOLDER = Path(__file__).parents[2] / "data" / "faq"


def faq_of_intent(intent: str) -> str | None:
    """The id of the entry that answers the intent; None where the intent is no frequent question."""
    return next((faq.id for faq in _faqs().values() if faq.intent == intent), None)


def faq_answer(faq_id: str, language: str) -> str | None:
    """The answer in the language, or in English where there is none; None for an unknown entry."""
    faq = _faqs().get(faq_id)
    return faq.answer_in(language) if faq else None


def faq_title(faq_id: str, language: str) -> str | None:
    """The question as a button shows it."""
    faq = _faqs().get(faq_id)
    return faq.title_in(language) if faq else None


@cache
def _faqs() -> dict[str, Faq]:
    return {faq.id: faq for faq in load_faqs(FAQ_FOLDER)}
