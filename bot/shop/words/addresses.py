"""What words about a change of address say beside the address: whose it is, and where the new one is to be found.

English so far: of other languages nothing is read here, and what the message was understood as decides.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.shop.words.found_in import ADDRESS, FOUND_IN, OTHER_ORDER, names_the_others
from bot.shop.words.own import says_where_to
from bot.shop.words.phrases import read

_OWN = re.compile(
    r"\b(?:default|profile|account|on file"
    r"|my (?:home|own|house)(?: address| place| home| house)?(?! (?:is|was|has|address|insurance))"
    r"|(?:(?<=come )|(?<=go )|(?<=send it )|(?<=ship it )|(?<=deliver it )|(?<=sent )|(?<=delivered )|(?<=shipped )"
    r"|(?<=it at )|(?<=them at ))home"
    r"|(?:(?<=come )|(?<=send it )|(?<=ship it )|(?<=deliver it )|(?<=bring it ))to (?:me|us|my place|our place)"
    r"|(?:my|the) (?:own|saved|registered|primary|main|standard|permanent|usual|regular|normal) (?:delivery |shipping )?address"
    r"|personal (?:data|details)"
    r"|user (?:data|details)|customer (?:data|details|record))\b"
)
_CLAUSE = re.compile(r"[.;!?,()\n]|\b(?:and|but|also|plus|then|so)\b")
_VERB = re.compile(
    r"\b(?:chang\w*|updat\w*|set|put|mak\w*|correct|fix|edit|modify|switch|replace|reset|revert|need|want|adjust)\b"
)
# "to my default one", "use the address in my profile", "it's in my profile", "my account has the right one"
_TAKEN_FROM = re.compile(
    r"\b(?:to|use|using|with|from|match\w*|like|same as|take|at|is|its|thats|have it|find it|see it"
    r"|look it up|got)(?: (?!as\b)[\w#-]+){0,5}? ?$"
    # "the address that you have on file"
    r"|\b(?:address|one|place)(?: that| which)? (?:you|i|we)(?:ve| have| already| still| got| gave| saved| see)+(?: me| you)?"
    r"(?: in| on| for| with)*(?: my| the| our)? ?$"
    r"|\b(?:come|go|send it|ship it|deliver it|bring it|sent|delivered|shipped|(?:it|them) at) $"
)
_BEHIND = re.compile(
    r"^(?: address)? (?:already |still )?(?:(?:has|have|shows|says)\b"
    r"(?! (?:my|the|an|our) (?:old|wrong|former|previous|incorrect))|is (?:already )?(?:right|correct|fine|ok|up to date))\b"
)
# "That's for my account, too."
_FOR_OWN = re.compile(r"\bfor (?:my|the|our) $")
_ADDED_TO = re.compile(r"\b(?:add|save|store|apply|copy|put)\b.*\bto (?:my|the) $")
_NO = re.compile(r"\b(?:not|dont|never|leave|keep|without|no need)\b[^.;!?,]*$")
_AS_OWN = re.compile(r"\bas (?:my |the |a |our |its )?(?:new )?$")
_ORDERS = re.compile(
    r"\b(?:orders?|packages?|parcels?|shipments?|deliver(?:y|ies)|purchases?)\b|#?\bw\d{4,}|\b(?:go|goes|going|come|coming) to\b"
    r"|\b(?:ship|deliver|send|sent|reroute|redirect)\b|\bbe (?:delivered|shipped) to\b"
)
_LEFT_ALONE = re.compile(
    r"\b(?:leave|keep|dont (?:touch|change)|not)\b[^.;!?,]{0,20}\borders?\b[^.;!?,]*|\borders? (?:can |should )?stays?\b"
    # "The orders are all correct as they stand."
    r"|\borders?(?: themselves| itself)? (?:is|are)(?: all| both| perfectly| already| quite)*"
    r" (?:correct|right|fine|ok|okay|good)\b[^.;!?,]*"
)
_LATER = re.compile(
    r"[^.;!?,\n]*\b(?:(?:future|new|coming|later|further) (?:orders|deliver\w+|purchases|shipments)|from now on)\b[^.;!?,\n]*"
)
# "for this and all future orders"
_NOW = re.compile(r"\b(?:this|these|current|pending|open|existing)\b")
_SEVERAL = re.compile(
    r"(?<!one of my )(?<!one of the )(?<!one of those )\borders\b|\bwhich(?:ever)? ones\b|\ball of (?:them|those)\b|\bboth\b"
    r"|\bothers\b|\bother (?:\w+ )?ones\b|\b(?:all|both)(?: the)? other\b|\bthe rest\b"
)
_OLD = r"(?:old|previous|former|original|earlier)"
_BACK = re.compile(
    r"\b(?:back (?:to|as|how)|as|what|like|how) (?:what |how |as )?(?:it|they) (?:was|were|used to)\b"
    rf"|\b(?:the )?{_OLD} (?:one|address)(?: back| again)\b|\bback to (?:my|the) {_OLD}\b"
    r"|\b(?:address|place|one|way|where) (?:that |which )?(?:it|they)"
    r" (?:had|went to|(?:was|were) (?:going|headed|sent|on its way))\b"
    r"|\b(?:undo|revert|restore)\b|\b(?:change|put|set|switch) (?:it|that) back\b"
)
# "the same for my other order", "my new home"
_LATEST = re.compile(rf"\b(?:same|there|too|as well)\b|\b(?:the|my|our|that|this) new {ADDRESS}\b")
# "make that address my default", "my daughter's address": that of the order that is talked about
_OF_TALK = re.compile(
    rf"\b(?:that|this) (?:address|place)\b|\b(?:my|our|his|her|their) (?!(?:address|new|old|house|home)s?\b)\w+s {ADDRESS}\b"
    r"|\bwhere (?:she|he|they) lives?\b"
)
# Not "my sister's place in Boston".
_HOME = re.compile(r"\bmy (?:(?!\w+s )[\w-]+ )?(?:home|house|place|address)\s+(?:in|at)\s+(?P<where>[^.;!?,]{0,30})")
_WHERE_TO = re.compile(
    r"\b(?:address\w*|wheres?\b[^.;!?]{0,40}\b(?:go|goes|going|sent|shipped|delivered|headed|heading|being sent)"
    r"|(?:which|what) (?:places?|towns?|cit(?:y|ies)))\b"
)
_WHERE_IT_WENT = re.compile(
    r"\bwhere (?:did|was|were|has|have)\b[^.;!?]{0,40}\b(?:go|gone|sent|shipped|delivered|brought|end up)\b"
    r"|\b(?:which|what) (?:exact )?(?:address|house|place)\b[^.;!?]{0,40}\b(?:go|went|sent|shipped|delivered|brought)\b"
)
# Words for what has to be, unlike where it goes now.
_TO_GO = re.compile(
    r"\b(?:should|must|has to|have to|needs? to|ought to|supposed to|meant to|was to|is to)"
    r"(?: (?:actually|really|rather|instead|now|all))?"
    r" (?:go|come|get|arrive|end up|be (?:sent|delivered|shipped|brought|coming|going))\b"
    r"|\b(?:want|wanted|like|need|prefer) (?:(?:to )?(?:have|get|see) )?(?:it|that|this|them|those|these)"
    r" (?:to (?:go|come|be)|sent|delivered|shipped|brought|at|to)\b|\bbelongs? (?:at|to|in)\b"
)
# "What is my default address? That needs changing."
_QUESTION = re.compile(r"\b(?:what|whats|which|where)\b[^.;!?]*\b(?:address|default|profile|account)\b[^.;!?]*\?")


class Whose(Enum):
    """Whose address is to be another."""

    ORDERS = "orders"
    OWN = "own"


@dataclass(frozen=True)
class AddressWords:
    # In the order in which they were said; none where the words leave it open.
    whose: tuple[Whose, ...]
    # What is said of what is to be changed.
    told: str
    # What is said of where the new address is found.
    found_in: str
    # It is the customer's own.
    is_own: bool
    # What is said of where that is.
    home: str
    # It is the one of before.
    is_former: bool
    # It may be that of the order that is talked about.
    is_of_talk: bool
    # It is the one that was spoken of last.
    is_latest: bool
    # More than one order is meant.
    are_several: bool
    # One order has the address that the others are to get.
    is_for_others: bool

    @property
    def goes_to_known(self) -> bool:
        """Whether an order is to go to an address that the shop knows already."""
        return Whose.ORDERS in self.whose and bool(self.is_own or self.found_in or self.home)

    @property
    def is_of_order(self) -> bool:
        """Whether it is that of an order of theirs."""
        return bool(OTHER_ORDER.search(self.found_in))


@lru_cache(maxsize=256)
def address_words(text: str) -> AddressWords:
    plain = _without_question(read(text).plain)
    found_in = " ".join(match.group() for match in FOUND_IN.finditer(plain) if not _OWN.search(match.group()))
    told = FOUND_IN.sub(lambda match: match.group() if _OWN.search(match.group()) else " " * len(match.group()), plain)
    targets, is_own = _own_targets(told)
    later = _LATER.search(told)
    orders = _ORDERS.search(_LATER.sub(" ", _LEFT_ALONE.sub(" ", told))) or (later and _NOW.search(later.group()))
    is_for_others = bool(OTHER_ORDER.search(found_in)) and names_the_others(told)
    said = [(min([*targets, *([later.start()] if later else [])]), Whose.OWN)] if targets or later else []
    if orders or is_for_others or (is_own and not said):
        said.append((orders.start() if orders else 0, Whose.ORDERS))
    return AddressWords(
        whose=tuple(whose for _, whose in sorted(said, key=lambda one: one[0])),
        told=told,
        found_in=found_in,
        is_own=is_own,
        home=" ".join(match["where"] for match in _HOME.finditer(told)),
        is_former=bool(_BACK.search(plain)),
        is_of_talk=bool(_OF_TALK.search(plain)),
        is_latest=bool(_LATEST.search(plain)),
        are_several=bool(_SEVERAL.search(told)),
        is_for_others=is_for_others,
    )


def _without_question(plain: str) -> str:
    """Who asks what their address is, and then wants it changed, wants that one changed."""
    asked = _QUESTION.search(plain)
    if asked is None:
        return plain
    is_to_change = asked.start() == 0 and _VERB.search(plain, asked.end())
    own = "my own address " if is_to_change and _OWN.search(asked.group()) else ""
    return plain[: asked.start()] + own.ljust(asked.end() - asked.start()) + plain[asked.end() :]


def _own_targets(plain: str) -> tuple[list[int], bool]:
    """Where the customer's own address is said to change, and whether it is said to be the new one."""
    targets, is_source = [], False
    for match in _OWN.finditer(plain):
        clause = _CLAUSE.split(plain[: match.start()])[-1]
        if _NO.search(clause):
            continue
        behind = plain[match.end() :]
        # "Send it to me please, my regular address": says once more where to.
        says_again = is_source and not clause.strip() and not _VERB.search(_CLAUSE.split(behind)[0])
        if says_again or _is_taken_from(clause, behind):
            is_source = True
        else:
            targets.append(match.start())
    return targets, is_source


def _is_taken_from(before: str, behind: str) -> bool:
    if _AS_OWN.search(before) or _ADDED_TO.search(before) or _FOR_OWN.search(before):
        return False
    if _BEHIND.search(behind):
        return True
    taken = _TAKEN_FROM.search(before)
    if taken is None:
        return False
    # "Send the tea set to my home": of several such words the nearest tells.
    while (nearer := _TAKEN_FROM.search(before, taken.start() + 1)) is not None:
        taken = nearer
    verbs = [verb.start() for verb in _VERB.finditer(before)]
    return not verbs or verbs[-1] < taken.start()


def asks_where_to(text: str) -> bool:
    """'Which addresses are my orders going to?'"""
    return bool(_WHERE_TO.search(read(text).plain)) or says_where_to(text)


def asks_where_it_went(text: str) -> bool:
    """'Which address did that go to?'"""
    return bool(_WHERE_IT_WENT.search(read(text).plain)) or says_where_to(text)


def is_to_go(text: str) -> bool:
    """'It should come to my home', 'they need to go to the address in my profile'"""
    return bool(_TO_GO.search(read(text).plain))
