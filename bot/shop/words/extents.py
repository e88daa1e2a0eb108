"""How much a text means of what was ordered: all of it, both, the rest, or only what is not kept."""

import re

# "That gift card is all I've got", "that's all I know": says that there is no more, and of no article that it is meant.
_NO_MORE = r"(?!(?:(?<=\bis )|(?<=\bwas )|(?<=\bthats ))all (?:that )?(?:i|ive|we|weve)\b)"
_THINGS = r"(?:stuff|items?|things?|articles?|products?|goods)"
EVERYTHING = re.compile(
    rf"\b{_NO_MORE}(?:everything|all of it|all (?:of )?(?:the |my |these |those )?{_THINGS}|(?:every|each)"
    r" (?:(?:single )?(?:item|thing|article)|single one)"
    rf"|both {_THINGS}|(?:whole|entire|complete|full) (?:order|lot|thing)s?|the lot|all (?:that )?i (?:ordered|bought"
    rf"|got|received)|it all)\b"
)
# Also where articles are named besides.
_ORDERS = r"(?:both|all three|all(?: of)?(?: my| the)?|the two)(?: (?:two|three|delivered|received))? orders"
ALL_I_HAVE = re.compile(
    rf"\b{_NO_MORE}(?:everything|every item|all {_THINGS}|all)(?: that)? (?:(?:i|ive|i have|id) (?:just |ever )?(?:ordered|bought"
    rf"|got|received|have|own)"
    r"|(?:in|from|of) (?:(?:all|both|the|two|three|of|these|those) )*(?:my )?(?:two |three |other )?orders"
    r"|(?:thats |is |was |were |has |have |been |already |just |got )*(?:delivered|brought|sent|shipped)(?: to (?:me|us))?"
    r"|you(?: have|ve)?(?: ever| just| already)? (?:delivered|brought|sent|shipped)(?: to)?(?: me| us)?)\b"
    # "Everything goes back, both orders"
    rf"|\b(?:everything|every (?:single )?item|all of it|it all)\b[^.;!?]*\b{_ORDERS}\b"
    rf"|\b{_ORDERS}\b[^.;!?]*"
    r"\b(?:everything|every (?:single )?(?:item|thing|article)|all of it)\b"
)
# "Everything for my gym, that's the yoga mat and the weights": what is named is all.
NAMELY = re.compile(
    r"(?:\b(?:thats|that is|namely|meaning|i mean|ie|i e|which (?:is|are|means)|those are|these are)\b|:)[^.;!?]*$"
)
# "Thanks, that's all", "not at all": no articles are meant.
_NOT_AN_IDIOM = r"(?<!\bat )(?<!\bafter )(?<!\bthats )(?<!\bthat is )(?<!\bthat was )(?<!\bthatll be )(?<!\bwill be )"
# "All right", "first of all"
IDIOM = re.compile(
    r"(?i)\ball (?:right|good|set|clear|done|fine|the best|in all)\b|\b(?:after|above|first of|at) all\b"
    r"|(?:\b(?:is|was|thats)|['\u2019]s) all (?:that )?(?:i|we)(?:['\u2019]?ve)?\b"
)
# Without an article beside it.
_NO_IDIOM = r"(?! (?:right|good|set|clear|done|fine|in all)\b)"
ALL_OF_THEM = re.compile(
    rf"\b{_NO_MORE}(?:{_NOT_AN_IDIOM}all|all(?= of\b)|both)\b{_NO_IDIOM}(?! (?:my |the |your )?(?:pending |open )?orders)"
)
THEM_ALL = re.compile(r"\b(?:both|them all|all of them|all of those)\b")
ONE_ORDER = re.compile(r"\b(?:same|one|an|my|this|that|recent|the|last|whole|entire) order\b")
_THE_REST = r"(?:the rest|everything else|all else|whatever else|(?:all )?the others?)"
_AWAY = r"(?:return|cancel|refund|send (?:back )?|take (?:back )?)\w*"
REST = re.compile(rf"\b{_THE_REST}\b[^.;!?,]*\b(?:back|{_AWAY})|\b{_AWAY} {_THE_REST}\b")
_STAY = (
    r"(?:keep\w*|kept|stay\w*|remain\w*|(?:is|are|was|were|am|im) (?:\w+ )?(?:fine|ok|okay|good|great|perfect|right|happy|lovely"
    r"|not to be touched)|as it is|as is|alone)"
)
# "Everything else we keep", "we're happy with the rest": means none of it.
REST_KEPT = re.compile(
    rf"\b{_THE_REST}\b[^.;!?,]*?\b{_STAY}\b"
    rf"|\b(?:keep\w*|leave|leaving|love|like|enjoy|happy with|pleased with|dont touch|do not touch) {_THE_REST}\b"
)
# "Whatever came with the grill": the rest of what was in its order.
_CAME_WITH = r"(?:whatever|what|all)(?: else)?(?: that)? (?:came|arrived|was|is) (?:\w+ )?with\b"
CAME_WITH = re.compile(rf"\b{_CAME_WITH}(?=[^.;!?]*\b(?:back|{_AWAY})\b)|\b(?:back|{_AWAY}) {_CAME_WITH}")
# "From that order I only want to keep the grill."
ONLY_KEPT = re.compile(
    r"\b(?:only|just) (?:want to |wanna |would like to |id like to |will |ll |going to |gonna )?keep(?:ing)?\b"
    r"|\bkeep(?:ing)? (?:only|just|nothing but)\b"
)
