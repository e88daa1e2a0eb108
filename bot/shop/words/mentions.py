"""Where a customer's text speaks of articles that they ordered, how many are meant, and which words belong to each."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.shop.words.conditions import Condition, without_conditions
from bot.shop.words.names import likeliest, name_phrases
from bot.shop.words.phrases import Span, read, worded
from bot.shop.words.vocabulary import vocabulary

_DETERMINER = r"(?:the|my|a|an|this|that|these|those|both|all|any|one of|two|three|our|his|her|their|of|some|every|each|and|\+|&)"
_LEADING = rf"(?:\s+(?:{_DETERMINER}|to|do|get|return|send|back|exchange|cancel|including))*(?:\s+[\w-]+){{0,3}}?\s*$"
LEFT_OUT_BEFORE = re.compile(
    r"(?:\bexcept(?: for)?|\bexception of|\bapart from|\baside from|\bother than|\bbesides|\bexcluding|\bexclude|\bwithout"
    r"|\bbut not|\ball but|\beverything but"
    r"|\bnever ?mind(?: about)?|\bforget(?: about)?|\bskip|\bleave|\bleaving|\bkeep|\bkeeping|\bnot(?: for)?"
    r"|\bdont touch|\bminus|\bsave for|\b(?:id|i would|wed|ill|i will)(?: (?:only|just|really|rather))? miss"
    r"|\b(?:i|we) (?:(?:really|just|absolutely|do) )?(?:love|like|adore|enjoy)|\b(?:im|i am|very|so) (?:happy|pleased) with"
    r"|\bthought about|\bgonna do|\bleave out)" + _LEADING
)
LEFT_OUT_BEHIND = re.compile(
    r"^[^.;!?]{0,60}?\b(?:never ?mind(?= (?:that|it|them|those)|\s*[.;!?),])|forget (?:it|that)|skip (?:it|that)"
    r"|lets skip|but nah|(?:but|so) no(?=\s*(?:[.;!?),]|$)| (?:thanks|thank|i|ill|lets|keep|it|that)\b)|can stay"
    r"|(?:grown|grew) on (?:me|us)"
    # "I wanted it in white, but on second thought leave it"
    r"|(?:but|though|second thoughts?|actually),?(?: (?!if\b|unless\b|or\b)\w+,?){0,4}? (?:leave|keep) (?:it|that|them|those)"
    r"(?: (?:as (?:it is|they are|is)|after all|be))?(?=\s*(?:[.;!?),]|$))"
    r"|decided (?:against|not to)|but not (?:any ?more|now|today|really)\b"
    r"|no need to (?:do|change|touch|return|exchange)|stays? (?:with|where|here)|(?:ill|we|well) keep (?:it|that|them)"
    r"|im keeping (?:it|that|them)|alone\b|i love (?:it|them|those)|is staying|are staying)"
    # Right behind the name alone, as options stay and are fine, too.
    r"|^ (?:(?:can |should |will )?stays?|(?:is|are|was|were)(?: perfectly| all)? (?:fine|ok|okay|perfect|great|good"
    r"|fun|wonderful|lovely|fantastic|amazing|brilliant|excellent|awesome)"
    r"|fits?(?: me| us)?(?: just)?(?: fine| well| great| perfectly)?)"
    r" ?(?:[.;!?),]|but\b|and\b|though\b|$)"
    # "The lamp I love."
    r"|^(?: itself| themselves)? (?:that |which )?(?:i|we) (?:really |do |absolutely )?(?:love|like|adore|enjoy)"
    r" ?(?:[.;!?),]|but\b|$)"
    r"|^(?: (?:from|in|of) (?:that|the|this|my) (?:\w+ )?(?:order|one))?"
    r"(?: itself| themselves)? (?:which |that )?(?:i|we)"
    r"(?:ll| will| want to| would like to|d like to| am going to|m going to)? keep(?:ing)?\b"
)
# "Going back: the rug. Staying: the lamp, the mug."
KEPT_LIST_BEFORE = re.compile(
    r"(?:^|[.;!?\n(,]|\b(?:and|but)\b)\s*(?:(?:to|what|whats|thats|this|these|i|im|ill|we|and|but|not|is|are) )*"
    r"(?:stay(?:s|ing)?|keep(?:s|ing|ers?)?|kept|(?:not|no) (?:going back|sending back|return(?:ing|s|ed)?))"
    r"(?: (?:here|put|with (?:me|us)|mine|home|at home))?\s*(?::|[-=]+>?|\u2192)"
    r"(?:(?!\b(?:back|return|send|exchang|swap|chang|cancel|replac)\w*)[^.;!?:\n])*$"
)
# "The rug: back. The lamp: stays."
KEPT_LABEL_BEHIND = re.compile(
    r"^\s*(?:\([^()]*\))?\s*(?::|[-=]+>?|\u2192)\s*(?:(?:to|is|im|ill|i) )*(?:stay(?:s|ing)?|keep(?:s|ing|er)?)"
    r"(?: (?:it|that|them|here|put|with (?:me|us)|mine|home|at home))?\s*(?:[.;!,)\n]|$)"
)
# "In the order I keep there's a rug": calls an order by what became of it, and leaves nothing out.
KEPT_ORDER = re.compile(
    r"\b(?:in|from|of|on|for|with) (?:the|that) (?:(?:one )?(?:order|purchase|package|parcel)|one)(?: that| which)?"
    r" (?:i|we|im|were)(?:ll| will| am| are| still| want to| wanted to| would like to| decided to)* keep(?:ing)?\b"
)
# "Return the lamp and leave everything else alone"
REST_BEHIND = re.compile(r"\b(?:leave|leaving|keep|keeping) (?:everything|all|the rest|the others?)\b")
LIST_GOES_ON = re.compile(
    r"\s*(?:,|and|&|\+|or|nor|,\s*and)?\s*(?:(?:the|my|a|an|both|that|this)\s+)?"
    r"(?:(?:ones?|orders?) with\s+(?:(?:the|my|a)\s+)?)?(?:[\w-]+\s+){0,2}"
)
# "Except for the kettles (both of the kettles)".
IN_BRACKETS = re.compile(r"\s*\([^().;!?]*")
COMPANION = re.compile(
    r"\b(?:came|got|bought|ordered|order|one|arrived|comes|delivered|package|parcel"
    r"|box)(?: \w+){0,2} (?:with|has|have|had|contains|includes)(?: the| my| a| an)?"
    r"(?: (?:two|three|four|2|3|4|several|both|some))?(?: (?:pairs?|sets?|pieces?|packs?|kinds?) of)?(?: [\w-]+)?\s*$"
)
QUANTIFIER = re.compile(
    r"\b(?P<all>all|both|every|each|any|the two|the three|the pair of|either)(?:\s+(?:of|the|my|those|these|two|three"
    r"|our|\w+)){0,3}\s*$"
)
COUNT = re.compile(r"\b(?P<count>two|three|four|five|2|3|4|5)(?:\s+(?:of\s+)?(?:the|my|those|these|other)?\s*[\w-]+)?\s*$")
# "of the two laptops, the grey one", but not "the quality of the two laptops".
ONE_OF = re.compile(
    r"\bone of(?:\s+\w+){0,3}\s*$"
    r"|(?:^|[,;:]|\b(?:out|and|but))\s*of (?:the|my) (?:two|three|four|2|3|4)(?:\s+\w+)?\s*$"
)
# "I have two of these lamps, one of them goes back"
ONE_OF_THEM = re.compile(r"\b(?:only |just )?one of (?:them|those|these|the two|the pair)\b")
# "The boots order: ..."
AN_ORDER = re.compile(r" order\b(?=\s*[:,.;-])")
# "In the laptop order I'd like the suitcases in black"
IN_ORDER_BEFORE = re.compile(r"\b(?:in|from|of|on|for) (?:the|my|that|this) (?:[\w-]+ )?$")
CALLED_ORDER = re.compile(r" order\b")
# "Into the same leather chair as the other", "to match my other chair": what another one is to be like.
PATTERN_BEFORE = re.compile(r"\bthe same (?:[\w%-]+ ){0,3}$")
PATTERN_BEHIND = re.compile(r"(?: one)? (?:as|like) (?:the|my) other\b")
OTHER_BEFORE = re.compile(r"\b(?:like|match|matching|same as|as) (?:the|my) other (?:[\w%-]+ ){0,2}$")
BREAK = re.compile(r"[.;!?()\n:]")
JOINT = re.compile(r"\b(?:and|but|also|plus|then|along with|together with|as well as)\b|[,+&]")


@dataclass(frozen=True)
class Mention:
    """An article that is spoken of, with all names that may be meant."""

    names: frozenset[str]
    start: int
    end: int
    # The words that belong to it.
    from_: int = 0
    to: int = 0
    is_left_out: bool = False
    # Said only to tell another one: "the backpack that came with the vacuum cleaner".
    is_companion: bool = False
    is_all: bool = False
    is_one_of: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Told:
    """A text, read for the articles in it."""

    plain: str
    # With marks in place of the conditions.
    marked: str
    mentions: tuple[Mention, ...]
    conditions: tuple[Condition, ...]
    # Mentions inside of conditions: "then only do the thermostat".
    in_conditions: tuple[Mention, ...]


def tell(text: str, names: Iterable[str]) -> Told:
    """Find the articles of these names."""
    return _told(text, frozenset(names))


@lru_cache(maxsize=512)
def _told(text: str, names: frozenset[str]) -> Told:
    phrases = name_phrases(names)
    plain = read(text).plain
    marked, conditions = without_conditions(plain)
    everything = [_mention(plain, span) for span in phrases.find(worded(plain))]
    inside = [mention for mention in everything if any(one.start <= mention.start < one.end for one in conditions)]
    mentions = _with_segments(plain, _with_lists(plain, [mention for mention in everything if mention not in inside]))
    return Told(plain, marked, tuple(mentions), tuple(conditions), tuple(inside))


def is_pattern(told: Told, mention: Mention) -> bool:
    """Whether it only says what another one is to be like."""
    before = told.plain[: mention.start]
    is_same = PATTERN_BEFORE.search(before) and PATTERN_BEHIND.match(told.plain, mention.end)
    return bool(is_same or OTHER_BEFORE.search(before))


def _mention(plain: str, span: Span[tuple[int, str]]) -> Mention:
    before = BREAK.split(plain[: span.start])[-1]
    count = COUNT.search(before)
    is_one_of = bool(ONE_OF.search(before))
    is_left_out = LEFT_OUT_BEFORE.search(KEPT_ORDER.sub("", before)) or KEPT_LIST_BEFORE.search(plain[: span.start])
    return Mention(
        frozenset(likeliest(span)),
        span.start,
        span.end,
        is_left_out=bool(is_left_out or KEPT_LABEL_BEHIND.match(plain[span.end :])),
        is_companion=bool(COMPANION.search(before)),
        is_all=bool(QUANTIFIER.search(before)) and not is_one_of,
        is_one_of=is_one_of,
        count=None if count is None or is_one_of else _number(count["count"]),
    )


def _with_lists(plain: str, mentions: list[Mention]) -> list[Mention]:
    """'except the lamp and the mug' leaves out both; 'never mind that' behind an article, too."""
    told: list[Mention] = []
    for place, mention in enumerate(mentions):
        behind = plain[mention.end : mentions[place + 1].start] if place + 1 < len(mentions) else plain[mention.end :]
        behind = REST_BEHIND.split(behind)[0]
        before = told[-1] if told else None
        between = (plain, before.end, mention.start) if before is not None and before.is_left_out else None
        goes_on = between and (LIST_GOES_ON.fullmatch(*between) or IN_BRACKETS.fullmatch(*between))
        is_left_out = mention.is_left_out or bool(goes_on) or bool(LEFT_OUT_BEHIND.search(behind))
        told.append(replace(mention, is_left_out=is_left_out))
    return _with_called_orders(plain, told)


def _with_called_orders(plain: str, mentions: list[Mention]) -> list[Mention]:
    """'The sneakers and boots order: the boots in size 9' calls an order by what is in it, before it comes to an article."""
    told = list(mentions)
    for place in range(len(told) - 2, -1, -1):
        one, following = told[place], told[place + 1]
        in_order = CALLED_ORDER.match(plain, one.end) and IN_ORDER_BEFORE.search(plain[: one.start])
        calls = (
            in_order
            or AN_ORDER.match(plain, one.end)
            or (following.is_companion and LIST_GOES_ON.fullmatch(plain, one.end, following.start))
        )
        if calls and not one.is_left_out:
            told[place] = replace(one, is_companion=True)
    return told


def _with_segments(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Each with the words up to the next: from the last stop between two articles, else from the last joint.

    What is said of an article in "the lamp in the order with the rug, make it red" is not said of the one that tells the order.
    """
    owners = [mention for mention in mentions if not mention.is_companion] or mentions
    borders = [0, *(_border(plain, one.end, other.start) for one, other in itertools.pairwise(owners)), len(plain)]
    places = {mention.start: (borders[i], borders[i + 1]) for i, mention in enumerate(owners)}
    told = ((mention, *places.get(mention.start, (mention.start, mention.end))) for mention in mentions)
    placed = [replace(mention, from_=start, to=end) for mention, start, end in told]
    return [replace(one, is_one_of=True, count=None) if ONE_OF_THEM.search(plain, one.end, one.to) else one for one in placed]


def _border(plain: str, start: int, end: int) -> int:
    stops = [match.end() for match in BREAK.finditer(plain, start, end)]
    if stops:
        return stops[-1]
    joints = [match.start() for match in JOINT.finditer(plain, start, end)]
    return joints[-1] if joints else end


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(vocabulary()["numbers"][word])
