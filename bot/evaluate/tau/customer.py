"""A customer who follows a script: says their wishes one after the other and answers what they are asked.

They see of the assistant what any client of the API sees: texts, titles of buttons, and what an answer is expected to be. They
know nothing of how the assistant words things.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.evaluate.tau import spoken
from bot.evaluate.tau.listing import Listing
from bot.evaluate.tau.script import Script
from bot.evaluate.tau.shop_state import ShopState
from bot.evaluate.tau.spoken import says, says_any, stems, words
from bot.evaluate.tau.talk import Answer, Choice, Heard, Said
from bot.evaluate.tau.tasks import Task

# The same question this often, and the customer has had enough.
PATIENCE = 3
# However it goes, nobody writes more than this.
MOST_MESSAGES = 60
HUMAN = ("human", "colleague", "person", "agent", "representative", "someone", "team", "staff")
NO_HELP = "Never mind."
PLAIN_ANSWERS = {"phone": "I would rather not give a number.", "rating": "9", "comment": "No, thank you."}
# Of a button's title, these say nothing about what it is for.
IDLE_WORDS = frozenset(words("a an and at by for from i in is it my me of on or order s that the this to want with you your"))


@dataclass
class Customer:
    task: Task
    shop: ShopState
    # The customer's own id, of which they know nothing themselves.
    id: str
    said: list[str] = field(default_factory=list)
    _script: Script = field(init=False)
    _asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    _pressed: set[str] = field(default_factory=set)
    _has_repeated: bool = False
    _has_corrected: bool = False
    _is_leaving: bool = False

    def __post_init__(self) -> None:
        self._script = Script(self.task, self.shop)

    def begin(self) -> Said:
        return self._write(self._script.turn.say)

    def reply(self, answer: Answer) -> Said | None:
        """What the customer writes next; None when all is said, a human was called or the customer has had enough."""
        if answer.handed_over or len(self.said) >= MOST_MESSAGES:
            return None
        question = next((heard for heard in reversed(answer.heard) if heard.expects), None)
        if question is None:
            return self._go_on(answer.heard)
        self._asked[question.expects or "", question.text] += 1
        if self._is_leaving:
            return self._next_turn()
        if self._asked[question.expects or "", question.text] > PATIENCE:
            return self._leave()
        return self._answer(question, " ".join(heard.text for heard in answer.heard))

    # Nothing is asked: is the request settled?

    def _go_on(self, heard: Sequence[Heard]) -> Said | None:
        if self._is_leaving or self._is_settled(heard):
            return self._next_turn()
        return self._press_fitting(heard) or self._repeat() or self._next_turn()

    def _is_settled(self, heard: Sequence[Heard]) -> bool:
        if self._script.turn.wants_human or self._script.open_of_turn:
            return False
        # A question that comes with choices is still a question, even to somebody who only wanted to know something.
        return bool(self._script.turn.writes) or not (heard and heard[-1].buttons and "?" in heard[-1].text)

    def _press_fitting(self, heard: Sequence[Heard]) -> Said | None:
        choices = [choice for one in heard for choice in one.buttons if choice.title not in self._pressed]
        best = max(choices, key=self._fit, default=None)
        return self._press(best) if best is not None and self._fit(best) > 0 else None

    def _fit(self, choice: Choice) -> float:
        """How well a title fits what the customer wants now."""
        title = stems(choice.title) - IDLE_WORDS
        if says_any(choice.title, HUMAN):
            return 1.0 if self._script.turn.wants_human else 0.0
        wishes = (spoken.wish(self.shop, write) for write in self._script.open_of_turn)
        wanted = set().union(*map(stems, (self._script.turn.say, *wishes)))
        return len(title & wanted) / (len(title) or 1)

    def _repeat(self) -> Said | None:
        if self._has_repeated:
            return None
        self._has_repeated = True
        return self._write(self._script.turn.say)

    def _next_turn(self) -> Said | None:
        self._has_repeated = self._has_corrected = self._is_leaving = False
        self._pressed.clear()
        turn = self._script.go_on()
        return self._write(turn.say) if turn else None

    def _leave(self) -> Said:
        self._is_leaving = True
        return self._write(NO_HELP)

    # Something is asked.

    def _answer(self, question: Heard, around: str) -> Said:
        answers: dict[str, Callable[[Heard, str], Said | None]] = {
            "email": self._proof,
            "full_name": self._proof,
            "postcode": self._proof,
            "order_number": self._order_number,
            "items": self._items,
            "replacement": self._replacement,
            "payment_method": self._payment_method,
            "reason": self._reason,
            "address": self._address,
            "confirmation": self._confirmation,
        }
        expected = question.expects or ""
        if expected in PLAIN_ANSWERS:
            return self._write(PLAIN_ANSWERS[expected])
        answer = answers[expected](question, around) if expected in answers else None
        return answer or self._press_fitting([question]) or self._repeat() or self._leave()

    def _proof(self, question: Heard, _: str) -> Said:
        identity = self.task.identity
        asked = {"email": identity.email, "full_name": identity.full_name, "postcode": identity.postcode}[question.expects or ""]
        if asked:
            return self._write(asked)
        if identity.email:
            return self._write(f"My e-mail address is {identity.email}.")
        known = f"My name is {identity.full_name} and my zip code is {identity.postcode}."
        return self._write(f"I don't remember my e-mail address. {known}" if question.expects == "email" else known)

    def _order_number(self, question: Heard, around: str) -> Said | None:
        write = self._script.subject(around)
        if write is None or not write.order:
            return None
        button = next((choice for choice in question.buttons if says(choice.title, write.order)), None)
        return self._press(button) if button else self._write(write.order)

    def _items(self, _: Heard, around: str) -> Said | None:
        write = self._script.subject(around)
        if write is None or not write.articles:
            return None
        return self._write(spoken.articles(spoken.chosen(self.shop.orders[write.order], write)))

    def _replacement(self, question: Heard, around: str) -> Said | None:
        write = self._script.subject(around)
        swaps = spoken.swaps(self.shop, write) if write and write.replacements else []
        asked = [swap for swap in swaps if says(question.text, swap[0].name)] or swaps
        if not asked:
            return None
        if len(asked) > 1:
            return self._write(", ".join(spoken.replacement(old, new) for old, new in asked))
        new = asked[0][1]
        button = next((choice for choice in question.buttons if spoken.says_in_full(choice.title, new)), None)
        return self._press(button) if button else self._write(spoken.options(new))

    def _payment_method(self, question: Heard, around: str) -> Said | None:
        write = self._script.subject(around)
        if write is None or not write.method:
            return self._write("The way I paid.")
        method = self.shop.people[self.id].methods[write.method]
        telling = method.last_four or spoken.kind(method)
        button = next((choice for choice in question.buttons if says(choice.title, telling)), None)
        return self._press(button) if button else self._write(spoken.method(method))

    def _reason(self, question: Heard, around: str) -> Said:
        write = self._script.subject(around)
        reason = write.reason if write and write.reason else "no longer needed"
        telling = stems(reason) - {"by", "no"}
        best = max(question.buttons, key=lambda choice: len(stems(choice.title) & telling), default=None)
        return self._press(best) if best and stems(best.title) & telling else self._write(spoken.REASONS.get(reason, reason))

    def _address(self, question: Heard, around: str) -> Said | None:
        write = self._script.subject(around)
        if write is None or not write.address:
            return None
        street, postcode = write.address[0], write.address[4]
        button = next((one for one in question.buttons if says(one.title, street) and says(one.title, postcode)), None)
        return self._press(button) if button else self._write(spoken.address(write.address))

    def _confirmation(self, question: Heard, around: str) -> Said:
        if self._script.turn.wants_human and says_any(question.text, HUMAN):
            return self._say_yes(question)
        # What will be done is in the question itself, or in the messages just before it.
        listings = [Listing(text, self.shop, self.id, " ".join(self.said)) for text in (question.text, around)]
        matched = next((writes for listing in listings if (writes := listing.matches(self._script.open))), [])
        if matched:
            self._script.confirm(matched)
            return self._say_yes(question)
        subject = self._script.subject(around)
        if subject is None or self._has_corrected:
            return self._say_no(question)
        self._has_corrected = True
        objections = min((listing.objections(subject) for listing in listings), key=len)
        return self._write(f"No, {', and '.join(objections or [spoken.wish(self.shop, subject)])}.")

    def _say_yes(self, question: Heard) -> Said:
        button = next((choice for choice in question.buttons if says_any(choice.title, ("yes", "ok", "confirm"))), None)
        return self._press(button, is_yes=True) if button else self._write("Yes, please.", is_yes=True)

    def _say_no(self, question: Heard) -> Said:
        self._script.give_up()
        button = next((choice for choice in question.buttons if says_any(choice.title, ("no",))), None)
        return self._press(button) if button else self._write("No, thank you.")

    def _write(self, text: str, *, is_yes: bool = False) -> Said:
        self.said.append(text)
        return Said(text, is_yes=is_yes)

    def _press(self, choice: Choice, *, is_yes: bool = False) -> Said:
        self.said.append(choice.title)
        self._pressed.add(choice.title)
        return Said(choice.title, choice.token, is_yes)
