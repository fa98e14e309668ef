"""AWS-NLB-14."""

from privateapi.rules.aws_nlb.proxy_address import ProxyAddress
from privateapi.topology.model import RdsProxy, Subnet
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import group, hub, target
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite

PROXY = node(RdsProxy, "orders", engine_family=Known("POSTGRESQL"), subnets=refs(Subnet, "a", "b"))
GROUP = group(protocol=Known("TCP"), port=Known(5432))


class TestProxyAddress(RuleSuite):
    rule = ProxyAddress
    passing = [
        ("another port", [*hub(), PROXY, group(), target("10.0.1.100")]),
        ("no proxy", [*hub(), GROUP, target("10.0.1.100")]),
        ("computed from the proxy", [*hub(), PROXY, GROUP, target("x", target=ref(RdsProxy, "orders"))]),
    ]
    failing = [
        (
            "the address of document 004",
            [*hub(), PROXY, GROUP, target("10.0.1.100")],
            [
                "target api-10.0.1.100 in target group api is the written address 10.0.1.100 on 5432, the port of RDS "
                "proxy orders, whose addresses change"
            ],
        ),
    ]
    unknown = [
        (
            "a proxy whose engine is not known",
            [*hub(), node(RdsProxy, "orders", engine_family=UNKNOWN, subnets=refs(Subnet, "a")), GROUP],
            ["RDS proxy orders: its VPC or engineFamily is not known"],
        ),
        (
            "a group that is not known",
            [*hub(), PROXY, target("10.0.1.100", target_group=Ref(UNKNOWN))],
            ["target api-10.0.1.100: its target group is not known yet"],
        ),
    ]
