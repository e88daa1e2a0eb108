"""Plays the transcripts of this folder. Each file holds the talks of one flow:

- talk: what it shows
  signed_in: C-1001              the customer whom the shop signed in, if any
  terms: tau                     the proofs that the shop takes, if not the usual ones
  never_told: [Desk Lamp]        what no reply may contain
  turns:
  - customer: where is my order  what the customer writes; or `button:` with the beginning of its title; or a `picture:`
    says: [utter_ask_order_number]   every reply's response in order, where that is ruled; `faq`: in the shop's own words
    asks: order_number           what the last reply expects, where that matters
    offers: [Desk Lamp, No]      the beginnings of all buttons, where they matter
    tells: [W-10482]             what the replies contain, where a value matters
    returns: {W-10482: [Desk Lamp]}   what is returned in this turn; nothing, unless it stands here
    writes: {cancel_order: [W-30001]}   what else is done in this turn to which orders; nothing, unless it stands here
    owner: queued                who answers from now on; the bot, unless it stands here
    meanwhile: {W-30001: shipped}   into which state the shop puts orders before this message
    days_later: 40               how many days pass before this message
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine.assistant import Answer
from tests.conversations.conftest import Begin
from tests.conversations.player import Player, said
from tests.sentences import parts_of_sentences, responses_of

KEYS = {
    *("customer", "button", "picture", "says", "asks", "offers", "tells", "returns", "writes"),
    *("owner", "days_later", "meanwhile"),
}

Turn = dict[str, Any]


def talks() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(Path(__file__).parent.glob("*.yml")):
        for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield path.stem, talk


@pytest.mark.parametrize("talk", [pytest.param(talk, id=f"{flow}: {talk['talk']}") for flow, talk in talks()])
async def test_transcript(talk: dict[str, Any], begin: Begin) -> None:
    player = begin(talk.get("terms", "default"), talk.get("signed_in"))
    for number, turn in enumerate(talk["turns"], start=1):
        assert set(turn) <= KEYS, f"turn {number} has unknown keys"
        before, done_before = player.returns(), player.writes()
        player.meanwhile(turn.get("meanwhile", {}))
        player.later += timedelta(days=turn.get("days_later", 0))
        answer = await does(player, turn)
        assert what_happened(player, answer, before, turn) | since(done_before, player) == what_should(turn), (
            f"turn {number}: {told(answer)}"
        )
        assert [value for value in talk.get("never_told", ()) if value in told(answer)] == []


async def does(player: Player, turn: Turn) -> Answer:
    if "picture" in turn:
        return await player.send_picture(turn["picture"])
    return await (player.press(turn["button"]) if "button" in turn else player.write(turn["customer"]))


def test_every_sentence_of_our_actions_is_said_in_a_transcript() -> None:
    """So that each is known to be reached, and to get what its placeholders need."""
    in_talks = {response for _, talk in talks() for turn in talk["turns"] for response in turn.get("says", ())}
    assert responses_of("actions") - parts_of_sentences() - in_talks == set()


def what_happened(player: Player, answer: Answer, before: dict[str, list[str]], turn: Turn) -> Turn:
    returns = {order: articles for order, articles in player.returns().items() if articles != before.get(order)}
    happened: Turn = {
        "returns": {order: articles[len(before.get(order, ())) :] for order, articles in returns.items()},
        "owner": player.owner.value,
    }
    if "says" in turn:
        happened["says"] = said(answer)
    if "asks" in turn:
        happened["asks"] = answer.replies[-1].expects
    if "offers" in turn:
        titles = [button.title for button in player.offered]
        same = len(titles) == len(turn["offers"]) and all(map(str.startswith, titles, turn["offers"]))
        happened["offers"] = turn["offers"] if same else titles
    if "tells" in turn:
        happened["tells"] = [value for value in turn["tells"] if value in told(answer)]
    return happened


def what_should(turn: Turn) -> Turn:
    expected = {
        key: value for key, value in turn.items() if key not in {"customer", "button", "picture", "days_later", "meanwhile"}
    }
    return {"returns": {}, "writes": {}, "owner": "bot"} | expected


def since(before: dict[str, list[str]], player: Player) -> Turn:
    """What was done beyond what had been done before."""
    after = player.writes()
    return {"writes": {action: new for action in after if (new := after[action][len(before.get(action, ())) :])}}


def told(answer: Answer) -> str:
    return "\n".join(reply.text for reply in answer.replies)
