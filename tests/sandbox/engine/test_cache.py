"""The engine's cache: filled in one step, by one process at a time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from privateapi.sandbox.engine import cache
from privateapi.sandbox.engine.engine import VERSION, Engine, EngineError, Source


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def make(root: Path) -> None:
    (root / "bin").mkdir()
    (root / "bin" / "pulumi").touch(mode=0o755)


@pytest.mark.parametrize(
    ("case", "value", "expected"),
    [
        ("an absolute folder", "/var/cache/me", "/var/cache/me"),
        ("nothing", "", "/home/me/.cache"),
        ("a relative folder, which the specification says to ignore", "cache", "/home/me/.cache"),
    ],
)
def test_folder(monkeypatch: pytest.MonkeyPatch, case: str, value: str, expected: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    monkeypatch.setenv("HOME", "/home/me")
    assert cache.folder() == Path(expected, "privateapi", "engine", VERSION), case


def test_empty_cache() -> None:
    assert cache.load() is None


@pytest.mark.parametrize("source", [Source.INSTALLED, Source.BUILT])
def test_filled_cache_is_loaded(source: Source) -> None:
    expected = Engine(cache.folder() / "bin" / "pulumi", VERSION, source)
    assert cache.fill(source, make) == expected
    assert cache.load() == expected


def test_failure_leaves_nothing() -> None:
    def fail(root: Path) -> None:
        make(root)
        raise EngineError("no luck")

    with pytest.raises(EngineError, match="no luck"):
        cache.fill(Source.BUILT, fail)
    assert cache.load() is None
    assert list(cache.folder().parent.iterdir()) == []


def test_leftovers_of_an_interrupted_run_are_replaced() -> None:
    unfinished = cache.folder().with_name(f"{VERSION}.unfinished")
    for folder in (unfinished, cache.folder()):
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "junk").touch()
    assert cache.load() is None
    cache.fill(Source.BUILT, make)
    assert [path.name for path in (cache.folder() / "bin").iterdir()] == ["pulumi"]


def test_engine_without_execute_permission_is_not_loaded() -> None:
    engine = cache.fill(Source.BUILT, make)
    engine.pulumi.chmod(0o644)
    assert cache.load() is None


def test_lock_is_held_by_one_at_a_time() -> None:
    said: list[str] = []
    second_waits = threading.Event()
    order: list[str] = []

    def second() -> None:
        with cache.lock(second_waits.set):
            order.append("second")

    with cache.lock(lambda: said.append("the first waited")):
        thread = threading.Thread(target=second)
        thread.start()
        assert second_waits.wait(timeout=30)
        order.append("first")
    thread.join()
    assert (order, said) == (["first", "second"], [])
