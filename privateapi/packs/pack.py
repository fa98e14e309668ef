"""What the engine is given of a pack: a policy that gathers inputs, and one that judges for each level.

More policies would cost more and say no more: the SDK rebuilds all resources for each stack policy (70 ms for 1,000
resources), and every message begins with the id of its rule.

The engine starts one pack after the other and waits for each. So this module imports what it needs to be asked, and
what it needs to judge is imported meanwhile, beside the program.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

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

from privateapi.packs.settings import SETTINGS, PackSettings, SettingsError, parse_settings, settings_schema
from privateapi.readers.policy_arguments import Inputs

if TYPE_CHECKING:
    from privateapi.packs.analysis import Finding
    from privateapi.rules.rule import Rule

# New inputs of a resource, or None where there is nothing to mend.
Remedy: TypeAlias = Callable[[ResourceValidationArgs], Mapping[str, Any] | None]


@dataclass
class Pack:
    """A policy pack: its name, what it is about, and the groups of rules that it runs.

    The configuration belongs to the policy that has the pack's name:

        {"aws-network": {"strict": true, "onPremisesCidrs": ["172.16.0.0/12"]}}
    """

    name: str
    description: str
    groups: Sequence[str]
    remedies: Sequence[Remedy] = ()
    _inputs: Inputs = field(default_factory=Inputs, init=False, repr=False)
    _settings: PackSettings = field(default_factory=PackSettings, init=False, repr=False)
    _findings: list[Finding] | None = field(default=None, init=False, repr=False)
    _served: set[str] = field(default_factory=set, init=False, repr=False)

    def rules(self) -> list[Rule]:
        """The rules of the pack's groups, in the order of their ids."""
        from privateapi.rules.engine import rules_of

        return rules_of(self.groups)

    def policies(self) -> list[Policy]:
        """The policies, in the order in which the engine runs them."""
        remedies: list[Policy] = [
            ResourceValidationPolicy(
                f"{self.name}-remedies",
                f"{self.description}: safe changes, where the configuration says `remediate`.",
                remediate=self._remedy,
                enforcement_level=EnforcementLevel.DISABLED,
            )
        ]
        # Before the inputs are read, so that the changed ones are judged.
        return (remedies if self.remedies else []) + [
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
        threading.Thread(target=self._load, name=f"{self.name}-load", daemon=True).start()
        PolicyPack(self.name, self.policies(), description=f"{self.description}.")

    def _load(self) -> None:
        from privateapi.packs.stack import load

        load(self.groups)

    def _remedy(self, args: ResourceValidationArgs) -> Any:
        return next((changed for remedy in self.remedies if (changed := remedy(args)) is not None), None)

    def _gather(self, args: ResourceValidationArgs) -> None:
        self._inputs.gather(args)

    def _gather_unmarked(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        self._inputs.gather_unmarked(args)

    def _mandatory(self, args: StackValidationArgs, report: ReportViolation) -> None:
        try:
            self._settings = parse_settings(args.get_config())
        except SettingsError as error:
            self._findings, self._served = [], {"mandatory"}
            for fault in error.faults:
                report(f"{SETTINGS}: configuration of {self.name}: {fault.path}: {fault.reason}", None)
            return
        self._report("mandatory", args, report)

    def _advisory(self, args: StackValidationArgs, report: ReportViolation) -> None:
        self._report("advisory", args, report)

    def _report(self, level: str, args: StackValidationArgs, report: ReportViolation) -> None:
        # A level that asks again is at the next analysis: the engine runs every policy once in each.
        if self._findings is None or level in self._served:
            self._findings, self._served = self._judge(args), set()
        self._served.add(level)
        for finding in self._findings:
            if finding.severity == level:
                report(finding.text, finding.resource or None)

    def _judge(self, args: StackValidationArgs) -> list[Finding]:
        from privateapi.packs.stack import judge_stack

        analysis = judge_stack(args, self._inputs, self.groups, self._settings)
        # The engine shows what a pack writes on stderr with the stack.
        sys.stderr.write(f"{self.name}: {analysis.summary}\n")
        return analysis.findings
