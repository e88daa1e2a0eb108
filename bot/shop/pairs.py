"""Several lines of one product, each with a wish of its own: which words of a text go for which of them."""

import re
from collections.abc import Sequence
from itertools import pairwise, permutations

from bot.shop.order_line import OrderLine
from bot.shop.telling_apart import THE_ONE, one_told
from bot.shop.words.options import OptionWords, words_for
from bot.shop.words.phrases import singular, worded

Part = tuple[int, int]

# "One of them in red, the other one in blue", "one for a small one and one for a large one"; but not "the glass one".
_LEADS_TO_ONE = (
    *("and", "want", "like", "make", "change", "swap", "exchange", "turn", "have", "need", "switch", "get", "take"),
    # "Could one of them become a red one"
    *("can", "could", "should", "would", "shall", "may", "might", "must", "so", "please", "trade", "replace"),
)
_BEFORE_ONE = "".join(rf"|(?<=\b{word} )" for word in _LEADS_TO_ONE)
_NTH = r"(?:other|first|second|third|1st|2nd|3rd|remaining)"
EACH = re.compile(
    rf"(?:\b(?:the {_NTH}(?: one)?|{_NTH} one|another(?: one)?)|(?:^|(?<=[.;!?,:] ){_BEFORE_ONE})"
    r"one(?: of (?:them|those|these|the [\w-]+|my [\w-]+))?)\b(?! (?:each|more|thing|question|order|address|day)\b)"
)
OTHER_BEFORE = re.compile(r"\b(?:the other|the second|another|other|second) (?:[\w%-]+ ){0,2}$")
# "Two shelves, one brown, one black."
_VALUE = r"(?:is |in )?[\w%-]+(?: [\w%-]+)?"
EACH_TOLD = re.compile(rf"\bone {_VALUE},? (?:and )?(?:one|the other|another)(?: one)? {_VALUE}\W*$")
OF_BOTH = re.compile(
    r"\b(?:both|each|all(?: of them)?|they)\b[^.;!?]*\b(?:should|must|be|in|to|into|for|as)\b"
    r"|\b(?:the|my|these|those) (?:two|three|2|3)\b[^.;!?]*\b(?:should|must|be|in|to|into|for|as)\b"
    r"|\b(?:in|to|into|for|on) (?:both|each|all)\b"
    r"|\b(?:make|turn|change|swap|exchange|switch|get|have|need|want|like) (?:\w+ )?(?:both|each|all|them)\b"
)
# "Both in wood", "sizes as they are"
OF_ALL = re.compile(
    r"(?:both|each|all|they|them|either|(?:the )?rest|everything else|otherwise)\b"
    r"|(?:the |all )?\w{3,}s (?:as they are|(?:can |should |to )?(?:stay|remain)|unchanged)\b"
)
SENTENCE = re.compile(r"[^.;!?\n]+[.;!?\n]*")
CLAUSE = re.compile(r"[,.;!?]\s*(?:and |but )?")
# The plural stands so near to the beginning.
FIRST_WORDS = 12
# More lines of one product than these are not told apart by trying.
MOST_LINES = 4


def parts_for(
    plain: str,
    parts: list[Part],
    own: list[tuple[OrderLine, int, int]],
    pair: Sequence[OrderLine],
    line: OrderLine,
    words: OptionWords,
) -> list[Part]:
    """Of the parts of a text that are about lines of this product what goes for this line; `own` are clauses that tell whose."""
    mine = [(start, end) for one, start, end in own if one.sku == line.sku]
    if mine:
        end = max(end for _, _, end in own)
        tail = _said_of_each(plain, max(start for _, start, _ in own), end, words)
        cut = [(start, min(behind, tail)) for start, behind in mine]
        return [*_of_both(plain, parts, own[0][1]), *cut, *([(tail, end)] if tail < end else [])]
    if len(pair) < 2:  # noqa: PLR2004 - one and another
        return parts
    each = parts_told(plain, parts, pair, words)
    if each:
        behind = _behind(plain, parts, each[-1][1])
        return [*_of_both(plain, parts, each[0][0]), each[_places(plain, each, pair)[pair.index(line)]], *behind]
    return _but_of_others(plain, parts, pair, line)


def parts_told(plain: str, parts: Sequence[Part], lines: Sequence[OrderLine], words: OptionWords) -> list[Part]:
    """Of "one in red, the other one in blue" what each is to be; none where not each is told anything that none of them is."""
    for start, end in parts:
        found = list(EACH.finditer(plain, start, end))
        if len(found) < len(lines) or not found[0].group().removeprefix("the ").startswith(("one", "first", "1st")):
            continue
        starts = [match.start() for match in found[: len(lines)]]
        stop = re.compile(r"[.;!?\n]").search(plain, starts[-1], end)
        told = list(pairwise([*starts, _said_of_each(plain, starts[-1], stop.end() if stop else end, words)]))
        if all(_says_other(plain, part, lines, words) for part in told):
            return told
    return []


def best_places(plain: str, parts: Sequence[Part], lines: Sequence[OrderLine]) -> list[OrderLine]:
    """The line that each description is nearest to, as far as one way to match them is better than all others; else none."""
    if len(parts) != len(lines) or not 1 < len(lines) <= MOST_LINES:
        return []
    words = words_for(line.options for line in lines)
    fit = [[_likeness(plain, part, line, words) for line in lines] for part in parts]
    ways = sorted(permutations(range(len(lines))), key=lambda way: -sum(fit[part][place] for part, place in enumerate(way)))
    sums = [sum(fit[part][place] for part, place in enumerate(way)) for way in ways]
    if sums[0] == sums[1] and len({line.sku for line in lines}) > 1:
        return []
    return [lines[place] for place in ways[0]]


def says_value(plain: str, part: Part, words: OptionWords) -> bool:
    """Whether the part says how it should be, or is."""
    return bool(words.said.find(worded(plain), *part))


def _says_other(plain: str, part: Part, lines: Sequence[OrderLine], words: OptionWords) -> bool:
    said = [meaning for span in words.said.find(worded(plain), *part) for meaning in span.meanings]
    return any(all(line.options.get(one.option) not in one.values for line in lines) for one in said)


def words_of_kind(lines: Sequence[OrderLine]) -> OptionWords:
    """Of all that the shop has of their product."""
    return words_for(options for line in lines for options in (line.options, *(variant.options for variant in line.variants)))


def _places(plain: str, each: Sequence[Part], pair: Sequence[OrderLine]) -> list[int]:
    """For every line of the pair which of the parts is its own: the nearest, else in the order of the text."""
    nearest = best_places(plain, each, pair)
    return [nearest.index(line) for line in pair] if nearest else list(range(len(pair)))


def _likeness(plain: str, part: Part, line: OrderLine, words: OptionWords) -> int:
    said = {meaning for span in words.said.find(worded(plain), *part) for meaning in span.meanings}
    return sum(line.options.get(meaning.option) in meaning.values for meaning in said)


def _behind(plain: str, parts: Sequence[Part], start: int) -> list[Part]:
    """The sentences behind those that tell each: "Length and color as they are"."""
    return [(max(start, begin), end) for begin, end in parts if end > start]


def _said_of_each(plain: str, start: int, end: int, words: OptionWords) -> int:
    """Where the last clause goes over to all of them: "..., sizes as they are, and if one is out, then in red"."""
    starts = (match.end() for match in CLAUSE.finditer(plain, start, end))
    return next((place for place in starts if _is_of_each(plain[place:end], words)), end)


def _is_of_each(rest: str, words: OptionWords) -> bool:
    first = CLAUSE.split(rest)[0]
    if OF_BOTH.search(first) or OF_ALL.match(first):
        return True
    named = (span for span in words.named.find(worded(first)) if span.start < FIRST_WORDS)
    return any(singular(first[span.start : span.end]) != first[span.start : span.end] for span in named)


def _of_both(plain: str, parts: list[Part], first: int) -> list[Part]:
    """What is said of all of a kind before each is told: "Both in polyester. The small one brown, the large one grey"."""
    sentences = (match.span() for start, end in parts for match in SENTENCE.finditer(plain, start, min(end, first)))
    return [span for span in sentences if OF_BOTH.search(plain, *span)]


def _but_of_others(plain: str, parts: list[Part], pair: Sequence[OrderLine], line: OrderLine) -> list[Part]:
    """The parts but for what is said of another of its kind: "one brown, one black. Both in wood. The brown one in 4 ft"."""
    left = []
    for start, end in parts:
        sentences = [match.span() for match in SENTENCE.finditer(plain, start, end)]
        left += [span for span in sentences if not _is_of_another(plain[slice(*span)], pair, line)]
    return left or parts


def _is_of_another(sentence: str, pair: Sequence[OrderLine], line: OrderLine) -> bool:
    if EACH_TOLD.search(sentence):
        # Says what they are now.
        return True
    meant = [one_told(match.group(), 0, len(match.group()), pair) for match in THE_ONE.finditer(sentence)]
    told = [one.sku for lines in meant for one in lines]
    return bool(told) and line.sku not in told
