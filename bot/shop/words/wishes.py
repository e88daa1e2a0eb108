"""Reads a wish out of a customer's words about one article: "still RGB, but clicky; if there's none, no backlight is fine"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.shop.wish import OptionWish, Rest, Wish
from bot.shop.words.bare_wishes import keeps_rest
from bot.shop.words.comparisons import by_amount, compared
from bot.shop.words.conditions import without_conditions
from bot.shop.words.demands import KEPT_BEFORE, KEPT_BEHIND, Demand, Reading, demand_of, option_wish, says_none_of, tells_lack
from bot.shop.words.numbers import NEAR, bare_numbers
from bot.shop.words.options import Options, OptionWords, Said
from bot.shop.words.phrases import Span, Wording, read, worded
from bot.shop.words.price_limits import without_price_limits
from bot.shop.words.prices import price_below, price_wish

FREE = re.compile(
    r"\b(?:(?:doesnt|does not|dont|do not|didnt|wont|not) (?:really |much |actually )?(?:matter|care|mind|bother)"
    r"|(?:wouldnt|wont|doesnt) (?:bother|hurt|disturb|matter)|isnt important|not important|no matter|whatever|up to you"
    r"|is flexible|(?:can|may|might|could) (?:change|vary|differ|be different))"
)
FREE_BEFORE = re.compile(
    r"\b(?:any|whatever|whichever|(?:dont|do not) (?:care|mind)(?: about)?(?: what| which| wich)?|no matter(?: what| which)?"
    r"|regardless of)(?: the| other)?\s*$"
)
# "It isn't waterproof, and it should be."
SHOULD_BE = re.compile(
    r"[\s,.;]*(?:and|but|yet|though)(?: (?:it|they|that|this|those|these|mine))?"
    r" (?:should|must|has to|have to|needs? to|ought to)(?: be)?(?=\s*(?:[.;!?,)]|$))"
)
# "Mine aren't waterproof, I'd like some that are."
THAT_ARE = re.compile(
    r"\b(?:ones?|some|something|a pair|another|any) (?:that|which|who) (?:is|are|does|do|has|have)\b(?=\s*(?:[.;!?,)]|$))"
    rf"|{SHOULD_BE.pattern}"
)
# "Any red ones" are red, "any color" is free.
ANY_BEFORE = re.compile(r"\bany(?: other)?\s*$")
BY_SO_MUCH = re.compile(r"\s+(?:more|less|fewer|extra)\b(?! (?:than|expensive|costly))")
# "Any lighting or none" is free.
OR_NONE = re.compile(r",?\s*or (?:none|no|not|without)\b")
OR_NONE_BEFORE = re.compile(r"\bor\s*$")
ENOUGH = re.compile(r"\s*enough\b")
NOT_ENOUGH = re.compile(r"\b(?:not|isnt|arent|wasnt|werent|aint|never|hardly)\b[^,]*$")
_OPTIONS = r"(?:option|spec|feature|setting|thing|detail|attribute|specification|propertie)s?"
_REST = (
    r"(?:everything else|anything else|all else|(?:the )?rest"
    rf"|(?:all |any )?(?:of )?(?:the |its |my )?(?:others|remaining)(?: {_OPTIONS})?"
    rf"|(?:all |any )?(?:the |its |my )?other {_OPTIONS})"
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
NAMED_BEFORE = re.compile(r"\s*(?:[:=-]|is|should be|of)?\s*")
IN_LIST = re.compile(r"\s*,\s*")
SENTENCE_END = re.compile(r"[.;!?()\n]|, (?=and |but )")


def read_wish(plain: str, current: Options, words: OptionWords, described: Iterable[tuple[int, int]] = ()) -> Wish:
    """The wish for an article with these options; `described` are the places that say what it is now."""
    marked, conditions = without_conditions(without_price_limits(plain))
    reading = Reading(worded(marked), current, words)
    _read_values(reading, list(described))
    options = _but_for_measured(reading, _option_wishes(reading))
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


def is_same_again(text: str) -> bool:
    """'I'd like the same one again'"""
    return bool(SAME_AGAIN.search(read(text).plain))


def _read_values(reading: Reading, described: list[tuple[int, int]]) -> None:
    kept = _places_kept(reading)
    spans = _sorted([*reading.words.said.find(reading.wording), *bare_numbers(reading.wording, reading.words)])
    for place, span in enumerate(spans):
        said = _which_option(reading, span, _said_in_list(reading.plain, spans, place))
        before, after = _around(reading.plain, spans, place)
        if any(start <= span.start and span.end <= end and said.option in options for start, end, options in kept):
            # "The same battery and water resistance": names the option.
            continue
        is_described = any(start <= span.start and span.end <= end for start, end in described)
        if (is_described and reading.current.get(said.option) in said.values) or _tells_fault(before, after):
            continue
        if _is_by_so_much(said, after):
            continue
        if _is_lacked(reading, said, span.end):
            said = replace(said, values=frozenset(reading.words.values[said.option]) - said.values)
        if tells_lack(reading, said, before):
            if not THAT_ARE.search(reading.plain, span.end):
                continue
            before = ""
        if _is_any_or_none(reading, said, before, reading.plain[span.end :]):
            reading.free.add(said.option)
            continue
        if said.option in reading.free and OR_NONE_BEFORE.search(before):
            continue
        if (FREE_BEFORE.search(before) and not ANY_BEFORE.search(before)) or FREE.search(after.split(",")[0]):
            reading.free.add(said.option)
        else:
            _demand(reading, said, demand_of(reading, said, span, before, after), before)


def _is_any_or_none(reading: Reading, said: Said, before: str, behind: str) -> bool:
    """'Any lighting or none'"""
    is_any = said.values == reading.words.present(said.option) and bool(ANY_BEFORE.search(before))
    return is_any and bool(OR_NONE.match(behind))


def _around(plain: str, spans: list[Span[Said]], place: int) -> tuple[str, str]:
    """The words of the same sentence before a value and behind it, up to the values beside it."""
    span = spans[place]
    start = spans[place - 1].end if place else 0
    end = spans[place + 1].start if place + 1 < len(spans) else len(plain)
    return SENTENCE_END.split(plain[start : span.start])[-1], SENTENCE_END.split(plain[span.end : end])[0]


def _is_lacked(reading: Reading, said: Said, end: int) -> bool:
    """'Mine is not waterproof, and it should be', where 'not waterproof' is a value."""
    is_lack = said.values <= reading.words.absent(said.option) and reading.current.get(said.option) in said.values
    return is_lack and bool(SHOULD_BE.match(reading.plain, end))


def _tells_fault(before: str, after: str) -> bool:
    """'Too small', 'not waterproof enough': says what it is now, and not what will do."""
    return before.rstrip().endswith("too") or bool(ENOUGH.match(after) and NOT_ENOUGH.search(before))


def _is_by_so_much(said: Said, after: str) -> bool:
    """'Three hours more' are not three."""
    return bool(BY_SO_MUCH.match(after)) and any(char.isdigit() for value in said.values for char in value)


def _demand(reading: Reading, said: Said, demand: Demand, before: str) -> None:
    """Put a demand beside the earlier ones of its option."""
    earlier = reading.demands.setdefault(said.option, [])
    if earlier and NAMED_BEFORE.fullmatch(before) and says_none_of(reading, earlier[-1], demand):
        # "Backlight: none"
        earlier.pop()
    if earlier and OR_ELSE.fullmatch(before) and not demand.is_refused:
        earlier[-1].values |= demand.values
    else:
        earlier.append(demand)


def _option_wishes(reading: Reading) -> list[OptionWish]:
    wishes = (option_wish(reading, option, demands) for option, demands in reading.demands.items())
    return [wish for wish in wishes if wish is not None]


def _but_for_measured(reading: Reading, options: list[OptionWish]) -> list[OptionWish]:
    """'It is empty after four hours. Two hours more would suit me': what is to be more is not to be what it is."""
    measured = {wish.option for wish in by_amount(reading.wording, reading.current, reading.words)}
    return [one for one in options if one.option not in measured or one.tiers != (frozenset([reading.current[one.option]]),)]


def _said_in_list(plain: str, spans: list[Span[Said]], place: int) -> frozenset[str]:
    """Of "S, white, medium" what stands beside this one and can only mean one option: a list gives each option once."""
    last = place
    while last + 1 < len(spans) and IN_LIST.fullmatch(plain, spans[last].end, spans[last + 1].start):
        last += 1
    first = place
    while first and IN_LIST.fullmatch(plain, spans[first - 1].end, spans[first].start):
        first -= 1
    options = [{said.option for said in span.meanings} for span in [*spans[first:place], *spans[place + 1 : last + 1]]]
    return frozenset(option for only in options if len(only) == 1 for option in only)


def _which_option(reading: Reading, span: Span[Said], listed: frozenset[str]) -> Said:
    """The option that is meant where several have the value: the one named beside it, else one that has another value now."""
    left = [said for said in span.meanings if said.option not in listed]
    meanings = sorted(left or span.meanings, key=lambda said: said.option)
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


def _kept_by_name(reading: Reading) -> list[str]:
    """Options that are to stay as they are: 'same size and material', 'the size has to stay'."""
    kept = [option for _, _, options in _places_kept(reading) for option in sorted(options) if option in reading.current]
    return [option for option in dict.fromkeys(kept) if option not in reading.free]


def _places_kept(reading: Reading) -> list[tuple[int, int, frozenset[str]]]:
    """Where options are named that are to stay, with all that the name may mean."""
    kept: list[tuple[int, int, frozenset[str]]] = []
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
            kept.append((span.start, span.end, span.meanings))
            end_of_kept = span.end
    return kept


def _rest(plain: str) -> Rest:
    if REST_FREE.search(plain):
        return Rest.FREE
    is_kept = bool(REST_KEPT.search(plain)) or keeps_rest(worded(plain))
    return Rest.KEPT if is_kept else Rest.KEPT_IF_POSSIBLE


def _sorted(spans: Iterable[Span[Said]]) -> list[Span[Said]]:
    return sorted(spans, key=lambda span: span.start)
