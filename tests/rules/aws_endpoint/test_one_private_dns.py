"""AWS-EP-13."""

import dataclasses
from typing import Any

from privateapi.rules.aws_endpoint.one_private_dns import OnePrivateDns
from privateapi.topology.model import EndpointService, Vpc
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import endpoint, hub
from tests.rules.nodes import node, ref, vpc
from tests.rules.suite import RuleSuite, run

ON: dict[str, Any] = {"private_dns_enabled": Known(True)}
ONE, TWO = endpoint(**ON), endpoint("more", **ON)


class TestOnePrivateDns(RuleSuite):
    rule = OnePrivateDns
    passing = [
        ("one", [*hub(), ONE, endpoint("more")]),
        ("two services", [*hub(), ONE, endpoint("more", aws="s3", **ON)]),
        ("two VPCs", [*hub(), vpc("spoke", "10.1.0.0/16"), ONE, endpoint("more", vpc=ref(Vpc, "spoke"), **ON)]),
    ]
    failing = [
        (
            "two",
            [*hub(), ONE, TWO],
            [
                "VPC endpoint api and VPC endpoint more have private DNS for execute-api.us-east-1.amazonaws.com in "
                "VPC "
                "hub"
            ],
        ),
        (
            "two of a service of one's own",
            [
                *hub(),
                node(EndpointService, "own", private_dns_name=Known("api.example.com")),
                endpoint(service_name=UNKNOWN, service=ref(EndpointService, "own"), **ON),
                endpoint("more", service_name=UNKNOWN, service=ref(EndpointService, "own"), **ON),
            ],
            ["VPC endpoint api and VPC endpoint more have private DNS for api.example.com in VPC hub"],
        ),
    ]
    unknown = [
        (
            "private DNS that is not known",
            [*hub(), ONE, endpoint("more", private_dns_enabled=UNKNOWN)],
            ["VPC endpoint more: privateDnsEnabled is not known yet"],
        ),
        (
            "a VPC that is not known",
            [*hub(), ONE, endpoint("more", vpc=Ref(UNKNOWN), **ON)],
            ["VPC endpoint more: its VPC is not known yet"],
        ),
        (
            "a service that is not known",
            [*hub(), ONE, endpoint("more", service_name=UNKNOWN, **ON)],
            ["VPC endpoint more: the serviceName is not known yet"],
        ),
    ]

    def test_endpoint_that_exists(self) -> None:
        nodes = [*hub(), TWO, dataclasses.replace(ONE, live=True)]
        assert [each.message for each in run(OnePrivateDns, nodes).violations] == [
            "VPC endpoint more and VPC endpoint api (exists already) have private DNS for "
            "execute-api.us-east-1.amazonaws.com in VPC hub"
        ]
