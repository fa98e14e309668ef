"""A Pulumi project for tests that run the real engine: its files, and runs of `pulumi` in it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import privateapi

WAIT = 120
"""Seconds after which a run that hangs is given up."""
PLUGIN = Path(privateapi.__file__).parent / "plugin"


@dataclass
class EngineProject:
    """A project with the stack `dev`; its program reads what the test wants from `wanted.json` beside it."""

    folder: Path
    pulumi: Path
    environment: dict[str, str]

    def wanted(self) -> dict[str, Any]:
        """What the program reads."""
        return {}

    def write(self, program: str, plugin: Path = PLUGIN, **config: Any) -> None:
        """Write the project's files; ``config`` is the provider's configuration."""
        project = {
            "name": "lifecycle",
            "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}},
            "plugins": {"providers": [{"name": "privateapi", "path": str(plugin)}]},
        }
        (self.folder / "Pulumi.yaml").write_text(json.dumps(project), encoding="utf-8")
        settings = {f"privateapi:{name}": value for name, value in config.items()}
        (self.folder / "Pulumi.dev.yaml").write_text(json.dumps({"config": settings}), encoding="utf-8")
        (self.folder / "__main__.py").write_text(program, encoding="utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `pulumi` on the stack."""
        (self.folder / "wanted.json").write_text(json.dumps(self.wanted()), encoding="utf-8")
        return subprocess.Popen(
            [str(self.pulumi), *arguments, "--stack", "dev", "--non-interactive", "--color", "never"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Run `pulumi` on the stack and give what it says."""
        with self.start(*arguments) as process:
            output, _ = process.communicate(timeout=WAIT)
        assert (process.returncode != 0) is fails, output
        return output

    def up(self, fails: bool = False) -> str:
        """Deploy without a preview before it."""
        return self.run("up", "--yes", "--skip-preview", fails=fails)

    def state(self) -> dict[str, Any]:
        """The deployment as the backend keeps it."""
        found: dict[str, Any] = json.loads(self.run("stack", "export"))["deployment"]
        return found

    def resource(self, name: str) -> dict[str, Any]:
        """One resource as the state has it."""
        (found,) = [each for each in self.state()["resources"] if each["urn"].endswith(f"::{name}")]
        return dict(found)
