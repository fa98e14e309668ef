"""AWS-API-15."""

from privateapi.rules.aws_apigw.host_on_certificate import HostOnCertificate
from privateapi.topology.model import LoadBalancer
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, certificate, integration, link, linked, listener
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

CALLS = linked(uri=Known("https://orders.example.com/{proxy}"))
BACKEND = [link("link", "door"), balancer(), listener()]


class TestHostOnCertificate(RuleSuite):
    rule = HostOnCertificate
    passing = [
        ("the name", [CALLS, *BACKEND, certificate()]),
        (
            "another port",
            [CALLS, link("link", "door"), balancer(), listener(port=Known(8443)), certificate(domain="x.y")],
        ),
        (
            "a listener that passes TLS on",
            [CALLS, link("link", "door"), balancer(), listener(protocol=Known("TCP")), certificate(domain="x.y")],
        ),
        ("HTTP", [linked(uri=Known("http://x.y/")), *BACKEND, certificate()]),
        ("not over a link", [integration(uri=Known("https://x.y/"))]),
        ("without verification", [linked(uri=Known("https://x.y/"), skips_verification=Known(True))]),
        ("of an HTTP API", [linked(version=2, uri=Known("arn:listener"))]),
    ]
    failing = [
        (
            "another name",
            [CALLS, *BACKEND, certificate(domain="backend.example.com")],
            [
                "API integration list calls orders.example.com, which is not on certificate name of listener https "
                "behind the link (backend.example.com)"
            ],
        ),
        (
            "behind a link V2, with a port",
            [
                linked(uri=Known("https://orders.example.com:8443"), integration_target=ref(LoadBalancer, "door")),
                link(version=2),
                balancer(type=Known("application")),
                listener(port=Known(8443), protocol=Known("HTTPS")),
                certificate(domain="backend.example.com"),
            ],
            [
                "API integration list calls orders.example.com, which is not on certificate name of listener https "
                "behind the link (backend.example.com)"
            ],
        ),
    ]
    unknown = [
        (
            "a URI that is not known",
            [linked(uri=UNKNOWN), *BACKEND],
            ["API integration list: the uri is not known yet"],
        ),
        (
            "a host in a variable",
            [linked(uri=Known("https://${stageVariables.host}/")), *BACKEND],
            ["API integration list: the host in the uri https://${stageVariables.host}/ is a variable"],
        ),
        (
            "a link in a variable",
            [linked(uri=CALLS.uri, connection=Ref.to("${stageVariables.link}"))],
            [
                "API integration list: its VPC link names '${stageVariables.link}', which is not among the resources "
                "that were read"
            ],
        ),
        (
            "a certificate that was not read",
            [CALLS, *BACKEND],
            ["API integration list: the certificate of listener https is not known yet"],
        ),
        (
            "a connection that is not known",
            [linked(uri=CALLS.uri, connection_type=UNKNOWN), *BACKEND],
            ["API integration list: its VPC link depends on the connectionType, which is not known yet"],
        ),
    ]
