"""What still stands of a message whose writer takes something back, or says what must not be done."""

import re
from dataclasses import replace
from functools import cache

from actions.hearing.heard import Heard
from actions.hearing.intents import ADDRESSES, CANCEL, EXCHANGES, NOT_UNDERSTOOD, RETURN
from bot.shop.words.changes import puts_off, wants_nothing, without_declined, without_left_alone, would_have_exchanged
from bot.shop.words.phrases import Phrases, read
from bot.shop.words.vocabulary import vocabulary

# "oh, and please": what is left of a wish that only says what must not be done.
FEW_WORDS = 3
MOST_SIGH_WORDS = 5
# "One more thing before you go."
LEADS_OVER = re.compile(
    r"(?i)\W*(?:(?:and|so|oh|ok|okay|well|also|just|now)\W+)*(?:(?:a|one|another|the|my|two|few|some)\W+)?"
    r"(?:(?:more|last|other|final|quick|small|little|next)\W+)*(?:things?|questions?|requests?|favou?rs?|matters?)"
    r"(?:\W+(?:more|left|before (?:you|i) go|please|i promise|promise|though|actually|for you|today|if i may))*\W*$"
)
# "Wait no, exchange it": takes back the wish before it. "Actually the watch, too" does not.
TAKES_BACK = re.compile(
    r"(?i)^\W*(?:(?:oh|hm+|ah|er+|um+|ok|sorry|and|but|well|actually)\W+)*?"
    r"(?:wait,? no|no,? wait|actually,? no|no,? actually|scratch that|or rather|correction"
    r"|on second thoughts?|no,? sorry|hold on,? no|(?:actually |wait,? |no,? )+(?:don['\u2019]?t|do not))\b"
)

# "My own address in the account stays, I'm not moving"; of nothing that is to go to another one.
ADDRESS_STAYS = re.compile(
    r"(?i)^[^\d]*\b(?:address|account|profile)\b[^.;!?\d]*\b(?:stays?|remains?|unchanged|the same|as it is)\b[^\d]*$"
    r"|^[^\d]*\b(?:leave|keep) (?:my|the) (?:\w+ )?(?:address|account|profile)\b[^.;!?\d]*$"
)
SENDS = re.compile(r"(?i)\b(?:send|ship|deliver|change|update|forward|redirect|go|goes|should|instead)\b")


def wanted(heard: Heard) -> Heard:
    """The message but for what must not be done."""
    text = without_declined(heard.text)
    if text == heard.text:
        return heard
    # What it said of an extent it said of that: "don't cancel the whole order".
    entities = {name: values for name, values in heard.entities.items() if name != "extent"}
    is_none = heard.intent in {CANCEL, RETURN} or (heard.intent in EXCHANGES and wants_nothing(heard.text))
    intent = NOT_UNDERSTOOD if is_none else heard.intent
    return replace(heard, text=text.strip(), intent=intent, entities=entities)


def is_left(wish: Heard) -> bool:
    """Whether it asks for anything but that something is not done."""
    if LEADS_OVER.match(wish.text) or puts_off(wish.text) or would_have_exchanged(wish.text):
        return False
    if keeps_address(wish):
        return False
    # "Cancel it. Actually wait, don't cancel it." comes to nothing.
    left = wanted(what_stands(wish))
    but_for_that = without_left_alone(wish.text)
    if but_for_that is not None and len(read(but_for_that).words) <= FEW_WORDS:
        # "Only the profile, don't touch the order."
        return False
    return left is wish or len(left.text.split()) > FEW_WORDS


def keeps_address(wish: Heard) -> bool:
    """Whether it only says that an address stays: "my own address in the account stays, I'm not moving"."""
    return wish.intent in ADDRESSES and bool(ADDRESS_STAYS.search(wish.text)) and not SENDS.search(wish.text)


def what_stands(heard: Heard) -> Heard:
    """What it comes to in the end: "Return it. Wait no, exchange it"; the message itself where it takes nothing back."""
    sentences = heard.sentences
    later = [place for place, sentence in enumerate(sentences) if place and TAKES_BACK.search(sentence)]
    return replace(heard, text=" ".join(sentences[later[-1] :])) if later else heard


def is_sigh(text: str) -> bool:
    """'Too bad.', 'What a pity!': wants nothing done."""
    words = read(text).words
    return len(words) <= MOST_SIGH_WORDS and bool(_sighs().find(read(text)))


@cache
def _sighs() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["sighs"])
