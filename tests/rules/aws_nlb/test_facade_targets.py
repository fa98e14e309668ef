"""AWS-NLB-05."""

from privateapi.rules.aws_nlb.facade_targets import FacadeTargets
from privateapi.topology.model import Subnet, Vpc, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import addresses, endpoint, group, hub, target
from tests.rules.nodes import ref, refs, vpc
from tests.rules.suite import RuleSuite

SUBNETS = refs(Subnet, "a", "b")
CHOSEN = addresses(("a", "10.0.0.10"), ("b", "10.0.1.10"))
API = [*hub(), endpoint(subnets=SUBNETS, addresses=CHOSEN)]
BOTH = [target("10.0.0.10"), target("10.0.1.10")]
LATER = ref(VpcEndpoint, "api")


class TestFacadeTargets(RuleSuite):
    rule = FacadeTargets
    passing = [
        ("every address", [*API, group(), *BOTH]),
        (
            "addresses that are chosen later",
            [
                *hub(),
                endpoint(subnets=SUBNETS),
                group(),
                target("one", target=LATER),
                target("two", target=LATER),
            ],
        ),
        ("targets that are no endpoint's", [*API, group(target_type=Known("instance")), target("10.0.0.99")]),
        (
            "the same address in another VPC",
            [*API, vpc("far", "10.0.0.0/16"), group(vpc=ref(Vpc, "far")), target("10.0.0.10")],
        ),
    ]
    failing = [
        (
            "one of two addresses",
            [*API, group(), target("10.0.0.10")],
            ["target group api has targets for 1 of 2 addresses of VPC endpoint api; 10.0.1.10 is missing"],
        ),
        (
            "one of two addresses that are chosen later",
            [*hub(), endpoint(subnets=SUBNETS), group(), target("one", target=LATER)],
            ["target group api has 1 targets for 2 network interfaces of VPC endpoint api"],
        ),
        (
            "another port",
            [*API, group(port=Known(80)), *BOTH],
            [
                "target api-10.0.0.10 in target group api has the port 80; VPC endpoint api answers on 443",
                "target api-10.0.1.10 in target group api has the port 80; VPC endpoint api answers on 443",
            ],
        ),
        (
            "another type",
            [*API, group(target_type=Known("instance")), *BOTH],
            [
                "target group api before VPC endpoint api has the targetType instance; an endpoint's interfaces are ip "
                "targets"
            ],
        ),
    ]
    unknown = [
        (
            "a port that is not known",
            [*API, group(port=UNKNOWN), *BOTH],
            ["target group api: the port of target api-10.0.0.10 is not known yet"],
        ),
    ]
