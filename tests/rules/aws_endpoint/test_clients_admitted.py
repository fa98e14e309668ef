"""AWS-EP-04."""

from typing import Any

from privateapi.rules.aws_endpoint.clients_admitted import ClientsAdmitted
from privateapi.topology.model import SecurityGroup
from privateapi.topology.values import UNKNOWN, Refs, values_of
from tests.rules.api_nodes import addresses, allow, client, endpoint, group, hub, security_group, target
from tests.rules.nodes import refs, vpc
from tests.rules.suite import RuleSuite

GROUPS: dict[str, Any] = {"security_groups": refs(SecurityGroup, "api")}
API = [*hub(), endpoint(**GROUPS), security_group("api")]
SPOKE = [vpc("spoke", "10.1.0.0/16", "us-west-2"), client("spoke")]


class TestClientsAdmitted(RuleSuite):
    rule = ClientsAdmitted
    passing = [
        ("the VPC", [*API, allow("api", 443, "10.0.0.0/16")]),
        ("a part of the VPC, on purpose", [*API, allow("api", 443, "10.0.1.0/24")]),
        (
            "the interfaces of a group",
            [*API, allow("api", 443, cidr_blocks=values_of(), referenced_groups=refs(SecurityGroup, "clients"))],
        ),
        ("every protocol", [*API, allow("api", 0, "10.0.0.0/8", protocol="-1")]),
        ("remote clients too", [*API, *SPOKE, allow("api", 443, "10.0.0.0/16", "10.1.0.0/16")]),
        ("clients in the VPC", [*API, client("hub"), allow("api", 443, "10.0.1.0/24")]),
        (
            "remote clients of a balancer before it",
            [
                *hub(),
                endpoint(**GROUPS, addresses=addresses(("a", "10.0.0.10"))),
                security_group("api"),
                *SPOKE,
                allow("api", 443, "10.0.0.0/16"),
                group(),
                target("10.0.0.10"),
            ],
        ),
        ("a service with ports of its own", [*hub(), endpoint(aws="email-smtp", **GROUPS), security_group("api")]),
        ("no groups, which is another rule's", [*hub(), endpoint()]),
    ]
    failing = [
        (
            "nobody",
            [*API],
            ["security group api of VPC endpoint api lets nobody of VPC hub (10.0.0.0/16) in on TCP 443"],
        ),
        (
            "another port",
            [*API, allow("api", 80, "10.0.0.0/16")],
            ["security group api of VPC endpoint api lets nobody of VPC hub (10.0.0.0/16) in on TCP 443"],
        ),
        (
            "remote clients outside",
            [*API, *SPOKE, allow("api", 443, "10.0.0.0/16")],
            [
                "security group api of VPC endpoint api does not let 10.1.0.0/16 of VPC spoke in on TCP 443, where "
                "client "
                "network in spoke is"
            ],
        ),
    ]
    unknown = [
        (
            "a rule whose port is not known",
            [*API, allow("api", 443, "10.0.0.0/16", from_port=UNKNOWN)],
            [
                "VPC endpoint api: whether security group rule api-443-1 is for TCP 443: a port of security group rule "
                "api-443-1 is not known"
            ],
        ),
        (
            "a rule whose block is not known",
            [*API, allow("api", 443, UNKNOWN)],
            [
                "VPC endpoint api: whom security group rule api-443-1 lets in: a CIDR block of security group rule "
                "api-443-1 is not known yet"
            ],
        ),
        (
            "a service that is not known",
            [*hub(), endpoint(service_name=UNKNOWN, **GROUPS), security_group("api")],
            ["VPC endpoint api: the serviceName is not known yet"],
        ),
        (
            "groups that are not known",
            [*hub(), endpoint(security_groups=Refs(UNKNOWN))],
            ["VPC endpoint api: the list of its security groups is not known yet"],
        ),
    ]
