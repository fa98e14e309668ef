"""RoutedName: the zone on every client VPC, and one record for each region."""

from typing import Any

import pytest

from components.aws import ClientVpc, ComponentError, RoutedName, RouteTarget
from tests.components.declaring import declare, text

NAME, ZONE = "api.internal.example.com", "internal.example.com"
CLIENTS = {region: ClientVpc(f"vpc-{region}", region) for region in ("us-east-1", "us-west-2", "eu-central-1")}


def _target(region: str, **policy: Any) -> RouteTarget:
    return RouteTarget(region, f"nlb-{region}", f"Z-{region}", f"check-{region}", **policy)


LATENCY = [_target("us-east-1"), _target("us-west-2")]


def _name(**arguments: Any) -> RoutedName:
    given: dict[str, Any] = {
        "record_name": NAME,
        "zone_name": ZONE,
        "targets": LATENCY,
        "clients": CLIENTS,
        **arguments,
    }
    return RoutedName("name", **given)


def test_new_zone() -> None:
    made = declare(lambda: _name(tags={"team": "a"}), resolve=lambda name: {"zone": name.zone_id})
    assert made.one("route53:HostedZone") == {
        "name": ZONE,
        "vpcs": [{"vpcId": f"vpc-{region}", "vpcRegion": region} for region in CLIENTS],
        "comment": "name: internal names of the private API",
        "tags": {"team": "a"},
    }
    zone = text("HostedZone", "name", "zoneId")
    assert made.values["zone"] == zone
    assert "route53:ZoneAssociation" not in made.counts()
    assert {each["zoneId"] for each in made.inputs("route53:RecordSet").values()} == {zone}


def test_existing_zone() -> None:
    made = declare(lambda: _name(zone_id="Z123"))
    assert "route53:HostedZone" not in made.counts()
    assert made.inputs("route53:ZoneAssociation") == {
        f"name-{region}": {"zoneId": "Z123", "vpcId": f"vpc-{region}", "vpcRegion": region} for region in CLIENTS
    }
    assert {each["zoneId"] for each in made.inputs("route53:RecordSet").values()} == {"Z123"}


def test_existing_zone_without_clients() -> None:
    made = declare(lambda: _name(zone_id="Z123", clients={}))
    assert made.counts() == {"route53:RecordSet": 2}


@pytest.mark.parametrize(
    ("routing", "targets", "policies"),
    [
        ("latency", LATENCY, [{"latencyRegion": "us-east-1"}, {"latencyRegion": "us-west-2"}]),
        (
            "failover",
            [_target("us-east-1", role="SECONDARY"), _target("us-west-2", role="PRIMARY")],
            [{"failover": "SECONDARY"}, {"failover": "PRIMARY"}],
        ),
        (
            "weighted",
            [_target("us-east-1", weight=0), _target("us-west-2", weight=255)],
            [{"weight": 0}, {"weight": 255}],
        ),
        (
            "geolocation",
            [_target("us-east-1", country="*"), _target("us-west-2", continent="AS")],
            [{"geolocation": {"countryCode": "*"}}, {"geolocation": {"continentCode": "AS"}}],
        ),
    ],
)
def test_records(routing: str, targets: list[RouteTarget], policies: list[dict[str, Any]]) -> None:
    made = declare(lambda: _name(routing=routing, targets=targets))
    assert made.inputs("route53:RecordSet") == {
        f"name-{region}": {
            "zoneId": text("HostedZone", "name", "zoneId"),
            "name": NAME,
            "type": "A",
            "setIdentifier": region,
            "alias": {"name": f"nlb-{region}", "zoneId": f"Z-{region}", "evaluateTargetHealth": True},
            "healthCheckId": f"check-{region}",
            **policy,
        }
        for region, policy in zip(("us-east-1", "us-west-2"), policies, strict=True)
    }
    assert list(made.component.records) == ["us-east-1", "us-west-2"]


def test_name_of_the_zone_itself() -> None:
    made = declare(lambda: _name(record_name=ZONE))
    assert {each["name"] for each in made.inputs("route53:RecordSet").values()} == {ZONE}


PAIR = "give the name one record with failover PRIMARY and one with failover SECONDARY"


@pytest.mark.parametrize(
    ("case", "changes", "lines"),
    [
        (
            "outside the zone",
            {"record_name": "api.example.com"},
            [
                "recordName: AWS-R53-14: record api.example.com is for api.example.com, which is not in hosted zone "
                "internal.example.com (internal.example.com). Fix: use a name that ends with the zone's, or the zone "
                "of the name"
            ],
        ),
        (
            "a zone that ends alike",
            {"record_name": "api.otherinternal.example.com"},
            [
                "recordName: AWS-R53-14: record api.otherinternal.example.com is for api.otherinternal.example.com, "
                "which is not in hosted zone internal.example.com (internal.example.com). Fix: use a name that ends "
                "with the zone's, or the zone of the name"
            ],
        ),
        (
            "nobody asks and nobody answers",
            {"clients": {}, "targets": []},
            [
                "clients: a private zone needs at least one VPC",
                "targets: there is none; the name would have no answer",
            ],
        ),
        (
            "a region twice",
            {"targets": [_target("us-east-1"), _target("us-east-1")]},
            ["targets: Region 'us-east-1' is there 2 times; one target for each Region is right"],
        ),
        (
            "no roles",
            {"routing": "failover"},
            [
                f"targets[{index}].role: there is none; failover routing has exactly one PRIMARY and one SECONDARY"
                for index in (0, 1)
            ],
        ),
        (
            "two primaries",
            {
                "routing": "failover",
                "targets": [_target("us-east-1", role="PRIMARY"), _target("us-west-2", role="PRIMARY")],
            },
            [
                "targets[0]: AWS-R53-03: api.internal.example.com A has 2 PRIMARY records (record us-east-1 and "
                f"record us-west-2); one is allowed. Fix: {PAIR}",
                "targets[0]: AWS-R53-03: api.internal.example.com A has a PRIMARY (record us-east-1) and no SECONDARY "
                f"record. Fix: {PAIR}",
            ],
        ),
        (
            "weights",
            {"routing": "weighted", "targets": [_target("us-east-1", weight=256), _target("us-west-2")]},
            [
                "targets[1].weight: there is none; weighted routing shares by the weights",
                "targets[0]: AWS-R53-10: record us-east-1 has the weight 256; Route 53 takes 0 to 255. "
                "Fix: choose a weight from 0 to 255",
            ],
        ),
        (
            "all weights 0",
            {"routing": "weighted", "targets": [_target("us-east-1", weight=0), _target("us-west-2", weight=0)]},
            ["targets: all weights are 0, which Route 53 takes as equal shares; give at least one above 0"],
        ),
        (
            "no location and two",
            {
                "routing": "geolocation",
                "targets": [_target("us-east-1"), _target("us-west-2", continent="AS", country="JP")],
            },
            [
                "targets[0]: give either continent or country with geolocation routing",
                "targets[1]: give either continent or country with geolocation routing",
            ],
        ),
        (
            "a location twice",
            {
                "routing": "geolocation",
                "targets": [_target("us-east-1", country="JP"), _target("us-west-2", country="JP")],
            },
            ["targets: us-east-1 and us-west-2 both have country 'JP'; each location has one answer"],
        ),
        (
            "no such routing",
            {"routing": "nearest"},
            ["routing: 'nearest' is not a routing policy; latency, failover, weighted, geolocation are"],
        ),
        (
            "a VPC twice",
            {"clients": {"one": ClientVpc("vpc-0a", "us-east-1"), "two": ClientVpc("vpc-0a", "us-east-1")}},
            ["clients: one and two are both 'vpc-0a'; a VPC is associated with a zone once"],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _name(**changes))
    assert str(caught.value).splitlines() == ["RoutedName (name):", *(f"  {line}" for line in lines)]
