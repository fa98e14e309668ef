"""AWS-TLS-04."""

from typing import Any

from privateapi.rules.aws_tls.same_name import SameName
from privateapi.topology.model import ApiDomain, Node
from privateapi.topology.values import NO_REF, UNKNOWN, Known, Ref
from tests.rules.api_nodes import (
    NAME,
    addresses,
    balancer,
    certificate,
    endpoint,
    group,
    hub,
    listener,
    target,
)
from tests.rules.nodes import node
from tests.rules.suite import RuleSuite


def domain(name: str = NAME, region: str = "us-east-1", **fields: Any) -> ApiDomain:
    """A custom domain of the API."""
    return node(ApiDomain, name, region, **{"domain_name": Known(name), **fields})


def facade(name: str = NAME, aws: str = "execute-api", **fields: Any) -> list[Node]:
    """A balancer before the endpoint, with a certificate for the name."""
    return [
        *hub(),
        endpoint(aws=aws, addresses=addresses(("a", "10.0.0.10"))),
        group(),
        target("10.0.0.10"),
        listener(**fields),
        certificate(domain=name),
        balancer(),
    ]


class TestSameName(RuleSuite):
    rule = SameName
    passing = [
        ("the same", [*facade(), domain()]),
        ("a wildcard", [*facade("*.example.com"), domain()]),
        ("a further domain", [*facade(), domain(), domain("other.example.org")]),
        ("no domain", facade()),
        ("a domain of another Region", [*facade(), domain("other.example.org", "us-west-2")]),
        ("a domain that is there for something else", [*facade(), domain("other.example.org", live=True)]),
        ("TCP", [*facade(protocol=Known("TCP"), certificate=NO_REF), domain()]),
        (
            "an endpoint of another service",
            [*facade("other.example.com", "s3"), domain()],
        ),
    ]
    failing = [
        (
            "another name",
            [*facade("other.example.com"), domain()],
            [
                "listener https before VPC endpoint api has a certificate for other.example.com, the API domains of "
                "us-east-1 are orders.example.com"
            ],
        )
    ]
    unknown = [
        (
            "a certificate that was not read",
            [*facade(certificate=Ref(UNKNOWN)), domain()],
            ["listener https: the certificate of listener https is not known yet"],
        ),
        (
            "a domain whose name is not known",
            [*facade(), domain(domain_name=UNKNOWN)],
            ["listener https: the domainName of API domain orders.example.com is not known yet"],
        ),
    ]
