"""Where a text says what an article is, not what it should be."""

import re

from bot.shop.words.focus import BOUGHT, WISHED
from bot.shop.words.mentions import BREAK, Mention, Told, is_pattern

# "the plastic one as 500ml", "one of my laptops, the grey one, ..."
TELLS_ONE = re.compile(
    r"(?<!for )(?<!to )(?<!into )(?<!be )\bthe (?:[\w-]+ ){1,4}?one"
    r"(?=,? (?:to|as|into|should|for|needs?|must|has to|could|can)\b)"
    r"|(?<=, )the (?:[\w-]+ ){1,4}?one(?=,)"
    # "make the dearer one a clicky one"
    r"|(?<=\bmake )the (?:[\w-]+ ){1,4}?one(?= (?:a|an|with|in)\b)"
    r"|(?:(?<=take )|(?<=remove )|(?<=delete )|(?<=drop ))the (?:[\w%-]+ ){1,4}?one\b"
    r"|(?:(?<=change )|(?<=exchange )|(?<=swap )|(?<=switch ))the (?:[\w-]+ ){1,4}?one(?= (?:for|to|into|with)\b)"
)
# From here on a text no longer says what an article is, but what it should be.
CUE = re.compile(r"\b(?:for|to|into|instead|but|id|want|need|change|changed|could|make|please|swap)\b")
TOLD_BEHIND = re.compile(
    r"\b(?:(?:its|it is|thats|mine is|which is|which are|theyre|(?<!could )(?<!can )(?<!may )i have|ive got)\s+"
    r"(?:the |a |an |in )?|the one (?:thats"
    r"|with|in|that is|i got in)\s+)[^.;!?()]*?"
    r"(?=,? (?:for|to|and i|i want|id|please|should|must|could|can|has to|have to|needs? to)\b|[.;!?()]|$)"
)
# Where what they have is told, and what they want begins.
GOES_OVER = re.compile(rf"[.;!?()]|\b(?:and|so|would|could|can|rather)\b|{CUE.pattern}")
PRICED_BEFORE = re.compile(
    r"\b(?P<into>(?:to|for|into|with|by) )?(?:the|your|whatever|whichever) (?:(?:very|absolute) )?"
    r"(?:cheapest|least expensive|most affordable|lowest priced|most expensive|dearest|priciest)(?: [\w%-]+){0,3} $"
)
OF_SHOP_BEHIND = re.compile(
    r" (?:(?:that |which )?(?:you|u)(?:ve| have| had| can| could| sell| do| stock| still)?\b"
    r"|instead of (?:mine|my|the one)\b|there is\b|in stock\b)"
)
IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)(?=\s*(?:for|to|with|into|instead|should|must|needs?|has to|could|can)\b)")


def described(told: Told, mention: Mention) -> list[tuple[int, int]]:
    """The places that say what the article is, not what it should be: "my 15-inch laptop", "(blue, 8 hours)", "it's the ..."."""
    if is_target(told, mention):
        return []
    before = max(mention.from_, mention.start - 40)
    cues = [match.end() for match in CUE.finditer(told.plain, before, mention.start)]
    places = [(max([before, *cues]), mention.end)]
    if bracket := IN_BRACKETS.match(told.plain, mention.end):
        places.append(bracket.span(1))
    introduced = told.plain[max((one.end() for one in BREAK.finditer(told.plain, 0, mention.start)), default=0) : mention.start]
    if BOUGHT.search(introduced) and not WISHED.search(introduced):
        # "I got a laptop from you, 15 inch with an i5, and would like ..."
        end = GOES_OVER.search(told.plain, mention.end, mention.to)
        places.append((mention.end, end.start() if end else mention.to))
    places += [match.span() for match in TELLS_ONE.finditer(told.plain, mention.end, mention.to)]
    places += [match.span() for match in TOLD_BEHIND.finditer(told.plain, mention.end, mention.to)]
    return places


def is_target(told: Told, mention: Mention) -> bool:
    """Whether it names what is to come: "to the cheapest camera", "the cheapest charger you've got instead of mine"."""
    introduced = PRICED_BEFORE.search(told.plain[: mention.start])
    return bool(introduced and (introduced["into"] or OF_SHOP_BEHIND.match(told.plain, mention.end)))


def tells_what_comes(told: Told, mention: Mention) -> bool:
    """Whether, of an article that was named before, it only says what is to come in its place."""
    is_named = any(one.names & mention.names for one in told.mentions if one.start < mention.start)
    return is_named and (is_pattern(told, mention) or is_target(told, mention))
