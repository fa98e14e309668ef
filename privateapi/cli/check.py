"""Check a design against the rules without deploying it.

The design is a stack, a saved preview, an exported state, or what exists in an account.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from privateapi.cli._accounts import read_with
from privateapi.cli._errors import CommandError
from privateapi.cli._explain import explain
from privateapi.cli._inputs import JudgingCommand, bad_input
from privateapi.cli._judged import Judged, as_json, show
from privateapi.cli._policies import read_settings
from privateapi.cli._program import Program, of_options
from privateapi.cli._project import Project
from privateapi.cli._sarif import as_sarif
from privateapi.packs.analysis import Analysis, analyse
from privateapi.packs.settings import PackSettings, SettingsError, parse_settings
from privateapi.readers.live.data import LIVE
from privateapi.readers.mapping import topology_of
from privateapi.rules.engine import all_rules
from privateapi.rules.finding import Severity, Unjudged
from privateapi.topology.model import Topology

VIOLATIONS, NOT_JUDGED = 1, 2
DESIGN = "DESIGN"
"""Stands where the id of a rule would, for a design in which there is nothing to judge."""

app = typer.Typer(add_completion=False)


@app.command(cls=JudgingCommand)
def check(
    stack: str = typer.Option("", help="Check what deploying this stack would leave, by a preview"),
    preview: str = typer.Option("", metavar="FILE", help="Check what `pulumi preview --json --show-sames` wrote"),
    state: str = typer.Option("", metavar="FILE", help="Check what `pulumi stack export` wrote"),
    live: bool = typer.Option(False, "--live", help="Compare with what exists in the account; alone, check that"),
    region: list[str] = typer.Option([], metavar="REGION", help="A Region that --live reads; may be repeated"),
    settings: str = typer.Option("", metavar="FILE", help="Settings of the rules, as YAML or JSON"),
    allow_not_judged: bool = typer.Option(
        False, "--allow-not-judged", help="Exit with 0 although rules could not judge some of the resources"
    ),
    json: bool = typer.Option(False, "--json", help="Write the findings as JSON"),
    sarif: bool = typer.Option(False, "--sarif", help="Write the findings as SARIF 2.1.0"),
    rule: str = typer.Option("", "--explain", metavar="RULE", help="Say what a rule checks, and why"),
) -> None:
    """Check a design against the rules without deploying it.

    Exit codes: 0 nothing is wrong, 1 violations, 2 no violation but something could not be judged, 3 bad input.
    """
    with bad_input():
        if rule:
            typer.echo(explain(rule))
            return
        _consistent(stack, preview, state, live, region, json, sarif)
        chosen = _settings(settings, stack, live, region)
        if allow_not_judged and chosen.strict:
            raise CommandError("--allow-not-judged is given, but the settings say `strict: true`; give one of them")
        program = of_options(stack, preview, state)
        judged = _judge(program, chosen)
    if json:
        typer.echo(as_json(judged))
    elif sarif:
        typer.echo(as_sarif(judged, program.file if program is not None else "Pulumi.yaml"))
    else:
        show(judged, Console())
    raise typer.Exit(_exit_code(judged.analysis, allow_not_judged))


def _exit_code(analysis: Analysis, allow_not_judged: bool) -> int:
    if analysis.of(Severity.MANDATORY):
        return VIOLATIONS
    # A resource that a rule leaves open may be allowed; what was asked for and could not be read at all may not. That
    # only live data would show what else is in an account is said, and is no answer to who did not ask for them.
    unjudged = [
        each
        for each in analysis.unjudged
        if each.rule in (LIVE, DESIGN) or (each.node is not None and not allow_not_judged)
    ]
    return NOT_JUDGED if unjudged or analysis.faults else 0


def _consistent(stack: str, preview: str, state: str, live: bool, region: list[str], json: bool, sarif: bool) -> None:
    if not (stack or preview or state or live):
        raise CommandError(
            "nothing to check; give --stack NAME, --preview FILE, --state FILE or --live --region REGION"
        )
    if region and not live:
        raise CommandError("--region says where --live reads; add --live")
    if json and sarif:
        raise CommandError("--json and --sarif are given; give one of them")


def _settings(file: str, stack: str, live: bool, region: list[str]) -> PackSettings:
    """The settings of the file that was named, else of the stack's own file, with the options before them."""
    path = Path(file) if file else Project.find().policy_settings(stack) if stack else None
    values: Mapping[str, Any] = {}
    if path is not None:
        values = read_settings(path)
    said = values.get("live")
    # Anything else in the file than a mapping stays there, and is a fault of the settings.
    if region and (said is None or isinstance(said, Mapping)):
        values = {**values, "live": {**(said or {}), "regions": region}}
    try:
        settings = parse_settings(values)
    except SettingsError as error:
        raise CommandError(f"{path or 'options'}: {error}") from error
    if live and settings.live is None:
        raise CommandError("--live needs Regions to read; give --region, or `live: {regions: […]}` in the settings")
    return settings if live else settings.model_copy(update={"live": None})


def _judge(program: Program | None, settings: PackSettings) -> Judged:
    live = read_with(settings.live, program.environment if program is not None else {}) if settings.live else None
    rules = all_rules().values()
    if program is not None:
        topology = topology_of(program.resources)
        analysis = analyse(topology, rules, settings, live=live)
        if not len(topology):
            analysis.unjudged.insert(0, Unjudged(DESIGN, None, "there is no resource in it"))
        return Judged(program.subject, analysis, program.positions)
    assert live is not None
    # Alone, what exists is the design that is judged, and not what a design is compared with.
    existing = Topology(dataclasses.replace(node, live=False) for node in live.nodes)
    analysis = analyse(existing, rules, settings, live=dataclasses.replace(live, nodes=()))
    return Judged("account", analysis, {})
