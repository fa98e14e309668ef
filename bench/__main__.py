"""What `pulumi up` of the active-active stack costs beside plain boto3 and the engine alone.

    ratio = time of `pulumi up` / (the same AWS calls by plain boto3 + the engine with as many no-op resources)

The no-op resources carry the properties of the real ones: the engine writes its whole state at every step.

All of it runs on one machine in one run. Goals: ratio at most 1.3, start under 1 s, memory under 120 MB.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import analysis, rehearsal
from bench.replay import load, parallelism, replay
from privateapi.cli._engine import prepare
from privateapi.cli._project import Project
from privateapi.sandbox import process

ROOT = Path(__file__).parent.parent
STACK = "active-active"
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
HOME = Path(tempfile.mkdtemp(prefix="bench-"))


def main() -> None:
    """Run the measurements and print them."""
    console = Console(width=100)
    shutil.copytree(ROOT, HOME / "project", ignore=shutil.ignore_patterns(".git", ".sandbox", ".venv*", "__pycache__"))
    project_root = HOME / "project"
    (project_root / ".venv").symlink_to(ROOT / ".venv")
    try:
        _measure(console, project_root)
    finally:
        process.stop(project_root)
        shutil.rmtree(HOME)
    analysis.measure(console)
    rehearsal.measure(console)


def _measure(console: Console, root: Path) -> None:
    ups: list[float] = []
    replays: list[float] = []
    engines: list[float] = []
    memory = 0
    resources = calls = width = 0
    differing: list[str] = []
    for run in range(RUNS):
        process.start(root)
        process.reset(root)
        record = HOME / f"calls-{run}.jsonl"
        seconds, state, peak = _up(root, record)
        resources = len(state)
        ups.append(seconds)
        memory = max(memory, peak)
        recorded = load(record)
        calls, width = len(recorded), parallelism(recorded)
        endpoint = process.reset(root).aws.endpoint
        seconds, differing = replay(recorded, endpoint)
        replays.append(seconds)
        engines.append(_engine_alone(root, state, width))
    start = statistics.median(_plugin_start(root) for _ in range(RUNS))
    up, plain, engine = (statistics.median(each) for each in (ups, replays, engines))
    table = Table(title=f"{STACK}: {resources} resources, {calls} AWS calls, at most {width} at once, {RUNS} runs")
    table.add_column("what")
    table.add_column("median", justify="right")
    table.add_column("all", justify="right")
    for label, values in (("pulumi up", ups), ("plain boto3, same calls", replays), ("engine alone", engines)):
        table.add_row(label, f"{statistics.median(values):.2f} s", ", ".join(f"{each:.2f}" for each in values))
    table.add_row("ratio (goal 1.3)", f"{up / (plain + engine):.2f}", "")
    table.add_row("plugin start (goal 1 s)", f"{start:.2f} s", "")
    table.add_row("plugin memory (goal 120 MB)", f"{memory / 1024:.0f} MB", "")
    console.print(table)
    for line in differing:
        console.print(f"replayed otherwise: {line}", style="yellow")


def _up(root: Path, record: Path) -> tuple[float, list[Any], int]:
    """Seconds, the resources' properties and the plugin's peak memory in kB of one `pulumi up` without a preview."""
    here = os.getcwd()
    os.chdir(root)
    try:
        ready = prepare(Project.find(root), STACK)
    finally:
        os.chdir(here)
    path = os.pathsep.join([str(ROOT / "bench" / "recorder"), ready.environment.get("PYTHONPATH", "")])
    environment = ready.environment | {"BENCH_RECORD": str(record), "PYTHONPATH": path.rstrip(os.pathsep)}
    watcher = _Watcher(str(root / "privateapi" / "plugin"))
    began = time.monotonic()
    done = subprocess.run(
        [str(ready.pulumi), "up", "--yes", "--skip-preview", "--json", "--stack", STACK],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - began
    peak = watcher.stop()
    if done.returncode != 0:
        sys.exit(f"pulumi up failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    exported = subprocess.run(
        [str(ready.pulumi), "stack", "export", "--stack", STACK],
        cwd=root,
        env=ready.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    resources = json.loads(exported.stdout)["deployment"]["resources"]
    return seconds, [each.get("outputs", {}) for each in resources if "pulumi:" not in each["type"]], peak


def _engine_alone(root: Path, state: list[Any], width: int) -> float:
    ready = prepare(Project.find(root), STACK)
    folder = HOME / "noop-state"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (HOME / "state.json").write_text(json.dumps(state), encoding="utf-8")
    environment = ready.environment | {
        "PULUMI_BACKEND_URL": folder.as_uri(),
        "BENCH_STATE": str(HOME / "state.json"),
        "BENCH_WIDTH": str(max(width, 1)),
    }
    environment.pop("PULUMI_STACK", None)
    program = root / "bench" / "noop"
    subprocess.run(
        [str(ready.pulumi), "stack", "init", "noop"], cwd=program, env=environment, capture_output=True, check=True
    )
    began = time.monotonic()
    subprocess.run(
        [str(ready.pulumi), "up", "--yes", "--skip-preview", "--stack", "noop"],
        cwd=program,
        env=environment,
        capture_output=True,
        check=True,
    )
    return time.monotonic() - began


def _plugin_start(root: Path) -> float:
    began = time.monotonic()
    plugin = subprocess.Popen(
        [str(ROOT / ".venv" / "bin" / "python"), "-u", str(root / "privateapi" / "plugin")], stdout=subprocess.PIPE
    )
    assert plugin.stdout is not None
    plugin.stdout.readline()
    seconds = time.monotonic() - began
    plugin.kill()
    plugin.wait()
    return seconds


class _Watcher:
    """Peak resident memory, in kB, of the processes whose command line names the plugin's folder."""

    def __init__(self, marker: str) -> None:
        self._marker = marker.encode()
        self._peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            for folder in Path("/proc").glob("[0-9]*"):
                try:
                    if self._marker in (folder / "cmdline").read_bytes():
                        found = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text(encoding="utf-8"))
                        self._peak = max(self._peak, int(found[1]) if found else 0)
                except OSError:
                    continue


if __name__ == "__main__":
    main()
