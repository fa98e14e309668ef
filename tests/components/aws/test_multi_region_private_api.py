"""MultiRegionPrivateApi: every region's parts fit together, new or existing."""

import dataclasses
from typing import Any

import pytest

from components.aws import (
    ClientVpc,
    ComponentError,
    ExistingNetwork,
    FlowLogs,
    HealthCriteria,
    LambdaBackend,
    MultiRegionPrivateApi,
    NetworkSubnet,
    RegionArgs,
    RegionClients,
    RegionGroup,
    RegionMember,
)
from tests.components.aws.networks import existing
from tests.components.declaring import Declared, declare, text

NAME = "orders.internal.example.com"
ROUTES = {"ANY /": LambdaBackend({"index.py": "def handler(event, context): ..."})}
ARN = "arn:aws:acm:us-east-1:123456789012:certificate/0a"
OPTION = {"domainName": NAME, "resourceRecordName": "_a.example.com", "resourceRecordValue": "_b.example.com"}
REGIONS = [RegionArgs("us-east-1"), RegionArgs("us-west-2")]


def _declare(*regions: RegionArgs, **arguments: Any) -> Declared[MultiRegionPrivateApi]:
    given: dict[str, Any] = {"domain_name": NAME, "regions": list(regions) or REGIONS, **arguments}
    if "body" not in given:
        given["routes"] = ROUTES
    return declare(
        lambda: MultiRegionPrivateApi("orders", **given),
        answers={
            "acm:Certificate": {"domainValidationOptions": [OPTION]},
            "elbv2:LoadBalancer": {"name": "generated"},
            "ec2:VpcEndpoint": {"dnsEntries": ENTRIES},
            "logs:LogGroup": {"arn": "arn:aws:logs:us-east-1:123456789012:log-group:/orders"},
        },
        resolve=lambda api: api.outputs(),
    )


def test_parts_fit() -> None:
    made = _declare()
    endpoints = made.inputs("ec2:VpcEndpoint")
    plan = made.one("aws:AddressPlan")["regions"]
    attachments = made.inputs("elbv2:TargetGroupAttachment").values()
    balancers = made.inputs("elbv2:LoadBalancer")
    for region in ("us-east-1", "us-west-2"):
        label = f"orders-{region}"
        addresses = plan[region]["endpointAddresses"]
        assert [each["ipv4"] for each in endpoints[label]["subnetConfigurations"]] == addresses
        assert [each["targetId"] for each in attachments if each["region"] == region] == addresses
        mappings = balancers[label]["subnetMappings"]
        assert [each["privateIpv4Address"] for each in mappings] == plan[region]["balancerAddresses"]
        policy = made.inputs("apigateway:RestApi")[label]["policy"]
        endpoint = text("VpcEndpoint", label, "vpcEndpointId")
        assert policy["Statement"][1]["Condition"] == {"StringNotEquals": {"aws:SourceVpce": [endpoint]}}
        alarm = made.inputs("cloudwatch:MetricAlarm")[f"{label}-healthy-hosts"]
        assert alarm["dimensions"] == {
            "LoadBalancer": text("LoadBalancer", label, "arnSuffix"),
            "TargetGroup": text("TargetGroup", label, "arnSuffix"),
        }
        record = made.inputs("route53:RecordSet")[f"orders-{region}"]
        assert record["latencyRegion"] == region
        assert record["healthCheckId"] == text("HealthCheck", label, "healthCheckId")
        assert record["alias"]["name"] == text("LoadBalancer", label, "dnsName")
        # Clients of every region may come in, for the name may send them here.
        rules = [each for each in made.inputs("ec2:SecurityGroupRule").values() if each["region"] == region]
        assert sorted(each["cidrIpv4"] for each in rules) == ["10.0.0.0/16", "10.1.0.0/16"]
    assert made.counts()["ec2:TransitGatewayPeering"] == 1
    zone = made.one("route53:HostedZone")
    assert zone["name"] == "internal.example.com"
    assert [each["vpcId"] for each in zone["vpcs"]] == [
        text("Vpc", f"orders-{region}", "vpcId") for region in ("us-east-1", "us-west-2")
    ]
    assert made.values["regions"]["us-west-2"] == {
        "rest_api_id": text("RestApi", "orders-us-west-2", "restApiId"),
        "vpc_endpoint_id": text("VpcEndpoint", "orders-us-west-2", "vpcEndpointId"),
        "endpoint_addresses": ["10.1.0.4", "10.1.1.4"],
        "load_balancer": "generated",
        "load_balancer_dns_name": text("LoadBalancer", "orders-us-west-2", "dnsName"),
        "health_check_id": text("HealthCheck", "orders-us-west-2", "healthCheckId"),
    }
    assert made.values["zone_id"] == text("HostedZone", "orders", "zoneId") and made.values["name"] == NAME


def test_three_regions() -> None:
    counts = _declare(*REGIONS, RegionArgs("eu-central-1")).counts()
    assert (counts["ec2:TransitGatewayPeering"], counts["ec2:TransitGatewayRoute"]) == (3, 6)
    assert counts["route53:RecordSet"] == 3


def test_flow_logs() -> None:
    vpcs = {each["vpcId"] for each in _declare().inputs("ec2:FlowLog").values()}
    assert vpcs == {text("Vpc", f"orders-{region}", "vpcId") for region in ("us-east-1", "us-west-2")}
    made = _declare(RegionArgs("us-east-1", existing=existing("us-east-1")), RegionArgs("us-west-2"))
    assert made.one("ec2:FlowLog")["vpcId"] == text("Vpc", "orders-us-west-2", "vpcId")
    made = _declare(flow_logs=FlowLogs("s3", bucket_arn="arn:aws:s3:::logs"))
    assert {each["logDestination"] for each in made.inputs("ec2:FlowLog").values()} == {"arn:aws:s3:::logs"}
    assert "ec2:FlowLog" not in _declare(flow_logs=FlowLogs("none")).counts()


EUROPE = RegionGroup(
    "europe",
    [RegionMember("us-west-2", role="PRIMARY"), RegionMember("us-east-1", role="SECONDARY")],
    continent="EU",
)
WORLD = RegionGroup(
    "world",
    [RegionMember("us-east-1", role="PRIMARY"), RegionMember("us-west-2", role="SECONDARY")],
    country="*",
)


def test_groups_of_regions() -> None:
    records = _declare(routing="geolocation", groups=[EUROPE, WORLD]).inputs("route53:RecordSet")
    assert len(records) == 6
    primary = records["orders-europe.us-west-2"]
    assert (primary["name"], primary["failover"]) == (f"_europe.{NAME}", "PRIMARY")
    assert primary["alias"]["name"] == text("LoadBalancer", "orders-us-west-2", "dnsName")
    assert primary["healthCheckId"] == text("HealthCheck", "orders-us-west-2", "healthCheckId")
    assert records["orders-europe"]["geolocation"] == {"continentCode": "EU"}
    assert records["orders-world"]["alias"]["name"] == f"_world.{NAME}"


def test_further_clients() -> None:
    office = {"office": ClientVpc("vpc-0f", "eu-west-1")}
    made = _declare(
        clients=office,
        client_groups={
            "batch": RegionClients({"batch": ClientVpc("vpc-0b", "us-east-1")}, [RegionMember("us-west-2")]),
            "abroad": RegionClients({"abroad": ClientVpc("vpc-0a", "eu-west-2")}, [EUROPE, WORLD], "geolocation", "Z9"),
        },
    )
    zones = made.inputs("route53:HostedZone")
    assert zones["orders"]["vpcs"][2] == {"vpcId": "vpc-0f", "vpcRegion": "eu-west-1"}
    assert zones["orders-batch"]["vpcs"] == [{"vpcId": "vpc-0b", "vpcRegion": "us-east-1"}]
    records = made.inputs("route53:RecordSet")
    assert records["orders-batch.us-west-2"]["alias"]["name"] == text("LoadBalancer", "orders-us-west-2", "dnsName")
    assert records["orders-abroad.europe.us-east-1"]["zoneId"] == "Z9"


def test_part_of_a_country() -> None:
    regions = [RegionArgs("us-east-1", country="*"), RegionArgs("us-west-2", country="US", subdivision="CA")]
    records = _declare(*regions, routing="geolocation").inputs("route53:RecordSet")
    assert records["orders-us-west-2"]["geolocation"] == {"countryCode": "US", "subdivisionCode": "CA"}


def test_region_added_last() -> None:
    before = {each.urn: each.inputs for each in _declare().resources if each.custom}
    after = {each.urn: each.inputs for each in _declare(*REGIONS, RegionArgs("eu-central-1")).resources if each.custom}
    [zone] = [urn for urn, inputs in before.items() if after.get(urn) != inputs]
    assert zone.endswith("HostedZone::orders")
    assert before[zone] == {**after[zone], "vpcs": after[zone]["vpcs"][:-1]}, "it is on one more VPC"


def test_one_region() -> None:
    made = _declare(RegionArgs("us-east-1"))
    assert not any(token.startswith("ec2:TransitGateway") for token in made.counts())
    assert made.component.mesh is None


def test_peered() -> None:
    counts = _declare(interconnect="vpc-peering").counts()
    assert not any(token.startswith("ec2:TransitGateway") for token in counts)
    assert (counts["ec2:VpcPeering"], counts["ec2:VpcPeeringAccepter"], counts["ec2:Route"]) == (1, 1, 2)


def test_slots_survive_a_region_that_goes() -> None:
    made = _declare(RegionArgs("us-west-2", slot=1), RegionArgs("eu-central-1", slot=4, zones=["eu-central-1c"]))
    blocks = {name: each["cidrBlock"] for name, each in made.inputs("ec2:Vpc").items()}
    assert blocks == {"orders-us-west-2": "10.1.0.0/16", "orders-eu-central-1": "10.4.0.0/16"}
    [private] = [name for name in made.inputs("ec2:Subnet") if "eu-central-1-private" in name]
    assert private == "orders-eu-central-1-private-c"


def test_existing() -> None:
    chosen = ["10.0.0.20", "10.0.1.20"]
    made = _declare(
        RegionArgs(
            "us-east-1",
            existing=existing("us-east-1"),
            endpoint_addresses=chosen,
            native_endpoint_addresses=["10.0.0.21", "10.0.1.21"],
            certificate_arn=ARN,
        ),
        RegionArgs("us-west-2", slot=7),
        standby=True,
        zone_id="Z123",
        validation_zone_id="Z999",
    )
    assert set(made.inputs("ec2:Vpc")) == {"orders-us-west-2"}
    assert "route53:HostedZone" not in made.counts()
    assert {each["vpcId"] for each in made.inputs("route53:ZoneAssociation").values()} == {
        "vpc-us-east-1",
        text("Vpc", "orders-us-west-2", "vpcId"),
    }
    targets = made.inputs("elbv2:TargetGroupAttachment").values()
    assert [each["targetId"] for each in targets if each["region"] == "us-east-1"] == chosen
    native = made.inputs("ec2:VpcEndpoint")["orders-us-east-1-native"]["subnetConfigurations"]
    assert [each["ipv4"] for each in native] == ["10.0.0.21", "10.0.1.21"]
    # AWS chooses the load balancer's own addresses in a VPC that the plan does not know.
    assert made.inputs("elbv2:LoadBalancer")["orders-us-east-1"]["subnetMappings"] == [
        {"subnetId": f"subnet-us-east-1-{zone}"} for zone in "ab"
    ]
    tables = [each["routeTableId"] for each in made.inputs("ec2:Route").values() if each["region"] == "us-east-1"]
    assert tables == ["rtb-us-east-1-0", "rtb-us-east-1-1"]
    listeners = made.inputs("elbv2:Listener")
    assert listeners["orders-us-east-1"]["certificateArn"] == ARN
    assert set(made.inputs("acm:Certificate")) == {"orders-us-west-2"}
    records = {each["zoneId"] for each in made.inputs("route53:RecordSet").values() if each["type"] == "CNAME"}
    assert records == {"Z999"}


def test_drill_inverts_one_region() -> None:
    made = _declare(REGIONS[0], dataclasses.replace(REGIONS[1], drill=True))
    checks = made.inputs("route53:HealthCheck")
    assert (checks["orders-us-east-1"]["inverted"], checks["orders-us-west-2"]["inverted"]) == (False, True)


def test_health_criteria() -> None:
    made = _declare(health=HealthCriteria(error_rate=None, latency=None, packets_dropped=50, resets_received=None))
    alarms = made.inputs("cloudwatch:MetricAlarm")
    assert set(alarms) == {
        f"orders-{region}-{label}"
        for region in ("us-east-1", "us-west-2")
        for label in ("healthy-hosts", "endpoint-drops")
    }
    drops = alarms["orders-us-west-2-endpoint-drops"]
    assert (drops["region"], drops["threshold"]) == ("us-west-2", 50)
    assert drops["dimensions"]["VPC Endpoint Id"] == text("VpcEndpoint", "orders-us-west-2", "vpcEndpointId")
    assert drops["dimensions"]["VPC Id"] == text("Vpc", "orders-us-west-2", "vpcId")


ENTRIES = [{"dnsName": "vpce-1.execute-api.us-east-1.vpce.amazonaws.com", "hostedZoneId": "Z7HUB22UULQXV"}]


def test_native() -> None:
    made = _declare(mode="native")
    assert not any(token.startswith("elbv2:") for token in made.counts())
    label = "orders-us-west-2-native"
    endpoint = made.inputs("ec2:VpcEndpoint")[label]
    assert [each["ipv4"] for each in endpoint["subnetConfigurations"]] == ["10.1.0.5", "10.1.1.5"]
    id = text("VpcEndpoint", label, "vpcEndpointId")
    assert made.inputs("apigateway:DomainNameAccessAssociation")[label]["accessAssociationSource"] == id
    assert made.inputs("apigateway:RestApi")["orders-us-west-2"]["endpointConfiguration"]["vpcEndpointIds"] == [id]
    assert made.inputs("route53:RecordSet")["orders-us-west-2"]["alias"]["name"] == ENTRIES[0]["dnsName"]
    alarms = made.inputs("cloudwatch:MetricAlarm")
    assert "orders-us-west-2-healthy-hosts" not in alarms
    canary = made.inputs("lambda:Function")[f"{label}-canary"]
    assert canary["environment"]["ENDPOINT"] == ENTRIES[0]["dnsName"] and canary["environment"]["HOST"] == NAME
    assert alarms["orders-us-west-2-canary"]["dimensions"] == {"FunctionName": f"{label}-canary"}
    assert alarms["orders-us-west-2-canary"]["treatMissingData"] == "breaching"
    assert alarms["orders-us-west-2-endpoint-drops"]["dimensions"]["VPC Endpoint Id"] == id
    assert made.values["mode"] == "native"
    assert made.values["regions"]["us-west-2"] == {
        "rest_api_id": text("RestApi", "orders-us-west-2", "restApiId"),
        "vpc_endpoint_id": id,
        "endpoint_addresses": ["10.1.0.5", "10.1.1.5"],
        "endpoint_dns_name": ENTRIES[0]["dnsName"],
        "health_check_id": text("HealthCheck", "orders-us-west-2", "healthCheckId"),
    }


@pytest.mark.parametrize(
    ("routing", "first", "second", "key", "expected"),
    [
        ("latency", {}, {}, "latencyRegion", {"us-east-1", "us-west-2"}),
        ("failover", {"role": "PRIMARY"}, {"role": "SECONDARY"}, "failover", {"PRIMARY", "SECONDARY"}),
        ("weighted", {"weight": 10}, {"weight": 90}, "weight", {10, 90}),
        ("geolocation", {"country": "US"}, {"country": "*"}, "geolocation", {"US", "*"}),
    ],
)
def test_routing_of_native(
    routing: str, first: dict[str, Any], second: dict[str, Any], key: str, expected: set[Any]
) -> None:
    """Every policy leads to the endpoints, each record with the health check of its region."""
    regions = [dataclasses.replace(each, **given) for each, given in zip(REGIONS, (first, second), strict=True)]
    records = _declare(*regions, mode="native", routing=routing).inputs("route53:RecordSet").values()
    assert {each["alias"]["name"] for each in records} == {ENTRIES[0]["dnsName"]}
    assert {each["healthCheckId"] for each in records} == {
        text("HealthCheck", f"orders-{region}", "healthCheckId") for region in ("us-east-1", "us-west-2")
    }
    found = [each[key] for each in records]
    assert {each["countryCode"] if isinstance(each, dict) else each for each in found} == expected


def test_steps_of_a_change_of_mode() -> None:
    """Standby adds, the move changes records and alarms alone, and its end takes away."""
    steps = [
        {each.urn: each.inputs for each in _declare(**arguments).resources if each.custom}
        for arguments in (
            {},
            {"standby": True},
            {"mode": "native", "standby": True},
            {"mode": "native"},
        )
    ]

    def kinds(urns: set[str]) -> set[str]:
        return {urn.split("::")[2].rpartition("$")[2].removeprefix("privateapi:") for urn in urns}

    def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
        return {urn for urn in before.keys() & after.keys() if before[urn] != after[urn]}

    alone, both, moved, done = steps
    assert both.keys() > alone.keys()
    assert kinds(changed(alone, both)) == {"apigateway:RestApi", "apigateway:Deployment"}
    assert all(urn.endswith("-native") or "-native-" in urn for urn in both.keys() - alone.keys())
    assert kinds(changed(both, moved)) == {"route53:RecordSet", "route53:HealthCheck", "cloudwatch:MetricAlarm"}
    # The move makes nothing that would have to get ready first: only what watches the balancers or the canaries.
    watching = {"route53:HealthCheck", "cloudwatch:MetricAlarm"}
    assert kinds(both.keys() - moved.keys()) == kinds(moved.keys() - both.keys()) == watching
    assert done.keys() < moved.keys()
    assert kinds(changed(moved, done)) == {"apigateway:RestApi", "apigateway:Deployment"}
    # The health check of a region is the same one in both modes, so that a record never waits for a new one.
    assert alone.keys() & done.keys() >= {urn for urn in alone if urn.endswith("HealthCheck::orders-us-east-1")}


def test_openapi_body() -> None:
    body = {"openapi": "3.0.1", "info": {"title": "orders", "version": "1"}, "paths": {}}
    made = _declare(body=body)
    assert [each["body"] for each in made.inputs("apigateway:RestApi").values()] == [body, body]
    assert "lambda:Function" not in made.counts()


OVERLAPPING = ExistingNetwork(
    "vpc-0b", "10.0.128.0/17", [NetworkSubnet("subnet-0b", "10.0.128.0/24", "us-west-2a")], ["rtb-0b"]
)


@pytest.mark.parametrize(
    ("case", "regions", "arguments", "text"),
    [
        (
            "no zone",
            REGIONS,
            {"domain_name": "orders"},
            "MultiRegionPrivateApi (orders):\n  domainName: 'orders' has no zone; write it as api.internal.example.com",
        ),
        (
            "groups and regions that do not fit",
            [RegionArgs("us-east-1", weight=1), RegionArgs("us-west-2"), RegionArgs("eu-west-1")],
            {
                "routing": "weighted",
                "groups": [
                    RegionGroup("old", [RegionMember("us-east-1", weight=1)], "weighted", weight=9),
                    RegionGroup("new", [RegionMember("eu-west-9"), RegionMember("us-west-2")], weight=1),
                ],
            },
            "MultiRegionPrivateApi (orders):\n"
            "  regions[0]: weight: the groups and their members have such values; leave them out here\n"
            "  groups[1].members[0].region: 'eu-west-9' is not a Region of the API; us-east-1, us-west-2, eu-west-1 "
            "are\n"
            "  regions[2]: eu-west-1 is in no group, so that nobody is sent there; add it to one",
        ),
        (
            "clients of other regions",
            REGIONS,
            {
                "clients": {"us-east-1": ClientVpc("vpc-0f", "us-east-1")},
                "client_groups": {
                    "batch": RegionClients({"batch": ClientVpc("vpc-0b", "us-east-1")}, [RegionMember("eu-west-9")])
                },
            },
            "MultiRegionPrivateApi (orders):\n"
            "  clients.us-east-1: is the label of that Region's own VPC, which has clients already; take another\n"
            "  clientGroups.batch.answers[0].region: 'eu-west-9' is not a Region of the API; us-east-1, us-west-2 are",
        ),
        (
            "no regions",
            [],
            {"regions": []},
            "MultiRegionPrivateApi (orders):\n  regions: there is none; give at least one",
        ),
        (
            "a region twice",
            [REGIONS[0], REGIONS[0]],
            {},
            "MultiRegionPrivateApi (orders):\n  regions: 'us-east-1' is there 2 times; give each Region once",
        ),
        (
            "flow logs without a bucket",
            REGIONS,
            {"flow_logs": FlowLogs("s3")},
            "MultiRegionPrivateApi (orders):\n  flowLogs.bucketArn: is required with destination 's3'; "
            "arn:aws:s3:::logs would be one",
        ),
        (
            "existing VPCs overlap",
            [RegionArgs("us-east-1", existing=existing()), RegionArgs("us-west-2", existing=OVERLAPPING)],
            {},
            "MultiRegionPrivateApi (orders):\n  regions[0].existing.cidr: AWS-CIDR-06: VPC vpc-us-east-1 in us-east-1 "
            "has 10.0.0.0/16, which overlaps 10.0.128.0/17 of VPC vpc-0b in us-west-2; they are attached to transit "
            "gateway orders-us-east-1 and transit gateway orders-us-west-2, which are peered. Fix: give one of the "
            "two VPCs another block: every VPC behind connected gateways needs its own",
        ),
        (
            "more healthy targets than there are",
            [RegionArgs("us-east-1"), RegionArgs("us-west-2", zones=["us-west-2a", "us-west-2b", "us-west-2c"])],
            {"health": HealthCriteria(minimum_healthy=3)},
            "MultiRegionPrivateApi (orders):\n  health.minimumHealthy: 3 healthy targets are never there in us-east-1, "
            "which has 2, one for each zone; 1 to 2 may be",
        ),
        (
            "everybody",
            REGIONS,
            {"client_cidrs": ["192.168.0.0/16", "0.0.0.0/0", "10.0.0.1/8"]},
            "MultiRegionPrivateApi (orders):\n"
            "  clientCidrs[2]: '10.0.0.1/8' has host bits set; the block is '10.0.0.0/8'\n"
            "  clientCidrs[1]: AWS-SG-01: security group rule orders-0.0.0.0/0 lets 0.0.0.0/0 into security group "
            "orders, which VPC endpoint orders uses. Fix: let in the blocks of the VPCs and networks that call, "
            "instead of everybody",
        ),
        (
            "a new VPC overlaps an existing one",
            [RegionArgs("us-east-1"), RegionArgs("us-west-2", existing=OVERLAPPING)],
            {},
            "AddressPlan (orders):\n  regions.us-east-1: '10.0.0.0/16' overlaps 10.0.128.0/17 of reserved[0]; "
            "10.1.0.0/16 is free, slot 1",
        ),
        (
            "an existing VPC's block is none",
            [RegionArgs("us-east-1", existing=dataclasses.replace(existing(), cidr="10.0.0.0"))],
            {},
            "MultiRegionPrivateApi (orders):\n  regions[0].existing.cidr: AWS-CIDR-01: VPC vpc-us-east-1: cidrBlock "
            "'10.0.0.0' has no prefix length; write '10.0.0.0/32' for this one address, or a block. Fix: give the VPC "
            "a block of /16 to /28 without host bits, such as 10.0.0.0/16",
        ),
        (
            "what only a new VPC takes",
            [RegionArgs("us-east-1", existing=existing(), cidr="10.7.0.0/16", slot=1, zones=["us-east-1a"])],
            {},
            "MultiRegionPrivateApi (orders):\n  regions[0]: cidr, slot, zones are of a new VPC; "
            "leave them out with existing",
        ),
        (
            "addresses in a new VPC",
            [RegionArgs("us-east-1", endpoint_addresses=["10.0.0.9", "10.0.1.9"])],
            {},
            "MultiRegionPrivateApi (orders):\n  regions[0].endpointAddresses: are of an existing VPC; "
            "a new one takes them from the plan",
        ),
        (
            "addresses of the other mode in a new VPC",
            [RegionArgs("us-east-1", native_endpoint_addresses=["10.0.0.9", "10.0.1.9"])],
            {},
            "MultiRegionPrivateApi (orders):\n  regions[0].nativeEndpointAddresses: are of an existing VPC; "
            "a new one takes them from the plan",
        ),
        (
            "mode",
            REGIONS,
            {"mode": "alb"},
            "MultiRegionPrivateApi (orders):\n  mode: 'alb' is not a mode; 'nlb' and 'native' are",
        ),
        (
            "interconnect",
            REGIONS,
            {"interconnect": "vpn"},
            "MultiRegionPrivateApi (orders):\n  interconnect: 'vpn' connects nothing; 'transit-gateway' and "
            "'vpc-peering' "
            "do",
        ),
        (
            "existing VPCs that are peered overlap",
            [RegionArgs("us-east-1", existing=existing()), RegionArgs("us-west-2", existing=OVERLAPPING)],
            {"interconnect": "vpc-peering"},
            "MultiRegionPrivateApi (orders):\n  regions[0].existing.cidr: AWS-CIDR-07: VPC vpc-us-east-1 in us-east-1 "
            "has 10.0.0.0/16, which overlaps 10.0.128.0/17 of VPC vpc-0b in us-west-2; VPC peering "
            "orders-us-east-1-us-west-2 connects them. Fix: give one of the two VPCs another block",
        ),
        (
            "roles",
            REGIONS,
            {"routing": "failover"},
            "RoutedName (orders):\n"
            "  targets[0].role: there is none; failover routing has exactly one PRIMARY and one SECONDARY\n"
            "  targets[1].role: there is none; failover routing has exactly one PRIMARY and one SECONDARY",
        ),
    ],
)
def test_refused(case: str, regions: list[RegionArgs], arguments: dict[str, Any], text: str) -> None:
    with pytest.raises(ComponentError) as caught:
        _declare(*regions, **arguments)
    assert str(caught.value) == text
