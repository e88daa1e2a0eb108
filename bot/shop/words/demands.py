"""What a text demands of one option of an article: which values will do, which come first, and which will not."""

import re
from dataclasses import dataclass, field, replace

from bot.shop.wish import OptionWish
from bot.shop.words.conditions import ELSE, LAST, PREFERRED
from bot.shop.words.options import Options, OptionWords, Said
from bot.shop.words.phrases import Span, Wording

_ARTICLES = r"(?:\s+(?:the|a|an|any|in|even|my|of|those|these|its|with|another|one|anything))*\s*-?$"
REFUSED = re.compile(
    r"(?:\bnot|\bno|\bwithout|\bexcept(?: for)?|\bany(?:thing)?(?: \w+)? but|\ball but|\bother than|\bavoid|\bnone of"
    r"|\bnever|\bnon|\bisnt|\barent|\baint|\b(?:dont|do not|didnt|wont) (?:really )?(?:want|like))" + _ARTICLES
)
# "I don't need a backlight": rather without, but it may have one.
UNNEEDED = re.compile(r"\b(?:dont|do not|doesnt|wont|no longer) (?:really |actually )?(?:need|require|use)" + _ARTICLES)
UNNEEDED_BEHIND = re.compile(r"\s*(?:(?:is|are)(?:nt| not)|not) (?:really )?(?:needed|necessary|required|a must)\b")
IS_NOT = re.compile(r"\b(?:isnt|arent|wasnt|werent|aint|is not|are not)(?: (?:very|really|even|actually|at all))*\s*$")
# "A rather than B": B is refused, or second best where A may not be had.
BEHIND = re.compile(r"(?:\binstead of|\brather than|\bover|\bin place of|\bbefore|\bto replace)" + _ARTICLES)
KEPT_BEFORE = re.compile(
    r"\b(?:same|still|keep|keeping|stay|remain|exact|identical|leave)"
    r"(?:\s+(?:the|in|with|a|it|exact|same|its|at|on|my|(?:kind|sort|type) of))*\s*$"
)
KEPT_BEHIND = re.compile(
    r"^[^.;!?,()]*?\b(?:(?<!with the )(?<!at the )(?<!in the )same|unchanged|(?:should|must|has to|have to|to|can"
    r"|stays?) (?:stay|remain|be kept|the same)"
    r"|stays?|remains?)\b"
)
WELCOME = re.compile(
    r"\b(?:is|are|would be|will be|s|be|thats|its)?\s*(?:also |perfectly |totally )?(?:ok|okay|fine|acceptable|alright"
    r"|all right|would do|will do)\b"
)
# "water resistance: no"
SAID_NO = re.compile(r"^\s*(?:[:=-]|is|should be|of)?\s*no(?:ne)?\b(?!\s+(?:matter|problem|worries|need|more|less))")
# What begins a sentence with "then" sets nothing behind anything: "Then take the blue one".
THEN_FIRST = re.compile(r"^\W*(?:(?:ok|okay|well|so|and|fine|alright|ah|oh|hm+|yes|no)\W+)*then\b")
STOP = re.compile(r"[.;!?()\n]")
OR_BEFORE = re.compile(r"\bor\b(?:\s+\w+){0,3}\s*$")
# "8GB is too small"
IS_TOO = re.compile(r"\s*(?:is|are|was|were|seems?|feels?)(?: (?:just|way|far|a bit|a little|much))? too\b")
# "i7 or above"
OR_MORE = re.compile(r"^\s*(?:\+|(?:or|and) (?:above|higher|more|better|up|bigger|larger|greater|over|newer|faster))")
OR_LESS = re.compile(r"^\s*(?:or|and) (?:below|lower|less|under|smaller|fewer|down)")
AT_LEAST = re.compile(r"\b(?:at least|minimum|no less than|not less than|minimum of)(?: a| an)?\s*$")
AT_MOST = re.compile(r"\b(?:at most|up to|no more than|not more than|maximum of)(?: a| an)?\s*$")


@dataclass
class Demand:
    values: frozenset[str]
    start: int
    is_fallback: bool = False
    is_last: bool = False
    is_preferred: bool = False
    is_kept: bool = False
    is_welcome: bool = False
    is_refused: bool = False
    is_unneeded: bool = False
    is_behind: bool = False

    def stays(self, current: str) -> bool:
        """Whether it is what the article has; "red, of the same size" keeps no red."""
        return self.is_kept and (not self.values or current in self.values)


@dataclass
class Reading:
    """One text being read for one article."""

    wording: Wording
    current: Options
    words: OptionWords
    demands: dict[str, list[Demand]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)

    @property
    def plain(self) -> str:
        return self.wording.plain


def demand_of(reading: Reading, said: Said, span: Span[Said], before: str, after: str) -> Demand:
    clause = re.split(r",| and | but |:", after)[0]
    return Demand(
        _with_bounds(reading.words, said, before, after),
        span.start,
        is_fallback=ELSE in before or _comes_second(reading.plain[: span.start], before) or _is_alternative(before, after),
        is_last=LAST in after,
        is_preferred=PREFERRED in clause or bool(re.search(PREFERRED + r"\W*(?:\w+\W+){0,2}$", before)),
        is_kept=bool(KEPT_BEFORE.search(before) or KEPT_BEHIND.search(clause)),
        is_welcome=bool(WELCOME.search(_clause_around(reading.plain, span))),
        is_refused=bool(REFUSED.search(before) or IS_TOO.match(after) or _is_denied(reading, said, after)),
        is_unneeded=bool(UNNEEDED.search(before) or UNNEEDED_BEHIND.match(after)),
        is_behind=bool(BEHIND.search(before)),
    )


def _comes_second(until: str, before: str) -> bool:
    """'8 bar, then 9'"""
    is_behind_then = re.search(r"\bthen\b(?!:)\W*(?:\w+\W+){0,2}$", before)
    return bool(is_behind_then) and not THEN_FIRST.match(STOP.split(until)[-1])


def _is_alternative(before: str, after: str) -> bool:
    """'Or with 1500 if those are sold out', 'cotton if possible, linen if not'"""
    return after.lstrip().startswith(ELSE) and bool(OR_BEFORE.search(before) or PREFERRED in before)


def _is_denied(reading: Reading, said: Said, after: str) -> bool:
    """'Water resistance no', 'backlight: none': of what an article may lack."""
    values = set(reading.words.values.get(said.option, ()))
    may_lack = values <= {"yes", "no"} or (bool(reading.words.absent(said.option)) and _is_any(reading, said))
    return may_lack and bool(SAID_NO.match(after))


def _is_any(reading: Reading, said: Said) -> bool:
    """Whether it was named as such: 'a backlight', and not a white one."""
    return said.values == reading.words.present(said.option)


def says_none_of(reading: Reading, named: Demand, demand: Demand) -> bool:
    """Whether the first names what the second says that there should be none of."""
    options = reading.words.values
    absent = [option for option in options if demand.values and demand.values <= reading.words.absent(option)]
    return any(named.values == reading.words.present(option) for option in absent)


def tells_lack(reading: Reading, said: Said, before: str) -> bool:
    """'The ones I got aren't waterproof', which they are not: says what is wrong, and refuses nothing."""
    return reading.current.get(said.option) in reading.words.absent(said.option) and bool(IS_NOT.search(before))


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


def option_wish(reading: Reading, option: str, demands: list[Demand]) -> OptionWish | None:
    current = reading.current.get(option, "")
    if all(demand.is_unneeded for demand in demands):
        return _rather_without(reading, option, demands)
    demands = [demand for demand in demands if not demand.is_unneeded]
    wanted = [demand for demand in demands if not demand.is_refused]
    refused = frozenset().union(*(one.values for one in demands if one.is_refused and not _is_wanted_after(one, wanted)))
    # "Clicky drives us mad, anything that isn't clicky": tells what it is.
    wanted = [demand for demand in wanted if not demand.values or demand.is_behind or not demand.values <= refused]
    if any(demand.is_behind for demand in wanted):
        wanted = _with_second_best(reading, wanted)
        refused |= frozenset().union(*(demand.values for demand in demands if demand.is_behind and demand not in wanted))
    plain = [one for one in wanted if not (one.stays(current) or one.is_fallback or one.is_behind or one.is_last)]
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


def _rather_without(reading: Reading, option: str, demands: list[Demand]) -> OptionWish:
    values = frozenset(reading.words.values.get(option, ()))
    others = values.difference(*(demand.values for demand in demands))
    return OptionWish(option, (others, values) if others else (values,), is_required=False)


def _is_wanted_after(refused: Demand, wanted: list[Demand]) -> bool:
    """'Mine isn't waterproof. I'd like a waterproof one.'"""
    return any(demand.start > refused.start and demand.values & refused.values for demand in wanted)


def _with_second_best(reading: Reading, wanted: list[Demand]) -> list[Demand]:
    """'animals rather than art if you have both': art will do, too."""
    if PREFERRED in reading.plain or any(demand.is_welcome for demand in wanted):
        return wanted
    return [demand for demand in wanted if not demand.is_behind]


def _tiers(wanted: list[Demand], current: str) -> list[frozenset[str]]:
    tiers: list[frozenset[str]] = []
    if len(wanted) == 1 and (wanted[0].is_welcome or wanted[0].is_fallback):
        # "no backlight is fine": what it has comes first.
        tiers.append(frozenset([current]))
    last = [demand for demand in wanted if demand.is_last]
    for demand in [*(demand for demand in wanted if demand not in last), *last]:
        opens = not tiers or demand.is_fallback or demand.is_last or demand.is_behind or demand.is_welcome
        if opens:
            tiers.append(demand.values)
        elif demand.values <= tiers[-1] or tiers[-1] <= demand.values:
            # "Waterproof, IPX7": said more closely.
            tiers[-1] &= demand.values
        else:
            tiers[-1] |= demand.values
    return tiers
