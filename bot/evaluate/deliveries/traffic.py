"""What customers say, and how a platform delivers it: some of it again, some of it late, in batches."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Of all deliveries, those that bring a message again; of all messages, those that the customer's next one overtakes.
REPEATED, OVERTAKEN = 0.3, 0.1
MAX_BATCH = 20
# Customers at most who talk at the same time on one channel, and after how many deliveries at most a repeated one comes.
AT_ONCE, LATEST_REPEAT = 20, 60

# A talk; its fourth and fifth line ask for a return and confirm it.
LINES = (
    "where is my order {number}",
    "{email}",
    "how long does shipping take?",
    "I want to return the lamp",
    "yes",
    "thanks",
)
RETURN = (3, 4)


@dataclass(frozen=True)
class Buyer:
    """A customer of the shop, with a delivered order; who they are is a number."""

    who: int

    @property
    def number(self) -> str:
        return f"#W{7_000_000 + self.who}"

    @property
    def email(self) -> str:
        return f"kim.lee{self.who}@example.com"

    @property
    def lines(self) -> list[str]:
        return [line.format(number=self.number, email=self.email) for line in LINES]


@dataclass(frozen=True)
class Said:
    buyer: Buyer
    # Its place in the talk.
    place: int
    # The message's own on its channel.
    number: int

    @property
    def text(self) -> str:
        return self.buyer.lines[self.place]


@dataclass(frozen=True)
class Traffic:
    """All that one channel delivers."""

    messages: list[Said]
    batches: list[list[Said]]
    overtaken: int
    # Who said the lines of a return in their order, and so gets one.
    returning: list[Buyer]

    @property
    def deliveries(self) -> int:
        return sum(map(len, self.batches))


def traffic(deliveries: int, first_buyer: int, chance: random.Random) -> Traffic:
    """So many deliveries of talks with buyers from the first one on."""
    messages = list(_talks(round(deliveries * (1 - REPEATED)), first_buyer, chance))
    late = _overtaken(messages, chance)
    stream = _repeated(late, deliveries - len(messages), chance)
    places = {said: place for place, said in enumerate(late)}
    returning = [buyer for buyer in {said.buyer for said in messages} if _returns(buyer, messages, places)]
    overtaken = sum(one != other for one, other in zip(messages, late, strict=True))
    return Traffic(messages, _batches(stream, chance), overtaken // 2, returning)


def _talks(messages: int, first_buyer: int, chance: random.Random) -> Iterator[Said]:
    """Many talks at once, each in its own order; the last ones may break off."""
    # Of few messages, so few talks at once that some come to their end.
    at_once = max(1, min(AT_ONCE, messages // (2 * len(LINES))))
    talking = [(Buyer(first_buyer + number), 0) for number in range(at_once)]
    next_buyer = first_buyer + at_once
    for number in range(1, messages + 1):
        at = chance.randrange(at_once)
        buyer, place = talking[at]
        yield Said(buyer, place, number)
        talking[at] = (buyer, place + 1)
        if place + 1 == len(LINES):
            talking[at], next_buyer = (Buyer(next_buyer), 0), next_buyer + 1


def _overtaken(messages: Sequence[Said], chance: random.Random) -> list[Said]:
    """The stream in which some messages have changed places with their customer's next one."""
    late = list(messages)
    following = _following(messages)
    candidates = list(following)
    chance.shuffle(candidates)
    left = round(len(messages) * OVERTAKEN)
    moved: set[int] = set()
    for place in candidates:
        other = following[place]
        if left and not {place, other} & moved:
            late[place], late[other] = late[other], late[place]
            moved |= {place, other}
            left -= 1
    return late


def _following(messages: Sequence[Said]) -> dict[int, int]:
    """By the place of a message, that of its customer's next one."""
    last: dict[Buyer, int] = {}
    following = {}
    for place, said in enumerate(messages):
        if said.buyer in last:
            following[last[said.buyer]] = place
        last[said.buyer] = place
    return following


def _repeated(stream: Sequence[Said], repeats: int, chance: random.Random) -> list[Said]:
    keyed = [(float(place), said) for place, said in enumerate(stream)]
    for place in [chance.randrange(len(stream)) for _ in range(repeats)]:
        keyed.append((place + 0.5 + chance.randrange(LATEST_REPEAT), stream[place]))
    return [said for _, said in sorted(keyed, key=lambda pair: pair[0])]


def _batches(stream: Sequence[Said], chance: random.Random) -> list[list[Said]]:
    batches, at = [], 0
    while at < len(stream):
        size = chance.randint(1, MAX_BATCH)
        batches.append(list(stream[at : at + size]))
        at += size
    return batches


def _returns(buyer: Buyer, messages: Sequence[Said], places: dict[Said, int]) -> bool:
    """All lines up to the return came in their order."""
    mine = [said for said in messages if said.buyer == buyer and said.place <= RETURN[-1]]
    came = [places[said] for said in mine]
    return len(mine) == RETURN[-1] + 1 and came == sorted(came)
