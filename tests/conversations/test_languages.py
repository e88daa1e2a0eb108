"""The happy paths of an order's state and of a return in every language, from a talk that began in English."""

import pytest

from tests.conversations.conftest import Begin
from tests.conversations.player import said

# How a customer asks where an order is, wishes to return an article of it, and agrees.
TALKS = {
    "en": ("where is my order W-10482, please?", "i would like to return the Desk Lamp", "yes"),
    "ru": ("где мой заказ W-10482?", "хочу вернуть Desk Lamp", "да"),
    "kk": ("менің тапсырысым W-10482 қайда?", "Desk Lamp тауарын қайтарғым келеді", "иә"),
    "hy": ("որտեղ է իմ պատվերը W-10482", "ուզում եմ վերադարձնել Desk Lamp", "այո"),
    "et": ("kus mu tellimus W-10482 on?", "tahan tagastada Desk Lamp", "jah"),
    "fil": ("nasaan na po ang order ko na W-10482?", "gusto kong isauli ang Desk Lamp", "opo"),
}


@pytest.mark.parametrize("language", TALKS)
async def test_an_order_is_found_and_returned(language: str, begin: Begin) -> None:
    where, wish, yes = TALKS[language]
    player = begin(signed_in="C-1001")
    found, listed, done = await player.write(where), await player.write(wish), await player.write(yes)

    assert said(found)[0] == "utter_order_delivered_on"
    assert said(listed) == ["utter_confirm_return"]
    assert said(done)[0] == "utter_return_done"
    assert player.returns() == {"W-10482": ["Desk Lamp"]}
    assert player.language == language
