"""TestDNSAnswer, which moto lacks: what a public zone answers, by the model that rehearsals use.

Queries come from a resolver in us-east-1 whatever addresses are given. AWS takes public zones only ("This call only
supports querying public hosted zones"): what a private zone answers is seen from inside a VPC, or computed.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random
from moto.route53 import urls
from moto.route53.exceptions import InvalidInput
from moto.route53.responses import Route53

from privateapi.readers.live import balancing, naming
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.sandbox.aws.corrections.route53_record_sets import normal_name
from privateapi.sandbox.aws.own_state import health_checks, place
from privateapi.sandbox.aws.patches import Patches
from privateapi.topology.dns import Answer, Given, Resolver, Result
from privateapi.topology.model import HostedZone, LoadBalancer, Node, Origin, RecordSet, Topology, Vpc, ZoneVpc
from privateapi.topology.values import Known, Ref

_ASKED_FROM = "us-east-1"
_ASKER = Vpc(
    origin=Origin("resolver"),
    id=Known("resolver"),
    region=Known(_ASKED_FROM),
    enable_dns_support=Known(True),
    enable_dns_hostnames=Known(True),
)


def apply(patches: Patches) -> None:
    """Add the operation and its path."""
    patches.add(Route53, "test_dns_answer", _answer)
    patches.set_item(urls.url_paths, r"{0}/(?P<api_version>[\d_-]+)/testdnsanswer$", Route53.dispatch)


def _answer(response: Any) -> ActionResult:
    params, backend = response.params, response.backend
    zone = backend.get_hosted_zone(params["HostedZoneId"])
    if zone.private_zone:
        raise InvalidInput("TestDNSAnswer supports public hosted zones only")
    name, kind = normal_name(params["RecordName"]), params["RecordType"]
    if not f".{name}".endswith(f".{zone.name}"):
        raise InvalidInput(f"{name} is not within the hosted zone {zone.name}")
    resolver = _resolver(backend, zone)
    # A record that names another one is the answer itself; nothing follows it here.
    answer = next(
        (found for found in (resolver.answer(_ASKER, name, each) for each in ("CNAME", kind)) if found.given), None
    )
    values = _values(backend, answer) if answer is not None else []
    kinds = {record.type for record in zone.rrsets}
    named = any(resolver.answer(_ASKER, name, each).result is not Result.NO_NAME for each in kinds)
    result = {
        "Nameserver": zone.delegation_set.name_servers[0],
        "RecordName": name,
        "RecordType": kind,
        "RecordData": values,
        "ResponseCode": "NOERROR" if named else "NXDOMAIN",
        "Protocol": "UDP",
    }
    return ActionResult(result)


def _resolver(backend: Any, zone: Any) -> Resolver:
    """Answers from the one zone, as if it were private and its resolver in a VPC of its own."""
    from moto.elbv2.models import elbv2_backends

    account = backend.account_id
    nodes, found = health_checks(backend)
    nodes += [each for each in naming.hosted_zones(place(account, _ASKED_FROM)) if _belongs(each, zone)]
    nodes = [
        replace(node, private=Known(True), vpcs=Known((ZoneVpc(Ref.to("resolver")),)))
        if isinstance(node, HostedZone)
        else node
        for node in nodes
    ]
    for region, regional in list(elbv2_backends[account].items()):
        if regional.load_balancers:
            there = place(account, region)
            nodes += [*balancing.load_balancers(there), *balancing.target_groups(there)]
    return Resolver(Topology([*nodes, _ASKER]), GEOGRAPHY, found)


def _belongs(node: Node, zone: Any) -> bool:
    reference = node.zone.id if isinstance(node, RecordSet) else node.id
    return reference == Known(zone.id.rpartition("/")[2])


def _values(backend: Any, answer: Answer) -> list[str]:
    """What one query gets of the answer's parts: all that every query gets, or a draw by their shares."""
    total = sum(part.share for part in answer.given)
    drawn: Sequence[Given] = answer.given
    if any(part.share < 1 for part in answer.given):
        if total > 1:
            # Of several values, each is in its share of the answers.
            drawn = mock_random.sample(list(answer.given), round(total))
        else:
            drawn = mock_random.choices(answer.given, [part.share for part in answer.given])
    return [value for part in drawn for value in _of(backend, part)]


def _of(backend: Any, part: Given) -> list[str]:
    if isinstance(part.target, LoadBalancer):
        return _addresses(backend, part.target)
    return list(part.values.get(())) if part.values.known else []


def _addresses(backend: Any, node: LoadBalancer) -> list[str]:
    """Those of its interfaces, public where it has public ones."""
    from moto.elbv2.models import elbv2_backends

    regional: Any = elbv2_backends[backend.account_id][node.region.get()]
    ids = regional.load_balancers[node.id.get()].interface_ids.values()
    interfaces = [regional.ec2_backend.enis[id] for id in ids]
    return [interface.public_ip or interface.private_ip_address for interface in interfaces]
