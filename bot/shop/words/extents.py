"""How much a text means of what was ordered: all of it, both, the rest, or only what is not kept."""

import re

_THINGS = r"(?:stuff|items?|things?|articles?|products?|goods)"
EVERYTHING = re.compile(
    rf"\b(?:everything|all of it|all (?:of )?(?:the |my |these |those )?{_THINGS}|(?:every|each) (?:item|thing|article"
    rf"|single one)"
    rf"|both {_THINGS}|(?:whole|entire|complete|full) (?:order|lot|thing)s?|the lot|all (?:that )?i (?:ordered|bought"
    rf"|got|received)|it all)\b"
)
# Also where articles are named besides.
ALL_I_HAVE = re.compile(
    rf"\b(?:everything|every item|all {_THINGS}|all)(?: that)? (?:(?:i|ive|i have|id) (?:just |ever )?(?:ordered|bought"
    rf"|got|received|have|own)"
    r"|(?:in|from|of) (?:(?:all|both|the|two|three|of|these|those) )*(?:my )?(?:two |three |other )?orders)\b"
)
# "Everything for my gym, that's the yoga mat and the weights": what is named is all.
NAMELY = re.compile(
    r"(?:\b(?:thats|that is|namely|meaning|i mean|ie|i e|which (?:is|are|means)|those are|these are)\b|:)[^.;!?]*$"
)
# "Thanks, that's all", "not at all": no articles are meant.
_NOT_AN_IDIOM = r"(?<!\bat )(?<!\bafter )(?<!\bthats )(?<!\bthat is )(?<!\bthat was )(?<!\bthatll be )(?<!\bwill be )"
# Without an article beside it.
ALL_OF_THEM = re.compile(rf"\b(?:{_NOT_AN_IDIOM}all|all(?= of\b)|both)\b(?! (?:my |the |your )?(?:pending |open )?orders)")
THEM_ALL = re.compile(r"\b(?:both|them all|all of them|all of those)\b")
ONE_ORDER = re.compile(r"\b(?:same|one|an|my|this|that|recent|the|last|whole|entire) order\b")
_THE_REST = r"(?:the rest|everything else|all else|(?:all )?the others?)"
_AWAY = r"(?:return|cancel|refund|send (?:back )?|take (?:back )?)\w*"
REST = re.compile(rf"\b{_THE_REST}\b[^.;!?,]*\b(?:back|{_AWAY})|\b{_AWAY} {_THE_REST}\b")
# "From that order I only want to keep the grill."
ONLY_KEPT = re.compile(
    r"\b(?:only|just) (?:want to |wanna |would like to |id like to |will |ll |going to |gonna )?keep(?:ing)?\b"
    r"|\bkeep(?:ing)? (?:only|just|nothing but)\b"
)
