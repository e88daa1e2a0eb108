"""Reads a wish out of a customer's words about one article: "still RGB, but clicky; if there's none, no backlight is fine"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.shop.wish import OptionWish, Rest, Wish
from bot.shop.words.comparisons import compared
from bot.shop.words.conditions import ELSE, LAST, PREFERRED, without_conditions
from bot.shop.words.numbers import NEAR, bare_numbers
from bot.shop.words.options import Options, OptionWords, Said
from bot.shop.words.phrases import Span, Wording, worded
from bot.shop.words.price_limits import without_price_limits
from bot.shop.words.prices import price_below, price_wish

_ARTICLES = r"(?:\s+(?:the|a|an|any|in|even|my|of|those|these|its|with|another|one|anything))*\s*-?$"
REFUSED = re.compile(
    r"(?:\bnot|\bno|\bwithout|\bexcept(?: for)?|\bany(?:thing)?(?: \w+)? but|\ball but|\bother than|\bavoid|\bnone of"
    r"|\bnever|\bnon|\bisnt|\baint)" + _ARTICLES
)
# "A rather than B": B is refused, or second best where A may not be had.
BEHIND = re.compile(r"(?:\binstead of|\brather than|\bover|\bin place of|\bbefore|\bto replace)" + _ARTICLES)
KEPT_BEFORE = re.compile(
    r"\b(?:same|still|keep|keeping|stay|remain|exact|identical|leave)"
    r"(?:\s+(?:the|in|with|a|it|exact|same|its|at|on|my|(?:kind|sort|type) of))*\s*$"
)
KEPT_BEHIND = re.compile(
    r"^[^.;!?,()]*?\b(?:same|unchanged|(?:should|must|has to|have to|to|can|stays?) (?:stay|remain|be kept|the same)"
    r"|stays?|remains?)\b"
)
WELCOME = re.compile(
    r"\b(?:is|are|would be|will be|s|be|thats|its)?\s*(?:also |perfectly |totally )?(?:ok|okay|fine|acceptable|alright"
    r"|all right|would do|will do)\b"
)
FREE = re.compile(
    r"\b(?:(?:doesnt|does not|dont|do not|didnt|wont|not) (?:really |much |actually )?(?:matter|care|mind|bother)"
    r"|(?:wouldnt|wont|doesnt) (?:bother|hurt|disturb|matter)|isnt important|not important|no matter|whatever|up to you"
    r"|is flexible)"
)
FREE_BEFORE = re.compile(
    r"\b(?:any|whatever|whichever|dont (?:care|mind)(?: about)?(?: what)?|no matter(?: what| which)?"
    r"|regardless of)(?: the| other)?\s*$"
)
# "8GB is too small"
IS_TOO = re.compile(r"\s*(?:is|are|was|were|seems?|feels?)(?: (?:just|way|far|a bit|a little|much))? too\b")
# "i7 or above"
OR_MORE = re.compile(r"^\s*(?:\+|(?:or|and) (?:above|higher|more|better|up|bigger|larger|greater|over|newer|faster))")
OR_LESS = re.compile(r"^\s*(?:or|and) (?:below|lower|less|under|smaller|fewer|down)")
AT_LEAST = re.compile(r"\b(?:at least|minimum|no less than|not less than|minimum of)(?: a| an)?\s*$")
AT_MOST = re.compile(r"\b(?:at most|up to|no more than|not more than|maximum of)(?: a| an)?\s*$")
_REST = (
    r"(?:everything else|anything else|all else|the rest|(?:all |any )?(?:of )?(?:the |its |my )?(?:other|others|remaining)"
    r"(?: (?:option|spec|feature|setting|thing|detail|attribute|specification|propertie)s?)?)"
)
REST_KEPT = re.compile(
    rf"\b(?:{_REST}[^.;!?]*?(?:same|unchanged|stays?|keep|kept|identical|as it is|as is|as they are)"
    rf"|(?:same|keep|dont change|do not change|unchanged|without changing|not change|leave)\b[^.;!?]*?{_REST}"
    r"|same(?: one| thing| model| item| product| kind)?,? (?:but|just|only)"
    r"|(?:very|exact|the) same(?: one| thing| model| item| product)? in(?! the)|just like (?:it|mine|this|that) but"
    r"|identical but|otherwise (?:the same|identical))\b"
)
REST_FREE = re.compile(rf"\b(?:{_REST}[^.;!?,]*?{FREE.pattern}|{FREE.pattern}[^.;!?,]*?{_REST})")
SAME_AGAIN = re.compile(
    r"\b(?:same (?:one|model|item|article|thing|product|kind|exact one)|identical (?:one|item)?|exactly the same"
    r"|a new one|another one|the same again|same pair|replacement)\b"
)
OF_THOSE = re.compile(
    r"(?<!both )(?<!all )(?<!each )(?<!one )(?<!either )(?<!two )\b(?:of|among|from) (?:those|these|them"
    r"|the ones you)\b(?! (?:two|orders|items|things))"
)
# Two values that will both do: "silver or black".
OR_ELSE = re.compile(r"\s*(?:,?\s*or(?:\s+(?:a|an|the|in))?|/)\s*")
SENTENCE_END = re.compile(r"[.;!?()\n]|, (?=and |but )")


@dataclass
class _Demand:
    values: frozenset[str]
    start: int
    is_fallback: bool = False
    is_last: bool = False
    is_preferred: bool = False
    is_kept: bool = False
    is_welcome: bool = False
    is_refused: bool = False
    is_behind: bool = False


@dataclass
class _Reading:
    """One text being read for one article."""

    wording: Wording
    current: Options
    words: OptionWords
    demands: dict[str, list[_Demand]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)

    @property
    def plain(self) -> str:
        return self.wording.plain


def read_wish(plain: str, current: Options, words: OptionWords, described: Iterable[tuple[int, int]] = ()) -> Wish:
    """The wish for an article with these options; `described` are the places that say what it is now."""
    marked, conditions = without_conditions(without_price_limits(plain))
    reading = _Reading(worded(marked), current, words)
    _read_values(reading, list(described))
    options = _option_wishes(reading)
    spoken_of = {option.option for option in options}
    kept = _kept_by_name(reading)
    options += compared(reading.wording, current, words, frozenset(spoken_of | reading.free))
    spoken_of = {option.option for option in options}
    options += [OptionWish(option, (frozenset([current[option]]),)) for option in kept if option not in spoken_of]
    spoken_of |= set(kept)
    options += [
        OptionWish(option, (frozenset(words.values[option]),), is_required=False) for option in sorted(reading.free - spoken_of)
    ]
    otherwise = conditions[0].otherwise if conditions else None
    # "One with the same tank, the cheapest of those": says itself which.
    refers_back = not options and bool(OF_THOSE.search(marked))
    price, below = price_wish(reading.wording), price_below(marked)
    wish = Wish(tuple(options), price, below, _rest(marked), refers_back=refers_back, otherwise=otherwise)
    if wish.is_empty and SAME_AGAIN.search(marked):
        return replace(wish, is_same=True)
    return wish


def _read_values(reading: _Reading, described: list[tuple[int, int]]) -> None:
    spans = _sorted([*reading.words.said.find(reading.wording), *bare_numbers(reading.wording, reading.words)])
    for place, span in enumerate(spans):
        said = _which_option(reading, span)
        if said is None:
            continue
        before_from = spans[place - 1].end if place else 0
        after_to = spans[place + 1].start if place + 1 < len(spans) else len(reading.plain)
        before = SENTENCE_END.split(reading.plain[before_from : span.start])[-1]
        after = SENTENCE_END.split(reading.plain[span.end : after_to])[0]
        is_described = any(start <= span.start and span.end <= end for start, end in described)
        if is_described and reading.current.get(said.option) in said.values:
            continue
        if before.rstrip().endswith("too"):
            continue
        if FREE_BEFORE.search(before) or FREE.search(after.split(",")[0]):
            reading.free.add(said.option)
            continue
        demand, earlier = _demand(reading, said, span, before, after), reading.demands.setdefault(said.option, [])
        if earlier and OR_ELSE.fullmatch(before) and not demand.is_refused:
            earlier[-1].values |= demand.values
        else:
            earlier.append(demand)


def _demand(reading: _Reading, said: Said, span: Span[Said], before: str, after: str) -> _Demand:
    clause = re.split(r",| and | but |:", after)[0]
    return _Demand(
        _with_bounds(reading.words, said, before, after),
        span.start,
        is_fallback=ELSE in before or bool(re.search(r"\bthen\W*(?:\w+\W+){0,2}$", before)),
        is_last=LAST in after,
        is_preferred=PREFERRED in clause or bool(re.search(PREFERRED + r"\W*(?:\w+\W+){0,2}$", before)),
        is_kept=bool(KEPT_BEFORE.search(before) or KEPT_BEHIND.search(clause)),
        is_welcome=bool(WELCOME.search(_clause_around(reading.plain, span))),
        is_refused=bool(REFUSED.search(before) or IS_TOO.match(after)),
        is_behind=bool(BEHIND.search(before)),
    )


def _clause_around(plain: str, span: Span[Said]) -> str:
    """Up to the next comma or stop on both sides."""
    behind = re.split(r"[.;!?(),:]| but ", plain[span.end :])[0]
    return plain[span.start : span.end] + behind


def _with_bounds(words: OptionWords, said: Said, before: str, after: str) -> frozenset[str]:
    """'i7 or above' is all from i7 on."""
    order = words.ordered(said.option)
    places = [order.index(value) for value in said.values if value in order]
    if not places:
        return said.values
    if OR_MORE.search(after) or AT_LEAST.search(before):
        return frozenset(order[min(places) :])
    if OR_LESS.search(after) or AT_MOST.search(before):
        return frozenset(order[: max(places) + 1])
    return said.values


def _option_wishes(reading: _Reading) -> list[OptionWish]:
    wishes = (_option_wish(reading, option, demands) for option, demands in reading.demands.items())
    return [wish for wish in wishes if wish is not None]


def _option_wish(reading: _Reading, option: str, demands: list[_Demand]) -> OptionWish | None:
    current = reading.current.get(option, "")
    refused = frozenset().union(*(demand.values for demand in demands if demand.is_refused))
    wanted = [demand for demand in demands if not demand.is_refused]
    if any(demand.is_behind for demand in wanted):
        wanted = _with_second_best(reading, wanted)
        refused |= frozenset().union(*(demand.values for demand in demands if demand.is_behind and demand not in wanted))
    plain = [demand for demand in wanted if not (demand.is_kept or demand.is_fallback or demand.is_behind or demand.is_last)]
    if any(current not in demand.values for demand in plain):
        # What it is now was said to tell it from others: "make the 17 inch one a 13 inch".
        wanted = [demand for demand in wanted if demand not in plain or demand.values != {current}]
    # "same wood": named by what it is made of, of whatever wood.
    same = frozenset([current])
    wanted = [replace(demand, values=same) if demand.is_kept and not demand.values else demand for demand in wanted]
    if not wanted:
        others = frozenset(reading.words.values.get(option, ())) - refused
        return OptionWish(option, (others,)) if refused else None
    tiers = [tier - refused for tier in _tiers(wanted, current)]
    is_choice = all(demand.is_preferred for demand in wanted) or any(demand.is_last for demand in wanted)
    return OptionWish(option, tuple(tiers), is_required=not is_choice)


def _with_second_best(reading: _Reading, wanted: list[_Demand]) -> list[_Demand]:
    """'animals rather than art if you have both': art will do, too."""
    if PREFERRED in reading.plain or any(demand.is_welcome for demand in wanted):
        return wanted
    return [demand for demand in wanted if not demand.is_behind]


def _tiers(wanted: list[_Demand], current: str) -> list[frozenset[str]]:
    tiers: list[frozenset[str]] = []
    if all((demand.is_welcome and not demand.is_fallback) or demand.is_fallback for demand in wanted) and len(wanted) == 1:
        # "no backlight is fine": what it has comes first.
        tiers.append(frozenset([current]))
    last = [demand for demand in wanted if demand.is_last]
    for demand in [*(demand for demand in wanted if demand not in last), *last]:
        opens = not tiers or demand.is_fallback or demand.is_last or demand.is_behind or demand.is_welcome
        if opens:
            tiers.append(demand.values)
        else:
            tiers[-1] |= demand.values
    return tiers


def _which_option(reading: _Reading, span: Span[Said]) -> Said | None:
    """The option that is meant where several have the value: the one named beside it, else one that has another value now."""
    meanings = sorted(span.meanings, key=lambda said: said.option)
    if len({said.option for said in meanings}) == 1:
        return Said(meanings[0].option, frozenset().union(*(said.values for said in meanings)))
    around = Wording(reading.plain[max(0, span.start - NEAR) : span.end + NEAR])
    named = {option for found in reading.words.named.find(around) for option in found.meanings}
    told = [said for said in meanings if said.option in named and said.values]
    if len({said.option for said in told}) == 1:
        return told[0]
    known = [said for said in meanings if said.values]
    changed = [said for said in known if reading.current.get(said.option) not in said.values]
    likely = changed if len(changed) == 1 else known
    return likely[0] if likely else meanings[0]


def _kept_by_name(reading: _Reading) -> list[str]:
    """Options that are to stay as they are: 'same size and material', 'the size has to stay'."""
    kept: list[str] = []
    end_of_kept = -1
    for span in reading.words.named.find(reading.wording):
        before = SENTENCE_END.split(reading.plain[: span.start])[-1]
        after = SENTENCE_END.split(reading.plain[span.end :])[0].split(",")[0]
        goes_on = end_of_kept >= 0 and bool(
            re.fullmatch(r"\s*(?:,|and|&|or|/|,\s*and)?\s*(?:the |same )*", reading.plain[end_of_kept : span.start])
        )
        if before.rstrip().endswith("too"):
            continue
        if FREE_BEFORE.search(before) or FREE.search(after):
            reading.free |= span.meanings
        elif KEPT_BEFORE.search(before) or KEPT_BEHIND.search(after) or goes_on:
            kept += [option for option in sorted(span.meanings) if option in reading.current]
            end_of_kept = span.end
    return [option for option in dict.fromkeys(kept) if option not in reading.free]


def _rest(plain: str) -> Rest:
    if REST_FREE.search(plain):
        return Rest.FREE
    return Rest.KEPT if REST_KEPT.search(plain) else Rest.KEPT_IF_POSSIBLE


def _sorted(spans: Iterable[Span[Said]]) -> list[Span[Said]]:
    return sorted(spans, key=lambda span: span.start)
