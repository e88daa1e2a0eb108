"""Whatever the network or the server does: what a visitor says arrives, once."""

from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenPage, Shop
from tests.browser.talks import answer, joined_by, stored
from tests.browser.visitor import visit


def test_offline_and_back_nothing_is_lost_and_nothing_doubled(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello while online")
    expect(widget.said("assistant")).to_have_count(2)
    agent = joined_by(shop, "Olga", "hello while online")
    widget.page.context.set_offline(True)
    expect(widget.page.get_by_text("Connection lost")).to_be_visible()
    widget.say("written offline, one")
    widget.say("written offline, two")
    answer(shop, agent, "said while you were away")
    widget.page.context.set_offline(False)
    expect(widget.page.get_by_text("Connection lost")).to_be_hidden()
    expect(widget.said("agent")).to_have_text(["said while you were away"])
    expect(widget.page.locator("firstline-chat .pending")).to_have_count(0)
    expect(widget.said("customer")).to_have_text(["hello while online", "written offline, one", "written offline, two"])
    assert [len(stored(shop, f"written offline, {which}")) for which in ("one", "two")] == [1, 1]


def test_what_was_written_offline_is_sent_after_a_reload(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.page.route("**/api/conversations**", lambda route: route.abort())
    widget.say("hello from a tunnel")
    expect(widget.page.get_by_text("Connection lost")).to_be_visible()
    widget.page.unroute("**/api/conversations**")
    widget = visit(widget.page, shop)
    expect(widget.said("customer")).to_have_text(["hello from a tunnel"])
    expect(widget.said("assistant")).to_have_count(2)
    assert len(stored(shop, "hello from a tunnel")) == 1


def test_a_lost_answer_is_asked_for_again_and_given_once(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    lost = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    widget.page.route("**/messages*", lose_the_first_answer)
    widget.say("hello twice sent")
    expect(widget.said("assistant")).to_have_count(2)
    expect(widget.page.locator("firstline-chat .pending")).to_have_count(0)
    assert (lost, len(stored(shop, "hello twice sent"))) == ([200], 1)


def test_a_conversation_that_the_server_lost_is_begun_anew(open_page: OpenPage, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    gone = '{"id": "gone", "token": "gone", "customer": null}'
    widget.page.evaluate("gone => localStorage.setItem(`firstline:${location.origin}:conversation`, gone)", gone)
    widget = visit(widget.page, shop)
    widget.open()
    widget.say("hello again")
    expect(widget.said("assistant")).to_have_count(2)
