"""What judging a design costs: all packs on 1,000 and 5,000 resources, and the search for overlaps of CIDR blocks.

    python -m bench.analysis

The designs are copies of the active-active stack as its first preview has it: no id is known yet, and every copy has
blocks and a name of its own. The time of a pack is that of all calls that the engine makes of it, from the bytes of a
request to the bytes of the answer. Goals: 1,000 resources under 1 s, 5,000 under 5 s, 100,000 blocks under 1 s, and a
growth that is near linear; the exit code is 1 when one is missed. Times are of the processor, so that what else the
machine does is not measured, and without gRPC, which in Python takes 0.2 ms and more for a call, whatever is asked.
"""

import contextlib
import importlib.util
import io
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from privateapi.cli._engine import prepare
from privateapi.cli._project import Project
from privateapi.packs.analysis import analyse
from privateapi.packs.pack import Pack
from privateapi.packs.settings import PackSettings
from privateapi.packs.testing import PackRunner, Resource, Unknown
from privateapi.readers.mapping import topology_of
from privateapi.readers.resource import SENTINELS
from privateapi.readers.state import read_preview
from privateapi.rules.engine import all_rules
from privateapi.sandbox import process
from privateapi.topology.cidr import Cidr, CidrIndex, parse_cidr

ROOT = Path(__file__).parent.parent
STACK = "active-active"
SIZES = (500, 1000, 2000, 5000)
BLOCKS = (25_000, 50_000, 100_000)
# Seconds for so many resources, and for so many blocks.
GOALS = {1000: 1.0, 5000: 5.0}
BLOCK_GOALS = {100_000: 1.0}
GROWTH = 1.2
"""The power of the number of resources with which the time may grow, between the smallest and the largest design."""


def main() -> None:
    """Run the measurements and print them."""
    sys.exit(0 if measure(Console(width=110)) else 1)


def measure(console: Console) -> bool:
    """Preview the stack, judge copies of it, search blocks; whether all goals are met."""
    steps = _previewed()
    packs = [_pack(folder) for folder in sorted((ROOT / "policies").iterdir())]
    designs = {size: list(_copies(steps, size)) for size in SIZES}
    # The first run imports the rules and reads the tables.
    runners = {pack.name: _Timed(pack) for pack in packs}
    for runner in runners.values():
        runner.judge(list(_registered(steps)))
    _check(steps)
    goals: list[_Goal] = []
    totals: dict[int, float] = {}
    table = Table(title=f"analysis of copies of {STACK}, a first preview")
    for heading in ("resources", "all rules", "not judged", *runners, "all packs", "per resource"):
        table.add_column(heading, justify="right")
    for size, design in designs.items():
        rules, unjudged = _seconds(lambda design=design: _check(design))  # type: ignore[misc]
        resources = list(_registered(design))
        times = [runner.judge(resources) for runner in runners.values()]
        total = totals[len(design)] = sum(times)
        if size in GOALS:
            goals.append(_Goal(f"all packs on {len(design)} resources", total, GOALS[size], "s"))
        table.add_row(
            str(len(design)),
            f"{rules:.2f} s",
            str(unjudged),
            *(f"{each:.2f} s" for each in times),
            f"{total:.2f} s",
            f"{total / len(design) * 1000:.2f} ms",
        )
    console.print(table)
    least, most = min(totals), max(totals)
    power = math.log(totals[most] / totals[least]) / math.log(most / least)
    goals.append(_Goal(f"growth from {least} to {most} resources", power, GROWTH, "as the power of their number"))
    table = Table(title="overlaps of CIDR blocks")
    for heading in ("blocks", "overlaps", "time", "per block"):
        table.add_column(heading, justify="right")
    for count in BLOCKS:
        blocks = _blocks(count)
        seconds, found = _seconds(lambda blocks=blocks: sum(1 for _ in CidrIndex(blocks).overlaps()))  # type: ignore[misc]
        if count in BLOCK_GOALS:
            goals.append(_Goal(f"overlaps of {count} blocks", seconds, BLOCK_GOALS[count], "s"))
        table.add_row(str(count), str(found), f"{seconds:.2f} s", f"{seconds / count * 1e6:.2f} µs")
    console.print(table)
    for goal in goals:
        console.print(goal.text)
    return all(goal.met for goal in goals)


@dataclass(frozen=True)
class _Goal:
    """What was measured, and what it may be at most."""

    what: str
    measured: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        return self.measured < self.most

    @property
    def text(self) -> str:
        return f"{'met' if self.met else 'MISSED'}: {self.what}: {self.measured:.2f} of {self.most:g} {self.unit}"


def _previewed() -> list[dict[str, Any]]:
    """The steps of a first preview of the stack, in a copy of the project with a sandbox of its own."""
    home = Path(tempfile.mkdtemp(prefix="bench-"))
    root = home / "project"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", ".sandbox", ".venv*", "__pycache__"))
    (root / ".venv").symlink_to(ROOT / ".venv")
    here = os.getcwd()
    os.chdir(root)
    try:
        code, out, err = prepare(Project.find(root), STACK).answer(["preview", "--json", "--non-interactive"])
    finally:
        os.chdir(here)
        process.stop(root)
        shutil.rmtree(home)
    if code != 0:
        raise subprocess.CalledProcessError(code, "pulumi preview", out, err)
    return [step for step in json.loads(out)["steps"] if not step["newState"]["type"].startswith("pulumi:")]


def _copies(steps: list[dict[str, Any]], size: int) -> Iterator[dict[str, Any]]:
    """At least `size` steps. Copy n has 10.2n.0.0/16 and 10.2n+1.0.0/16, and a name and resources of its own."""
    text = json.dumps(steps)
    for number in range(-(-size // len(steps))):
        own = re.sub(r"\b10\.([01])\.", lambda found, n=number: f"10.{2 * n + int(found[1])}.", text)  # type: ignore[misc]
        own = own.replace(STACK, f"copy{number}").replace("orders.internal", f"orders{number}.internal")
        # The project and the stack are part of every URN.
        yield from json.loads(own.replace(f"urn:pulumi:copy{number}::", f"urn:pulumi:{STACK}::"))


def _check(steps: list[dict[str, Any]]) -> int:
    """Judge as `privateapi check` does; what could not be judged."""
    topology = topology_of(read_preview(json.dumps({"steps": steps})))
    analysis = analyse(topology, all_rules().values(), PackSettings())
    if analysis.faults:
        raise RuntimeError(analysis.faults[0].text)
    return len(analysis.unjudged)


def _registered(steps: list[dict[str, Any]]) -> Iterator[Resource]:
    """The resources as the program registers them, with the sources of what is not known yet."""
    known: dict[str, Resource] = {}
    for step in steps:
        state = step["newState"]
        sources = state.get("propertyDependencies") or {}
        known[state["urn"]] = Resource(
            state["type"],
            state["urn"].rsplit("::", 1)[1],
            {
                name: _unknown(value, [known[urn] for urn in sources.get(name) or () if urn in known])
                for name, value in (state.get("inputs") or {}).items()
            },
            component=not state.get("custom"),
            parent=known.get(state.get("parent", "")),
        )
        yield known[state["urn"]]


def _unknown(value: Any, sources: list[Resource]) -> Any:
    """`value` with what is not known computed from the sources in turn."""
    left = list(sources)

    def read(each: Any) -> Any:
        if isinstance(each, str) and each in SENTINELS:
            return Unknown(left.pop(0) if len(left) > 1 else left[0] if left else None)
        if isinstance(each, dict):
            return {key: read(item) for key, item in each.items()}
        return [read(item) for item in each] if isinstance(each, list) else each

    return read(value)


class _Timed(PackRunner):
    """A runner of a pack that keeps the time of all calls of the engine, with the reading and writing of messages."""

    seconds = 0.0

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack.servicer())

    def _ask(self, call: str, request: Any) -> Any:
        data = request.SerializeToString()
        began = time.process_time()
        answer = super()._ask(call, type(request).FromString(data))
        sent = answer.SerializeToString()
        self.seconds += time.process_time() - began
        return type(answer).FromString(sent)

    def judge(self, resources: list[Resource]) -> float:
        """Seconds of one operation."""
        self.seconds = 0.0
        with contextlib.redirect_stderr(io.StringIO()):
            self.run(resources)
        return self.seconds


def _blocks(count: int) -> list[tuple[Cidr, int]]:
    """Blocks of /24 to /28 in 10.0.0.0/8: about half of them overlap another."""
    chosen = random.Random(count)
    found = []
    for number in range(count):
        prefix = chosen.randint(24, 28)
        address = 10 << 24 | chosen.getrandbits(24) >> (32 - prefix) << (32 - prefix)
        text = ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))
        found.append((parse_cidr(f"{text}/{prefix}"), number))
    return found


def _pack(folder: Path) -> Pack:
    spec = importlib.util.spec_from_file_location(folder.name.replace("-", "_"), folder / "__main__.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pack: Pack = module.PACK
    return pack


def _seconds(work: Callable[[], int]) -> tuple[float, int]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


if __name__ == "__main__":
    main()
