"""Articles told from one another by what is said of them: their options, their names, their prices."""

import re
from collections.abc import Iterator, Sequence

from bot.shop import option_values
from bot.shop.order_line import OrderLine
from bot.shop.wish import PriceWish
from bot.shop.words.comparisons import Way, comparisons_of
from bot.shop.words.demands import REFUSED
from bot.shop.words.numbers import bare_numbers
from bot.shop.words.options import OptionWords, Said, words_for
from bot.shop.words.phrases import Span, read, worded
from bot.shop.words.prices import price_words

# "The bigger one", not "for a bigger one".
DEFINITE = re.compile(r"\b(?:the|my|that|this)(?: [\w-]+){0,4} ?$")


# "The small one", and not what another is to become: "for the small one".
THE_ONE = re.compile(
    r"\bthe (?:[\w%-]+ ){1,3}ones?\b"
    # "the one for the small room"
    r"|\bthe ones? (?:for|with|in|(?:thats|that is|which is|that has|which has)(?: in| for| with)?) (?:the |a |an |my )?"
    r"[\w%-]+(?: (?!to\b|into\b|for\b|and\b|should\b|in\b)[\w%-]+)?"
)
# At the beginning of a clause also without "the": "small one in red, large one in blue".
_NO_VALUE = (
    r"(?:an?|any|another|some|this|that|which|each|every|no|for|to|in|into|with|or|the|i|you|only|just|please|make|of|if|same"
    r"|first|second|other)\b"
)
EACH_ONE = re.compile(rf"{THE_ONE.pattern}|(?:(?:^|(?<=[.;:!?,] )|(?<= and ))(?!{_NO_VALUE})[\w%-]+ ones?\b)")
# An article named by nothing but its price.
_LEAST = r"cheapest|least expensive|lowest priced"
EXTREME = re.compile(
    rf"\b(?:the|my|whatever is|whichever is) (?:(?P<least>{_LEAST})|most expensive|dearest|priciest|costliest|highest priced)"
    r"(?: (?P<thing>things?|items?|articles?|products?|pieces?)\b"
    r"|(?: ones?)? (?:of|out of) (?:what|those|these|them|all|everything|the (?:things|items|articles|lot))\b)"
)
# Of two "the big one" is the bigger one.
COMPARED = {"big": "bigger", "large": "larger", "small": "smaller", "little": "smaller", "long": "longer", "short": "shorter"}
BIG_ONE = re.compile(rf"(?<=\bthe )(?:{'|'.join(COMPARED)})(?= ones?\b)")
SIZE_BEFORE = re.compile(r"\b(?:the|my|sized?|that)\s+$")
COUNTED_BEHIND = re.compile(r"\s+(?:of|days?|weeks?|months?|years?|orders?|pairs|items?|articles?|things?|ones?|times?)\b")
# "For the large one any material will do": says whose it is, at the beginning.
BECOMES = re.compile(r"\b(?:(?<!^)(?<![.;!?:,] )for|to|into|with|be|than|as|(?<!id )(?<!would )(?<!we would )like|of)\s+$")


def told_apart(text: str, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """Those of the lines that the words describe best: 'the blue one', 'the cheaper one'; all where they describe none."""
    plain = read(text).plain
    places = [(0, len(plain))]
    return described_best(plain, places, called_so(plain, places, list(lines)))


def described_best(plain: str, places: list[tuple[int, int]], lines: list[OrderLine]) -> list[OrderLine]:
    in_full = [line for line in lines if places_of_options(plain, line)]
    if in_full:
        return in_full
    words = words_for(line.options for line in lines)
    said = [span for place in places for span in (*words.said.find(worded(plain), *place), *_sizes(plain, place, words))]
    fitting = {id(line): 0 for line in lines}
    for span in said:
        is_refused = bool(REFUSED.search(plain[max(0, span.start - 24) : span.start]))
        for line in lines:
            has = any(line.options.get(meaning.option) in meaning.values for meaning in span.meanings)
            fitting[id(line)] += 1 if has is not is_refused else 0
    best = max(fitting.values())
    lines = [line for line in lines if fitting[id(line)] == best]
    lines = _by_price(plain, places, lines) if len(lines) > 1 else lines
    return _by_comparison(plain, places, lines) if len(lines) > 1 else lines


def _sizes(plain: str, place: tuple[int, int], words: OptionWords) -> Iterator[Span[Said]]:
    """'My size 9 boots', 'the 7': numbers that are an option's value, and count nothing."""
    for span in bare_numbers(worded(plain), words):
        is_value = SIZE_BEFORE.search(plain[: span.start]) and not COUNTED_BEHIND.match(plain, span.end)
        if is_value and place[0] <= span.start and span.end <= place[1]:
            yield span


def own_clauses(plain: str, start: int, end: int, lines: Sequence[OrderLine]) -> list[tuple[OrderLine, int, int]]:
    """Of "the small one in gray, the large one stays" the part that each of them has; none unless two are told apart so."""
    found = _ones_told(plain, start, end, lines, pattern=EACH_ONE)
    if len({line.sku for line, _ in found}) < 2:  # noqa: PLR2004 - one and another
        return []
    ends = [*(at for _, at in found[1:]), end]
    return [(line, at, behind) for (line, at), behind in zip(found, ends, strict=True)]


def one_told(plain: str, start: int, end: int, lines: Sequence[OrderLine], becomes: re.Pattern[str] = BECOMES) -> list[OrderLine]:
    """Of "I have two rugs. The beige one is too small" the one that it comes to; none where it comes to several, or to none.

    Behind words that match `becomes` no article is meant that they have.
    """
    meant = {line.sku: line for line, _ in _ones_told(plain, start, end, lines, becomes)}
    return list(meant.values()) if len(meant) == 1 else []


def _ones_told(
    plain: str,
    start: int,
    end: int,
    lines: Sequence[OrderLine],
    becomes: re.Pattern[str] = BECOMES,
    pattern: re.Pattern[str] = THE_ONE,
) -> list[tuple[OrderLine, int]]:
    found = []
    for match in pattern.finditer(plain, start, end):
        meant = told_apart(match.group(), lines)
        if len({line.sku for line in meant}) == 1 and not becomes.search(plain[: match.start()]):
            found.append((meant[0], match.start()))
    return found


def called_so(plain: str, places: list[tuple[int, int]], lines: list[OrderLine]) -> list[OrderLine]:
    """'My kettle, I mean the electric one': by a word of its name that no other has."""
    words = {line.name: {word.form for word in read(line.name).words} for line in lines}
    own = {name: words[name].difference(*(words[other] for other in words if other != name)) for name in words}
    said = [word for start, end in places for word in worded(plain).words if start <= word.start and word.end <= end]
    refused = {word.form for word in said if REFUSED.search(plain[max(0, word.start - 24) : word.start])}
    left = [line for line in lines if not refused & own[line.name]] or lines
    named = {word.form for word in said} - refused
    return [line for line in left if named & own[line.name]] or left


def extremes_named(plain: str, lines: Sequence[OrderLine], *, exchanges: bool = False) -> list[OrderLine]:
    """'The most expensive thing in it', 'the cheapest of what I received': all that cost as much; none where none is named so."""
    found = EXTREME.search(plain)
    is_target = found is not None and exchanges and (not found["thing"] or BECOMES.search(plain[: found.start()]))
    if found is None or is_target or not lines:
        return []
    find = min if found["least"] else max
    price = find(line.price.amount for line in lines)
    return [line for line in lines if line.price.amount == price]


def places_of_options(plain: str, line: OrderLine) -> list[tuple[int, int]]:
    """Where all options of the article are said, as we write them: 'blue, 10 hours, waterproof: no', or 'blue, 10 hours, no'."""
    ways = {option_values.in_words(line.options), ", ".join(line.options.values())}
    return sorted({place for way in ways for place in _places(plain, way)}) if len(line.options) > 1 else []


def is_called_so(text: str, line: OrderLine) -> bool:
    """Whether the text says all its options, and nothing else."""
    plain = read(text).plain
    return any(not re.search(r"\w", plain[:start] + plain[end:]) for start, end in places_of_options(plain, line))


def _places(plain: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where all its words are said, in its order and with nothing between them."""
    wanted, said = read(phrase).forms, worded(plain)
    for start, form in enumerate(said.forms):
        end = start + len(wanted)
        if wanted[:1] == (form,) and said.forms[start:end] == wanted:
            yield said.words[start].start, said.words[end - 1].end


def _by_price(plain: str, places: list[tuple[int, int]], lines: list[OrderLine]) -> list[OrderLine]:
    found = [span for place in places for span in price_words().find(worded(plain), *place)]
    if not found:
        return lines
    # What is said last counts: "the cheaper... no wait, the more expensive one".
    (wish,) = found[-1].meanings
    prices = [line.price.amount for line in lines]
    price = min(prices) if wish in {PriceWish.CHEAPEST, PriceWish.CHEAPER} else max(prices)
    return [line for line in lines if line.price.amount == price]


def _by_comparison(plain: str, places: list[tuple[int, int]], lines: list[OrderLine]) -> list[OrderLine]:
    """'The bigger one', 'the puzzle with fewer pieces'; only what is said of something definite tells it from others."""
    words = words_for(line.options for line in lines)
    for start, end in places:
        part = worded(BIG_ONE.sub(lambda match: COMPARED[match.group()], plain[start:end]))
        for place, way, option in comparisons_of(part, words):
            order = words.ordered(option)
            if not DEFINITE.search(part.plain[:place]) or any(line.options.get(option) not in order for line in lines):
                continue
            ranks = [order.index(line.options[option]) for line in lines]
            best = max(ranks) if way in {Way.UP, Way.MOST} else min(ranks)
            return [line for line, rank in zip(lines, ranks, strict=True) if rank == best]
    return lines
