"""TestDNSAnswer, which moto lacks: what a public zone answers, chosen by routing policy and health.

Queries come from a resolver in us-east-1 whatever addresses are given. IP-based and geoproximity records count as
equally near.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random
from moto.route53 import urls
from moto.route53.exceptions import InvalidInput
from moto.route53.responses import Route53

from privateapi.facts.regions import distance_km, places
from privateapi.sandbox.aws.corrections.route53_health_check import is_healthy
from privateapi.sandbox.aws.corrections.route53_record_sets import normal_name, policy_of
from privateapi.sandbox.aws.patches import Patches

_ASKED_FROM = "us-east-1"
_MULTIVALUE_ANSWERS = 8
_LONGEST_CHAIN = 16


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
    asked = _with_wildcards(zone, name)
    values = _values(backend, zone, asked, kind, 0)
    result = {
        "Nameserver": zone.delegation_set.name_servers[0],
        "RecordName": name,
        "RecordType": kind,
        "RecordData": values,
        "ResponseCode": "NOERROR" if any(record.name == asked for record in zone.rrsets) else "NXDOMAIN",
        "Protocol": "UDP",
    }
    return ActionResult(result)


def _with_wildcards(zone: Any, name: str) -> str:
    """The name of the records that answer: the asked one, or the nearest that starts with an asterisk."""
    names = {record.name for record in zone.rrsets}
    labels = name.split(".")
    wildcards = [".".join(("\\052", *labels[number:])) for number in range(1, len(labels))]
    return next((each for each in (name, *wildcards) if each in names), name)


def _values(backend: Any, zone: Any, name: str, kind: str, depth: int) -> list[str]:
    if depth > _LONGEST_CHAIN:
        return []
    records = [record for record in zone.rrsets if record.name == name and record.type == kind]
    values: list[str] = []
    for record in _chosen(backend, zone, records):
        target = record.alias_target
        if not target:
            values += [value["Value"] for value in record.resource_records or []]
        elif zone.id.endswith(target["HostedZoneId"]):
            values += _values(backend, zone, target["DNSName"], kind, depth + 1)
        else:
            values += _balancer_addresses(backend, target["DNSName"])
    return values


def _chosen(backend: Any, zone: Any, records: list[Any]) -> list[Any]:
    """The records of one name and type that answer. When none is healthy, all count as healthy."""
    healthy = [record for record in records if _is_up(backend, zone, record, 0)]
    counted = healthy or records
    policy = policy_of(records[0]) if records else ""
    if policy == "Failover":
        order = ("PRIMARY", "SECONDARY")
        return sorted(counted, key=lambda record: order.index(record.failover))[:1]
    if policy == "Weight":
        weights = [int(record.weight) for record in counted]
        return mock_random.choices(counted, weights if any(weights) else None)
    if policy == "Region":
        return sorted(counted, key=lambda record: distance_km(_ASKED_FROM, record.region) or 0.0)[:1]
    if policy == "GeoLocation":
        matching = [(size, record) for record in records for size in _area(record.geo_location) if record in counted]
        return [record for _, record in sorted(matching, key=lambda each: each[0])][:1]
    if policy == "MultiValueAnswer":
        return mock_random.sample(counted, min(len(counted), _MULTIVALUE_ANSWERS))
    return counted[:1]


def _area(given: dict[str, str]) -> list[int]:
    """How small the area is that holds the asking resolver, 0 for the smallest; nothing when it holds it not."""
    here = places()[_ASKED_FROM]
    if given.get("SubdivisionCode"):
        return [0] if (given["CountryCode"], given["SubdivisionCode"]) == (here.country, here.subdivision) else []
    if given.get("CountryCode"):
        return [1] if given["CountryCode"] == here.country else [3] if given["CountryCode"] == "*" else []
    return [2] if given.get("ContinentCode") == here.continent else []


def _is_up(backend: Any, zone: Any, record: Any, depth: int) -> bool:
    check = backend.health_checks.get(record.health_check_id) if record.health_check_id else None
    if check is not None and not is_healthy(backend, check):
        return False
    target = record.alias_target
    if not target or not target["EvaluateTargetHealth"] or depth > _LONGEST_CHAIN:
        return True
    if zone.id.endswith(target["HostedZoneId"]):
        behind = [each for each in zone.rrsets if (each.name, each.type) == (target["DNSName"], record.type)]
        return any(_is_up(backend, zone, each, depth + 1) for each in behind)
    return _is_balancer_up(backend, target["DNSName"])


def _balancers(backend: Any, name: str) -> list[tuple[Any, Any]]:
    """The load balancer with a DNS name, and the backend that it is in."""
    from moto.elbv2.models import elbv2_backends

    wanted = name.rstrip(".").removeprefix("dualstack.")
    return [
        (regional, balancer)
        for regional in list(elbv2_backends[backend.account_id].values())
        for balancer in regional.load_balancers.values()
        if balancer.dns_name.lower() == wanted
    ]


def _is_balancer_up(backend: Any, name: str) -> bool:
    """Whether every target group with targets has a healthy one."""
    for regional, balancer in _balancers(backend, name):
        for group in regional.target_groups.values():
            if balancer.arn not in group.load_balancer_arns or not group.targets:
                continue
            states = [group.health_for(each, regional.ec2_backend).status for each in group.targets.values()]
            if "healthy" not in states:
                return False
    return True


def _balancer_addresses(backend: Any, name: str) -> list[str]:
    interfaces = [
        regional.ec2_backend.enis[id]
        for regional, balancer in _balancers(backend, name)
        for id in balancer.interface_ids.values()
    ]
    return [interface.public_ip or interface.private_ip_address for interface in interfaces]
