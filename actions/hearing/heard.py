"""The customer's latest message as it was understood."""

import re
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.hearing.wishes import joined
from bot.shop.words.conditions import besides_conditions
from bot.shop.words.extents import IDIOM
from bot.shop.words.phrases import read

# Intents whose mere words may answer a question of ours. Any other is an aside: "does the lamp have a warranty?" chooses no lamp.
ANSWERING = {
    "affirm",
    "deny",
    "inform",
    "stop_request",
    "lack_data",
    "track_order",
    "start_return",
    "exchange_article",
    "change_order",
    "out_of_scope",
    "nlu_fallback",
}
# Among them small talk, which short data is easily taken for.
ANSWERING |= {"greet", "thank", "goodbye", "ask_if_bot"}
# "it's W2378156", "order 10042 please": data with this many other words at most is an answer, whatever its intent.
DATA = ("order_number", "email")
BARE_WORDS = 2
MIN_ORDER_DIGITS = 3
# A part of a mere list has so many words at most.
LISTED_WORDS = 4
# "1", "1 and 2", "number 3 please": in longer messages digits are not places in a list.
_UNIT = (
    r"(?:ft|feet|foot|in|inch\w*|[cm]?m|l|lit(?:er|re)s?|[gt]b|mp|x|cups?|bars?|h|hours?|hrs?|pieces?|lbs?|kg|oz|packs?)\b"
    r"|%"
)
PLACE = re.compile(rf"(?i)(?<![\w.-])[1-9](?![\w-]|[.,]\d|\s?{_UNIT})")
PLACE_WORDS = 4
# A wish with one of these may be about another order than the one that the message names.
NAMES_ANOTHER = {"order_number", "product", "recency"}
# "Not order 10001", "leave 10001 as it is".
NOT_BEFORE = (
    r"(?i)\b(?:not|except(?: for)?|but not|leave|keep|without|don['\u2019]?t (?:touch|cancel|change))"
    r"(?: (?:the|my|order|number|no)\b\.?)*\s*#?\s*"
)
# How questions begin, or end.
ASKS = re.compile(
    r"(?i)[?\u055e]|(?:^|[.;!,]\s*|\b(?:and|but|so|hi|hey|hello|ok|okay) )"
    r"(?:what|which|how|why|who|is|are|was|do|does|did|can|could|will|would|have|has|kas|may)\b"
    r"|\b(?:where|when|tell|show|give|let me know|to know|check|track\w*|status"
    r"|сколько|как\w{0,3}|где|куда|когда|почему|скаж\w*|подскаж\w*|можно|қанша|қалай|қандай|қашан|қайда|неге|айт\w*"
    r"|ինչ\w*|երբ|որտեղ|ասեք|millal|kus|kui palju|miks|milli\w*|kuidas|öelge|ano|kailan|nasaan|saan|magkano|bakit|paano"
    r"|pakisabi)\b"
)
# Asked by nobody for an answer: "what a joke of a product".
RHETORICAL = re.compile(
    r"(?i)\b(?:(?:can|would|could) you believe (?:it|that|this)|you know|right|huh|eh)\s*\?+"
    r"|(?:^|[.;!?,]\s*)what an? [^.;!?]*(?=[.;!]|$)"
    r"|(?:^|[.;!?,]\s*)how \w+ of (?:me|us|you)\b(?! to)"
)
OBJECTION = re.compile(r"(?i)\W*(?:no|nope|нет|не|жоқ|ոչ|ei|hindi)\b\W+\w+\W+\w+")
# "Yes, but the money to my gift card": no yes to what was listed.
YES_BUT = re.compile(
    r"(?i)^\W*(?:yes|yep|yeah|yup|ok|okay|sure|fine|да|иә|այո|jah|oo|opo)\b[^.;!?]{0,30}?"
    r"(?:\b(?:but|except|only|just|instead)\b|(?<!\w)(?:но|только|бірақ|тек|բայց|միայն|aga|kuid|ainult|pero|kaso)(?!\w))"
)
# "Yes, but be quick."
NO_PROVISO = re.compile(r"(?i)\b(?:quick\w*|fast|hurry|please|soon|asap)\W*$")
SENTENCES = re.compile(r"(?<=[.!?…])\s+")
OUT_OF_SCOPE = "out_of_scope"
# A second reading below this confidence is none.
LIKELY_ENOUGH = 0.1
# The other reading of what is only a part of a message, so that it does not pass for a button, which has none.
OTHER_READING = {"name": "inform", "confidence": 0.0}


@dataclass(frozen=True)
class Heard:
    text: str
    intent: str
    # Every value of every entity, in the order of the text.
    entities: dict[str, list[str]]
    # Other intents that it may have meant, likeliest first; that of a frequent question has its id as `faq`.
    guesses: list[dict[str, Any]]
    # What stands behind a word that leaves something out: "the lamp" of "all of it except the lamp".
    left_out: str = ""
    # Each of several wishes as if it had been said alone, in their order; none where there is only one.
    wishes: tuple["Heard", ...] = ()
    # Whether it is only wished for where the wish before it cannot be.
    otherwise: bool = False

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> "Heard":
        message: dict[str, Any] = tracker.latest_message
        intent = (message.get("intent") or {}).get("name") or ""
        guesses = [guess for guess in message.get("intent_ranking") or [] if guess["name"] != intent]
        entities, text = message.get("entities") or [], message.get("text") or ""
        numbers = [entity["start"] for entity in entities if entity["entity"] == "order_number" and "start" in entity]
        wishes = joined(
            message.get("wishes") or [],
            text,
            _states,
            lambda wish: any(wish["start"] <= start < wish["end"] for start in numbers),
        )
        if len(wishes) == 1:
            return replace(_heard(text, wishes[0]["intent"], entities), guesses=guesses)
        return replace(_heard(text, intent, entities), guesses=guesses, wishes=tuple(_wish(wish, entities) for wish in wishes))

    def first(self, entity: str) -> str | None:
        values = self.entities.get(entity)
        return values[0] if values else None

    def order_number(self, asked: bool) -> str | None:
        """The order number that was said; in the answer to our question any word with enough digits will do."""
        named = next(iter(self.order_numbers), None)
        if named is not None or not asked or self.is_aside or self.first("order_number"):
            return named
        words = (word.strip(".,;:!?") for word in self.text.split())
        return next((word for word in words if sum(map(str.isdigit, word)) >= MIN_ORDER_DIGITS and "@" not in word), None)

    @property
    def order_numbers(self) -> list[str]:
        """Those that were said, but for those behind a "not"."""
        said = dict.fromkeys(self.entities.get("order_number", ()))
        return [number for number in said if not re.search(NOT_BEFORE + re.escape(number), self.text)]

    def places(self, asked: bool) -> list[str]:
        """The places in a list that were said; in the answer to our question digits will do."""
        named = self.entities.get("ordinal", [])
        if named or not asked or self.is_aside or len(self.text.split()) > PLACE_WORDS:
            return named
        return PLACE.findall(self.text)

    @property
    def likely(self) -> set[str]:
        """The other intents that are likely at all."""
        return {guess["name"] for guess in self.guesses if guess["confidence"] >= LIKELY_ENOUGH}

    @property
    def second(self) -> str | None:
        """The next likeliest intent, if it is likely at all."""
        likely = [guess["name"] for guess in self.guesses[:1] if guess["confidence"] >= LIKELY_ENOUGH]
        return likely[0] if likely else None

    @property
    def second_in_scope(self) -> str | None:
        """The next likeliest intent for a message that is about the shop after all."""
        inside = [guess for guess in self.guesses if guess["name"] != OUT_OF_SCOPE]
        return inside[0]["name"] if inside and inside[0]["confidence"] >= LIKELY_ENOUGH else None

    @property
    def is_aside(self) -> bool:
        return bool(self.intent) and self.intent not in ANSWERING

    @property
    def is_statement(self) -> bool:
        """Whether it is put as none that asks: "linear, full size", not "do you have it in red"."""
        return not ASKS.search(RHETORICAL.sub(" ", self.text))

    @property
    def sentences(self) -> list[str]:
        return SENTENCES.split(self.text)

    @property
    def is_list(self) -> bool:
        """Whether it only lists a few things: "30MP, 10x, SD card" is no wish to pay by card."""
        parts = self.text.split(",")
        return len(parts) > 1 and all(len(part.split()) <= LISTED_WORDS for part in parts)

    @property
    def is_objection(self) -> bool:
        """A no with what should be instead: "No, please use my gift card"."""
        return bool(OBJECTION.match(self.text)) and self.is_statement

    @property
    def is_proviso(self) -> bool:
        """A yes with what should be otherwise: "Yes, but on my gift card"."""
        match = YES_BUT.match(self.text)
        return match is not None and not NO_PROVISO.fullmatch(self.text[match.end() :].strip())

    @property
    def is_bare(self) -> bool:
        """Whether the message is hardly more than an order number or an e-mail address."""
        values = [value for entity in DATA for value in self.entities.get(entity, ())]
        rest = self.text
        for value in values:
            rest = rest.replace(value, " ")
        return bool(values) and len(rest.split()) <= BARE_WORDS

    @property
    def is_pressed(self) -> bool:
        """Whether it is a button: what is written always has other readings."""
        return not self.guesses

    @property
    def is_plain_yes(self) -> bool:
        """A yes that asks nothing back ("yes?") and does not look like a command ("/affirm")."""
        if self.is_pressed:
            return self.intent == "affirm"
        asks_or_commands = "?" in self.text or self.text.strip().startswith("/")
        return self.intent == "affirm" and not (asks_or_commands or self.is_proviso)

    def followed_by(self, other: "Heard") -> "Heard":
        """Both as one, of the kind of this one."""
        names = [*self.entities, *(name for name in other.entities if name not in self.entities)]
        entities = {name: [*self.entities.get(name, ()), *other.entities.get(name, ())] for name in names}
        return replace(self, text=f"{self.text} {other.text}", entities=entities, left_out=self.left_out or other.left_out)


def _states(part: str) -> bool:
    """Whether a clause asks nothing, but for what is to be done if something else cannot be."""
    part = RHETORICAL.sub(" ", part)
    return not ASKS.search(part) or not ASKS.search(besides_conditions(read(part).plain))


def _heard(text: str, intent: str, entities: list[dict[str, Any]], start: int = 0) -> Heard:
    """What was said from `start` of the message on."""
    values: dict[str, list[str]] = {}
    idioms = [match.span() for match in IDIOM.finditer(text)]
    for entity in entities:
        at = entity.get("start", len(text)) - start
        if entity["entity"] == "extent" and any(begin <= at < end for begin, end in idioms):
            continue
        values.setdefault(entity["entity"], []).append(str(entity["value"]))
    if "all_but" in values.get("change", ()):
        values["extent"] = ["all"]
    moved = [entity | {"end": entity["end"] - start} for entity in entities if "end" in entity]
    return Heard(text, intent, values, [], _left_out(moved, text))


def _wish(wish: dict[str, Any], entities: list[dict[str, Any]]) -> Heard:
    """A wish with the entities inside of it. The only order that the message names is also that of the wishes behind it."""
    within = [entity for entity in entities if wish["start"] <= entity["start"] < wish["end"]]
    numbers = [entity for entity in entities if entity["entity"] == "order_number"]
    is_behind = len(numbers) == 1 and numbers[0]["start"] < wish["start"]
    if is_behind and not any(entity["entity"] in NAMES_ANOTHER for entity in within):
        within = [{key: value for key, value in numbers[0].items() if key not in {"start", "end"}}, *within]
    if wish["faq"]:
        within = [{"entity": "faq", "value": wish["faq"]}, *within]
    heard = _heard(wish["text"], wish["intent"], within, wish["start"])
    return replace(heard, otherwise=wish["otherwise"], guesses=[OTHER_READING])


def _left_out(entities: list[dict[str, Any]], text: str) -> str:
    cuts = [entity for entity in entities if entity["entity"] == "change" and entity["value"] in {"leave_out", "all_but"}]
    if not cuts:
        return ""
    rest = text[cuts[0]["end"] :]
    # "not the lamp, the mug" still names the mug, but "all except the lamp, the mug" does not.
    return rest.partition(",")[0] if cuts[0]["value"] == "leave_out" else rest
