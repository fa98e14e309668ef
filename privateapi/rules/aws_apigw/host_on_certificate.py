"""AWS-API-15: hosts that the backend behind a VPC link is not known by."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import listeners_of
from privateapi.rules.certificates import covers, listener_names
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.urls import parse_url
from privateapi.rules.vpc_links import integration_balancer, link_of, link_targets
from privateapi.topology.model import ApiIntegration, LoadBalancer, Topology
from privateapi.topology.values import NotJudged

_TLS = frozenset({"TLS", "HTTPS"})


class HostOnCertificate(NodeRule[ApiIntegration]):
    """The host in the URI of an integration over a VPC link, which is its Host header, is a name of the backend."""

    id = "AWS-API-15"
    fix = "write the backend's own name in the URI, or use a certificate for the name that is written there"
    remarks = (
        "Names that a server answers to (`server_name`) are in its own configuration. Judged by the certificates of a "
        "load balancer's TLS listener, which API Gateway compares with the host of an HTTPS URI."
    )

    def judge(self, node: ApiIntegration, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        # Of an HTTP API the URI is the ARN of a listener.
        if node.version != 1 or link_of(topology, node).missing:
            return
        text = ask(node.uri, "the uri")
        if not text.lower().startswith("https:") or ask(node.skips_verification, "tlsConfig", False):
            return
        url = parse_url(text)
        if url is None:
            raise NotJudged(f"the host in the uri {text} is a variable")
        for balancer in _balancers(topology, node):
            for listener in listeners_of(topology, balancer):
                if ask(listener.port, f"the port of {listener.label}") != url.port:
                    continue
                if ask(listener.protocol, f"the protocol of {listener.label}") not in _TLS:
                    continue
                certificate, names = listener_names(topology, listener)
                if not covers(names, url.host):
                    yield self.violation(
                        f"{node.label} calls {url.host}, which is not on {certificate.label} of {listener.label} "
                        f"behind the link ({', '.join(names)})",
                        node,
                        listener,
                        certificate,
                    )


def _balancers(topology: Topology, integration: ApiIntegration) -> tuple[LoadBalancer, ...]:
    link = ask(link_of(topology, integration), "its VPC link")
    return link_targets(topology, link) if link.version == 1 else (integration_balancer(topology, integration),)
