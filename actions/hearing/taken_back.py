"""What still stands of a message whose writer takes something back, or says what must not be done."""

import re
from dataclasses import replace

from actions.hearing.heard import Heard
from actions.hearing.intents import CANCEL, NOT_UNDERSTOOD, RETURN
from bot.shop.words.changes import puts_off, without_declined

# "oh, and please": what is left of a wish that only says what must not be done.
FEW_WORDS = 3
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


def wanted(heard: Heard) -> Heard:
    """The message but for what must not be done."""
    text = without_declined(heard.text)
    if text == heard.text:
        return heard
    # What it said of an extent it said of that: "don't cancel the whole order".
    entities = {name: values for name, values in heard.entities.items() if name != "extent"}
    intent = NOT_UNDERSTOOD if heard.intent in {CANCEL, RETURN} else heard.intent
    return replace(heard, text=text.strip(), intent=intent, entities=entities)


def is_left(wish: Heard) -> bool:
    """Whether it asks for anything but that something is not done."""
    if LEADS_OVER.match(wish.text) or puts_off(wish.text):
        return False
    # "Cancel it. Actually wait, don't cancel it." comes to nothing.
    left = wanted(what_stands(wish))
    return left is wish or len(left.text.split()) > FEW_WORDS


def what_stands(heard: Heard) -> Heard:
    """What it comes to in the end: "Return it. Wait no, exchange it"; the message itself where it takes nothing back."""
    sentences = heard.sentences
    later = [place for place, sentence in enumerate(sentences) if place and TAKES_BACK.search(sentence)]
    return replace(heard, text=" ".join(sentences[later[-1] :])) if later else heard
