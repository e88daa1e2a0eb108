"""The measurement of the console's pages, on a small store."""

from bot.evaluate.desk import PAGES, measure_desk


def test_every_page_is_opened_the_index_is_paid_for_and_replies_are_heard() -> None:
    report = measure_desk(40, 4, None, lambda _: None, sockets=3)

    assert set(report.pages) == set(PAGES)
    assert all(page.median > 0 for page in report.pages.values())
    assert report.stored is not None
    assert report.heard.customers.median > 0
    assert report.heard.agents.slowest > 0
    assert "160 messages" in str(report)
