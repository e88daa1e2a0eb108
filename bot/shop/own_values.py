"""What a question for another one tells of the article that they have, and takes for granted of the other."""

from collections.abc import Sequence
from dataclasses import replace

from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from bot.shop.wish import OptionWish, Wish
from bot.shop.words.descriptions import described
from bot.shop.words.mentions import tell
from bot.shop.words.options import words_for
from bot.shop.words.phrases import worded


def with_own_values(wish: Wish, text: str, line: OrderLine, variants: Sequence[Variant]) -> Wish:
    """'My metal lamp, is it available in blue?' asks for a blue one of metal."""
    told = tell(text, [line.name])
    places = [place for mention in told.mentions for place in described(told, mention)]
    words = words_for(variant.options for variant in variants)
    said = {meaning for place in places for span in words.said.find(worded(told.plain), *place) for meaning in span.meanings}
    own = {one.option for one in said if line.options.get(one.option) in one.values} - wish.spoken_of
    kept = tuple(OptionWish(option, (frozenset([value]),)) for option, value in line.options.items() if option in own)
    return replace(wish, options=(*wish.options, *kept)) if wish.options else wish
