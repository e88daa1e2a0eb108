"""Who the customer is, before anything is told or changed."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.hearing.intents import LACK
from actions.memory import Memory
from actions.request import Known, Need, Question, Refusal
from bot.services.identity import Claim, Missing, ProofResult, next_piece, prove
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk

# After so many wrong proofs a human helps; guessing is throttled by the service besides.
MAX_WRONG_PROOFS = 3
# A name with the words around it ("my name is ..."); longer texts are taken for one only where a postcode stands beside it.
MAX_NAME_CHARS = 60
MAX_NAME_CHARS_WITH_POSTCODE = 200
# A run of letters and digits with a digit in it, alone or with a second group: 80279, SW1A 1AA, 00-950, 1012 AB.
POSTCODE = re.compile(r"\b(?=[A-Za-z]*\d)[A-Za-z0-9]{2,8}(?:[ -]\d[A-Za-z0-9]{1,3}| [A-Z]{2})?\b")
BARE_POSTCODE = re.compile(r"(?=[A-Za-z]*\d)[A-Za-z0-9]{2,8}(?:[ -][A-Za-z0-9]{2,4})?")
# What an answer is taken for that says that the e-mail address is forgotten.
ABOUT_THEMSELVES = {"recover_password", "edit_account", "change_own_address", "switch_account", "registration_problem"}

IMPOSSIBLE = Refusal("utter_proof_impossible", handoff=HandoffReason.IDENTITY_NOT_PROVED)

QUESTIONS = {
    Missing.ORDER_NUMBER: Question("utter_ask_order_number"),
    Missing.EMAIL: Question("utter_ask_email"),
    Missing.POSTCODE: Question("utter_ask_postcode"),
    Missing.NAME: Question("utter_ask_full_name"),
    Missing.EMAIL_OR_POSTCODE: Question("utter_ask_email_or_postcode"),
    Missing.EMAIL_OR_NAME: Question("utter_ask_email_or_name"),
}


class Identity(Need):
    """Asks piece by piece for the proof that the shop wants; met at once for a customer who is known."""

    name = "identity"

    answered_by = frozenset({LACK})

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        known["heard"] = self.note(talk, Missing(known["missing"]) if asked and "missing" in known else None)
        if asked and not known["heard"] and heard.intent == LACK:
            known["lost"] = [*known.get("lost", []), known["missing"]]
            return True
        return bool(known["heard"])

    @classmethod
    def note(cls, talk: "Talk", missing: Missing | None = None) -> bool:
        """Keep what an unknown customer says of themselves; whether there was any."""
        if talk.turn.conversation.customer_id is not None:
            return False
        pieces = _pieces(talk.heard, missing)
        talk.memory.claim.update(pieces)
        return bool(pieces)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        turn = talk.turn
        if turn.conversation.customer_id is not None:
            return None
        memory = talk.memory
        claim, memory.claim = _corrected(memory), {}
        lost = [Missing(piece) for piece in known.get("lost", [])]
        outcome = prove(turn.db, turn.conversation, Claim(**claim), turn.terms, turn.now, lost)
        if outcome.result is ProofResult.PROVED:
            if "order_number" in claim:
                # The order that proves the customer is the one they are asking about.
                known.setdefault("order_number", claim["order_number"])
            return None
        if outcome.result is ProofResult.MORE_NEEDED and outcome.missing is not None:
            memory.claim = claim
            return _ask_more(talk, known, outcome.missing)
        if outcome.result is ProofResult.IMPOSSIBLE:
            return IMPOSSIBLE
        memory.unproved = claim
        return _ask_again(talk, known, lost)


def _corrected(memory: Memory) -> dict[str, str]:
    """What is claimed, with what was claimed beside it when it proved nothing: "oh sorry, W-10482"."""
    before, claim = memory.unproved, memory.claim
    is_correction = bool(claim) and any(claim[piece] != before[piece] for piece in claim.keys() & before.keys())
    return before | claim if is_correction else claim


def _ask_more(talk: "Talk", known: Known, missing: Missing) -> Question:
    if known.pop("heard", False) and known.get("missing") == missing.value:
        # The same question again would sound as if the answer had not been read.
        talk.say("utter_noted")
    return _ask(known, missing, talk.memory)


def _ask_again(talk: "Talk", known: Known, lost: Sequence[Missing]) -> Question | Refusal:
    """Wrong and throttled proofs get the same sentence, so that nobody learns what exists."""
    known.pop("order_number", None)
    talk.memory.wrong_proofs += 1
    if talk.memory.wrong_proofs >= MAX_WRONG_PROOFS:
        return Refusal("utter_proof_failed", handoff=HandoffReason.IDENTITY_NOT_PROVED)
    talk.say("utter_proof_wrong")
    missing = next_piece(Claim(), talk.turn.terms, lost)
    return _ask(known, missing, talk.memory) if missing else IMPOSSIBLE


def _ask(known: Known, missing: Missing, memory: Memory) -> Question:
    """Of either of two pieces ask for the other one where an e-mail address was given that proved nothing."""
    question = QUESTIONS[missing]
    if "email" in memory.unproved and missing is Missing.EMAIL_OR_NAME:
        missing, question = Missing.NAME, Question("utter_ask_name_instead")
    elif "email" in memory.unproved and missing is Missing.EMAIL_OR_POSTCODE and "name" in memory.claim:
        missing, question = Missing.POSTCODE, QUESTIONS[Missing.POSTCODE]
    known["missing"] = missing.value
    return question


def _pieces(heard: Heard, missing: Missing | None) -> dict[str, str]:
    """The pieces of a proof in a message; names and postcodes are only looked for when they were asked for."""
    said = {"order_number": heard.order_number(asked=missing is Missing.ORDER_NUMBER), "email": heard.first("email")}
    pieces = {piece: value for piece, value in said.items() if value}
    if missing is None:
        return pieces
    rest = heard.text
    for value in pieces.values():
        rest = rest.replace(value, " ")
    postcode = _postcode(rest)
    if heard.is_aside and not (postcode is not None and heard.intent in ABOUT_THEMSELVES):
        return pieces
    if postcode is not None and missing in {Missing.POSTCODE, Missing.EMAIL_OR_POSTCODE, Missing.EMAIL_OR_NAME, Missing.NAME}:
        pieces["postcode"] = postcode
    if missing in {Missing.NAME, Missing.EMAIL_OR_NAME} and "email" not in pieces:
        name = (rest.replace(postcode, " ") if postcode else rest).strip(" ,.;!")
        longest = MAX_NAME_CHARS_WITH_POSTCODE if postcode else MAX_NAME_CHARS
        if 0 < len(name) <= longest and " " in name:
            pieces["name"] = name
    return pieces


def _postcode(text: str) -> str | None:
    """The postcode in an answer; the last one where several could be, since house numbers come before."""
    if BARE_POSTCODE.fullmatch(text.strip()):
        return text.strip()
    found = POSTCODE.findall(text)
    return found[-1] if found else None
