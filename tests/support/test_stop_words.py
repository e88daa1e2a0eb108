"""How customers say that they want to hear no more from us."""

import pytest

from bot.support.stop_words import Stop, stop_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stop writing to me!", Stop.CLEAR),
        ("больше не пишите мне", Stop.CLEAR),
        ("маған жазбаңыз", Stop.CLEAR),
        ("այլևս մի գրեք", Stop.CLEAR),
        ("ärge enam kirjutage", Stop.CLEAR),
        ("huwag na kayong mag-message", Stop.CLEAR),
        ("STOP", Stop.IF_ABOUT_THAT),
        ("thanks, but don't write to me on Sundays", Stop.IF_ABOUT_THAT),
        ("stop my order", None),
        ("the delivery stopped in Leeds", None),
        ("where is my order", None),
        ("don't write to me " + "about this or that " * 10, None),
    ],
)
def test_stop_is_heard_where_it_is_meant(text: str, said: Stop | None) -> None:
    assert stop_said(text) is said
