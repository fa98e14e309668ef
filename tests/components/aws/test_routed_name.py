"""RoutedName: the zone on every client VPC, and one record for each region."""

from typing import Any

import pulumi
import pytest

from components.aws import ClientGroup, ClientVpc, ComponentError, RoutedName, RouteGroup, RouteTarget
from privateapi.sdk import Provider
from tests.components.declaring import declare, text

NAME, ZONE = "api.internal.example.com", "internal.example.com"
CLIENTS = {region: ClientVpc(f"vpc-{region}", region) for region in ("us-east-1", "us-west-2", "eu-central-1")}


def _values(region: str, address: str, **policy: Any) -> RouteTarget:
    return RouteTarget(region, health_check_id=f"check-{region}", addresses=[address], **policy)


def _pair(first: str, second: str) -> list[RouteTarget]:
    return [_target(first, role="PRIMARY"), _target(second, role="SECONDARY")]


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
        (
            "geolocation",
            [_target("us-east-1", country="US"), _target("us-west-2", country="US", subdivision="CA")],
            [
                {"geolocation": {"countryCode": "US"}},
                {"geolocation": {"countryCode": "US", "subdivisionCode": "CA"}},
            ],
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


def test_plain_addresses() -> None:
    targets = [_values("us-east-1", "10.0.0.4"), _values("us-west-2", "10.1.0.4", label="west", ttl=30)]
    made = declare(lambda: _name(routing="multivalue", targets=targets))
    east, west = made.inputs("route53:RecordSet").values()
    assert east == {
        "zoneId": text("HostedZone", "name", "zoneId"),
        "name": NAME,
        "type": "A",
        "setIdentifier": "us-east-1",
        "multivalueAnswer": True,
        "records": ["10.0.0.4"],
        "ttl": 60,
        "healthCheckId": "check-us-east-1",
    }
    assert (west["setIdentifier"], west["ttl"], list(made.component.records)) == ("west", 30, ["us-east-1", "west"])


def test_target_health_alone() -> None:
    targets = [
        RouteTarget("us-east-1", "nlb-us-east-1", "Z1"),
        RouteTarget("us-west-2", "nlb-us-west-2", "Z2", "check", evaluate_target_health=False),
    ]
    east, west = declare(lambda: _name(targets=targets)).inputs("route53:RecordSet").values()
    assert "healthCheckId" not in east and east["alias"]["evaluateTargetHealth"] is True
    assert west["healthCheckId"] == "check" and west["alias"]["evaluateTargetHealth"] is False


def test_geolocation_over_failover() -> None:
    targets = [
        RouteGroup("europe", _pair("eu-central-1", "us-east-1"), continent="EU"),
        RouteGroup("world", _pair("us-east-1", "eu-central-1"), country="*"),
        _target("ap-northeast-1", continent="AS"),
    ]
    made = declare(lambda: _name(routing="geolocation", targets=targets))
    records = made.all("route53:RecordSet")
    assert list(made.component.records) == [
        "europe.eu-central-1",
        "europe.us-east-1",
        "world.us-east-1",
        "world.eu-central-1",
        "europe",
        "world",
        "ap-northeast-1",
    ]
    inner = records["name-europe.eu-central-1"].inputs
    assert (inner["name"], inner["failover"], inner["setIdentifier"]) == (f"_europe.{NAME}", "PRIMARY", "eu-central-1")
    assert inner["alias"]["name"] == "nlb-eu-central-1" and inner["healthCheckId"] == "check-eu-central-1"
    outer = records["name-europe"]
    assert outer.inputs == {
        "zoneId": text("HostedZone", "name", "zoneId"),
        "name": NAME,
        "type": "A",
        "setIdentifier": "europe",
        "alias": {
            "name": f"_europe.{NAME}",
            "zoneId": text("HostedZone", "name", "zoneId"),
            "evaluateTargetHealth": True,
        },
        "geolocation": {"continentCode": "EU"},
    }
    # Route 53 refuses an alias to a record that is not there.
    assert outer.depends_on >= {records["name-europe.eu-central-1"].urn, records["name-europe.us-east-1"].urn}
    assert records["name-ap-northeast-1"].inputs["alias"]["name"] == "nlb-ap-northeast-1"
    assert made.one("aws:RoutedName")["targets"][0]["targets"][1] == {
        "label": "us-east-1",
        "region": "us-east-1",
        "role": "SECONDARY",
    }


@pytest.mark.parametrize(
    ("routing", "values", "policy"),
    [
        ("latency", {"region": "us-east-1"}, {"latencyRegion": "us-east-1"}),
        ("failover", {"role": "PRIMARY"}, {"failover": "PRIMARY"}),
        ("weighted", {"weight": 10}, {"weight": 10}),
    ],
)
def test_other_policies_over_groups(routing: str, values: dict[str, Any], policy: dict[str, Any]) -> None:
    inside = [_target("us-east-1", weight=9), _target("us-east-2", weight=1)]
    targets = [
        RouteGroup("east", inside, "weighted", **values),
        _target("us-west-2", weight=1, role="SECONDARY"),
    ]
    records = declare(lambda: _name(routing=routing, targets=targets)).inputs("route53:RecordSet")
    assert records["name-east"].items() >= policy.items()
    assert [records[f"name-east.us-east-{each}"]["weight"] for each in (1, 2)] == [9, 1]


def test_client_groups() -> None:
    batch = ClientGroup(
        {"batch": ClientVpc("vpc-batch", "us-east-1")},
        [_target("us-west-2", role="PRIMARY"), _target("us-east-1", role="SECONDARY")],
        "failover",
    )
    partner = ClientGroup({"partner": ClientVpc("vpc-partner", "us-east-1")}, LATENCY, zone_id="Z9")
    made = declare(lambda: _name(groups={"batch": batch, "partner": partner}))
    zones = made.inputs("route53:HostedZone")
    assert {zone["name"] for zone in zones.values()} == {ZONE}
    assert zones["name-batch"]["vpcs"] == [{"vpcId": "vpc-batch", "vpcRegion": "us-east-1"}]
    assert len(zones["name"]["vpcs"]) == 3
    assert made.inputs("route53:ZoneAssociation") == {
        "name-partner.partner": {"zoneId": "Z9", "vpcId": "vpc-partner", "vpcRegion": "us-east-1"}
    }
    records = made.inputs("route53:RecordSet")
    found = records["name-batch.us-west-2"]
    assert (found["zoneId"], found["name"]) == (text("HostedZone", "name-batch", "zoneId"), NAME)
    assert found["failover"] == "PRIMARY" and "latencyRegion" in records["name-us-west-2"]
    assert records["name-partner.us-east-1"]["zoneId"] == "Z9" and len(records) == 6
    assert list(made.component.zone_ids) == ["", "batch", "partner"]


def test_vpc_of_another_account() -> None:
    def build() -> RoutedName:
        role = {"roleArn": "arn:aws:iam::222222222222:role/deploy"}
        spoke = ClientVpc("vpc-spoke", "us-west-2", Provider("spoke", assume_role=role))
        return _name(clients={"hub": ClientVpc("vpc-hub", "us-east-1"), "spoke": spoke})

    made = declare(build)
    expected = {"zoneId": text("HostedZone", "name", "zoneId"), "vpcId": "vpc-spoke", "vpcRegion": "us-west-2"}
    assert made.one("route53:HostedZone")["vpcs"] == [{"vpcId": "vpc-hub", "vpcRegion": "us-east-1"}]
    assert made.one("route53:VpcAssociationAuthorization") == expected
    [association] = made.all("route53:ZoneAssociation").values()
    assert association.inputs == expected
    [authorization] = made.all("route53:VpcAssociationAuthorization").values()
    assert authorization.urn in association.depends_on


def test_vpcs_that_are_known_later() -> None:
    def build() -> RoutedName:
        later = pulumi.Output.from_input("vpc-later")
        clients = {"one": ClientVpc(later, "us-east-1"), "two": ClientVpc(later, "us-east-1")}
        return _name(clients=clients, groups={"more": ClientGroup({"three": ClientVpc(later, "us-east-1")}, LATENCY)})

    assert len(declare(build).inputs("route53:HostedZone")) == 2, "the policy packs judge them when they are known"


def test_name_of_the_zone_itself() -> None:
    made = declare(lambda: _name(record_name=ZONE))
    assert {each["name"] for each in made.inputs("route53:RecordSet").values()} == {ZONE}


OWN_HEALTH = (
    "Fix: give each record the health check of its Region, or set evaluateTargetHealth true on an alias to a balancer"
)
PAIR = "give the name one record with failover PRIMARY and one with failover SECONDARY"


def test_all_vpcs_of_other_accounts() -> None:
    def build() -> RoutedName:
        other = Provider("other", assume_role={"roleArn": "arn:aws:iam::222222222222:role/deploy"})
        return _name(clients={"spoke": ClientVpc("vpc-spoke", "us-west-2", other)})

    with pytest.raises(ComponentError) as caught:
        declare(build)
    assert str(caught.value).splitlines()[1:] == [
        "  clients: all are of other accounts; a private zone is created on a VPC of its own account. Name one, or "
        "give the zone's id"
    ]


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
            [
                f"targets[0]: AWS-R53-08: record us-east-1 and record us-east-1 of {NAME} A have the same "
                "setIdentifier 'us-east-1'. Fix: give each record of the set a setIdentifier of its own, such as its "
                "Region"
            ],
        ),
        (
            "a region twice with latency routing",
            {"targets": [_target("us-east-1"), _target("us-east-1", label="other")]},
            [
                f"targets[0]: AWS-R53-05: {NAME} A has 2 latency records for us-east-1 (record us-east-1 and record "
                "other); one is allowed. Fix: give the name one latency record for each Region, with the Region of "
                "the balancer that it points to"
            ],
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
            ["targets: all weights are 0, which Route 53 takes as equal shares; give one above 0"],
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
            ["routing: 'nearest' is not a routing policy; latency, failover, weighted, geolocation, multivalue are"],
        ),
        (
            "a VPC twice",
            {"clients": {"one": ClientVpc("vpc-0a", "us-east-1"), "two": ClientVpc("vpc-0a", "us-east-1")}},
            ["clients: one and two are both 'vpc-0a'; a VPC is associated with a zone once"],
        ),
        (
            "a VPC in two groups",
            {"groups": {"batch": ClientGroup({"again": CLIENTS["us-east-1"]}, LATENCY)}},
            [
                f"groups.batch: AWS-R53-20: hosted zone batch and hosted zone {ZONE} both answer for {ZONE} in VPC "
                "vpc-us-east-1. Fix: keep one zone of the name for the VPC, or turn off the endpoint's private DNS"
            ],
        ),
        (
            "groups without anything",
            {"groups": {"batch": ClientGroup({}, [])}},
            [
                "groups.batch.clients: a private zone needs at least one VPC",
                "groups.batch.targets: there is none; the name would have no answer",
            ],
        ),
        (
            "values for another routing",
            {"targets": [_target("us-east-1"), RouteGroup("west", _pair("us-west-2", "us-west-1"))]},
            ["targets[1].region: there is none; latency routing answers with what is nearest"],
        ),
        (
            "a group of nothing that is no name",
            {"routing": "weighted", "targets": [RouteGroup("eu.west", [], weight=1)]},
            [
                "targets[0].targets: there is none; the name would have no answer",
                "targets[0].label: 'eu.west' is not one label of a DNS name; europe would be one",
            ],
        ),
        (
            "a primary alone in a group",
            {
                "routing": "geolocation",
                "targets": [RouteGroup("world", [_target("us-east-1", role="PRIMARY")], country="*")],
            },
            [
                f"targets[0].targets[0]: AWS-R53-03: _world.{NAME} A has a PRIMARY (record us-east-1) and no SECONDARY "
                f"record. Fix: {PAIR}"
            ],
        ),
        (
            "groups of a wildcard",
            {
                "record_name": f"*.{ZONE}",
                "routing": "geolocation",
                "targets": [RouteGroup("world", _pair("us-east-1", "us-west-2"), country="*")],
            },
            [f"targets[0]: a wildcard such as *.{ZONE} has no names below it for a group; list targets alone"],
        ),
        (
            "multivalue aliases",
            {
                "routing": "multivalue",
                "targets": [_target("us-east-1"), RouteGroup("west", _pair("us-west-2", "us-west-1"))],
            },
            [
                "targets[0].addresses: there is none; multivalue answers are plain addresses, Route 53 takes no alias",
                "targets[1]: is a group, which is an alias; multivalue answers are plain addresses",
            ],
        ),
        (
            "half an alias, and neither alias nor addresses",
            {"targets": [RouteTarget("us-east-1", "nlb", health_check_id="c"), RouteTarget("us-west-2")]},
            [
                "targets[0].zoneId: there is none with dnsName; an alias has the canonical hosted zone id of its "
                "target",
                "targets[1]: AWS-R53-12: record us-west-2 is no alias and has no ttl and no values. Fix: give the "
                "record either an alias, or a ttl and values",
                f"targets[1]: AWS-R53-06: record us-west-2 of {NAME} A has no health check. {OWN_HEALTH}",
            ],
        ),
        (
            "alias and addresses",
            {"targets": [_target("us-east-1", addresses=["10.0.0.4"]), _target("us-west-2", ttl=30)]},
            [
                "targets[0]: AWS-R53-12: record us-east-1 is an alias and has ttl and values. Fix: give the record "
                "either an alias, or a ttl and values",
                "targets[1]: AWS-R53-12: record us-west-2 is an alias and has ttl. Fix: give the record either an "
                "alias, or a ttl and values",
            ],
        ),
        (
            "the zone of a balancer elsewhere",
            {
                "targets": [
                    RouteTarget("us-east-1", "a-1.elb.us-east-1.amazonaws.com", "Z18D5FSROUN65G", "check"),
                    _target("us-west-2"),
                ]
            },
            [
                "targets[0]: AWS-R53-15: record us-east-1 has the alias zone Z18D5FSROUN65G; that of network balancers "
                "in us-east-1 is Z26RNL4JYFTOTI. Fix: take the hosted zone id from the target's own outputs"
            ],
        ),
        (
            "no health",
            {
                "routing": "failover",
                "targets": [
                    RouteTarget("us-east-1", "nlb", "Z1", evaluate_target_health=False, role="PRIMARY"),
                    _target("us-west-2", role="SECONDARY"),
                ],
            },
            [
                "targets[0]: AWS-R53-04: record us-east-1 is the PRIMARY and has no health check, and "
                "evaluateTargetHealth is false. Fix: give the PRIMARY a health check, or set evaluateTargetHealth true "
                "on an alias to a load balancer"
            ],
        ),
        (
            "ttls that differ",
            {
                "routing": "weighted",
                "targets": [
                    _values("us-east-1", "10.0.0.4", weight=1, ttl=30),
                    _values("us-west-2", "10.1.0.4", weight=1),
                ],
            },
            ["targets: the ttls 30, 60 differ; weighted records of a name share one"],
        ),
        (
            "places that are none",
            {
                "routing": "geolocation",
                "targets": [
                    _target("us-east-1", continent="EUR"),
                    _target("us-west-2", country="USA"),
                    _target("eu-west-1", country="DE", subdivision="BY"),
                ],
            },
            [
                "targets[0].continent: 'EUR' is not a continent; AF, AN, AS, EU, OC, NA, SA are",
                "targets[1].country: 'USA' is not a country code; write it as DE, or * for the default location",
                "targets[2].subdivision: 'BY' goes with country US or UA only",
            ],
        ),
        (
            "the same part of a country twice",
            {
                "routing": "geolocation",
                "targets": [
                    _target("us-east-1", country="US", subdivision="NY"),
                    _target("us-west-2", country="US", subdivision="NY"),
                ],
            },
            [
                "targets: us-east-1 and us-west-2 both have country 'US' and subdivision 'NY'; each location has one "
                "answer"
            ],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _name(**changes))
    assert str(caught.value).splitlines() == ["RoutedName (name):", *(f"  {line}" for line in lines)]
