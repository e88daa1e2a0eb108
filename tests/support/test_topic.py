"""Topics by which agents share out their work."""

from pathlib import Path

import yaml

from bot.support.packet import Packet, Quote, Wish
from bot.support.topic import INTENTS, TOPICS, Topic, topic_of

DOMAIN = Path(__file__).parents[2] / "domain.yml"


def test_every_intent_of_a_topic_exists_and_has_no_other() -> None:
    intents = set(yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["intents"])

    assert set(TOPICS) <= intents
    assert sum(map(len, INTENTS.values())) == len(TOPICS)
    assert set(INTENTS) == set(Topic)


def test_a_packet_is_about_its_open_request_or_else_what_was_said_last() -> None:
    said = [Quote("", "ask_price"), Quote("", "track_order"), Quote("", "request_human")]

    assert Packet(quotes=said).topic is Topic.DELIVERY
    assert Packet(quotes=said, wishes=[Wish("start_return")]).topic is Topic.RETURNS
    assert Packet(quotes=[Quote("hello")]).topic is None
    assert topic_of(None) is None
