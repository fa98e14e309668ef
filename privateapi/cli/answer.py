"""Explain one answer: what a client VPC gets for a name, step by step, also while something is down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from privateapi.cli._design import Source
from privateapi.cli._errors import CommandError
from privateapi.cli._inputs import JudgingCommand, bad_input
from privateapi.cli._rehearsed import STYLES, cell_document, cell_text
from privateapi.cli._visible import written
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.cidr import CidrError
from privateapi.topology.dns import Answer, Resolver, Result
from privateapi.topology.failures import Failures, Outage, UnknownFailureError
from privateapi.topology.model import ResolverEndpoint, Topology, Vpc
from privateapi.topology.on_premises import UnknownEndpointError, answer_through, find_endpoint, viewed_from
from privateapi.topology.rehearsal import Cell, Client, InstanceClient, Part, Rehearsal, UnknownNameError, Verdict
from privateapi.topology.values import NotJudged

NOT_SERVED, NOT_JUDGED = 1, 2


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"


app = typer.Typer(add_completion=False)


@app.command(cls=JudgingCommand)
def answer(
    name: str = typer.Argument(help="The name that is asked for"),
    client: str = typer.Option(
        ..., "--from", metavar="VPC", help="The VPC that asks: its name, or its id; with --through an address"
    ),
    through: str = typer.Option(
        "",
        metavar="ENDPOINT",
        help="The inbound Resolver endpoint that an address on premises asks: its name, its id, or an address of it",
    ),
    fail: list[str] = typer.Option([], metavar="FAILURE", help="What has failed, such as region:us-east-1; repeatable"),
    stack: str = typer.Option("", help="The stack, as it is deployed; left out, the only one that is"),
    planned: bool = typer.Option(False, "--planned", help="Answer from what deploying the stack would leave"),
    preview: str = typer.Option("", metavar="FILE", help="Answer from what `pulumi preview --json --show-sames` wrote"),
    state: str = typer.Option("", metavar="FILE", help="Answer from what `pulumi stack export` wrote"),
    account: bool = typer.Option(False, "--account", help="Answer from what exists in the account"),
    region: list[str] = typer.Option([], metavar="REGION", help="A Region that --account reads; may be repeated"),
    format: Format = typer.Option(Format.TEXT, help="How the answer is written"),
) -> None:
    """Explain one answer: what a client VPC gets for a name, step by step, also while something is down.

    Exit codes: 0 the client is served, 1 it is not, 2 it could not be judged, 3 bad input.
    """
    with bad_input(UnknownNameError, UnknownFailureError, UnknownEndpointError, CidrError):
        design = Source(stack, planned, preview, state, account, region).or_only_stack().read()
        failures = Failures(design.topology)
        together = tuple(failures.find(text) for text in fail)
        endpoint = find_endpoint(design.topology, through) if through else None
        asking = client if endpoint is None else _view(design.topology, endpoint).key
        rehearsal = Rehearsal(design.topology, GEOGRAPHY, names=[name], clients=[asking], outages=[together])
        row = next(iter(rehearsal.every_row), None)
        if row is None:
            raise CommandError(f"{client} gets {name} from no record of the design: it asks the public DNS")
        ((outage, cell),) = row.cells
        who: Client | InstanceClient = row.client
        resolver = rehearsal.resolver.under(outage.conditions)
        if isinstance(row.client, InstanceClient):
            given = rehearsal.internal_domains.answer(row.client.instance, row.name)
        elif endpoint is not None:
            down = outage.down(endpoint)
            given = answer_through(resolver, endpoint, row.name, row.type, client=client, down=down)
            who = replace(row.client, label=f"{client} through {endpoint.name}", subnets=())
            cell = _through(cell, given)
        elif row.client.resolvers:
            given = _on_premises(resolver, outage, row.client, row.name, row.type)
        else:
            given = resolver.answer(row.client.vpc, row.name, row.type)
    if format is Format.JSON:
        typer.echo(json.dumps(_document(row.name, who, fail, given, cell), indent=2))
    else:
        console = Console()
        for line in _lines(rehearsal, who, [failure.text for failure in together], given, cell):
            console.print(line)
    raise typer.Exit(NOT_SERVED if cell.verdict.bad else 0 if cell.verdict == "served" else NOT_JUDGED)


def _view(topology: Topology, endpoint: ResolverEndpoint) -> Vpc:
    try:
        return viewed_from(topology, endpoint)
    except NotJudged as reason:
        raise CommandError(str(reason), NOT_JUDGED) from reason


def _through(cell: Cell, given: Answer) -> Cell:
    """What the endpoint's VPC gets is what the client gets, unless the endpoint does not let it ask."""
    if given.given:
        return cell
    verdict = Verdict.UNJUDGED if given.result is Result.UNKNOWN else cell.verdict
    verdict = Verdict.HOLE if given.result is Result.NO_ANSWER else verdict
    return replace(cell, verdict=verdict, why=given.reason, parts=(), delay=None)


def _on_premises(resolver: Resolver, outage: Outage, client: Client, name: str, type: str) -> Answer:
    """The answer of the first inbound endpoint that works, of those that the client asks."""
    works = [endpoint for endpoint in client.resolvers if not outage.down(endpoint)]
    endpoint = works[0] if works else client.resolvers[0]
    return answer_through(resolver, endpoint, name, type, down=outage.down(endpoint))


def _lines(
    rehearsal: Rehearsal, client: Client | InstanceClient, failed: list[str], given: Answer, cell: Cell
) -> Iterator[Text]:
    for text in failed:
        yield written(text[:1].upper() + text[1:], "bold")
    for number, step in enumerate(given.steps, 1):
        yield written(f"{number:>2}. {step.text}")
    for part in cell.parts:
        yield written(f"    {_got(part)}")
        way = None
        # Of the way from on premises the design says nothing.
        if part.target is not None and isinstance(client, Client) and client.subnets:
            way = rehearsal.way(client, part.target)
        if way is not None:
            yield written(f"    on the way from {way.near.label} to {way.far.label}:", "dim")
            for hop in way.connection.there.hops:
                yield written(f"      {hop.text}", "dim")
    if cell.delay is not None:
        unknown = cell.delay.unknown
        when = f"at a time that is not known: {unknown}" if unknown else f"after {cell.delay.seconds} s"
        yield written(f"    the answer moves {when}")
        for wait in cell.delay.waits:
            yield written(f"      {wait.seconds} s: {wait.text} ({wait.source})", "dim")
    text = cell_text(cell)
    why = f": {cell.why}" if cell.why else ""
    yield written(f"{cell.verdict}{f' by {text}' if cell.verdict == 'served' else ''}{why}", STYLES[cell.verdict])


def _got(part: Part) -> str:
    """`90% get 10.0.0.5 of load balancer x in us-east-1`."""
    who = "every query gets" if part.share == 1 else f"{part.share:.0%} of the queries get"
    values = ", ".join(part.values) or "addresses that the cloud chooses"
    of = f" of {part.target.label}" if part.target is not None else ""
    return f"{who} {values}{of}{f' in {part.region}' if part.region else ''}"


def _document(name: str, client: Client | InstanceClient, fail: list[str], given: Answer, cell: Cell) -> dict[str, Any]:
    return {
        "name": name,
        "client": client.label,
        "failures": fail,
        "steps": [{"text": step.text, "resource": step.node.key if step.node else ""} for step in given.steps],
        **cell_document(cell),
    }
