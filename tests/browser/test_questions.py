"""An agent writes a frequent question in the console, and a customer who is in the middle of a talk gets its answer."""

from playwright.sync_api import expect

from bot.support.agent import Role
from tests.browser.conftest import PHONE, OpenPage, Shop, SignIn, go
from tests.browser.visitor import visit

ANSWER = "Dogs and cats are welcome in our showroom."
WAYS_TO_ASK = """are pets allowed in your shop
can i bring my dog
is it ok to come with my cat
dogs welcome?
do you let animals in"""
# The assistant looks for new questions every ten seconds.
LOOKED_AGAIN_MS, UNDERSTOOD_MS = 15_000, 15_000


def test_a_new_question_is_answered_without_a_restart(open_page: OpenPage, sign_in: SignIn, shop: Shop) -> None:
    widget = visit(open_page(), shop)
    widget.open()
    widget.say("hello")
    expect(widget.said("assistant").first).to_be_visible()

    page = sign_in("Sue", Role.SUPERVISOR)
    go(page, "Questions")
    page.get_by_role("link", name="New question").click()
    page.get_by_label("Question, as a button shows it").first.fill("May I bring my pet?")
    page.get_by_label("How customers ask it, one way a line").first.fill(WAYS_TO_ASK)
    page.get_by_label("Answer", exact=True).first.fill(ANSWER)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="May I bring my pet?")).to_be_visible()

    # Who asks too early, and that twice, is handed over.
    widget.page.wait_for_timeout(LOOKED_AGAIN_MS)
    widget.say("may i come along with my puppy?")
    expect(widget.said("assistant").filter(has_text=ANSWER)).to_be_visible(timeout=UNDERSTOOD_MS)
    expect(widget.said("customer").first).to_have_text("hello")


def test_questions_are_read_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("Sam", Role.SUPERVISOR, **PHONE)

    go(page, "Questions")
    page.get_by_role("searchbox", name="Find a question").fill("gift wrap")
    page.get_by_role("searchbox", name="Find a question").press("Enter")
    page.locator(".rows .row a").first.click()

    expect(page.get_by_role("button", name="Save")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
