"""The threads that compute turns: few, and never fewer because one of them is stuck."""

import asyncio
import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

logger = logging.getLogger(__name__)

# What a thread computes, with the event loop that is the thread's own.
Work = Callable[[asyncio.Runner], Any]


class TurnThreads:
    """As many workers as `size`, each with its own event loop: Rasa is asynchronous in form, and must not hold up the server.

    Nothing can stop a thread that is stuck in a vendor's call. So one whose work nobody waits for any more is replaced at
    once, and leaves when it is done. They are daemons: a stuck one does not keep the process from ending.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        # Hired when there is work: a process that is forked after loading takes no threads with it.
        self._hired = 0
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()

    async def run(self, work: Work) -> Any:
        """The work's result, or what it raised. Cancelled, it is not begun, or goes on in a thread that does not count."""
        if self._hired < self._size:
            self._hired += 1
            self._hire()
        job = _Job(work)
        self._jobs.put(job)
        try:
            return await job.result
        except asyncio.CancelledError:
            if job.abandon():
                logger.error("a turn's thread does not come back; another takes its place")
                self._hire()
            raise

    def close(self) -> None:
        """Let the threads go home once what is waiting is done."""
        for _ in range(self._hired):
            self._jobs.put(None)

    def _hire(self) -> None:
        Thread(target=self._work, name="turn", daemon=True).start()

    def _work(self) -> None:
        with asyncio.Runner() as runner:
            while (job := self._jobs.get()) is not None:
                if job.was_abandoned_while_done(runner):
                    return


class _Job:
    def __init__(self, work: Work) -> None:
        self.result: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._work = work
        self._lock = Lock()
        self._is_running = False
        self._is_abandoned = False

    def was_abandoned_while_done(self, runner: asyncio.Runner) -> bool:
        with self._lock:
            if self._is_abandoned:
                return False
            self._is_running = True
        try:
            outcome, error = self._work(runner), None
        except Exception as failure:
            outcome, error = None, failure
        with self._lock:
            self._is_running = False
            if self._is_abandoned:
                return True
            self.result.get_loop().call_soon_threadsafe(self._settle, outcome, error)
        return False

    def abandon(self) -> bool:
        """Nobody waits any more; True if a thread is at it."""
        with self._lock:
            self._is_abandoned = True
            return self._is_running

    def _settle(self, outcome: Any, error: Exception | None) -> None:
        if self.result.done():
            return
        if error is None:
            self.result.set_result(outcome)
        else:
            self.result.set_exception(error)
