"""Answers that are asked for once, by many threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from privateapi.provider.once import Once


def test_one_question_for_each_key() -> None:
    asked: list[str] = []
    begun, answered = threading.Event(), threading.Event()

    def ask(key: str) -> str:
        asked.append(key)
        begun.set()
        answered.wait(10)
        return key.upper()

    once: Once[str, str] = Once()
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(once.get, "a", ask)
        begun.wait(10)
        others = [pool.submit(once.get, "a", ask) for _ in range(7)]
        answered.set()
        assert {each.result() for each in [first, *others]} == {"A"}
    assert once.get("b", ask) == "B"
    assert asked == ["a", "b"]


def test_refusal_is_kept() -> None:
    asked: list[str] = []

    def refuse(key: str) -> str:
        asked.append(key)
        raise ValueError(f"no {key}")

    once: Once[str, str] = Once()
    for _ in range(2):
        with pytest.raises(ValueError, match="no a"):
            once.get("a", refuse)
    assert asked == ["a"]
