"""AWS-EP-05."""

from privateapi.rules.aws_endpoint.inside_vpc import InsideVpc
from privateapi.topology.model import SecurityGroup, Subnet
from privateapi.topology.values import UNKNOWN, Ref, Refs
from tests.rules.api_nodes import endpoint, hub, security_group
from tests.rules.nodes import refs, subnet, vpc
from tests.rules.suite import RuleSuite

AB = refs(Subnet, "a", "b")
SPOKE = [vpc("spoke", "10.1.0.0/16"), subnet("far", "spoke", "10.1.0.0/24"), security_group("far", "spoke")]


class TestInsideVpc(RuleSuite):
    rule = InsideVpc
    passing = [
        (
            "its own",
            [*hub(), security_group("api"), endpoint(subnets=AB, security_groups=refs(SecurityGroup, "api"))],
        ),
        ("nothing", [*hub(), endpoint()]),
    ]
    failing = [
        (
            "a subnet elsewhere",
            [*hub(), *SPOKE, endpoint(subnets=refs(Subnet, "a", "far"))],
            ["VPC endpoint api is in VPC hub, subnet far in VPC spoke"],
        ),
        (
            "a group elsewhere",
            [*hub(), *SPOKE, endpoint(subnets=AB, security_groups=refs(SecurityGroup, "far"))],
            ["VPC endpoint api is in VPC hub, security group far in VPC spoke"],
        ),
    ]
    unknown = [
        (
            "a VPC that is not known",
            [*hub(), endpoint(subnets=AB, vpc=Ref(UNKNOWN))],
            ["VPC endpoint api: its VPC is not known yet"],
        ),
        (
            "groups that are not known",
            [*hub(), endpoint(subnets=AB, security_groups=Refs(UNKNOWN))],
            ["VPC endpoint api: the list of its security groups is not known yet"],
        ),
    ]
