"""What an agent does for the customer of their conversation, as the assistant would: the same checks, the same record.

Each act leaves a private note in the conversation, and its id is the key of the write: done twice, it is done once, and the
record leads to the agent. Refused, it leaves nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.cancellations import CancelResult, cancel_order
from bot.services.handoffs import owned_by
from bot.services.identity import Claim, ProofResult, prove
from bot.services.order_changes import OrderChangeResult, change_order_address
from bot.services.returns import ReturnResult, request_return
from bot.services.vouchers import VoucherResult, grant_goodwill_voucher
from bot.shop.address import Address
from bot.shop.money import Money
from bot.shop.order import CancelReason
from bot.shop.terms import Terms
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender


class NotAllowed(Enum):
    # The agent does not have the conversation.
    NOT_YOURS = "not_yours"
    # Nobody knows who the customer is.
    NOT_PROVED = "not_proved"


Result = CancelResult | ReturnResult | OrderChangeResult | VoucherResult | ProofResult | NotAllowed


@dataclass(frozen=True)
class AgentAct:
    """Who acts, in which conversation, and when."""

    db: Session
    conversation_id: str
    agent: Agent
    terms: Terms
    now: datetime

    def prove_identity(self, claim: Claim) -> ProofResult | NotAllowed:
        """What the customer told the agent counts as it does where they tell the assistant, wrong tries too."""
        conversation = self._own_conversation()
        if conversation is None:
            return NotAllowed.NOT_YOURS
        was_known = conversation.customer_id is not None
        result = prove(self.db, conversation, claim, self.terms, self.now).result
        if result is ProofResult.PROVED and not was_known:
            said = "Took the proof of who the customer is."
            self._note(conversation, f"act/{self.conversation_id}/identity", said)
            audit.note(self.db, self.agent, Act.ACTED_FOR_CUSTOMER, self.now, self.conversation_id, did=said)
        return result

    def cancel_order(self, order_number: str, reason: CancelReason) -> Result:
        def cancel(customer_id: str, key: str) -> Result:
            return cancel_order(self.db, customer_id, order_number, reason, key=key, now=self.now)

        return self._do(f"cancel/{order_number}", f"Cancelled order {order_number}.", cancel)

    def return_articles(self, order_number: str, line_ids: Collection[int]) -> Result:
        def request(customer_id: str, key: str) -> Result:
            return request_return(self.db, customer_id, order_number, line_ids, terms=self.terms, key=key, now=self.now).result

        lines = ",".join(map(str, sorted(line_ids)))
        return self._do(f"return/{order_number}/{lines}", f"Opened a return of order {order_number}.", request)

    def change_address(self, order_number: str, address: Address) -> Result:
        def change(customer_id: str, key: str) -> Result:
            return change_order_address(self.db, customer_id, order_number, address, key=key, now=self.now)

        return self._do(f"address/{order_number}/{address}", f"Changed where order {order_number} goes.", change)

    def grant_voucher(self, amount: Money, nth: int) -> Result:
        """`nth` says which of the customer's vouchers it is, so that a form that is sent twice grants one."""

        def grant(customer_id: str, key: str) -> Result:
            return grant_goodwill_voucher(self.db, customer_id, amount, key=key, terms=self.terms, now=self.now).result

        said = f"Granted a goodwill voucher of {amount.amount:.2f} {amount.currency}."
        return self._do(f"voucher/{nth}", said, grant)

    def _do(self, name: str, said: str, write: Callable[[str, str], Result]) -> Result:
        conversation = self._own_conversation()
        if conversation is None:
            return NotAllowed.NOT_YOURS
        if conversation.customer_id is None:
            return NotAllowed.NOT_PROVED
        platform_id = f"act/{self.conversation_id}/{name}"
        note = self._noted(conversation, platform_id)
        is_new = note is None
        note = note or self._note(conversation, platform_id, said)
        result = write(conversation.customer_id, note.id)
        if result.name != "DONE" and is_new:
            self.db.delete(note)
        elif is_new:
            audit.note(self.db, self.agent, Act.ACTED_FOR_CUSTOMER, self.now, self.conversation_id, did=said)
        self.db.flush()
        return result

    def _own_conversation(self) -> Conversation | None:
        is_own = owned_by(self.db, self.conversation_id) == self.agent.id
        return self.db.get(Conversation, self.conversation_id) if is_own else None

    def _noted(self, conversation: Conversation, platform_id: str) -> Message | None:
        same = (Message.channel == conversation.channel, Message.platform_id == platform_id)
        return self.db.scalar(select(Message).where(*same))

    def _note(self, conversation: Conversation, platform_id: str, said: str) -> Message:
        conversation.last_message_at = self.now
        note = Message(
            conversation_id=conversation.id,
            channel=conversation.channel,
            platform_id=platform_id,
            sender=Sender.AGENT,
            agent_id=self.agent.id,
            is_note=True,
            text=said,
            at=self.now,
        )
        self.db.add(note)
        self.db.flush()
        return note
