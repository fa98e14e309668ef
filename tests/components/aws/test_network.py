"""Network: a new VPC with its tiers, or the ids of one that is there."""

import dataclasses
from typing import Any

import pytest

from components.aws import ComponentError, ExistingNetwork, FlowLogs, Network, NetworkSubnet, RegionPlan
from privateapi.topology import address_plan
from tests.components.declaring import Declared, declare, text

REGION = "us-east-1"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/privateapi/net/flow-logs"
SET_REGION = "set region on the resource, or give it a provider of its Region; zone names begin with it"
EXISTING = ExistingNetwork(
    "vpc-0a",
    "10.9.0.0/16",
    [NetworkSubnet("subnet-0a", "10.9.0.0/24", "us-east-1a"), NetworkSubnet("subnet-0b", "10.9.1.0/24", "us-east-1b")],
    ["rtb-0a"],
)


def plan(**changes: object) -> RegionPlan:
    arguments = {"transit_subnet_prefix": 28, **changes}
    return address_plan.AddressPlan("10.0.0.0/8", [REGION], **arguments).regions[REGION]  # type: ignore[arg-type]


def network(resolve: Any = lambda net: {}, **arguments: Any) -> Declared[Network]:
    """The component; a log group's ARN is one, for the account is read from it."""
    return declare(
        lambda: Network("net", region=REGION, **arguments), answers={"logs:LogGroup": {"arn": GROUP}}, resolve=resolve
    )


def test_new() -> None:
    made = network(plan=plan(), tags={"team": "orders"})
    assert made.one("ec2:Vpc") == {
        "region": REGION,
        "cidrBlock": "10.0.0.0/16",
        "enableDnsSupport": True,
        "enableDnsHostnames": True,
        "tags": {"Name": "net", "team": "orders"},
    }
    vpc = text("Vpc", "net", "vpcId")
    subnets = made.inputs("ec2:Subnet")
    assert {name: (each["cidrBlock"], each["availabilityZone"]) for name, each in subnets.items()} == {
        "net-private-a": ("10.0.0.0/24", "us-east-1a"),
        "net-private-b": ("10.0.1.0/24", "us-east-1b"),
        "net-transit-a": ("10.0.192.0/28", "us-east-1a"),
        "net-transit-b": ("10.0.192.16/28", "us-east-1b"),
    }
    assert {each["vpcId"] for each in subnets.values()} == {vpc}
    tables = made.inputs("ec2:RouteTable")
    assert set(tables) == {"net-private", "net-transit"} and {each["vpcId"] for each in tables.values()} == {vpc}
    associations = made.inputs("ec2:RouteTableAssociation")
    assert {name: (each["subnetId"], each["routeTableId"]) for name, each in associations.items()} == {
        f"net-{tier}-{zone}": (
            text("Subnet", f"net-{tier}-{zone}", "subnetId"),
            text("RouteTable", f"net-{tier}", "routeTableId"),
        )
        for tier in ("private", "transit")
        for zone in "ab"
    }
    assert made.counts() == {
        "ec2:FlowLog": 1,
        "ec2:RouteTable": 2,
        "ec2:RouteTableAssociation": 4,
        "ec2:Subnet": 4,
        "ec2:Vpc": 1,
        "iam:Role": 1,
        "iam:RolePolicy": 1,
        "logs:LogGroup": 1,
    }
    [component] = made.all("aws:Network").values()
    assert {each.parent for each in made.resources if each.custom} == {component.urn}
    assert {each.inputs["region"] for each in made.resources if not each.token.startswith("privateapi:iam:")} == {
        REGION
    }


def test_client_tier() -> None:
    made = network(
        plan=plan(client_subnet_prefix=24),
        resolve=lambda net: {"tables": net.route_table_ids, "transit": [each.id for each in net.transit_subnets]},
    )
    assert made.inputs("ec2:Subnet")["net-client-b"]["cidrBlock"] == "10.0.129.0/24"
    # Only what sends traffic to other regions needs routes to them.
    assert made.values["tables"] == [
        text("RouteTable", f"net-{tier}", "routeTableId") for tier in ("private", "client")
    ]
    assert made.values["transit"] == [text("Subnet", f"net-transit-{zone}", "subnetId") for zone in "ab"]


def test_no_transit_tier() -> None:
    made = network(plan=plan(transit_subnet_prefix=None))
    assert set(made.inputs("ec2:Subnet")) == {"net-private-a", "net-private-b"}
    assert made.component.transit_subnets == made.component.subnets


def test_zones() -> None:
    zones = ["us-east-1d", "us-east-1-bos-1a"]
    made = network(plan=plan(), zones=zones)
    assert {name: each["availabilityZone"] for name, each in made.inputs("ec2:Subnet").items()} == {
        f"net-{tier}-{label}": zone
        for tier in ("private", "transit")
        for label, zone in zip(("d", "bos-1a"), zones, strict=True)
    }
    assert made.component.zones == zones


def test_flow_logs() -> None:
    made = network(plan=plan(), tags={"team": "orders"})
    [log] = made.all("ec2:FlowLog").values()
    assert log.inputs == {
        "region": REGION,
        "vpcId": text("Vpc", "net", "vpcId"),
        "trafficType": "ALL",
        "logDestination": GROUP,
        "deliverLogsPermissionArn": text("Role", "net-flow-logs", "arn"),
        "tags": {"Name": "net", "team": "orders"},
    }
    assert made.one("logs:LogGroup") == {
        "region": REGION,
        "name": "/privateapi/net/flow-logs",
        "retentionInDays": 30,
        "tags": {"team": "orders"},
    }
    [statement] = made.one("iam:Role")["assumeRolePolicy"]["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*"},
        },
    }
    [policy] = made.all("iam:RolePolicy").values()
    write = policy.inputs["policy"]["Statement"][0]
    assert write["Resource"] == f"{GROUP}:*" and "logs:PutLogEvents" in write["Action"]
    assert policy.urn in log.depends_on, "the first record is written under the policy"


def test_flow_logs_kept_longer() -> None:
    made = network(plan=plan(), flow_logs=FlowLogs(retention_days=365))
    assert made.one("logs:LogGroup")["retentionInDays"] == 365


def test_flow_logs_in_a_bucket() -> None:
    made = network(plan=plan(), flow_logs=FlowLogs("s3", bucket_arn="arn:aws:s3:::logs/vpc"))
    log = made.one("ec2:FlowLog")
    assert (log["logDestinationType"], log["logDestination"]) == ("s3", "arn:aws:s3:::logs/vpc")
    assert not {"iam:Role", "logs:LogGroup"} & set(made.counts())
    assert made.one("aws:Network")["flowLogs"] == "s3"


def test_no_flow_logs() -> None:
    made = network(plan=plan(), flow_logs=FlowLogs("none"))
    assert not {"ec2:FlowLog", "iam:Role", "logs:LogGroup"} & set(made.counts())


def test_flow_logs_of_an_existing_vpc() -> None:
    made = network(existing=EXISTING, flow_logs=FlowLogs())
    assert made.one("ec2:FlowLog")["vpcId"] == "vpc-0a"


@pytest.mark.parametrize(
    ("case", "flow_logs", "text"),
    [
        (
            "no bucket",
            FlowLogs("s3"),
            "flowLogs.bucketArn: is required with destination 's3'; arn:aws:s3:::logs would be one",
        ),
        (
            "a bucket without use",
            FlowLogs(bucket_arn="arn:aws:s3:::logs"),
            "flowLogs.bucketArn: is for destination 's3'; the destination is 'cloud-watch-logs'",
        ),
        (
            "unknown destination",
            FlowLogs("kinesis"),  # type: ignore[arg-type]
            "flowLogs.destination: 'kinesis' is no destination; there are 'cloud-watch-logs', 's3', 'none'",
        ),
    ],
)
def test_refused_flow_logs(case: str, flow_logs: FlowLogs, text: str) -> None:
    with pytest.raises(ComponentError) as caught:
        network(plan=plan(), flow_logs=flow_logs)
    assert str(caught.value) == f"Network (net):\n  {text}"


def test_existing() -> None:
    made = network(existing=EXISTING)
    assert made.counts() == {}, "what is there stays as it is"
    assert made.one("aws:Network") == {
        "region": REGION,
        "cidrBlock": "10.9.0.0/16",
        "zones": ["us-east-1a", "us-east-1b"],
        "subnets": ["10.9.0.0/24", "10.9.1.0/24"],
        "vpcId": "vpc-0a",
        "flowLogs": "none",
    }
    net = made.component
    assert (net.vpc_id, net.cidr, net.route_table_ids) == ("vpc-0a", "10.9.0.0/16", ["rtb-0a"])
    assert net.subnets == net.transit_subnets == list(EXISTING.subnets)


def test_existing_transit_subnets() -> None:
    own = [NetworkSubnet("subnet-0c", "10.9.2.0/28", "us-east-1a")]
    existing = ExistingNetwork("vpc-0a", "10.9.0.0/16", EXISTING.subnets, [], own)
    made = network(existing=existing)
    assert made.component.transit_subnets == own


@pytest.mark.parametrize(
    ("case", "zones", "text"),
    [
        (
            "another region",
            ["us-east-1a", "us-west-2b"],
            f"zones[1]: AWS-MR-03: subnet net is in us-east-1, but its zone is us-west-2b. Fix: {SET_REGION}",
        ),
        (
            "a region whose name begins alike",
            ["us-east-1a", "us-east-11b"],
            f"zones[1]: AWS-MR-03: subnet net is in us-east-1, but its zone is us-east-11b. Fix: {SET_REGION}",
        ),
        (
            "the region itself",
            ["us-east-1a", "us-east-1"],
            "zones[1]: 'us-east-1' is no zone; us-east-1a would be one",
        ),
        (
            "twice",
            ["us-east-1a", "us-east-1a"],
            "zones: ['us-east-1a', 'us-east-1a'] names a zone twice; each subnet needs a zone of its own",
        ),
        ("too few", ["us-east-1a"], "zones: ['us-east-1a'] has 1 zones; the address plan has 2"),
    ],
)
def test_refused(case: str, zones: list[str], text: str) -> None:
    with pytest.raises(ComponentError) as caught:
        network(plan=plan(), zones=zones)
    assert str(caught.value) == f"Network (net):\n  {text}"


def test_refused_more_zones_than_letters() -> None:
    many = address_plan.AddressPlan("10.0.0.0/8", [REGION], zones=27, subnet_prefix=24).regions[REGION]
    with pytest.raises(ComponentError) as caught:
        network(plan=many)
    assert str(caught.value) == (
        "Network (net):\n  zones: the address plan has 27 zones, more than there are letters; give them by name"
    )


@pytest.mark.parametrize("both", [True, False])
def test_refused_plan_and_existing(both: bool) -> None:
    with pytest.raises(ComponentError) as caught:
        network(plan=plan() if both else None, existing=EXISTING if both else None)
    assert str(caught.value) == "Network (net):\n  give either plan (a new VPC) or existing (the ids of one)"


@pytest.mark.parametrize(
    ("case", "cidr", "subnets", "text"),
    [
        (
            "no block",
            "10.9.0.0",
            EXISTING.subnets,
            "existing.cidr: AWS-CIDR-01: VPC vpc-0a: cidrBlock '10.9.0.0' has no prefix length; write '10.9.0.0/32' "
            "for this one address, or a block. Fix: give the VPC a block of /16 to /28 without host bits, such as "
            "10.0.0.0/16",
        ),
        ("no subnets", "10.9.0.0/16", [], "existing.subnets: there is none; give one private subnet for each zone"),
        (
            "subnet of another VPC",
            "10.9.0.0/16",
            [NetworkSubnet("subnet-0a", "10.8.0.0/24", "us-east-1a")],
            "existing.subnets[0].cidr: AWS-CIDR-02: subnet subnet-0a has 10.8.0.0/24, but VPC vpc-0a has 10.9.0.0/16. "
            "Fix: take the subnet's block out of one of the VPC's, or add a block to the VPC first",
        ),
        (
            "host bits",
            "10.9.0.0/16",
            [NetworkSubnet("subnet-0a", "10.9.0.1/24", "us-east-1a")],
            "existing.subnets[0].cidr: AWS-CIDR-04: subnet subnet-0a: cidrBlock '10.9.0.1/24' has host bits set; the "
            "block is '10.9.0.0/24'. Fix: give the subnet a block of /16 to /28 out of its VPC's, without host bits",
        ),
        (
            "overlapping subnets",
            "10.9.0.0/16",
            [
                NetworkSubnet("subnet-0a", "10.9.0.0/24", "us-east-1a"),
                NetworkSubnet("subnet-0b", "10.9.0.128/25", "us-east-1b"),
            ],
            "existing.subnets[0].cidr: AWS-CIDR-03: subnet subnet-0a has 10.9.0.0/24, which overlaps 10.9.0.128/25 of "
            "subnet subnet-0b in the same VPC. Fix: give one of the two subnets a free block of the VPC",
        ),
        (
            "a block that no VPC has",
            "10.0.0.0/8",
            [NetworkSubnet("subnet-0a", "10.9.0.0/24", "us-east-1a")],
            "existing.cidr: AWS-CIDR-01: VPC vpc-0a: cidrBlock '10.0.0.0/8' is a /8; a VPC takes /16 to /28. Fix: give "
            "the VPC a block of /16 to /28 without host bits, such as 10.0.0.0/16",
        ),
        (
            "zone of another region",
            "10.9.0.0/16",
            [NetworkSubnet("subnet-0a", "10.9.0.0/24", "us-west-2a")],
            "existing.subnets[0].zone: AWS-MR-03: subnet net is in us-east-1, but its zone is us-west-2a. "
            f"Fix: {SET_REGION}",
        ),
    ],
)
def test_refused_existing(case: str, cidr: str, subnets: list[NetworkSubnet], text: str) -> None:
    existing = ExistingNetwork("vpc-0a", cidr, subnets, ["rtb-0a"])
    with pytest.raises(ComponentError) as caught:
        network(existing=existing)
    assert str(caught.value) == f"Network (net):\n  {text}"


def test_a_subnet_of_both_kinds() -> None:
    existing = ExistingNetwork("vpc-0a", "10.9.0.0/16", EXISTING.subnets, [], EXISTING.subnets)
    made = network(existing=existing)
    assert made.component.transit_subnets == list(EXISTING.subnets), "it does not overlap itself"


def test_refused_plan() -> None:
    own = plan()
    wrong = dataclasses.replace(own, subnets=(own.subnets[0], dataclasses.replace(own.subnets[1], cidr="10.77.0.0/24")))
    with pytest.raises(ComponentError) as caught:
        network(plan=wrong)
    assert str(caught.value) == (
        "Network (net):\n  plan.subnets[1]: AWS-CIDR-02: subnet net subnets[1] has 10.77.0.0/24, but VPC net has "
        f"{own.vpc_cidr}. Fix: take the subnet's block out of one of the VPC's, or add a block to the VPC first"
    )
