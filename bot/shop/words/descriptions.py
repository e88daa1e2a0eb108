"""Where a text says what an article is, not what it should be."""

import re

from bot.shop.words.focus import BOUGHT, WISHED
from bot.shop.words.mentions import BREAK, Mention, Told

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
    r"|with|in|that is|i got in)\s+)[^.;!?()]*?(?=,? (?:for|to|and i|i want|id|please)\b|[.;!?()]|$)"
)
# Where what they have is told, and what they want begins.
GOES_OVER = re.compile(rf"[.;!?()]|\b(?:and|so|would|could|can|rather)\b|{CUE.pattern}")
IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)(?=\s*(?:for|to|with|into|instead|should|must|needs?|has to|could|can)\b)")


def described(told: Told, mention: Mention) -> list[tuple[int, int]]:
    """The places that say what the article is, not what it should be: "my 15-inch laptop", "(blue, 8 hours)", "it's the ..."."""
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
