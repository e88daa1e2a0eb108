"""The happy paths of an order's state, of a return, an exchange and more in every language, from a talk that began in English."""

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
    assert player.returns()["W-10482"] == ["Desk Lamp"]
    assert player.language == language


# What is asked, listed and done, and what is recorded; how a customer wishes for it, answers the question, and agrees.
REQUESTS = {
    ("utter_ask_remedy", "utter_confirm_report", "utter_report_done", "report_articles"): {
        "en": ("my Desk Lamp arrived broken", "a replacement", "yes"),
        "ru": ("Desk Lamp пришёл сломанный", "замену, пожалуйста", "да"),
        "kk": ("Desk Lamp сынып келді", "ауыстырып беріңіз", "иә"),
        "hy": ("Desk Lamp կոտրված է եկել", "փոխարինում", "այո"),
        "et": ("Desk Lamp tuli katki", "uut toodet", "jah"),
        "fil": ("sira yung Desk Lamp na dumating", "kapalit po", "opo"),
    },
    ("utter_ask_what_happened", "utter_confirm_complaint", "utter_complaint_done", ""): {
        "en": ("I want to make a complaint", "the courier was rude and shouted at me", "yes"),
        "ru": ("хочу пожаловаться", "курьер нагрубил мне и накричал", "да"),
        "kk": ("шағымданғым келеді", "курьер маған дөрекі сөйледі", "иә"),
        "hy": ("ուզում եմ բողոք ներկայացնել", "առաքիչը կոպիտ էր ինձ հետ", "այո"),
        "et": ("tahan kaebuse esitada", "kuller oli minuga väga ebaviisakas", "jah"),
        "fil": ("gusto kong magreklamo", "bastos yung rider sa akin", "opo"),
    },
    ("utter_ask_call_time", "utter_confirm_call_back", "utter_call_back_done", ""): {
        "en": ("please call me back", "any time", "yes"),
        "ru": ("перезвоните мне", "в любое время", "да"),
        "kk": ("маған қайта қоңырау шалыңыз", "кез келген уақытта", "иә"),
        "hy": ("խնդրում եմ հետ զանգեք", "ցանկացած ժամի", "այո"),
        "et": ("palun helistage tagasi", "ükskõik millal", "jah"),
        "fil": ("pakitawagan po ako", "kahit kailan", "opo"),
    },
}


@pytest.mark.parametrize(
    ("steps", "language"),
    [pytest.param(steps, language, id=f"{steps[1]}-{language}") for steps in REQUESTS for language in REQUESTS[steps]],
)
async def test_a_request_is_asked_about_listed_and_done(steps: tuple[str, ...], language: str, begin: Begin) -> None:
    question, listing, done, written = steps
    player = begin(signed_in="C-1001")
    said_first = [said(await player.write(line))[0] for line in REQUESTS[steps][language]]

    assert said_first == [question, listing, done]
    # A complaint and a call-back are records of their own.
    assert list(player.writes()) == [written] * bool(written)


# How a customer exchanges an article of a delivered order, says what it should be, and agrees.
EXCHANGES = {
    "en": ("i want to exchange the Wireless Headphones", "the black ones", "yes"),
    "ru": ("хочу обменять Wireless Headphones на другие", "чёрные, пожалуйста", "да"),
    "kk": ("Wireless Headphones тауарын айырбастағым келеді", "қара түсті", "иә"),
    "hy": ("ուզում եմ փոխանակել Wireless Headphones", "սև", "այո"),
    "et": ("soovin kõrvaklapid Wireless Headphones välja vahetada", "mustad palun", "jah"),
    "fil": ("gusto ko pong ipapalit ang Wireless Headphones", "yung itim po", "opo"),
}


@pytest.mark.parametrize("language", EXCHANGES)
async def test_an_article_is_exchanged(language: str, begin: Begin) -> None:
    wish, option, yes = EXCHANGES[language]
    player = begin(signed_in="C-1001")
    asked, listed, done = await player.write(wish), await player.write(option), await player.write(yes)

    assert said(asked) == ["utter_ask_replacement"]
    assert said(listed) == ["utter_confirm_replacements"]
    assert said(done)[0] == "utter_exchange_done"
    assert player.writes() == {"request_exchange": ["W-10482"]}
    assert player.language == language


# How a customer changes an article of a pending order, and agrees.
ITEM_CHANGES = {
    "en": ("please change the Raincoat in order W-50001 to a red one, size L", "yes"),
    "ru": ("замените, пожалуйста, Raincoat в заказе W-50001 на красный, размер L", "да"),
    "kk": ("W-50001 тапсырысындағы Raincoat тауарын қызыл, L өлшеміне ауыстырыңызшы", "иә"),
    "hy": ("խնդրում եմ W-50001 պատվերի Raincoat-ը փոխել կարմիրով, չափսը L", "այո"),
    "et": ("palun muutke tellimuses W-50001 Raincoat punaseks, suurus L", "jah"),
    "fil": ("pakipalitan po ang Raincoat sa order W-50001 ng pula, size L", "opo"),
}


@pytest.mark.parametrize("language", ITEM_CHANGES)
async def test_an_article_of_a_pending_order_is_changed(language: str, begin: Begin) -> None:
    wish, yes = ITEM_CHANGES[language]
    player = begin(signed_in="C-2030")
    listed, done = await player.write(wish), await player.write(yes)

    assert said(listed) == ["utter_confirm_replacements"]
    assert said(done)[0] == "utter_items_changed"
    assert player.writes() == {"change_items": ["W-50001"]}
    assert player.language == language


# How a customer asks for a late order and takes what the shop offers for it.
DELAYS = {
    "en": ("where is my order W-10455", "yes"),
    "ru": ("где мой заказ W-10455?", "да"),
    "kk": ("менің тапсырысым W-10455 қайда?", "иә"),
    "hy": ("որտեղ է իմ պատվերը W-10455", "այո"),
    "et": ("kus mu tellimus W-10455 on?", "jah"),
    "fil": ("nasaan na po ang order ko na W-10455?", "opo"),
}


@pytest.mark.parametrize("language", DELAYS)
async def test_a_delay_is_admitted_and_made_up_for(language: str, begin: Begin) -> None:
    where, yes = DELAYS[language]
    player = begin(signed_in="C-1002")
    admitted, given = await player.write(where), await player.write(yes)

    assert said(admitted)[0] == "utter_order_late_new_date"
    assert said(given)[0] == "utter_voucher_given"
    assert player.writes() == {"grant_voucher": ["W-10455"]}
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
