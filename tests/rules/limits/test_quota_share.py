"""QUO-04."""

from privateapi.facts.quotas import quota_table
from privateapi.rules.design import Settings
from privateapi.rules.limits.quota_share import QuotaShare
from privateapi.topology.model import Listener, LoadBalancer, SecurityGroup, SecurityGroupRule, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.designs import two_regions
from tests.rules.nodes import node, ref, vpc
from tests.rules.suite import Nodes, RuleSuite, run

SOURCE = quota_table().sources
FRONT = node(LoadBalancer, "front", type=Known("network"))


def listeners(count: int) -> Nodes:
    """A balancer with that many listeners."""
    return [FRONT, *(node(Listener, f"l{n}", load_balancer=ref(LoadBalancer, "front")) for n in range(count))]


class TestQuotaShare(RuleSuite):
    rule = QuotaShare
    passing = [
        ("the design of two Regions", two_regions()),
        ("39 of 50", listeners(39)),
        ("over the quota, which is another rule's", listeners(51)),
    ]
    failing = [
        (
            "40 of 50",
            listeners(40),
            [
                "load balancer front has 40, 80 % of the limit 50 (default quota, "
                f"{SOURCE['D5']}): Listeners per Network Load Balancer"
            ],
        ),
        (
            "4 of 5 VPCs",
            [vpc(f"v{n}", f"10.{n}.0.0/16") for n in range(4)],
            [f"us-east-1 has 4, 80 % of the limit 5 (default quota, {SOURCE['D1']}): VPCs per Region"],
        ),
        (
            "60 of 60 rules",
            [
                node(SecurityGroup, "api"),
                *(
                    node(
                        SecurityGroupRule,
                        f"r{n}",
                        security_group=ref(SecurityGroup, "api"),
                        cidr_blocks=Known((Known(f"10.0.{n}.0/24"),)),
                    )
                    for n in range(60)
                ),
            ],
            [
                f"security group api (ingress, IPv4) has 60, 100 % of the limit 60 (default quota, {SOURCE['D1']}): "
                "Inbound or outbound rules per security group (each direction, each IP family)"
            ],
        ),
    ]
    unknown = [
        (
            "where an endpoint is",
            [node(VpcEndpoint, "api", vpc=Ref(UNKNOWN), type=Known("Interface"))],
            ["VPC endpoint api: its VPC is not known yet"],
        )
    ]

    def test_share(self) -> None:
        assert run(QuotaShare, listeners(25), Settings(quota_warning_percent=50)).violations
        assert not run(QuotaShare, listeners(49), Settings(quota_warning_percent=99)).violations
