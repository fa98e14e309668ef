"""AWS-MR-05."""

from privateapi.rules.aws_multi_region.flow_logs import FlowLogs
from privateapi.topology.model import FlowLog, Subnet, Vpc, VpcEndpoint
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs
from tests.rules.designs import changed, two_regions, without
from tests.rules.nodes import node, ref, refs, subnet, vpc
from tests.rules.suite import RuleSuite

HUB = [
    vpc("hub", "10.0.0.0/16"),
    subnet("a", "hub", "10.0.0.0/24"),
    node(VpcEndpoint, "api", vpc=ref(Vpc, "hub"), subnets=refs(Subnet, "a")),
]


def log(**fields: object) -> FlowLog:
    """A flow log of the VPC into a log group."""
    complete = {
        "resource": ref(Vpc, "hub"),
        "traffic_type": Known("ALL"),
        "log_destination": Known("arn:aws:logs:us-east-1:111111111111:log-group:flows"),
        "role": Ref.to("arn:aws:iam::111111111111:role/flows"),
    }
    return node(FlowLog, "flows", **{**complete, **fields})


class TestFlowLogs(RuleSuite):
    rule = FlowLogs
    passing = [
        ("the design of two Regions", two_regions()),
        ("of the VPC", [*HUB, log()]),
        ("of the endpoint's subnet", [*HUB, log(resource=ref(Subnet, "a"))]),
        ("into a bucket, without a role", [*HUB, log(role=Ref(), log_destination_type=Known("s3"))]),
        ("no endpoint", [HUB[0], HUB[1]]),
        ("a gateway endpoint", [HUB[0], HUB[1], node(VpcEndpoint, "s3", vpc=ref(Vpc, "hub"))]),
    ]
    failing = [
        ("none", HUB, ["VPC hub in us-east-1 has interface endpoints and no flow log"]),
        (
            "none in one Region",
            without(two_regions(), "FlowLog:b"),
            ["VPC b in us-west-2 has interface endpoints and no flow log"],
        ),
        (
            "of another subnet",
            [*HUB, subnet("b", "hub", "10.0.1.0/24"), log(resource=ref(Subnet, "b"))],
            ["VPC hub in us-east-1 has interface endpoints and no flow log"],
        ),
        (
            "of refused packets only",
            [*HUB, log(traffic_type=Known("REJECT"))],
            ["flow log flows of VPC hub in us-east-1 has trafficType REJECT, so that not all traffic is in it"],
        ),
        (
            "nowhere to",
            [*HUB, log(log_destination=MISSING)],
            ["flow log flows of VPC hub in us-east-1 has no logDestination"],
        ),
        (
            "no role",
            [*HUB, log(role=Ref())],
            ["flow log flows of VPC hub in us-east-1 has no role that writes to its log group"],
        ),
    ]
    unknown = [
        (
            "what is logged",
            [*HUB, log(resource=Ref(UNKNOWN))],
            ["VPC hub: flow log flows may be its own: what it logs is not known yet"],
        ),
        (
            "how much",
            [*HUB, log(traffic_type=UNKNOWN)],
            ["flow log flows: its trafficType or logDestinationType is not known yet"],
        ),
        (
            "where an endpoint stands",
            changed(two_regions(), "VpcEndpoint:b-api", subnets=Refs(UNKNOWN)),
            ["VPC endpoint b-api: the list of its subnets is not known yet"],
        ),
    ]
