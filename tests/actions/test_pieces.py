"""How many of several equal articles are meant."""

import pytest
from sqlalchemy.orm import Session

from actions.needs.pieces import Pieces, ReplacedPieces, pieces_of
from actions.request import Known, Question
from bot.shop.order import OrderStatus
from bot.shop.order_line import OrderLine
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message
from tests.factories import a_customer, a_line, an_order


@pytest.fixture
def lines(db: Session, conversation: Conversation) -> list[OrderLine]:
    """Three mugs and a lamp, as one customer has them."""
    conversation.customer = a_customer()
    lines = [a_line("Coffee Mug", quantity=3), a_line("Lamp")]
    db.add(an_order(customer=conversation.customer, status=OrderStatus.DELIVERED, lines=lines))
    db.flush()
    return lines


def heard(talk: ATalk, text: str, lines: list[OrderLine]) -> list[int]:
    """How many of each of these lines are meant when this was said of them."""
    known: Known = {"lines": [line.id for line in lines]}
    message = talk(a_message(text))
    Pieces().hear(message, known, message.heard, asked=False)
    Pieces().check(message, known)
    return [pieces_of(known, line) for line in lines]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("I want to return the mugs", 3),
        ("return one mug", 1),
        ("just two of them", 2),
        ("only one, please", 1),
        ("only one of the three goes back", 1),
        ("return 7 mugs", 3),
        ("нет, только одну из них", 1),
        ("тек біреуін қайтарамын", 1),
        ("միայն մեկը", 1),
        ("ainult ühe neist", 1),
        ("isa lang ang isasauli ko", 1),
    ],
)
def test_all_of_a_line_are_meant_unless_fewer_are_said(talk: ATalk, lines: list[OrderLine], text: str, pieces: int) -> None:
    assert heard(talk, text, lines) == [pieces, 1]


def test_a_number_that_may_be_of_several_lines_is_of_none(talk: ATalk, lines: list[OrderLine], db: Session) -> None:
    plates = a_line("Plate", quantity=2, position=3)
    lines[0].order.lines.append(plates)
    db.flush()

    assert heard(talk, "only one of them", [*lines, plates]) == [3, 1, 2]


def test_of_which_lines_it_is_is_asked_once(talk: ATalk, lines: list[OrderLine], db: Session) -> None:
    plates = a_line("Plate", quantity=2, position=3)
    lines[0].order.lines.append(plates)
    db.flush()
    known: Known = {"lines": [line.id for line in (*lines, plates)]}
    message = talk(a_message("send two of them back"))
    Pieces().hear(message, known, message.heard, asked=False)

    question = Pieces().check(message, known)

    assert isinstance(question, Question)
    assert [choice.title for choice in question.choices] == [lines[0].title, plates.title]
    assert Pieces().check(message, known) is None


def test_numbers_said_of_each_line_by_its_name_count(talk: ATalk, lines: list[OrderLine], db: Session) -> None:
    plates = a_line("Plate", quantity=2, position=3)
    lines[0].order.lines.append(plates)
    db.flush()

    assert heard(talk, "return two mugs and one plate", [lines[0], plates]) == [2, 1]


def test_what_comes_in_their_place_tells_no_number(talk: ATalk, lines: list[OrderLine]) -> None:
    assert ReplacedPieces().said("exchange the mugs for one glass") == "exchange the mugs "


def test_the_number_that_was_said_last_counts(talk: ATalk, lines: list[OrderLine]) -> None:
    known: Known = {"lines": [line.id for line in lines]}
    for text in ("return one mug", "no, two of them"):
        message = talk(a_message(text))
        Pieces().hear(message, known, message.heard, asked=False)

    assert pieces_of(known, lines[0]) == 2
