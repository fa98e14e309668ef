"""What the engine is given of a pack: a policy that gathers inputs, and one that judges for each level.

More policies would cost more and say no more: the SDK rebuilds all resources for each stack policy (70 ms for 1,000
resources), and every message begins with the id of its rule.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi.runtime
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

from privateapi.packs.analysis import SETTINGS, Analysis, analyse
from privateapi.packs.settings import PackSettings, SettingsError, parse_settings, settings_schema
from privateapi.readers.live.data import LiveData
from privateapi.readers.mapping import environment_config, topology_of
from privateapi.readers.policy_arguments import Inputs, read_stack
from privateapi.rules.engine import all_rules
from privateapi.rules.finding import Severity
from privateapi.rules.rule import Rule


@dataclass
class Pack:
    """A policy pack: its name, what it is about, and the groups of rules that it runs.

    The configuration belongs to the policy that has the pack's name:

        {"aws-network": {"strict": true, "onPremisesCidrs": ["172.16.0.0/12"]}}
    """

    name: str
    description: str
    groups: Sequence[str]
    _inputs: Inputs = field(default_factory=Inputs, init=False, repr=False)
    _settings: PackSettings = field(default_factory=PackSettings, init=False, repr=False)
    _analysis: Analysis | None = field(default=None, init=False, repr=False)
    _served: set[str] = field(default_factory=set, init=False, repr=False)

    def rules(self) -> list[Rule]:
        """The rules of the pack's groups, in the order of their ids."""
        return [rule for rule in all_rules().values() if rule.fact.group in self.groups]

    def policies(self) -> list[Policy]:
        """The policies, in the order in which the engine runs them."""
        return [
            ResourceValidationPolicy(
                f"{self.name}-inputs",
                "Reads the inputs of resources for the other policies; reports and changes nothing.",
                validate=self._gather_unmarked,
                remediate=self._gather,
                enforcement_level=EnforcementLevel.REMEDIATE,
            ),
            StackValidationPolicy(
                self.name,
                f"{self.description}: what will fail.",
                self._mandatory,
                enforcement_level=EnforcementLevel.MANDATORY,
                config_schema=PolicyConfigSchema(dict(settings_schema())),
            ),
            StackValidationPolicy(
                f"{self.name}-advice",
                f"{self.description}: what would be better.",
                self._advisory,
                enforcement_level=EnforcementLevel.ADVISORY,
            ),
        ]

    def run(self) -> None:
        """Serve the pack to the engine; it ends with the engine."""
        PolicyPack(self.name, self.policies(), description=f"{self.description}.")

    def _gather(self, args: ResourceValidationArgs) -> None:
        self._inputs.gather(args)

    def _gather_unmarked(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        self._inputs.gather_unmarked(args)

    def _mandatory(self, args: StackValidationArgs, report: ReportViolation) -> None:
        try:
            self._settings = parse_settings(args.get_config())
        except SettingsError as error:
            self._analysis, self._served = Analysis(), {Severity.MANDATORY}
            for fault in error.faults:
                report(f"{SETTINGS}: configuration of {self.name}: {fault.path}: {fault.reason}", None)
            return
        self._report(Severity.MANDATORY, args, report)

    def _advisory(self, args: StackValidationArgs, report: ReportViolation) -> None:
        self._report(Severity.ADVISORY, args, report)

    def _report(self, severity: Severity, args: StackValidationArgs, report: ReportViolation) -> None:
        # A level that asks again is at the next analysis: the engine runs every policy once in each.
        if self._analysis is None or severity in self._served:
            self._analysis, self._served = self._analyse(args), set()
        self._served.add(severity)
        for finding in self._analysis.of(severity):
            report(finding.text, finding.resource or None)

    def _analyse(self, args: StackValidationArgs) -> Analysis:
        resources = read_stack(args, self._inputs, _config())
        analysis = analyse(topology_of(resources), self.rules(), self._settings, live=self._live())
        # The engine shows what a pack writes on stderr with the stack.
        sys.stderr.write(f"{self.name}: {analysis.summary}\n")
        return analysis

    def _live(self) -> LiveData | None:
        if self._settings.live is None:
            return None
        from privateapi.readers.live.reader import read_live

        return read_live(tuple(self._settings.live.regions), self._settings.live.time_limit_seconds)


def _config() -> dict[str, Mapping[str, Any]]:
    """By package, what the stack's configuration says, and below it the environment."""
    found: dict[str, Mapping[str, Any]] = dict(environment_config())
    for key, value in pulumi.runtime.get_config_env().items():
        package, _, name = key.partition(":")
        if name == "region" and value:
            found[package] = {"region": value}
    return found
