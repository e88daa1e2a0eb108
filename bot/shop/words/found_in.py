"""Where a new address is said to be found: with another order, an article, or the one order of several that has it already.

English so far.
"""

import re

_NEW = r"(?:new|right|correct|current|same|other|delivery|shipping|exact|home|good|actual|usual|regular)"
ADDRESS = r"(?:address|house|home|place|flat|apartment|location|destination|one)"
_WHOSE = r"(?:the|a|an|my|our|his|her|that|this|those|one of my|one of the|another)"
_NOUN = rf"(?:{_WHOSE} (?:[\w#-]+ ){{0,4}}?[\w#-]+)"
_ORDER = r"(?:one of )?(?:my|the|another|an|that)(?: [\w#-]+){0,3}? ?(?:orders?|purchases?|packages?|#?w\d+)\b"
_SENT = r"(?:sent|delivered|shipped|going|headed|coming|on (?:its|the) way)"
_I_HAD = r"\b(?:i|we|ive|weve)(?: have| just| already| also)* (?:had|got|ordered|sent|shipped)"
# "One of my pending orders", "the order that"
_ONE_ORDER = (
    r"(?:(?:one|1) of (?:my|the|our|these|those)(?: [\w-]+){0,2}? (?:orders|purchases|packages|ones)"
    r"|(?:one|1)(?: [\w-]+){0,2}? order"
    r"|the (?:[\w-]+ )?(?:order|one) (?:that|which)|(?:the|my) (?:[\w-]+ ){0,3}?order(?: with (?:[\w-]+ ?){1,5}?)?"
    r"|(?:order |number )*#?[a-z]{0,3}-?\d{4,})"
)
# Unlike an address that it should not have.
_IS_RIGHT = r"(?:(?<=only )|(?=[^.;!?,]*\b(?:already|new|right|correct)\b))"
_HAS = r"(?:has|have|got|has got|shows|uses|goes to|is going to|is set to)"
_THIS_PLACE = (
    rf"(?:it|that|(?:the|my|our) (?!(?:old|wrong|former|previous|same)\b)(?:[\w-]+ ){{0,2}}?{ADDRESS}"
    r"(?: (?:on|in|at) [\w -]+?)?)"
)
_FIND_IT = r"(?:find|see|have|got|get|take|look) (?:it|that|(?:the|that|this) (?:address|one))(?: up)?"
_END = r"(?=[.;!?,()\n]| (?:and|but|please|instead|too|as well|also|so)\b|$)"
# Tells where the new address is found, and none of it what is to be changed.
_PLACES = (
    # "the same address as my other order"
    rf"\bsame (?:{_NEW} )*{ADDRESS}?\s*(?:as|of|from|that|which|where|(?:i|we) (?:used|gave|put)) [^.;!?,()\n]+?{_END}",
    # "use the one from order W1"
    rf"\b(?:to|use|take|using|with) (?:the|that) (?:{_NEW} )*{ADDRESS}"
    rf" (?:of|from|for|on|in|(?:thats|that is) (?:on|in|for)|(?:i|we) (?:used|gave|put)) [^.;!?,()\n]+?{_END}",
    # "the address my lamp is going to"
    r"(?<!change the )(?<!correct the )(?<!update the )(?<!fix the )\b(?:address|house|home|place|where|one)"
    rf"(?: that| which| to which| where)? {_NOUN} (?:is|was|are|were|will be|has been|went|goes|got)\b"
    rf"(?: (?:already |being )?{_SENT})?+(?: to)?+(?! (?:is|isnt|was|looks|seems|wrong|not|incorrect|outdated|old|back)\b)",
    # "the same place you brought the chair to", "where you delivered the chair"
    rf"\b(?:address|house|home|place|where|one)(?: that| which| to which| where)? (?:i|we|you|they)(?: have|ve| had)?"
    rf" (?:sent|delivered|shipped|brought|took|used for|gave for|had) {_NOUN}(?: to)?{_END}",
    # "to Austin, like the lamp did"
    rf"\b(?:like|as) {_NOUN} (?:did|does|was|were|went|goes)\b",
    # "I had a lamp sent to the new house", "my lamp is already going to the new one", "the lamp went there, too"
    rf"{_I_HAD} {_NOUN}(?: {_SENT})? to (?:the|my|our) {_NEW} {ADDRESS}",
    rf"\b{_NOUN} (?:is|are|was|were)(?: already| correctly| being)* {_SENT} to (?:the|my|our) (?:new|right|correct) {ADDRESS}",
    rf"(?<!have )(?<!get )(?<!want )(?<!like )\b{_NOUN}(?: is| was)?(?: already)?"
    r" (?:goes|went|going|sent|delivered|shipped) there",
    # "one of my orders has it"
    r"\b(?:one of )?(?:my|the|another|an)(?: other| earlier| last| previous)* orders?(?: \w+)?(?: already)?"
    rf" (?:has|have|uses|shows) (?:it|that|the (?:{_NEW} )*{ADDRESS})",
    # "one of my pending orders has the Austin address already", "the order that goes to the new flat already"
    rf"\b{_IS_RIGHT}{_ONE_ORDER}(?: (?:already|now))? {_HAS}(?: (?:already|now))? {_THIS_PLACE}(?: (?:already|now))?{_END}",
    # "one order already goes to Austin", "the order with the lamp is coming here already"
    rf"\b(?=[^.;!?,]*\balready\b){_ONE_ORDER}(?: already)? (?:goes|comes|is (?:already )?(?:going|coming|headed|on its way))"
    rf" (?:to [\w -]+?|(?:here|there)(?: already)?){_END}",
    # "it's on my other order", "look it up in my orders"
    rf"\b(?:its|it is|thats|that is|which is|(?:address|one) is|{_FIND_IT})\b(?: (?:already|also|right there|all))*"
    rf"(?: (?:in|on|from|with|at) {_ORDER}[^.;!?,()\n]*?{_END}| there\b)",
)
FOUND_IN = re.compile("|".join(_PLACES))
OTHER_ORDER = re.compile(r"\b(?:orders?|purchases?|there|(?:my|the) other one)\b")
# "All the other pending ones", "the rest"; none that stay as they are.
_THE_OTHERS = re.compile(
    r"\b(?:the|my|all|any|both|every|each|these|those)(?: (?:my|the|of the|of my|two|three))? (?:others?|rest|remaining)\b"
    r"(?![^.;!?,]{0,20}\b(?:stays?|keeps?|remains?)\b)"
)
_KEPT = re.compile(r"\b(?:keep|leave|not|dont)\b[^.;!?,]*$")


def names_the_others(told: str) -> bool:
    """'..., could all the other pending ones get it too?'"""
    return any(not _KEPT.search(told[: match.start()]) for match in _THE_OTHERS.finditer(told))
