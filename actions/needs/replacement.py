"""What each chosen article is to be replaced by."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.instead import instead_of, request_instead
from actions.needs.order import customer_id
from actions.needs.pieces import pieces_of
from actions.needs.scope import chosen_articles, chosen_lines
from actions.request import Choice, Known, Need, Question, Refusal
from actions.values import Value, money, phrase
from bot.services.catalogue import product_names
from bot.services.exchanges import plan_exchange
from bot.services.item_changes import plan_item_changes
from bot.services.replacements import ReplacementPlan, ReplaceResult, Swap
from bot.shop import option_values
from bot.shop.exchange_wishes import combined_wish, current_variant, is_to_stay, names_others, product_wished_for
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from bot.shop.telling_apart import is_called_so, places_of_options
from bot.shop.variant_match import MatchResult, VariantMatch, match_variant
from bot.shop.words.balances import besides_short
from bot.shop.words.changes import speaks_of_told, without_unwanted_one
from bot.shop.words.conditions import Otherwise
from bot.shop.words.descriptions import CUE
from bot.shop.words.phrases import read

if TYPE_CHECKING:
    from actions.talk import Talk

MAX_OFFERED = 6

# Of an article among others, when all were to become something.
UNCHANGED = {MatchResult.ALREADY, MatchResult.NONE}
# Of an article that is said to stay something.
STAYS = {MatchResult.ALREADY, MatchResult.UNSAID}
QUESTIONS = {
    MatchResult.UNSAID: "utter_ask_replacement",
    MatchResult.ALREADY: "utter_replacement_already",
    MatchResult.SEVERAL: "utter_ask_which_variant",
    MatchResult.NONE: "utter_no_such_variant",
}


class Replacements(Need):
    """A variant in stock for every chosen line; asked for one article at a time.

    Settles `known["replacements"]`, the new SKU by line id. Lines that the customer would rather keep where there is no such
    variant leave the request; where they would rather send back or cancel, it ends, for the wish that stands in for it.
    """

    name = "replacement"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if heard.is_aside and known.get("wishes") and not heard.is_statement:
            return False
        if known.pop("told_which", None) == heard.text and not CUE.search(heard.text):
            return False
        pressed = heard.first("variant")
        if pressed is not None and known.get("asked_about"):
            known.setdefault("replacements", {})[known["asked_about"]] = pressed
            return True
        if asked and any(self._take_place(known, place) for place in heard.places(asked)[:1]):
            return True
        if asked and self._take_same_again(talk, known, heard.text):
            return True
        if not known.get("wishes") and speaks_of_told(heard.text):
            # What is told of only in this turn, before this request, is not remembered yet.
            known["refers"] = True
        about = self._about(talk, known, heard.text) if asked else None
        known.setdefault("wishes", []).append([without_unwanted_one(besides_short(heard.text)), about])
        if asked and about == known.get("asked_about"):
            says = self._says_something(talk, known)
        else:
            says = self._correct(talk, known, heard.text, about, asked)
        if heard.is_aside and not says and len(known["wishes"]) > 1:
            known["wishes"].pop()
        return says

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        lines = chosen_lines(talk, known)
        if known.pop("refers", False) and talk.memory.product_words:
            known["wishes"] = [[talk.memory.product_words, None], *known.get("wishes", [])]
        other = self._other_product(talk, known, lines)
        if other is not None:
            return other
        settled: dict[str, str] = known.setdefault("replacements", {})
        for line in lines:
            if str(line.id) in settled:
                continue
            match = self._match(known, line, lines, talk)
            if match.variant is not None:
                settled[str(line.id)] = match.variant.sku
                _note(known, line, match)
                continue
            step = self._unmet(talk, known, line, lines, match)
            if step is not None:
                return step
        kept = {str(line) for line in known.get("lines", ())}
        known["replacements"] = {line: sku for line, sku in settled.items() if line in kept}
        return None if kept else Refusal("utter_nothing_changed")

    def _other_product(self, talk: "Talk", known: Known, lines: Sequence[OrderLine]) -> Refusal | None:
        """'Exchange my headphones for a tablet'"""
        names, said = {line.name for line in lines}, " ".join(text for text, _ in known.get("wishes", ()))
        if len(names) != 1 or product_wished_for(said, names, product_names(talk.turn.db)) is None:
            return None
        talk.memory.order, talk.memory.articles = lines[0].order_number, [line.id for line in lines]
        return instead_of(Refusal("utter_only_same_product", {"product": lines[0].name}), said)

    def _match(self, known: Known, line: OrderLine, lines: Sequence[OrderLine], talk: "Talk") -> VariantMatch:
        variants = line.variants
        owner = line.order.customer
        texts = [owner.without_name(text) for text, about in known.get("wishes", ()) if about in {None, str(line.id)}]
        wish = combined_wish(texts, line, lines, talk.orders, variants)
        known.setdefault("otherwise", {})[str(line.id)] = wish.otherwise.value if wish.otherwise else None
        return match_variant(wish, current_variant(line, variants), variants, _at_most(known, line, lines))

    def _unmet(
        self, talk: "Talk", known: Known, line: OrderLine, lines: Sequence[OrderLine], match: VariantMatch
    ) -> Question | Refusal | None:
        """Ask for the variant, or do what the customer said for the case that there is none."""
        otherwise = known["otherwise"][str(line.id)]
        if known.get("everything") and len(lines) > 1 and otherwise is None and match.result in UNCHANGED:
            # "Everything to the cheapest": what cannot become that stays as it is.
            _leave_as_it_is(known, line)
            return None
        if len(lines) > 1 and match.result in STAYS and any(is_to_stay(text, line) for text, _ in known.get("wishes", ())):
            # "The grill stays electric, but make the lamp a red one."
            _leave_as_it_is(known, line)
            return None
        if match.result is MatchResult.NONE and (otherwise is not None or talk.agenda.has_alternative):
            return self._not_there(talk, known, line, Otherwise(otherwise) if otherwise else None)
        offered = match.variants[:MAX_OFFERED] if match.result is not MatchResult.ALREADY else ()
        known["asked_about"], known["variants"] = str(line.id), [variant.sku for variant in offered]
        choices = [Choice.answer(_in_words(variant), "variant", variant.sku) for variant in offered]
        return Question(QUESTIONS[match.result], {"article": line.title}, choices)

    def _not_there(self, talk: "Talk", known: Known, line: OrderLine, otherwise: Otherwise | None) -> Refusal | None:
        """There is no such variant: the article stays as it is, or what is wished for in that case takes its turn."""
        if otherwise is Otherwise.KEEP:
            talk.say("utter_replacement_kept", article=line.title)
            _leave_as_it_is(known, line)
            return None
        talk.memory.order, talk.memory.articles = line.order_number, [line.id]
        refusal = Refusal("utter_replacement_not_there", {"article": line.title}, closing=None)
        if otherwise is None:
            return refusal
        name, of_it = request_instead(otherwise, [line])
        return replace(refusal, instead=name, instead_known=of_it)

    def _about(self, talk: "Talk", known: Known, answer: str) -> str | None:
        """The line that an answer is about: the one asked about, unless it fits another alone; None where it names some."""
        lines = chosen_lines(talk, known)
        asked = next((line for line in lines if str(line.id) == known.get("asked_about")), None)
        if asked is None or names_others(answer, asked, lines):
            return None
        fitting = [line for line in lines if not combined_wish([answer], line, [line], talk.orders, line.variants).is_empty]
        return str((fitting[0] if len(fitting) == 1 else asked).id)

    def _correct(self, talk: "Talk", known: Known, text: str, about: str | None, asked: bool) -> bool:
        """Open again what was settled of the articles that the text wishes otherwise; whether it says anything of any."""
        settled = known.get("replacements") or {}
        lines = [one for one in chosen_lines(talk, known) if (asked or str(one.id) in settled) and about in {None, str(one.id)}]
        again = [line for line in lines if not combined_wish([text], line, lines, talk.orders, line.variants).is_empty]
        for line in again:
            settled.pop(str(line.id), None)
        return bool(again)

    def _take_place(self, known: Known, place: str) -> bool:
        offered = known.get("variants", [])
        index = len(offered) - 1 if place == "last" else int(place) - 1
        if not 0 <= index < len(offered):
            return False
        known.setdefault("replacements", {})[known["asked_about"]] = offered[index]
        return True

    def _take_same_again(self, talk: "Talk", known: Known, text: str) -> bool:
        """'7-inch, 32GB, gold', of what was delivered so: another one of the same, if there is one; what is pending stays so."""
        line = _asked_about(talk, known)
        if line is None or not places_of_options(read(text).plain, line):
            return False
        if line.order.is_pending:
            if len(chosen_lines(talk, known)) > 1 and is_called_so(text, line):
                _leave_as_it_is(known, line)
                return True
            return False
        if not current_variant(line, line.variants).is_available:
            return False
        known.setdefault("replacements", {})[str(line.id)] = line.sku
        return True

    def _says_something(self, talk: "Talk", known: Known) -> bool:
        """Whether the answer says anything of the article that was asked about."""
        line = _asked_about(talk, known)
        if line is None:
            return False
        wish = combined_wish([known["wishes"][-1][0]], line, [line], talk.orders, line.variants)
        return not wish.is_empty


def chosen_swaps(talk: "Talk", known: Known) -> dict[str, list[Swap]]:
    """What this need settled on, by order number."""
    settled: dict[str, str] = known["replacements"]
    return {
        number: [Swap(line.id, settled[str(line.id)], pieces_of(known, line)) for line in lines]
        for number, lines in chosen_articles(talk, known).items()
    }


def plan_swaps(talk: "Talk", number: str, swaps: Sequence[Swap], method_id: str | None) -> ReplacementPlan | ReplaceResult:
    """What replacing them would do: in a pending order a change, in a delivered one an exchange."""
    turn, order = talk.turn, talk.order(number)
    plan = plan_item_changes if order is not None and order.is_pending else plan_exchange
    return plan(turn.db, customer_id(talk), number, swaps, method_id=method_id, terms=turn.terms, now=turn.now)


def plans_of(talk: "Talk", known: Known) -> list[ReplacementPlan] | None:
    """One for each order; None where one of them cannot be."""
    plans = [plan_swaps(talk, number, swaps, None) for number, swaps in chosen_swaps(talk, known).items()]
    possible = [plan for plan in plans if isinstance(plan, ReplacementPlan)]
    return possible if len(possible) == len(plans) else None


def _at_most(known: Known, line: OrderLine, lines: Sequence[OrderLine]) -> Decimal | None:
    """What the only article may cost: "whichever you have, if it isn't dearer"."""
    is_limited = "limit" in known and len(lines) == 1
    return line.price.amount + Decimal(known["limit"]) if is_limited else None


def _asked_about(talk: "Talk", known: Known) -> OrderLine | None:
    return next((line for line in chosen_lines(talk, known) if str(line.id) == known.get("asked_about")), None)


def _leave_as_it_is(known: Known, line: OrderLine) -> None:
    known["lines"] = [one for one in known["lines"] if one != line.id]


def _note(known: Known, line: OrderLine, match: VariantMatch) -> None:
    """What the confirmation should say of it: second choices, and what changes though nobody asked for it."""
    known.setdefault("fallbacks", {})[str(line.id)] = list(match.fallbacks)
    known.setdefault("also_changed", {})[str(line.id)] = list(match.also_changed)


def _in_words(variant: Variant) -> Value:
    return phrase("utter_variant", options=option_values.in_words(variant.options), price=money(variant.price))
