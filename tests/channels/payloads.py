"""The recorded payloads of a channel, as its platform would deliver them."""

from pathlib import Path

CHANNELS = Path(__file__).parents[2] / "bot" / "channels"


def payload(channel: str, name: str) -> bytes:
    [file] = (CHANNELS / channel / "payloads").glob(f"{name}.*")
    return file.read_bytes()


def payloads(channel: str) -> list[bytes]:
    """All that are recorded."""
    return [file.read_bytes() for file in sorted((CHANNELS / channel / "payloads").iterdir())]
