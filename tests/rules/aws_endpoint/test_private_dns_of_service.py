"""AWS-EP-16."""

from typing import Any

from privateapi.rules.aws_endpoint.private_dns_of_service import PrivateDnsOfService
from privateapi.topology.model import EndpointService
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import endpoint
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite


def service(**fields: Any) -> EndpointService:
    return node(EndpointService, "own", **fields)


CONSUMER = endpoint(service_name=UNKNOWN, service=ref(EndpointService, "own"), private_dns_enabled=Known(True))
NAMED = {"private_dns_name": Known("api.example.com")}


class TestPrivateDnsOfService(RuleSuite):
    rule = PrivateDnsOfService
    passing = [
        ("a verified name", [service(**NAMED, private_dns_state=Known("verified")), CONSUMER]),
        ("a service of AWS", [endpoint(private_dns_enabled=Known(True))]),
        ("no private DNS", [service(), endpoint(service=ref(EndpointService, "own"))]),
    ]
    failing = [
        (
            "no name",
            [service(), CONSUMER],
            ["VPC endpoint api has private DNS for endpoint service own, which has no private DNS name"],
        ),
        (
            "a name that is not proved",
            [service(**NAMED, private_dns_state=Known("pendingVerification")), CONSUMER],
            [
                "VPC endpoint api has private DNS for endpoint service own, whose private DNS name is "
                "pendingVerification"
            ],
        ),
    ]
    unknown = [
        (
            "a state that is not known",
            [service(**NAMED, private_dns_state=UNKNOWN), CONSUMER],
            ["VPC endpoint api: whether the private DNS name of endpoint service own is verified: it is not known yet"],
        ),
        (
            "a service of somebody else",
            [
                endpoint(
                    service_name=Known("com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f"),
                    private_dns_enabled=Known(True),
                )
            ],
            ["VPC endpoint api: its endpoint service is not among the resources that were read"],
        ),
    ]
