"""The language host under the real engine: programs, plugins, policy packs, and how each of them ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.engine

Make = Callable[[str], Any]

COMPONENT = """\
    import pulumi

    class Box(pulumi.ComponentResource):
        def __init__(self, name, size, opts=None):
            super().__init__("small:index:Box", name, {"size": size}, opts)
            self.size = pulumi.Output.from_input(size)
            self.register_outputs({"size": self.size})

    config = pulumi.Config()
    box = Box("first", config.get_int("size") or 3)
    pulumi.export("size", box.size)
    pulumi.export("hidden", config.get_secret("hidden"))
    pulumi.export("where", f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}")
    """

WAITING = """\
    import os, time
    from pathlib import Path

    Path("running.tmp").write_text(str(os.getpid()))
    Path("running.tmp").rename("running")
    time.sleep(300)
    """

# A provider of the package privateapi with one resource, which exists in the cloud under every id.
PROVIDER = """\
    import json, sys
    from pulumi.provider.experimental.property_value import PropertyValue
    from pulumi.provider.experimental.provider import (
        CheckResponse, ConfigureResponse, CreateResponse, GetSchemaResponse, Provider, ReadResponse,
    )
    from pulumi.provider.experimental.server import main

    inputs = {
        "boxSize": {"type": "number"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "lid": {"$ref": "#/types/privateapi:demo:Lid"},
    }
    lid = {"type": "object", "properties": {"openedBy": {"type": "array", "items": {"type": "string"}}}}
    box = {"inputProperties": inputs, "properties": inputs, "requiredInputs": ["boxSize"]}
    schema = {"name": "privateapi", "version": "1.0.0", "resources": {"privateapi:demo:Box": box},
              "types": {"privateapi:demo:Lid": lid}}
    found = {
        "boxSize": PropertyValue(4.0),
        "labels": PropertyValue({"camelCase/key": PropertyValue('costs ${5} and "more"')}),
        "lid": PropertyValue({"openedBy": PropertyValue([PropertyValue("key"), PropertyValue(sys.prefix)])}),
    }

    class Boxes(Provider):
        async def get_schema(self, request):
            return GetSchemaResponse(json.dumps(schema))
        async def check_config(self, request):
            return CheckResponse(request.new_inputs)
        async def configure(self, request):
            return ConfigureResponse()
        async def check(self, request):
            return CheckResponse(request.new_inputs)
        async def create(self, request):
            return CreateResponse("" if request.preview else "box-1", {**request.properties, **found})
        async def read(self, request):
            return ReadResponse(request.resource_id, found, found)

    main(sys.argv[1:], "1.0.0", Boxes())
    """

USES_PROVIDER = """\
    import pulumi

    class Box(pulumi.CustomResource):
        lid: pulumi.Output[dict]
        def __init__(self, name):
            super().__init__("privateapi:demo:Box", name, {"boxSize": 4, "lid": None})

    pulumi.export("opened by", Box("first").lid["openedBy"])
    """


def wait_for(condition: Callable[[], bool]) -> bool:
    """Whether `condition` becomes true within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # An ended process whose parent has not asked for its exit code yet still has its id.
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def start_waiting(make: Make) -> tuple[Any, subprocess.Popen[str], int]:
    """A preview whose program waits, and the program's process id."""
    project = make(WAITING)
    preview = project.start("preview", "--stack", "dev")
    assert wait_for((project.root / "running").exists)
    return project, preview, int((project.root / "running").read_text())


def test_component_program_deploys_and_exports(pulumi_project: Make) -> None:
    project = pulumi_project(COMPONENT)
    assert project.run("config", "set", "size", "7", "--stack", "dev")[0] == 0
    assert project.run("config", "set", "--secret", "hidden", "not for all", "--stack", "dev")[0] == 0

    code, output = project.run("up", "--yes", "--stack", "dev")
    assert (code, "+ 2 created" in output, "not for all" in output) == (0, True, False), output

    code, output = project.run("stack", "output", "--json", "--stack", "dev")
    assert json.loads(output) == {"hidden": "[secret]", "size": 7, "where": "organization/small/dev"}

    code, output = project.run("preview", "--expect-no-changes", "--stack", "dev")
    assert (code, "2 unchanged" in output) == (0, True), output


@pytest.mark.parametrize(
    ("case", "program", "said", "unsaid"),
    [
        (
            "an exception shows the user's own frames",
            "def fail():\n    raise ValueError('bad value')\nfail()\n",
            ["Program failed with an unhandled exception", "__main__.py", "in fail", "ValueError: bad value"],
            ["runpy", "run_in_stack"],
        ),
        (
            "a RunError shows its message only",
            "import pulumi\nraise pulumi.RunError('the address is taken')\n",
            ["error: the address is taken"],
            ["Traceback"],
        ),
        (
            "a file that does not parse is shown with its line",
            "import pulumi\nprint('unfinished'\n",
            ["__main__.py", "SyntaxError: '(' was never closed"],
            ["runpy"],
        ),
        (
            "an exit code is an error",
            "import sys\nsys.exit(3)\n",
            ["3"],
            ["Traceback"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a") else "",
)
def test_failing_program(pulumi_project: Make, case: str, program: str, said: list[str], unsaid: list[str]) -> None:
    code, output = pulumi_project(program).run("preview", "--stack", "dev")
    assert code != 0
    assert [text for text in said if text not in output] == [], output
    assert [text for text in unsaid if text in output] == [], output


def test_failing_program_that_left_a_thread_ends_with_the_engine(pulumi_project: Make) -> None:
    project = pulumi_project(
        """\
        import os, pathlib, threading, time

        pathlib.Path("running").write_text(str(os.getpid()))
        threading.Thread(target=time.sleep, args=[300], daemon=True).start()
        raise ValueError("bad value")
        """
    )
    code, output = project.run("preview", "--stack", "dev")
    assert (code != 0, "bad value" in output) == (True, True), output
    assert not is_running(int((project.root / "running").read_text()))


def test_output_of_the_program_is_shown(pulumi_project: Make) -> None:
    project = pulumi_project("import sys\nprint('said aloud')\nsys.stderr.write('said aside')\n")
    code, output = project.run("preview", "--stack", "dev")
    assert (code, "said aloud" in output, "said aside" in output) == (0, True, True), output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_ends_preview_and_program(pulumi_project: Make, number: signal.Signals) -> None:
    _, preview, program = start_waiting(pulumi_project)
    preview.send_signal(number)
    output, _ = preview.communicate(timeout=30)
    assert (preview.returncode != 0, "preview canceled" in output) == (True, True), output
    assert wait_for(lambda: not is_running(program))


def test_killed_engine_leaves_no_program(pulumi_project: Make) -> None:
    _, preview, program = start_waiting(pulumi_project)
    preview.kill()
    preview.communicate(timeout=30)
    assert wait_for(lambda: not is_running(program))


def test_missing_virtualenv_is_named(pulumi_project: Make) -> None:
    project = pulumi_project(COMPONENT)
    text = (project.root / "Pulumi.yaml").read_text()
    (project.root / "Pulumi.yaml").write_text(text.replace(sys.prefix, "no-such-environment"))
    code, output = project.run("preview", "--stack", "dev")
    assert (code != 0, "no-such-environment" in output, "Traceback" in output) == (True, True, False), output


def test_relative_virtualenv_runs_the_program(pulumi_project: Make) -> None:
    project = pulumi_project("import sys, pulumi\npulumi.export('prefix', sys.prefix)\n")
    (project.root / "environment").symlink_to(sys.prefix)
    text = (project.root / "Pulumi.yaml").read_text()
    (project.root / "Pulumi.yaml").write_text(text.replace(sys.prefix, "environment"))
    code, output = project.run("up", "--yes", "--stack", "dev")
    assert (code, f"{project.root}/environment" in output) == (0, True), output


def add_plugin(project: Any, runtime: str, program: str) -> None:
    """Gives the project a local plugin for the package privateapi."""
    project.write("plugin/PulumiPlugin.yaml", f"runtime: {runtime}\n")
    project.write("plugin/__main__.py", program)
    with (project.root / "Pulumi.yaml").open("a") as project_file:
        project_file.write("plugins: {providers: [{name: privateapi, path: ./plugin}]}\n")


def add_provider(project: Any) -> None:
    """Gives the project PROVIDER, with a virtual environment in the plugin's own folder."""
    add_plugin(project, "{name: python, options: {virtualenv: environment}}", PROVIDER)
    (project.root / "plugin" / "environment").symlink_to(sys.prefix)


def test_local_provider_plugin_runs_with_its_virtualenv(pulumi_project: Make) -> None:
    project = pulumi_project(USES_PROVIDER)
    add_provider(project)
    code, output = project.run("up", "--yes", "--stack", "dev")
    assert (code, "+ 2 created" in output) == (0, True), output
    code, output = project.run("stack", "output", "--json", "--stack", "dev")
    assert json.loads(output) == {"opened by": ["key", f"{project.root}/plugin/environment"]}


def test_schema_of_a_local_plugin(pulumi_project: Make) -> None:
    project = pulumi_project("")
    add_provider(project)
    code, output = project.run("package", "get-schema", "./plugin")
    assert (code, "privateapi:demo:Box" in output) == (0, True), output


def test_import_writes_python(pulumi_project: Make, language_host: str) -> None:
    project = pulumi_project("")
    add_provider(project)
    code, output = project.run("import", "privateapi:demo:Box", "first", "box-7", "--yes", "--stack", "dev")
    assert (code, "1 imported" in output) == (0, True), output
    if language_host == "stand-in":
        program = output[output.index("import pulumi") :]
        assert program.strip() == EXPECTED_PROGRAM.format(root=project.root).strip()


EXPECTED_PROGRAM = """\
import pulumi
from privateapi.sdk import demo

first = demo.Box(
    "first",
    box_size=4,
    labels={{"camelCase/key": "costs ${{5}} and \\"more\\""}},
    lid={{
        "opened_by": [
            "key",
            "{root}/plugin/environment",
        ],
    }},
    opts=pulumi.ResourceOptions(protect=True),
)
"""


def test_plugin_that_fails_at_start_says_why(pulumi_project: Make) -> None:
    project = pulumi_project(USES_PROVIDER)
    add_plugin(project, "python", "import sys\nsys.stderr.write('no start today')\nsys.exit(9)\n")
    code, output = project.run("preview", "--stack", "dev")
    assert (code != 0, "could not read plugin" in output, "no start today" in output) == (True, True, True), output


def test_policy_pack_runs_with_its_virtualenv(pulumi_project: Make) -> None:
    project = pulumi_project(COMPONENT)
    (project.root / "pack").mkdir()
    (project.root / "pack" / "environment").symlink_to(sys.prefix)
    project.write("pack/PulumiPolicy.yaml", "runtime: {name: python, options: {virtualenv: environment}}\n")
    project.write(
        "pack/__main__.py",
        """\
        from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy

        def small(args, report):
            if args.resource_type == "small:index:Box" and args.props["size"] > 5:
                report(f"the box has size {args.props['size']:.0f}; at most 5 fit")

        PolicyPack("sizes", [ResourceValidationPolicy("small", "Boxes are small", small, EnforcementLevel.MANDATORY)])
        """,
    )
    code, output = project.run("preview", "--policy-pack", "pack", "--stack", "dev")
    assert code == 0, output

    assert project.run("config", "set", "size", "7", "--stack", "dev")[0] == 0
    code, output = project.run("preview", "--policy-pack", "pack", "--stack", "dev")
    assert (code != 0, "the box has size 7; at most 5 fit" in output) == (True, True), output


def test_policy_pack_with_missing_virtualenv_is_refused(pulumi_project: Make) -> None:
    project = pulumi_project(COMPONENT)
    project.write("pack/PulumiPolicy.yaml", "runtime: {name: python, options: {virtualenv: nowhere}}\n")
    project.write("pack/__main__.py", "")
    code, output = project.run("preview", "--policy-pack", "pack", "--stack", "dev")
    assert (code != 0, "nowhere" in output) == (True, True), output


def test_about_names_the_interpreter_and_its_packages(pulumi_project: Make) -> None:
    code, output = pulumi_project(COMPONENT).run("about", "--json", "--transitive", "--stack", "dev")
    about = json.loads(output[output.index("{") :])
    assert code == 0
    assert Path(about["runtime"]["executable"]).parent == Path(sys.prefix, "bin")
    assert about["runtime"]["version"] == ".".join(map(str, sys.version_info[:3]))
    assert "pulumi" in [package["name"].lower() for package in about["dependencies"]]


def test_install_creates_the_virtualenv(pulumi_project: Make) -> None:
    project = pulumi_project(COMPONENT)
    text = (project.root / "Pulumi.yaml").read_text()
    (project.root / "Pulumi.yaml").write_text(text.replace(sys.prefix, "made"))
    project.environment["PIP_NO_INDEX"] = "1"
    code, output = project.run("install", "--no-plugins")
    assert (code, (project.root / "made" / "bin" / "python").exists()) == (0, True), output
