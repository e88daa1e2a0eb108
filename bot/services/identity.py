"""Who the customer is: proofs of identity, and customers whom the shop signed in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from bot.shop.address import normal_postcode
from bot.shop.customer import Customer, normal_email
from bot.shop.order import Order, normal_order_number
from bot.shop.terms import Proof, Terms
from bot.support.conversation import Conversation
from bot.support.failed_proof import ATTEMPT_WINDOW, MAX_PER_CLAIM, MAX_PER_CONVERSATION, FailedProof

# What `proved_by` says of customers whom the shop itself signed in.
SIGNED_IN_BY_SHOP = "shop_sign_in"
# Built once, as every claim is looked at.
COUNT_FAILED = (
    select(FailedProof.claim, func.count())
    .where(FailedProof.claim.in_(bindparam("subjects", expanding=True)), FailedProof.at > bindparam("since"))
    .group_by(FailedProof.claim)
)


class ProofResult(Enum):
    PROVED = "proved"
    # These two are answered with one and the same sentence, so that nobody learns what exists.
    WRONG = "wrong"
    THROTTLED = "throttled"
    # Right, but the conversation already belongs to somebody else.
    OTHER_CUSTOMER = "other_customer"
    MORE_NEEDED = "more_needed"
    # What the customer does not have belongs to every proof that the shop takes.
    IMPOSSIBLE = "impossible"


class Missing(Enum):
    """The piece, or either of two, that would bring a proof further."""

    ORDER_NUMBER = "order_number"
    EMAIL = "email"
    NAME = "name"
    POSTCODE = "postcode"
    EMAIL_OR_NAME = "email_or_name"
    EMAIL_OR_POSTCODE = "email_or_postcode"


EITHER = {
    frozenset({Missing.EMAIL, Missing.NAME}): Missing.EMAIL_OR_NAME,
    frozenset({Missing.EMAIL, Missing.POSTCODE}): Missing.EMAIL_OR_POSTCODE,
}
PIECES_OF = {either: pieces for pieces, either in EITHER.items()}
# In the order in which they are asked for.
PIECES = {
    Proof.ORDER_AND_EMAIL: (Missing.ORDER_NUMBER, Missing.EMAIL),
    Proof.ORDER_AND_POSTCODE: (Missing.ORDER_NUMBER, Missing.POSTCODE),
    Proof.EMAIL_AND_POSTCODE: (Missing.EMAIL, Missing.POSTCODE),
    Proof.EMAIL: (Missing.EMAIL,),
    Proof.NAME_AND_POSTCODE: (Missing.NAME, Missing.POSTCODE),
}


@dataclass(frozen=True)
class Claim:
    """What a customer said of themselves so far."""

    order_number: str | None = None
    email: str | None = None
    name: str | None = None
    postcode: str | None = None

    def lacks(self, proof: Proof) -> list[Missing]:
        return [piece for piece in PIECES[proof] if not getattr(self, piece.value)]


@dataclass(frozen=True)
class ProofOutcome:
    result: ProofResult
    # Only with MORE_NEEDED.
    missing: Missing | None = None


def prove(
    db: Session, conversation: Conversation, claim: Claim, terms: Terms, now: datetime, lost: Collection[Missing] = ()
) -> ProofOutcome:
    """Tie the conversation to the customer whom the claim proves; a wrong claim is recorded, and too many are not looked at.

    One customer a conversation. Whether an order number or an address exists shows in no result.
    """
    complete = [proof for proof in Proof if proof in terms.proofs and not claim.lacks(proof)]
    if not complete:
        missing = next_piece(claim, terms, lost)
        return ProofOutcome(ProofResult.MORE_NEEDED if missing else ProofResult.IMPOSSIBLE, missing)
    subjects = _subjects(conversation, claim, complete)
    if _is_throttled(db, subjects, now):
        return ProofOutcome(ProofResult.THROTTLED)
    proved = {proof: _customers(db, claim, proof) for proof in complete}
    customers = {customer.id for found in proved.values() for customer in found}
    if len(customers) != 1:
        db.add_all(FailedProof(claim=subject, at=now) for subject in subjects)
        conversation.failed_proofs += 1
        db.flush()
        return ProofOutcome(ProofResult.WRONG)
    proof = next(proof for proof, found in proved.items() if found)
    return ProofOutcome(_tie(conversation, customers.pop(), proof.value))


def forget_failed_proofs(db: Session, now: datetime) -> None:
    """Those that count no more: they hold what somebody typed, and nobody needs it."""
    is_over = FailedProof.at <= now - ATTEMPT_WINDOW
    if db.scalar(select(FailedProof.id).where(is_over).limit(1)) is not None:  # the usual case writes nothing
        db.execute(delete(FailedProof).where(is_over))


def sign_in_customer(db: Session, conversation: Conversation, subject: str, email: str | None) -> ProofResult:
    """Tie the conversation to a customer whom the shop vouches for, by their id there or else by their e-mail address."""
    customer = known_customer(db, subject, email)
    if customer is None:
        return ProofResult.WRONG
    return _tie(conversation, customer.id, SIGNED_IN_BY_SHOP)


def known_customer(db: Session, subject: str, email: str | None) -> Customer | None:
    """Whom the shop means by this id there, or else by this e-mail address."""
    customer = db.get(Customer, subject)
    return _customer_with_email(db, email) if customer is None and email else customer


def next_piece(claim: Claim, terms: Terms, lost: Collection[Missing] = ()) -> Missing | None:
    """What to ask for next: what the proofs that are closest to complete lack, either of two where there is a choice.

    A proof that needs what the customer has lost is out of the question; None where no other is left.
    """
    gone = {piece for loss in lost for piece in PIECES_OF.get(loss, {loss})}
    lacking = [lacks for proof in Proof if proof in terms.proofs and not gone.intersection(lacks := claim.lacks(proof))]
    if not lacking:
        return None
    # A proof that asks for all that another asks for, and more, need not be pursued.
    lacking = [lacks for lacks in lacking if not any(set(other) < set(lacks) for other in lacking)]
    fewest = min(len(lacks) for lacks in lacking)
    for choice in (lacking, [lacks for lacks in lacking if len(lacks) == fewest]):
        pieces = frozenset(lacks[0] for lacks in choice)
        if pieces in EITHER:
            return EITHER[pieces]
    return min(lacking, key=len)[0]


def pieces(terms: Terms) -> list[Missing]:
    """All that any proof which the shop takes is made of."""
    return list(dict.fromkeys(piece for proof in Proof if proof in terms.proofs for piece in PIECES[proof]))


def _tie(conversation: Conversation, customer_id: str, proved_by: str) -> ProofResult:
    if conversation.customer_id not in {None, customer_id}:
        return ProofResult.OTHER_CUSTOMER
    if conversation.customer_id is None:
        conversation.customer_id = customer_id
        conversation.proved_by = proved_by
    return ProofResult.PROVED


def _customers(db: Session, claim: Claim, proof: Proof) -> list[Customer]:
    """The customers whom the claim proves in this way; two namesakes with one postcode prove nothing."""
    if proof is Proof.EMAIL:
        customer = _customer_with_email(db, claim.email or "")
        return [customer] if customer else []
    if proof is Proof.NAME_AND_POSTCODE:
        return customers_named(db, claim.name or "", claim.postcode or "")
    if proof is Proof.EMAIL_AND_POSTCODE:
        customer = _customer_with_email(db, claim.email or "")
        return [customer] if customer and customer.normal_postcode == normal_postcode(claim.postcode or "") else []
    order = db.scalar(select(Order).where(Order.normal_number == normal_order_number(claim.order_number or "")))
    if order is None:
        return []
    if proof is Proof.ORDER_AND_EMAIL:
        return [order.customer] if order.customer.has_email(claim.email or "") else []
    return [order.customer] if order.knows_postcode(claim.postcode or "") else []


def customers_named(db: Session, name: str, postcode: str) -> list[Customer]:
    neighbours = db.scalars(select(Customer).where(Customer.normal_postcode == normal_postcode(postcode)))
    return [customer for customer in neighbours if customer.is_named(name)]


def _customer_with_email(db: Session, email: str) -> Customer | None:
    return db.scalar(select(Customer).where(Customer.email == normal_email(email)))


def _subjects(conversation: Conversation, claim: Claim, proofs: Iterable[Proof]) -> list[str]:
    """What a wrong claim is counted against: the conversation, and every order, address and postcode that was tried."""
    values = {
        Missing.ORDER_NUMBER: normal_order_number(claim.order_number or ""),
        Missing.EMAIL: normal_email(claim.email or ""),
        Missing.POSTCODE: normal_postcode(claim.postcode or ""),
    }
    used = {piece for proof in proofs for piece in PIECES[proof]}
    return [f"conversation:{conversation.id}", *(f"{piece.value}:{value}" for piece, value in values.items() if piece in used)]


def _is_throttled(db: Session, subjects: list[str], now: datetime) -> bool:
    counts = db.execute(COUNT_FAILED, {"subjects": subjects, "since": now - ATTEMPT_WINDOW})
    return any(
        count >= (MAX_PER_CONVERSATION if subject.startswith("conversation:") else MAX_PER_CLAIM) for subject, count in counts
    )
