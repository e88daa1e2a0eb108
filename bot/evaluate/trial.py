"""One pipeline, trained and asked in processes of its own: `python -m bot.evaluate.trial FOLDER train|ask`.

Time and memory are then the pipeline's alone, and TensorFlow is where the pipeline needs it and nowhere else. The folder holds
the trial's task (`task.json`), its examples and questions; results are written beside them.
"""

import asyncio
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.engine import inert_imports

TASK, TRAINED, HEARD = "task.json", "trained.json", "heard.json"
QUESTIONS = "questions"
RESPONSES = "data/responses"
MODELS = "models"
STATUS = Path("/proc/self/status")

Parse = Callable[[str, str], Awaitable[dict[str, Any]]]


def train(folder: Path, task: dict[str, Any]) -> None:
    """Train the folder's model; writes seconds and the process's largest resident megabytes."""
    begun, begun_cpu = time.perf_counter(), time.process_time()
    models = folder / MODELS
    if task["whole_product"]:
        from bot.engine.training import train as train_product  # noqa: PLC0415

        train_product(models, print)
    else:
        from rasa.model_training import train_nlu  # noqa: PLC0415

        trained = train_nlu(str(folder / "config.yml"), str(folder), str(models), domain=str(folder / "domain.yml"))
        if trained is None:
            raise SystemExit("Rasa made no model.")
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - begun_cpu
    _write(folder / TRAINED, {"seconds": seconds, "cpu_seconds": cpu_seconds, "megabytes": _most_megabytes()})


def ask(folder: Path, task: dict[str, Any]) -> None:
    """Load the model and parse every question once; writes time and memory to load, and the parses with their milliseconds."""
    begun = time.perf_counter()
    parse = our_parse(folder / MODELS, Path(task["project"])) if task["ours"] else _stock_parse(folder)
    load_seconds, loaded_megabytes = time.perf_counter() - begun, _megabytes("VmRSS")
    heard = asyncio.run(_all(parse, json.loads((folder / f"{QUESTIONS}.json").read_text(encoding="utf-8"))))
    figures = {"load_seconds": load_seconds, "loaded_megabytes": loaded_megabytes, "megabytes": _megabytes("VmRSS")}
    _write(folder / HEARD, figures | {"heard": heard})


async def _all(parse: Parse, questions: list[list[str]]) -> list[dict[str, Any]]:
    heard = []
    for number, (text, language) in enumerate(questions, start=1):
        begun = time.perf_counter()
        parsed = await parse(text, language)
        milliseconds = (time.perf_counter() - begun) * 1000
        heard.append({"milliseconds": milliseconds, **parsed})
        if number % 1000 == 0:
            print(f"{number} of {len(questions)} messages parsed", flush=True)  # noqa: T201 - the log of this process
    return heard


def our_parse(model: Path, project: Path) -> Parse:
    """Of a model of ours, or of the newest in a folder."""
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    from bot.engine.processor import TurnProcessor  # noqa: PLC0415

    processor = TurnProcessor.load(model, project / RESPONSES)

    async def parse(text: str, language: str) -> dict[str, Any]:
        return _kept(await processor.parse_message(UserMessage(text, metadata={"language": language})))

    return parse


def _stock_parse(folder: Path) -> Parse:
    from rasa.core.agent import Agent  # noqa: PLC0415
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    processor = Agent.load(str(folder / MODELS)).processor
    if processor is None:
        raise SystemExit("Rasa loaded no model.")

    async def parse(text: str, language: str) -> dict[str, Any]:
        return _kept(await processor.parse_message(UserMessage(text)))

    return parse


def _kept(parsed: dict[str, Any]) -> dict[str, Any]:
    """What is measured of a parse, as JSON holds it; whoever names the frequent question, it is `faq` of the guess.

    Examples have one label each, so that of several wishes in a message the one counts that it was taken for as a whole.
    """
    # Here, because it loads Rasa, which in our own trials must not find TensorFlow.
    from bot.nlu.wishes import AS_ONE  # noqa: PLC0415

    guesses = parsed.get(AS_ONE) or parsed["intent_ranking"]
    ranking = [{"name": g["name"], "confidence": float(g["confidence"]), "faq": g.get("faq")} for g in guesses]
    selected = parsed["intent"].get("full_retrieval_intent_name")
    if selected and ranking:
        for guess in ranking:
            guess["faq"] = selected.partition("/")[2] if guess["name"] == parsed["intent"]["name"] else None
    entities = [[entity["entity"], str(entity["value"])] for entity in parsed["entities"]]
    return {
        "intent": parsed["intent"]["name"],
        "ranking": ranking,
        "entities": entities,
        "language": (parsed.get("language") or {}).get("name"),
        "out_of_scope": parsed.get("out_of_scope"),
    }


def _most_megabytes() -> float:
    """The most that this process ever had resident (the kernel counts it in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _megabytes(what: str) -> float:
    if not STATUS.exists():
        return _most_megabytes()
    line = next(line for line in STATUS.read_text(encoding="ascii", errors="ignore").splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1024


def _write(file: Path, figures: dict[str, Any]) -> None:
    file.write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    folder, step = Path(sys.argv[1]), sys.argv[2]
    task = json.loads((folder / TASK).read_text(encoding="utf-8"))
    # What was trained before must not make this training look quick.
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    logging.captureWarnings(True)
    if task["ours"]:
        inert_imports.install()
    {"train": train, "ask": ask}[step](folder, task)


if __name__ == "__main__":
    main()
