"""The native-domain stack, and changes of its mode to load balancers and back, in which the name keeps its answer."""

import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.readers.mapping import topology_of
from privateapi.readers.state import read_state
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.sandbox.aws.testing import Clients
from privateapi.topology.dns import Resolver, Result
from privateapi.topology.model import LoadBalancer, Vpc, VpcEndpoint
from tests.stacks.deployment import Deployment, Finished, leftovers

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("native_domain")]

STACK = "native-domain"
REGIONS = ("us-east-1", "us-west-2")
NAME = "orders.internal.example.com"
PACKS = ("aws-network", "aws-private-api", "alibaba-gateway", "limits")
PACK = "aws-private-api"
"""The one that judges domains, endpoints and records; the others need not judge each step again."""

PARTS = {
    "nlb": (
        "ec2:VpcEndpoint::{label}",
        "elbv2:LoadBalancer::{label}",
        "elbv2:TargetGroup::{label}",
        "elbv2:TargetGroupAttachment::{label}-0",
        "elbv2:TargetGroupAttachment::{label}-1",
        "elbv2:Listener::{label}",
        "apigateway:DomainName::{label}",
        "apigateway:BasePathMapping::{label}",
    ),
    "native": (
        "ec2:VpcEndpoint::{label}-native",
        "apigateway:DomainName::{label}-native",
        "apigateway:BasePathMapping::{label}-native",
        "apigateway:DomainNameAccessAssociation::{label}-native",
    ),
}
"""What answers in each mode."""
SHARED = ("apigateway:RestApi::{label}", "apigateway:Stage::{label}", "route53:RecordSet::{label}")
"""What both modes have, and what is never made anew."""

CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"mode": "native", "standby": True}, "native"),
    ({"mode": "nlb", "standby": True}, "nlb"),
    ({"mode": "nlb"}, "nlb"),
    ({"mode": "nlb", "standby": True}, "nlb"),
    ({"mode": "native", "standby": True}, "native"),
    ({"mode": "native"}, "native"),
]
"""The steps: their configuration, and the mode that the records lead to afterwards."""


@pytest.fixture(scope="module")
def deployed(deployment: Deployment) -> Deployment:
    """The stack as it is shipped."""
    done = deployment.run("up", STACK, "--skip-preview")
    _accepted(done)
    assert set(done.counts) == {"created"}
    assert "every client is answered, whatever fails" in " ".join(done.out.split()), done.out
    return deployment


def _accepted(done: Finished, *packs: str) -> None:
    """The change was made, and no pack found anything."""
    assert done.code == 0, done.out
    judged = set(re.findall(r"([a-z-]+): \d+ rules, 0 violations", done.out))
    assert judged == set(packs or PACKS), done.out


def test_shipped(deployed: Deployment) -> None:
    """The records lead to the endpoints, which know the name by the private domain and no balancer."""
    aws = deployed.aws
    for region in REGIONS:
        assert aws("elbv2", region).describe_load_balancers()["LoadBalancers"] == []
        api = aws("apigateway", region)
        [domain] = api.get_domain_names()["items"]
        assert domain["endpointConfiguration"]["types"] == ["PRIVATE"] and domain["domainName"] == NAME
        [access] = api.get_domain_name_access_associations()["items"]
        [endpoint] = aws("ec2", region).describe_vpc_endpoints()["VpcEndpoints"]
        assert access["accessAssociationSource"] == endpoint["VpcEndpointId"]
        assert access["domainNameArn"] == domain["domainNameArn"]
        entry = endpoint["DnsEntries"][0]
        record = _record(aws, region)
        assert record["AliasTarget"]["DNSName"].rstrip(".") == entry["DnsName"]
        assert record["AliasTarget"]["HostedZoneId"] == entry["HostedZoneId"]
    _answered(deployed, "native")


def test_no_change(deployed: Deployment) -> None:
    done = deployed.run("up", STACK, "--skip-preview")
    _accepted(done)
    assert set(done.counts) == {"unchanged"}, done.out


def test_changes_of_mode(deployed: Deployment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To load balancers and back, in the steps of docs/front-door-modes.md."""
    # The engine shows the option that writes its events only with its commands for debugging.
    monkeypatch.setenv("PULUMI_DEBUG_COMMANDS", "true")
    history = History({region: "native" for region in REGIONS}, _urns(deployed))
    for number, (settings, mode) in enumerate(CHANGES):
        log = tmp_path / f"{number}.json"
        deployed.configure(STACK, partial(_set, settings), source=STACK)
        with _watched(deployed.aws) as seen:
            options = ("--policy-pack", f"policies/{PACK}", "--event-log", str(log))
            done = deployed.run("up", STACK, "--skip-preview", *options)
        _accepted(done, PACK)
        assert seen.looks > 0 and seen.faults == [], settings
        moved = history.follow(_events(log))
        assert history.faults == [], settings
        assert set(history.leads.values()) == {mode}
        assert moved == (set(REGIONS) if mode != _mode_before(number) else set())
        _answered(deployed, mode)
    assert history.alive == _urns(deployed)


def test_down(deployed: Deployment) -> None:
    done = deployed.run("down", STACK)
    assert done.code == 0, done.out
    assert leftovers(deployed.aws, REGIONS) == {}


def _set(given: Mapping[str, Any], config: dict[str, Any]) -> None:
    config.pop("standby", None)
    config.update(given)


def _mode_before(number: int) -> str:
    return CHANGES[number - 1][1] if number else "native"


def _record(aws: Clients, region: str) -> dict[str, Any]:
    route53 = aws("route53")
    [zone] = route53.list_hosted_zones()["HostedZones"]
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    [found] = [each for each in records if each.get("Region") == region]
    return dict(found)


def _answered(deployed: Deployment, mode: str) -> None:
    """Every client VPC gets the addresses of its own Region's balancer or endpoint, by the model of the stack."""
    exported = deployed.run("pulumi", STACK, "--", "stack", "export")
    topology = topology_of(read_state(exported.out))
    resolver = Resolver(topology, GEOGRAPHY)
    vpcs = list(topology.of(Vpc))
    assert len(vpcs) == len(REGIONS)
    for vpc in vpcs:
        answer = resolver.answer(vpc, NAME)
        assert answer.result is Result.ANSWERED, answer.reason
        [given] = answer.given
        assert isinstance(given.target, LoadBalancer if mode == "nlb" else VpcEndpoint)
        assert given.healthy and given.values.known and given.target.region == vpc.region


# What the engine's log says


def _urns(deployed: Deployment) -> set[str]:
    """The resources in the state, as `apigateway:DomainName::native-domain-us-east-1`."""
    exported = json.loads(deployed.run("pulumi", STACK, "--", "stack", "export").out)
    return {_short(each["urn"]) for each in exported["deployment"]["resources"]}


def _short(urn: str) -> str:
    types, _, name = urn.split("::", 2)[2].partition("::")
    return f"{types.rpartition('$')[2].removeprefix('privateapi:')}::{name}"


@dataclass(frozen=True)
class Event:
    """The beginning or the end of one operation on one resource."""

    operation: str
    resource: str
    ended: bool


def _events(log: Path) -> Iterator[Event]:
    for line in log.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        assert "resOpFailedEvent" not in event, event
        for kind, ended in (("resourcePreEvent", False), ("resOutputsEvent", True)):
            if kind in event:
                metadata = event[kind]["metadata"]
                yield Event(metadata["op"], _short(metadata["urn"]), ended)


class History:
    """Which resources are there, and where the name's records lead, through the operations of several updates.

    A resource is there from the end of its creation to the beginning of its deletion. While a record is changed, either
    target may be answered.
    """

    def __init__(self, leads: Mapping[str, str], alive: Iterable[str]) -> None:
        self.leads = dict(leads)
        self.alive = set(alive)
        self.faults: list[str] = []

    def follow(self, events: Iterable[Event]) -> set[str]:
        """Go through the operations of an update; returns the Regions whose records moved."""
        moved: set[str] = set()
        made: set[str] = set()
        for event in events:
            if event.operation in ("create", "create-replacement") and event.ended:
                self.alive.add(event.resource)
                made.add(event.resource)
            elif event.operation in ("delete", "delete-replaced") and not event.ended:
                # What was replaced goes after its successor came, unless the two cannot stand side by side.
                if event.resource not in made:
                    self.alive.discard(event.resource)
            for region in REGIONS:
                label = f"{STACK}-{region}"
                if event.resource == f"route53:RecordSet::{label}" and event.operation == "update":
                    other = "nlb" if self.leads[region] == "native" else "native"
                    self._require(event, region, other)
                    if event.ended:
                        self.leads[region] = other
                        moved.add(region)
                self._require(event, region, self.leads[region])
        return moved

    def _require(self, event: Event, region: str, mode: str) -> None:
        for part in (*PARTS[mode], *SHARED):
            resource = part.format(label=f"{STACK}-{region}")
            if resource not in self.alive:
                self.faults.append(f"{event}: the record of {region} leads to {mode}, and {resource} is not there")


# What the cloud says meanwhile


class Watch:
    """Whether the name's records lead to something that answers, asked again and again while the engine works."""

    def __init__(self, aws: Clients) -> None:
        self._aws = aws
        self.looks = 0
        self.faults: list[str] = []

    def look(self) -> None:
        """Look once at every Region."""
        for region in REGIONS:
            try:
                fault = self._fault(region)
            except ClientError as error:
                # moto walks its tables while another request changes them.
                if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                    raise
                continue
            self.looks += 1
            if fault:
                self.faults.append(f"{region}: {fault}")

    def _fault(self, region: str) -> str:
        name = _record(self._aws, region)["AliasTarget"]["DNSName"].rstrip(".").removeprefix("dualstack.")
        api = self._aws("apigateway", region)
        domains = {each["endpointConfiguration"]["types"][0]: each for each in api.get_domain_names()["items"]}
        endpoints = {
            each["DnsEntries"][0]["DnsName"]: each["VpcEndpointId"]
            for each in self._aws("ec2", region).describe_vpc_endpoints()["VpcEndpoints"]
            if each["State"] == "available"
        }
        balancers = {
            each["DNSName"]: each["LoadBalancerArn"]
            for each in self._aws("elbv2", region).describe_load_balancers()["LoadBalancers"]
        }
        if name in endpoints:
            domain, key = domains.get("PRIVATE"), "domainNameId"
            sources = [each["accessAssociationSource"] for each in api.get_domain_name_access_associations()["items"]]
            if endpoints[name] not in sources:
                return f"{name} is not associated with the private domain"
            [rest_api] = api.get_rest_apis()["items"]
            if endpoints[name] not in rest_api["endpointConfiguration"]["vpcEndpointIds"]:
                return f"the API does not let {name} in"
        elif name in balancers:
            domain, key = domains.get("REGIONAL"), ""
            listeners = self._aws("elbv2", region).describe_listeners(LoadBalancerArn=balancers[name])["Listeners"]
            if not listeners:
                return f"{name} has no listener"
        else:
            return f"{name} is no balancer and no endpoint"
        if domain is None:
            return f"no domain answers behind {name}"
        given = {"domainNameId": domain[key]} if key else {}
        if not api.get_base_path_mappings(domainName=NAME, **given).get("items"):
            return f"the domain behind {name} has no mapping"
        return ""


@contextmanager
def _watched(aws: Clients) -> Iterator[Watch]:
    watch, stop = Watch(aws), threading.Event()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            while not stop.is_set():
                watch.look()
                stop.wait(0.5)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield watch
    finally:
        stop.set()
        thread.join()
    if failures:
        raise failures[0]
