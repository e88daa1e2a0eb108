"""Who the customer is."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.identity import (
    Claim,
    Missing,
    ProofOutcome,
    ProofResult,
    forget_failed_proofs,
    next_piece,
    prove,
    sign_in_customer,
)
from bot.shop.order import Order
from bot.shop.terms import Proof, Terms
from bot.support.conversation import Conversation
from bot.support.failed_proof import ATTEMPT_WINDOW, MAX_PER_CLAIM, MAX_PER_CONVERSATION, FailedProof
from tests.factories import NOW, a_conversation, a_customer, an_address, an_order, saved

BY_ORDER = Terms()
BY_NAME = Terms(proofs=frozenset({Proof.EMAIL, Proof.NAME_AND_POSTCODE}))


@pytest.fixture
def order(db: Session) -> Order:
    customer = a_customer(id="mary", email="mary@example.com")
    order = an_order(number="#W1000", customer=customer, address=an_address(postcode="SW1A 1AA"))
    db.add_all([order, an_order(number="#W2000", customer=a_customer(id="paul", email="paul@example.com", first_name="Paul"))])
    return order


@pytest.fixture
def conversation(db: Session, order: Order) -> Conversation:
    return saved(db, a_conversation())


@pytest.mark.parametrize(
    ("claim", "terms", "proof"),
    [
        (Claim(order_number="w 1000", email=" MARY@example.com"), BY_ORDER, Proof.ORDER_AND_EMAIL),
        (Claim(order_number="#W1000", postcode="sw1a1aa"), BY_ORDER, Proof.ORDER_AND_POSTCODE),
        (Claim(order_number="#W1000", postcode="LS1 4AP"), BY_ORDER, Proof.ORDER_AND_POSTCODE),
        (Claim(email="mary@example.com"), BY_NAME, Proof.EMAIL),
        (Claim(name="mary  BROWN", postcode="ls1-4ap"), BY_NAME, Proof.NAME_AND_POSTCODE),
    ],
)
def test_a_right_claim_ties_the_conversation(
    db: Session, conversation: Conversation, claim: Claim, terms: Terms, proof: Proof
) -> None:
    assert prove(db, conversation, claim, terms, NOW).result is ProofResult.PROVED
    assert (conversation.customer_id, conversation.proved_by) == ("mary", proof.value)


@pytest.mark.parametrize(
    "claim",
    [
        Claim(order_number="#W1000", email="paul@example.com"),
        Claim(order_number="#W1000", email="nobody@example.com"),
        Claim(order_number="#W9999", email="mary@example.com"),
        Claim(order_number="#W1000", postcode="SW1A 1AB"),
    ],
)
def test_an_unknown_order_and_a_wrong_address_look_alike(db: Session, conversation: Conversation, claim: Claim) -> None:
    assert prove(db, conversation, claim, BY_ORDER, NOW) == ProofOutcome(ProofResult.WRONG)
    assert conversation.customer_id is None
    assert conversation.failed_proofs == 1


def test_what_the_shop_does_not_take_as_proof_proves_nothing(db: Session, conversation: Conversation) -> None:
    outcome = prove(db, conversation, Claim(email="mary@example.com"), BY_ORDER, NOW)
    assert outcome == ProofOutcome(ProofResult.MORE_NEEDED, Missing.ORDER_NUMBER)


def test_an_incomplete_claim_is_not_counted_as_wrong(db: Session, conversation: Conversation) -> None:
    prove(db, conversation, Claim(order_number="#W9999"), BY_ORDER, NOW)
    assert db.scalars(select(FailedProof)).all() == []


def test_two_namesakes_with_one_postcode_prove_nothing(db: Session, conversation: Conversation) -> None:
    db.add(a_customer(first_name="Mary", last_name="Brown"))
    db.flush()
    claim = Claim(name="Mary Brown", postcode="LS1 4AP")
    assert prove(db, conversation, claim, BY_NAME, NOW).result is ProofResult.WRONG


def test_claims_that_prove_two_different_customers_prove_nothing(db: Session, conversation: Conversation) -> None:
    claim = Claim(email="paul@example.com", name="Mary Brown", postcode="LS1 4AP")
    assert prove(db, conversation, claim, BY_NAME, NOW).result is ProofResult.WRONG


def test_a_conversation_belongs_to_one_customer(db: Session, conversation: Conversation) -> None:
    prove(db, conversation, Claim(email="mary@example.com"), BY_NAME, NOW)
    outcome = prove(db, conversation, Claim(email="paul@example.com"), BY_NAME, NOW)
    assert outcome.result is ProofResult.OTHER_CUSTOMER
    assert conversation.customer_id == "mary"


def test_after_too_many_wrong_claims_a_right_one_is_not_looked_at(db: Session, conversation: Conversation) -> None:
    for guess in range(MAX_PER_CONVERSATION):
        prove(db, conversation, Claim(order_number="#W1000", email=f"guess{guess}@example.com"), BY_ORDER, NOW)
    right = Claim(order_number="#W1000", email="mary@example.com")
    assert prove(db, conversation, right, BY_ORDER, NOW).result is ProofResult.THROTTLED
    later = NOW + ATTEMPT_WINDOW + timedelta(seconds=1)
    assert prove(db, conversation, right, BY_ORDER, later).result is ProofResult.PROVED


def test_what_counts_no_more_is_forgotten(db: Session, order: Order) -> None:
    conversation = saved(db, a_conversation())
    for at in (NOW, NOW + timedelta(minutes=30)):
        prove(db, conversation, Claim(order_number="#W1000", email="guess@example.com"), BY_ORDER, at)
    forget_failed_proofs(db, NOW + ATTEMPT_WINDOW)
    assert set(db.scalars(select(FailedProof.at))) == {NOW + timedelta(minutes=30)}


@pytest.mark.parametrize("number", ["#W1000", "#W9999"])
def test_guessing_at_one_order_is_stopped_over_all_conversations(db: Session, order: Order, number: str) -> None:
    results = []
    for guess in range(MAX_PER_CLAIM + 1):
        conversation = saved(db, a_conversation())
        claim = Claim(order_number=number, email=f"guess{guess}@example.com")
        results.append(prove(db, conversation, claim, BY_ORDER, NOW).result)
    assert results == [ProofResult.WRONG] * MAX_PER_CLAIM + [ProofResult.THROTTLED]


@pytest.mark.parametrize(
    ("claim", "terms", "missing"),
    [
        (Claim(), BY_ORDER, Missing.ORDER_NUMBER),
        (Claim(order_number="1"), BY_ORDER, Missing.EMAIL_OR_POSTCODE),
        (Claim(postcode="1"), BY_ORDER, Missing.ORDER_NUMBER),
        (Claim(), BY_NAME, Missing.EMAIL_OR_NAME),
        (Claim(order_number="1"), BY_NAME, Missing.EMAIL_OR_NAME),
        (Claim(name="A"), BY_NAME, Missing.EMAIL_OR_POSTCODE),
        (Claim(postcode="1"), BY_NAME, Missing.EMAIL_OR_NAME),
        (Claim(), Terms(proofs=frozenset({Proof.NAME_AND_POSTCODE})), Missing.NAME),
        (Claim(name="A"), Terms(proofs=frozenset({Proof.NAME_AND_POSTCODE})), Missing.POSTCODE),
        (Claim(order_number="1"), Terms(proofs=frozenset(Proof)), Missing.EMAIL_OR_POSTCODE),
        (Claim(), Terms(proofs=frozenset({Proof.EMAIL, Proof.ORDER_AND_EMAIL})), Missing.EMAIL),
    ],
)
def test_the_piece_that_is_asked_for_brings_a_proof_further(claim: Claim, terms: Terms, missing: Missing) -> None:
    assert next_piece(claim, terms) is missing


@pytest.mark.parametrize(
    ("lost", "claim", "missing"),
    [
        ([Missing.ORDER_NUMBER], Claim(), Missing.EMAIL),
        ([Missing.ORDER_NUMBER], Claim(email="a@example.com"), Missing.POSTCODE),
        ([Missing.EMAIL_OR_POSTCODE], Claim(order_number="1"), None),
        ([Missing.ORDER_NUMBER, Missing.EMAIL], Claim(), None),
    ],
)
def test_what_the_customer_has_lost_is_asked_for_no_more(lost: list[Missing], claim: Claim, missing: Missing | None) -> None:
    assert next_piece(claim, Terms(), lost) is missing


@pytest.mark.parametrize(("subject", "email"), [("mary", None), ("unknown-there", "Mary@Example.com")])
def test_a_customer_whom_the_shop_signed_in_needs_no_proof(
    db: Session, conversation: Conversation, subject: str, email: str | None
) -> None:
    assert sign_in_customer(db, conversation, subject, email) is ProofResult.PROVED
    assert conversation.customer_id == "mary"


def test_a_sign_in_of_somebody_unknown_is_wrong(db: Session, conversation: Conversation) -> None:
    assert sign_in_customer(db, conversation, "unknown", "nobody@example.com") is ProofResult.WRONG
    assert conversation.customer_id is None
