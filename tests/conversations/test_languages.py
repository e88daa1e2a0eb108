"""The happy paths of an order's state, of a return, an exchange and more in every language, from a talk that began in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.conversations.conftest import Begin
from tests.conversations.player import said


@dataclass(frozen=True)
class Path:
    customer: str
    # What is said first to each of the customer's lines.
    answers: tuple[str, ...]
    # What the customer writes, by language.
    lines: Mapping[str, tuple[str, ...]]
    # What is recorded in the end; a complaint and a call-back are records of their own.
    writes: Mapping[str, list[str]] = field(default_factory=dict)
    returns: Mapping[str, list[str]] = field(default_factory=dict)


PATHS = {
    "return": Path(
        "C-1001",
        ("utter_order_delivered_on", "utter_confirm_return", "utter_return_done"),
        {
            "en": ("where is my order W-10482, please?", "i would like to return the Desk Lamp", "yes"),
            "ru": ("где мой заказ W-10482?", "хочу вернуть Desk Lamp", "да"),
            "kk": ("менің тапсырысым W-10482 қайда?", "Desk Lamp тауарын қайтарғым келеді", "иә"),
            "hy": ("որտեղ է իմ պատվերը W-10482", "ուզում եմ վերադարձնել Desk Lamp", "այո"),
            "et": ("kus mu tellimus W-10482 on?", "tahan tagastada Desk Lamp", "jah"),
            "fil": ("nasaan na po ang order ko na W-10482?", "gusto kong isauli ang Desk Lamp", "opo"),
        },
        returns={"W-10482": ["Desk Lamp"]},
    ),
    "report": Path(
        "C-1001",
        ("utter_ask_remedy", "utter_confirm_report", "utter_report_done"),
        {
            "en": ("my Desk Lamp arrived broken", "a replacement", "yes"),
            "ru": ("Desk Lamp пришёл сломанный", "замену, пожалуйста", "да"),
            "kk": ("Desk Lamp сынып келді", "ауыстырып беріңіз", "иә"),
            "hy": ("Desk Lamp կոտրված է եկել", "փոխարինում", "այո"),
            "et": ("Desk Lamp tuli katki", "uut toodet", "jah"),
            "fil": ("sira yung Desk Lamp na dumating", "kapalit po", "opo"),
        },
        writes={"report_articles": ["W-10482"]},
    ),
    "complaint": Path(
        "C-1001",
        ("utter_ask_what_happened", "utter_confirm_complaint", "utter_complaint_done"),
        {
            "en": ("I want to make a complaint", "the courier was rude and shouted at me", "yes"),
            "ru": ("хочу пожаловаться", "курьер нагрубил мне и накричал", "да"),
            "kk": ("шағымданғым келеді", "курьер маған дөрекі сөйледі", "иә"),
            "hy": ("ուզում եմ բողոք ներկայացնել", "առաքիչը կոպիտ էր ինձ հետ", "այո"),
            "et": ("tahan kaebuse esitada", "kuller oli minuga väga ebaviisakas", "jah"),
            "fil": ("gusto kong magreklamo", "bastos yung rider sa akin", "opo"),
        },
    ),
    "call-back": Path(
        "C-1001",
        ("utter_ask_call_time", "utter_confirm_call_back", "utter_call_back_done"),
        {
            "en": ("please call me back", "any time", "yes"),
            "ru": ("перезвоните мне", "в любое время", "да"),
            "kk": ("маған қайта қоңырау шалыңыз", "кез келген уақытта", "иә"),
            "hy": ("խնդրում եմ հետ զանգեք", "ցանկացած ժամի", "այո"),
            "et": ("palun helistage tagasi", "ükskõik millal", "jah"),
            "fil": ("pakitawagan po ako", "kahit kailan", "opo"),
        },
    ),
    "exchange": Path(
        "C-1001",
        ("utter_ask_replacement", "utter_confirm_replacements", "utter_exchange_done"),
        {
            "en": ("i want to exchange the Wireless Headphones", "the black ones", "yes"),
            "ru": ("хочу обменять Wireless Headphones на другие", "чёрные, пожалуйста", "да"),
            "kk": ("Wireless Headphones тауарын айырбастағым келеді", "қара түсті", "иә"),
            "hy": ("ուզում եմ փոխանակել Wireless Headphones", "սև", "այո"),
            "et": ("tahan Wireless Headphones välja vahetada", "mustad palun", "jah"),
            "fil": ("gusto ko pong ipapalit ang Wireless Headphones", "yung itim po", "opo"),
        },
        writes={"request_exchange": ["W-10482"]},
    ),
    "item change": Path(
        "C-2030",
        ("utter_confirm_replacements", "utter_items_changed"),
        {
            "en": ("please change the Raincoat in order W-50001 to a red one, size L", "yes"),
            "ru": ("замените, пожалуйста, Raincoat в заказе W-50001 на красный, размер L", "да"),
            "kk": ("W-50001 тапсырысындағы Raincoat тауарын қызыл, L өлшеміне ауыстырыңызшы", "иә"),
            "hy": ("խնդրում եմ W-50001 պատվերի Raincoat-ը փոխել կարմիրով, չափսը L", "այո"),
            "et": ("palun muutke tellimuses W-50001 Raincoat punaseks, suurus L", "jah"),
            "fil": ("pakipalitan po ang Raincoat sa order W-50001 ng pula, size L", "opo"),
        },
        writes={"change_items": ["W-50001"]},
    ),
    "delay": Path(
        "C-1002",
        ("utter_order_late_new_date", "utter_voucher_given"),
        {
            "en": ("where is my order W-10455", "yes"),
            "ru": ("где мой заказ W-10455?", "да"),
            "kk": ("менің тапсырысым W-10455 қайда?", "иә"),
            "hy": ("որտեղ է իմ պատվերը W-10455", "այո"),
            "et": ("kus mu tellimus W-10455 on?", "jah"),
            "fil": ("nasaan na po ang order ko na W-10455?", "opo"),
        },
        writes={"grant_voucher": ["W-10455"]},
    ),
}


@pytest.mark.parametrize(("name", "language"), [(name, language) for name, path in PATHS.items() for language in path.lines])
async def test_a_request_is_understood_listed_and_done(name: str, language: str, begin: Begin) -> None:
    path = PATHS[name]
    player = begin(signed_in=path.customer)
    told = [said(await player.write(line)) for line in path.lines[language]]

    assert tuple(replies[0] for replies in told) == path.answers
    # Questions and lists stand alone.
    assert all(len(replies) == 1 for replies in told[1:-1])
    assert player.writes() == path.writes
    assert path.returns.items() <= player.returns().items()
    assert player.language == language


# How a customer asks for an order, wants nothing else, and is not quite content.
RATINGS = {
    "en": ("where is my order W-10491", "no", "fine.", "it took too long for me"),
    "ru": ("где мой заказ W-10491?", "нет", "нормально", "всё было слишком медленно"),
    "kk": ("менің тапсырысым W-10491 қайда?", "жоқ", "орташа", "қызмет көңілімнен шықпады"),
    "hy": ("որտեղ է իմ պատվերը W-10491", "ոչ", "նորմալ", "շատ դանդաղ սպասարկում է"),
    "et": ("kus mu tellimus W-10491 on?", "ei", "käib kah", "teenindus oli väga aeglane"),
    "fil": ("nasaan na po ang order ko na W-10491?", "hindi na", "ok lang", "ang bagal ng serbisyo"),
}


@pytest.mark.parametrize("language", RATINGS)
async def test_a_curt_rating_is_asked_about(language: str, begin: Begin) -> None:
    where, nothing, curt, comment = RATINGS[language]
    player = begin(signed_in="C-1006")
    await player.write(where)
    asked, doubted, taken = await player.write(nothing), await player.write(curt), await player.write(comment)

    assert said(asked)[-1] == "utter_ask_rating"
    assert said(doubted) == ["utter_ask_what_was_wrong"]
    assert said(taken) == ["utter_comment_taken_unhappy"]
