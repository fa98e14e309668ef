"""AWS-R53-19."""

from privateapi.rules.aws_route53.name_on_certificates import NameOnCertificates
from privateapi.topology.model import (
    ApiDomain,
    Certificate,
    CertificateValidation,
    DomainAccessAssociation,
    Geolocation,
    Listener,
    ListenerCertificate,
    LoadBalancer,
    VpcEndpoint,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, values_of
from tests.rules.api_nodes import (
    NAME,
    alias,
    alias_name,
    balancer,
    certificate,
    domain,
    endpoint,
    latency,
    listener,
    record,
    zone,
)
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

EAST = [zone(), balancer("us-east-1"), latency("us-east-1")]
AT_ENDPOINT = [zone(), endpoint(), latency("us-east-1", alias=alias(ref(VpcEndpoint, "api")))]
ACCESS = node(DomainAccessAssociation, "access", domain=ref(ApiDomain, "orders"), endpoint=ref(VpcEndpoint, "api"))
HTTPS = listener(balancer_name="us-east-1")
# A continent's record is an alias to a failover pair of a name that nobody asks for.
ABOVE = record(
    "europe",
    alias=alias_name(f"_europe.{NAME}"),
    geolocation=Known(Geolocation(continent=Known("EU"))),
    set_identifier=Known("eu"),
)
BELOW = [
    zone(),
    balancer("us-east-1"),
    record(
        "primary",
        record_name=Known(f"_europe.{NAME}"),
        failover=Known("PRIMARY"),
        alias=alias(ref(LoadBalancer, "us-east-1")),
        set_identifier=Known("one"),
    ),
    HTTPS,
]


class TestNameOnCertificates(RuleSuite):
    rule = NameOnCertificates
    passing = [
        ("the name itself", [*EAST, HTTPS, certificate()]),
        ("a wildcard", [*EAST, HTTPS, certificate(domain="*.example.com")]),
        (
            "an alternative name",
            [
                *EAST,
                HTTPS,
                certificate(domain="example.com", subject_alternative_names=values_of("orders.example.com")),
            ],
        ),
        (
            "through the wait for its issue",
            [
                *EAST,
                listener(balancer_name="us-east-1", certificate=ref(CertificateValidation, "issued")),
                node(CertificateValidation, "issued", certificate=ref(Certificate, "name")),
                certificate(),
            ],
        ),
        (
            "a further certificate",
            [
                *EAST,
                HTTPS,
                certificate(domain="other.example.com"),
                certificate("more"),
                node(
                    ListenerCertificate, "more", listener=ref(Listener, "https"), certificate=ref(Certificate, "more")
                ),
            ],
        ),
        ("records under an alias of the name", [*BELOW, ABOVE, certificate()]),
        (
            "records in a circle",
            [
                *EAST,
                HTTPS,
                record("a", record_name=Known("a.example.com"), alias=alias_name("b.example.com"), weight=Known(1)),
                record("b", record_name=Known("b.example.com"), alias=alias_name("a.example.com"), weight=Known(1)),
                certificate(),
            ],
        ),
        ("a listener without TLS", [*EAST, listener(balancer_name="us-east-1", protocol=Known("TCP"))]),
        ("a private domain of the name", [*AT_ENDPOINT, ACCESS, domain(kind="PRIVATE")]),
        ("an endpoint without domains", AT_ENDPOINT),
        (
            "a simple record",
            [
                zone(),
                balancer(),
                record("a", alias=alias(ref(LoadBalancer, "door"))),
                listener(),
                certificate(domain="x.y"),
            ],
        ),
    ]
    failing = [
        (
            "another name",
            [*EAST, HTTPS, certificate(domain="payments.example.com")],
            [
                "record us-east-1 is for orders.example.com, which is not on certificate name of listener https "
                "(payments.example.com)"
            ],
        ),
        (
            "another name above",
            [*BELOW, ABOVE, certificate(domain="payments.example.com")],
            [
                "record primary is for orders.example.com, which is not on certificate name of listener https "
                "(payments.example.com)"
            ],
        ),
        (
            "records that no alias leads to",
            [*BELOW, certificate()],
            [
                "record primary is for _europe.orders.example.com, which is not on certificate name of listener https "
                "(orders.example.com)"
            ],
        ),
        (
            "a wildcard one level up",
            [*EAST, HTTPS, certificate(domain="*.com")],
            ["record us-east-1 is for orders.example.com, which is not on certificate name of listener https (*.com)"],
        ),
        (
            "a private domain of another name",
            [*AT_ENDPOINT, ACCESS, domain(kind="PRIVATE", domain_name=Known("payments.example.com"))],
            [
                "record us-east-1 is for orders.example.com and leads to VPC endpoint api, whose private custom "
                "domains are payments.example.com"
            ],
        ),
    ]
    unknown = [
        (
            "a private domain that was not read",
            [*AT_ENDPOINT, ACCESS],
            ["record us-east-1: the domain of domain access association access is not known yet"],
        ),
        (
            "a certificate that was not read",
            [*EAST, listener(balancer_name="us-east-1", certificate=Ref.to("arn:aws:acm:1"))],
            [
                "record us-east-1: the certificate of listener https names 'arn:aws:acm:1', which is not among the "
                "resources that were read"
            ],
        ),
        (
            "names that are not known",
            [*EAST, HTTPS, certificate(domain=UNKNOWN)],
            ["record us-east-1: the names of certificate name: domainName is not known yet"],
        ),
        (
            "a listener that may be the balancer's",
            [*EAST, listener(load_balancer=Ref(UNKNOWN))],
            [
                "record us-east-1: listener https may be one of load balancer us-east-1: its load balancer is not "
                "known yet"
            ],
        ),
    ]
