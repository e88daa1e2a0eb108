"""Another address for what comes in the place of an article that was not as it should be."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Refusal
from bot.shop.address_words import read_address
from bot.shop.words.addresses import address_words
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk


class Elsewhere(Need):
    """Kept in the customer's words for whoever sends it; never asked for."""

    name = "elsewhere"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if heard.is_pressed or not _speaks_of_address(heard.text):
            return False
        is_first = "words" not in known or known["words"] == heard.text
        known["elsewhere"] = [*known.get("elsewhere", []), heard.text]
        return not is_first

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        return None


def _speaks_of_address(text: str) -> bool:
    return bool(meant("elsewhere", text)) or address_words(text).goes_to_known or read_address(text, among_words=True).is_whole
