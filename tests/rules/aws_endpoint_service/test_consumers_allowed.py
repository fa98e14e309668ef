"""AWS-EPS-05."""

from typing import Any

from privateapi.rules.aws_endpoint_service.consumers_allowed import ConsumersAllowed
from privateapi.topology.model import EndpointService, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref, values_of
from tests.rules.api_nodes import endpoint
from tests.rules.backend_nodes import CONSUMER, permission, service
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

OWN, OTHER = Known("111111111111"), Known("222222222222")


def consumer(**fields: Any) -> VpcEndpoint:
    """An endpoint of the planned service."""
    return endpoint("client", **{"service": ref(EndpointService, "orders"), "service_name": UNKNOWN, **fields})


class TestConsumersAllowed(RuleSuite):
    rule = ConsumersAllowed
    passing = [
        ("without consumers in the design", [service(allowed_principals=values_of(CONSUMER))]),
        ("with its consumer", [service(allowed_principals=values_of(CONSUMER), account=OWN), consumer(account=OTHER)]),
        ("by a permission", [service(account=OWN), permission(CONSUMER), consumer(account=OTHER)]),
        ("everybody", [service(allowed_principals=values_of("*")), consumer()]),
        ("its own account", [service(account=OWN), consumer(account=OWN)]),
        ("an endpoint of another service", [service(allowed_principals=values_of(CONSUMER)), endpoint()]),
    ]
    failing = [
        (
            "nobody",
            [service()],
            ["endpoint service orders has no allowed principal, so that no other account connects to it"],
        ),
        (
            "another account",
            [
                service(allowed_principals=values_of("arn:aws:iam::333333333333:root"), account=OWN),
                consumer(account=OTHER),
            ],
            [
                "VPC endpoint client is of account 222222222222, but endpoint service orders allows "
                "arn:aws:iam::333333333333:root"
            ],
        ),
        (
            "nobody, with a consumer",
            [service(account=OWN), consumer(account=OTHER)],
            ["VPC endpoint client is of account 222222222222, but endpoint service orders has no allowed principal"],
        ),
    ]
    unknown = [
        (
            "an account that is not known",
            [service(allowed_principals=values_of(CONSUMER)), consumer()],
            ["VPC endpoint client: its account is not known yet"],
        ),
        (
            "a principal that is not known",
            [service(allowed_principals=values_of(UNKNOWN))],
            ["endpoint service orders: an allowed principal is not known yet"],
        ),
        (
            "a permission of a service that is not known",
            [service(), permission(CONSUMER, service=Ref(UNKNOWN))],
            [
                "endpoint service orders: endpoint service permission orders-permission may be one of it: its service "
                "is not known yet"
            ],
        ),
    ]
