"""The order in which the engine is looked for, and what is said when there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from privateapi.sandbox.engine import built, cache, found, installed, setup
from privateapi.sandbox.engine.engine import VERSION, Engine, EngineError, Source


class Places:
    """Stands for the three places; each one fails until it is given. `asked` lists the places in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.on_path: Engine | None = None
        self.installer = False
        self.go = False
        monkeypatch.setattr(found, "find", self._find)
        monkeypatch.setattr(installed, "install", self._fill("installer"))
        monkeypatch.setattr(built, "build", self._fill("go"))

    def _find(self) -> Engine:
        self.asked.append("path")
        if self.on_path is None:
            raise EngineError("there is no `pulumi`")
        return self.on_path

    def _fill(self, name: str) -> Callable[[Path], None]:
        def fill(root: Path) -> None:
            self.asked.append(name)
            if not getattr(self, name):
                raise EngineError(f"no {name} here")
            (root / "bin").mkdir()
            (root / "bin" / "pulumi").touch(mode=0o755)

        return fill


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Places:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return Places(monkeypatch)


def test_engine_on_path_is_taken_first(places: Places) -> None:
    places.on_path = Engine(Path("/opt/pulumi"), "3.201.0", Source.FOUND)
    places.installer = places.go = True
    assert (setup.ensure_engine(), places.asked) == (places.on_path, ["path"])


def test_engine_on_path_is_taken_before_the_cache(places: Places) -> None:
    places.go = True
    setup.ensure_engine()
    places.on_path = Engine(Path("/opt/pulumi"), "3.201.0", Source.FOUND)
    assert setup.ensure_engine() is places.on_path


def test_installer_comes_before_go(places: Places) -> None:
    places.installer = places.go = True
    assert setup.ensure_engine() == Engine(cache.folder() / "bin" / "pulumi", VERSION, Source.INSTALLED)
    assert places.asked == ["path", "installer"]


def test_installed_engine_gets_no_stand_in(places: Places) -> None:
    places.installer = True
    folder = setup.ensure_engine().pulumi.parent
    assert [path.name for path in folder.iterdir()] == ["pulumi"]


def test_go_comes_last(places: Places) -> None:
    places.go = True
    assert setup.ensure_engine().source is Source.BUILT
    assert places.asked == ["path", "installer", "go"]


def test_second_call_tries_nothing(places: Places) -> None:
    places.go = True
    first = setup.ensure_engine()
    places.asked.clear()
    assert (setup.ensure_engine(), places.asked) == (first, ["path"])


def test_callers_at_the_same_time_build_once(places: Places) -> None:
    places.go = True
    engines: list[Engine] = []
    threads = [threading.Thread(target=lambda: engines.append(setup.ensure_engine())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(engines), len(set(engines)), places.asked.count("go")) == (4, 1, 1)


def test_error_says_all_that_was_tried(places: Places) -> None:
    with pytest.raises(EngineError) as fault:
        setup.ensure_engine()
    assert str(fault.value) == (
        "no Pulumi engine could be found, installed or built:\n"
        "  on PATH: there is no `pulumi`\n"
        "  with Pulumi's installer: no installer here\n"
        "  with Go: no go here\n"
        "Install Pulumi 3.200.0 or newer with its Python language host, or Go 1.24 or newer, "
        "put it on PATH and run the same command again."
    )


def test_cache_that_cannot_be_written_is_said(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(EngineError, match="the cache folder .*/file/privateapi/engine cannot be written"):
        setup.ensure_engine()
