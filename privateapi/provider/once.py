"""What is asked once in a process, however many threads want to know it at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Once(Generic[K, V]):
    """Answers by key; a refusal is kept like an answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[K, Future[V]] = {}

    def get(self, key: K, ask: Callable[[K], V]) -> V:
        """The answer for a key: the first caller asks, the others wait for it. Raises what ``ask`` raised."""
        with self._lock:
            future = self._answers.get(key)
            mine = future is None
            if future is None:
                future = self._answers[key] = Future()
        if mine:
            try:
                future.set_result(ask(key))
            except BaseException as error:
                future.set_exception(error)
        return future.result()
