"""The measurement of the console's pages, on a small store."""

from bot.evaluate.desk import PAGES, measure_desk


def test_every_page_is_opened_and_the_index_is_paid_for() -> None:
    report = measure_desk(40, 4, None, lambda _: None)

    assert set(report.pages) == set(PAGES)
    assert all(page.median > 0 for page in report.pages.values())
    assert report.stored is not None
    assert "160 messages" in str(report)
