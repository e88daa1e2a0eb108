"""Where a customer's text speaks of articles that they ordered, how many are meant, and which words belong to each."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.shop.words.conditions import Condition, without_conditions
from bot.shop.words.phrases import Phrases, Span, joined, read, worded
from bot.shop.words.vocabulary import Synonyms, vocabulary

# Ends of names that say nothing alone: the "Dumbbell Set" is called dumbbells.
NO_ENDS = frozenset(["set", "kit", "pack", "bundle", "pair", "edition"])
DESCRIPTION = re.compile(r",|\(|\s[-\u2013|]\s|\b(?:with|for)\b", re.IGNORECASE)
MIN_NAME_CHARS = 3
# "watch" is also the end of "wristwatch".
MIN_END_CHARS = 5

DETERMINER = r"(?:the|my|a|an|this|that|these|those|both|all|any|one of|two|three|our|his|her|their|of|some|every|each|and|\+|&)"
_LEADING = rf"(?:\s+(?:{DETERMINER}|to|do|get|return|send|back|exchange|cancel|including))*(?:\s+[\w-]+){{0,3}}?\s*$"
LEFT_OUT_BEFORE = re.compile(
    r"(?:\bexcept(?: for)?|\bapart from|\baside from|\bother than|\bbesides|\bexcluding|\bexclude|\bwithout|\bbut not"
    r"|\ball but|\beverything but"
    r"|\bnever ?mind(?: about)?|\bforget(?: about)?|\bskip|\bleave|\bleaving|\bkeep|\bkeeping|\bnot(?: for)?"
    r"|\bdont touch|\bminus|\bsave for"
    r"|\bthought about|\bgonna do|\bleave out)" + _LEADING
)
LEFT_OUT_BEHIND = re.compile(
    r"^[^.;!?]{0,60}?\b(?:never ?mind(?= (?:that|it|them|those)|\s*[.;!?),])|forget (?:it|that)|skip (?:it|that)"
    r"|lets skip|but nah|but no\b|can stay"
    r"|no need to (?:do|change|touch|return|exchange)|stays? (?:with|where|here)|ill keep (?:it|that|them)"
    r"|im keeping (?:it|that|them)|alone\b|i love (?:it|them|those)|is staying|are staying)"
    # Right behind the name alone, as options stay and are fine, too.
    r"|^ (?:(?:can |should |will )?stays?|(?:is|are|was|were)(?: perfectly| all)? (?:fine|ok|okay|perfect|great|good))"
    r" ?(?:[.;!?),]|but\b|and\b|though\b|$)"
    r"|^(?: (?:from|in|of) (?:that|the|this|my) (?:\w+ )?(?:order|one))?"
    r" (?:which |that )?(?:i|we)(?:ll| will| want to| would like to|d like to| am going to|m going to)? keep(?:ing)?\b"
)
LIST_GOES_ON = re.compile(
    r"\s*(?:,|and|&|\+|or|nor|,\s*and)?\s*(?:(?:the|my|a|an|both|that|this)\s+)?"
    r"(?:(?:ones?|orders?) with\s+(?:(?:the|my|a)\s+)?)?(?:[\w-]+\s+){0,2}"
)
COMPANION = re.compile(
    r"\b(?:came|got|bought|ordered|order|one|arrived|comes|delivered|package|parcel"
    r"|box)(?: \w+){0,2} with(?: the| my| a| an)?(?: [\w-]+)?\s*$"
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
# "the plastic one as 500ml", "one of my laptops, the grey one, ..."
TELLS_ONE = re.compile(
    r"(?<!for )(?<!to )(?<!into )(?<!be )\bthe (?:[\w-]+ ){1,4}?one"
    r"(?=,? (?:to|as|into|should|for|needs?|must|has to|could|can)\b)"
    r"|(?<=, )the (?:[\w-]+ ){1,4}?one(?=,)"
    # "make the dearer one a clicky one"
    r"|(?<=\bmake )the (?:[\w-]+ ){1,4}?one(?= (?:a|an|with|in)\b)"
    r"|(?:(?<=change )|(?<=exchange )|(?<=swap )|(?<=switch ))the (?:[\w-]+ ){1,4}?one(?= (?:for|to|into|with)\b)"
)
# "I have two of these lamps, one of them goes back"
ONE_OF_THEM = re.compile(r"\b(?:only |just )?one of (?:them|those|these|the two|the pair)\b")
OUR_OTHERS = re.compile(r"\b(?:another|a new|a different|new|different)\s*(?:[\w-]+\s+)?$")
# From here on a text no longer says what an article is, but what it should be.
CUE = re.compile(r"\b(?:for|to|into|instead|but|id|want|need|change|changed|could|make|please|swap)\b")
TOLD_BEHIND = re.compile(
    r"\b(?:(?:its|it is|thats|mine is|which is|which are|theyre|i have|ive got)\s+(?:the |a |an |in )?|the one (?:thats"
    r"|with|in|that is|i got in)\s+)[^.;!?()]*?(?=,? (?:for|to|and i|i want|id|please)\b|[.;!?()]|$)"
)
# Where what they have is told, and what they want begins.
GOES_OVER = re.compile(rf"[.;!?()]|\b(?:and|so|would|could|can|rather)\b|{CUE.pattern}")
BREAK = re.compile(r"[.;!?()\n:]")
# "I bought a lamp and headphones, the headphones don't work": what comes first only says what there is.
BOUGHT = re.compile(r"\b(?:i|we)(?:ve| have| had| just| also| recently)* (?:bought|ordered|got|received|purchased|picked|have)\b")
WISHED = re.compile(
    r"\b(?:return\w*|exchang\w*|cancel\w*|swap\w*|replac\w*|refund\w*|chang\w*|send\w*|want|like|need|please|can|could|take)\b"
)
# "Return it and the mug", "the mug, too".
REFERS = re.compile(r"\b(?:it|them|they|also|too|as well|both|all|either|besides|along|together)\b")
TURN = re.compile(r"[.;!?,:\n]|\b(?:but|however|though|only|yet)\b")
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
    phrases = name_phrases(frozenset(names))
    plain = read(text).plain
    marked, conditions = without_conditions(plain)
    everything = [_mention(plain, span) for span in phrases.find(worded(plain))]
    inside = [mention for mention in everything if any(one.start <= mention.start < one.end for one in conditions)]
    mentions = _with_segments(plain, _with_lists(plain, [mention for mention in everything if mention not in inside]))
    return Told(plain, marked, tuple(mentions), tuple(conditions), tuple(inside))


def _mention(plain: str, span: Span[tuple[int, str]]) -> Mention:
    likeliest = min(level for level, _ in span.meanings)
    names = frozenset(name for level, name in span.meanings if level == likeliest)
    before = BREAK.split(plain[: span.start])[-1]
    count = COUNT.search(before)
    is_one_of = bool(ONE_OF.search(before))
    return Mention(
        names,
        span.start,
        span.end,
        is_left_out=bool(LEFT_OUT_BEFORE.search(before)),
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
        before = told[-1] if told else None
        goes_on = before is not None and before.is_left_out and LIST_GOES_ON.fullmatch(plain, before.end, mention.start)
        is_left_out = mention.is_left_out or bool(goes_on) or bool(LEFT_OUT_BEHIND.search(behind))
        told.append(replace(mention, is_left_out=is_left_out))
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


def in_focus(told: Told) -> list[Mention]:
    """The mentions but for those that only say what another one is for, or, before it comes to some of it, what there is."""
    mentions = [one for one, other in itertools.pairwise(told.mentions) if not _is_said_of(told.plain, one, other)]
    mentions += told.mentions[-1:]
    start = _end_of_introduction(told.plain, mentions)
    return [mention for mention in mentions if mention.start >= start]


def without_story(told: Told, mentions: list[Mention]) -> list[Mention]:
    """The mentions but for those of sentences that only tell: "My dog ate the rug. I'd like to return the lamp"."""
    sentences = [(match.start(), match.end()) for match in re.finditer(r"[^.;!?\n]+", told.plain)]
    for start, end in sentences:
        inside = [one for one in mentions if start <= one.start < end]
        if inside and WISHED.search(told.plain, start, end):
            named = frozenset().union(*(one.names for one in inside))
            told_only = [one for one in mentions if one.start < start and not one.names & named]
            return mentions if REFERS.search(told.plain, start, end) else [one for one in mentions if one not in told_only]
    return mentions


def _is_said_of(plain: str, one: Mention, other: Mention) -> bool:
    """The camera of "a camera backpack"."""
    return plain[one.end : other.start] in {" ", "-"} and one.names != other.names


def _end_of_introduction(plain: str, mentions: list[Mention]) -> int:
    named: set[frozenset[str]] = set()
    for before, mention in itertools.pairwise(mentions):
        named.add(before.names)
        turns = [turn.start() for turn in TURN.finditer(plain, before.end, mention.start)]
        if mention.names not in named or not turns:
            continue
        introduction = plain[: turns[-1]]
        is_one = BOUGHT.search(introduction) and not WISHED.search(introduction)
        return turns[-1] if is_one and len(named) > 1 else 0
    return 0


def described(told: Told, mention: Mention) -> list[tuple[int, int]]:
    """The places that say what the article is, not what it should be: "my 15-inch laptop", "(blue, 8 hours)", "it's the ..."."""
    before = max(mention.from_, mention.start - 40)
    cues = [match.end() for match in CUE.finditer(told.plain, before, mention.start)]
    places = [(max([before, *(cue for cue in cues)]), mention.end)]
    bracket = re.compile(r"\s*\(([^)]*)\)(?=\s*(?:for|to|with)\b)").match(told.plain, mention.end)
    if bracket:
        places.append(bracket.span(1))
    introduced = told.plain[max((one.end() for one in BREAK.finditer(told.plain, 0, mention.start)), default=0) : mention.start]
    if BOUGHT.search(introduced) and not WISHED.search(introduced):
        # "I got a laptop from you, 15 inch with an i5, and would like ..."
        end = GOES_OVER.search(told.plain, mention.end, mention.to)
        places.append((mention.end, end.start() if end else mention.to))
    places += [match.span() for match in TELLS_ONE.finditer(told.plain, mention.end, mention.to)]
    places += [match.span() for match in TOLD_BEHIND.finditer(told.plain, mention.end, mention.to)]
    return places


@lru_cache(maxsize=256)
def name_phrases(names: frozenset[str]) -> Phrases[tuple[int, str]]:
    """What these products are called, with how likely it is: 0 by their own names, 1 in other words, 2 by parts of names."""
    return Phrases((phrase, (level, name)) for name in sorted(names) for phrase, level in _ways_to_call(name))


def _ways_to_call(name: str) -> Iterator[tuple[str, int]]:
    words = [word.form for word in read(DESCRIPTION.split(name)[0]).words]
    while len(words) > 1 and words[-1] in NO_ENDS:
        words = words[:-1]
    own = [" ".join(words[i:]) for i in range(len(words))] + [" ".join(words[:i]) for i in range(2, len(words))]
    own = [phrase for phrase in own if len(phrase) >= MIN_NAME_CHARS]
    yield name, 0
    yield from ((phrase, 0) for phrase in own)
    synonyms: Synonyms = vocabulary()["products"]
    called = {joined(phrase) for phrase in own} | {joined(name)}
    yield from ((other, 1) for key, others in synonyms.items() if joined(key) in called for other in others)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(vocabulary()["numbers"][word])
