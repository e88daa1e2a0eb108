"""Another way for the articles that are listed already: a replacement in the place of a return, a report of what is wrong."""

from typing import TYPE_CHECKING

from actions.agenda import OpenRequest
from actions.customer_requests.exchange_articles import ExchangeArticles, ReplaceableArticles
from actions.customer_requests.report_articles import ReportArticles
from actions.customer_requests.return_articles import ReturnableArticles, ReturnArticles
from actions.hearing.heard import Heard
from actions.hearing.intents import EXCHANGES, RETURN, UNSURE
from actions.hearing.spoken_of import lines_named
from actions.needs.fault import FAULTS, fault_told
from actions.needs.replacement import Replacements
from actions.needs.scope import lines_of
from actions.needs.selection import SelectedArticles
from actions.request import Known
from bot.shop.article_report import Wish
from bot.shop.words.changes import speaks_also, speaks_of_refund, speaks_of_returning
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk

NEEDS: dict[str, SelectedArticles] = {ExchangeArticles.name: ReplaceableArticles(), ReturnArticles.name: ReturnableArticles()}
REPLACEMENT = Wish.REPLACEMENT.value
# What a wish for another way may be taken for, beside its own intents.
TAKEN_FOR_OTHER_WAY = UNSURE | {"affirm", "deny", "stop_request", "request_refund", "create_account", "place_order"}


def take_other_way(talk: "Talk") -> bool:
    """Put the request in the place of that on top that does for its articles what is wished for now; whether there is one."""
    request, heard = talk.agenda.top, talk.heard
    if request is None or not request.known.get("lines") or not _is_of_the_same(talk, request.known, heard):
        return False
    other = _other_way(request, heard)
    if other is None:
        return False
    _leave_out_unfit(talk, other)
    talk.agenda.drop_top()
    talk.agenda.put_on_top([other])
    if other.name == ExchangeArticles.name:
        talk.offer(other, heard)
    talk.got_further()
    talk.go_on()
    return True


def _other_way(request: OpenRequest, heard: Heard) -> OpenRequest | None:
    of_same: Known = {"lines": request.known["lines"], "words": request.known.get("words", "")}
    if request.name == ReturnArticles.name:
        return _instead_of_return(request, heard, of_same)
    if request.name == ReportArticles.name and heard.intent in EXCHANGES and heard.is_pressed:
        # Nothing is wrong with it.
        return OpenRequest(ExchangeArticles.name, of_same)
    # While a list of what there is waits, it is no refund of a difference.
    wants_money = request.asking == Replacements.name and heard.intent == "request_refund" and speaks_of_refund(heard.text)
    wants_back = wants_money or (heard.intent == RETURN and speaks_of_returning(heard.text))
    if request.name == ExchangeArticles.name and wants_back:
        return OpenRequest(ReturnArticles.name, of_same)
    return None


def _instead_of_return(request: OpenRequest, heard: Heard, of_same: Known) -> OpenRequest | None:
    """A report where something is wrong, an exchange where they speak of one; else it is asked what is wrong."""
    if request.asking != "confirmation":
        return None
    told = fault_told(heard.text) or fault_told(of_same["words"])
    if _wants_another(heard):
        if heard.intent in EXCHANGES and told is None:
            return OpenRequest(ExchangeArticles.name, of_same)
        return OpenRequest(ReportArticles.name, of_same | {"remedy": REPLACEMENT} | ({"fault": told} if told else {}))
    if fault_told(heard.text) is None:
        return None
    wants_money = speaks_of_refund(heard.text)
    return OpenRequest(ReportArticles.name, of_same | {"fault": told} | ({"remedy": Wish.REFUND.value} if wants_money else {}))


def _wants_another(heard: Heard) -> bool:
    if heard.intent in EXCHANGES:
        return True
    said = meant("remedy", heard.text)
    if heard.intent in {*FAULTS, *TAKEN_FOR_OTHER_WAY}:
        return said == [REPLACEMENT] or (
            not said and heard.intent in UNSURE and meant("remedy_when_asked", heard.text) == [REPLACEMENT]
        )
    return False


def _leave_out_unfit(talk: "Talk", request: OpenRequest) -> None:
    """What could go the first way may be refused the other."""
    need = NEEDS.get(request.name)
    if need is not None:
        lines = lines_of(talk, request.known["lines"])
        request.known["lines"] = [line.id for line in lines if need.fits(talk, line)]
        request.known["unfit"] = [line.id for line in lines if not need.fits(talk, line)]


def _is_of_the_same(talk: "Talk", known: Known, heard: Heard) -> bool:
    """Whether it names no other articles than those."""
    if heard.wishes or heard.order_numbers or speaks_also(heard.text):
        return False
    return all(line.id in known["lines"] for line in lines_named(talk, heard.text))
