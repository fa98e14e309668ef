"""Failures switched on and off by lines and by a file, and what the VPC gets then."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.nameserver.control import HELP, Control
from privateapi.nameserver.view import View
from privateapi.topology.dns import Resolver
from privateapi.topology.failures import Failures
from privateapi.topology.model import Topology, Vpc
from tests.topology.design import EAST, GEOGRAPHY, NAME, WEST, design


class Session:
    """A control over the two-Region design, seen from the east, and what it said."""

    def __init__(self, file: Path | None = None) -> None:
        topology = Topology(design())
        vpc = topology.node(f"vpc:{EAST}")
        assert isinstance(vpc, Vpc)
        self.said: list[str] = []
        self.view = View(Resolver(topology, GEOGRAPHY), Failures(topology), vpc)
        self.control = Control(self.view, self.said.append, file)

    def region(self) -> str:
        """The Region that answers."""
        (part,) = self.control.answer(NAME, "A").given
        assert part.target is not None
        return part.target.name

    def lines(self, *lines: str) -> list[str]:
        """What is said to some lines."""
        self.said.clear()
        for line in lines:
            assert self.control.line(line)
        return list(self.said)


def test_lines_switch_failures() -> None:
    session = Session()
    assert session.region() == EAST
    assert session.lines(f"fail region:{EAST}") == [f"failed: region:{EAST}"]
    assert session.region() == WEST
    assert session.lines(f" fail  endpoint:{WEST}  az:{WEST}a ") == [
        f"failed: region:{EAST}, endpoint:{WEST}, az:{WEST}a"
    ]
    assert session.lines(f"restore region:{EAST}") == [f"failed: endpoint:{WEST}, az:{WEST}a"]
    assert session.region() == EAST
    assert session.lines("restore all") == ["failed: nothing"]


def test_failing_twice_is_failing_once() -> None:
    said = Session().lines(f"fail region:{EAST}", f"fail region:{EAST}", f"restore region:{EAST}")
    assert said[-1] == "failed: nothing"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", []),
        ("status", ["failed: nothing"]),
        ("help", [HELP]),
        ("break east", [f"error: 'break east' is no command; commands: {HELP}"]),
        ("fail", [f"error: 'fail' is no command; commands: {HELP}"]),
        ("fail region:moon", [f"error: there is no region:moon; there are region:{EAST}, region:{WEST}"]),
        (
            "fail east",
            [
                "error: 'east' is no failure; write KIND:NAME with one of the kinds "
                "region, az, endpoint, target, api, backend, link, instance"
            ],
        ),
    ],
)
def test_lines_that_switch_nothing(line: str, said: list[str]) -> None:
    session = Session()
    assert session.lines(line) == said
    assert session.view.failed == ()


def test_one_wrong_failure_of_a_line_switches_none() -> None:
    session = Session()
    session.lines(f"fail region:{EAST} region:moon")
    assert session.view.failed == ()


def test_quit_ends() -> None:
    assert Session().control.line("quit") is False


def test_a_file_switches_failures(tmp_path: Path) -> None:
    file = tmp_path / "failures"
    session = Session(file)
    assert (session.region(), session.said) == (EAST, [])
    file.write_text(f"region:{EAST}\n\n")
    assert (session.region(), session.said) == (WEST, [f"failed: region:{EAST}"])
    assert (session.region(), session.said) == (WEST, [f"failed: region:{EAST}"])
    # What a line let fail stays when the file says otherwise.
    session.lines(f"fail az:{WEST}a")
    file.write_text("")
    assert (session.region(), [str(each) for each in session.view.failed]) == (EAST, [f"az:{WEST}a"])
    file.write_text(f"region:{EAST}")
    assert session.region() == WEST
    file.unlink()
    assert session.region() == EAST


def test_a_wrong_line_of_a_file_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "failures"
    session = Session(file)
    file.write_text(f"region:{EAST}")
    session.region()
    session.said.clear()
    file.write_text("region:moon")
    assert session.region() == WEST
    assert session.said == [f"error: {file}: there is no region:moon; there are region:{EAST}, region:{WEST}"]


def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    session = Session(tmp_path)
    assert session.region() == EAST
    assert session.said == [f"error: {tmp_path} cannot be read: [Errno 21] Is a directory: '{tmp_path}'"]
