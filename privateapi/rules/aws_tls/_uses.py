"""Which resources use a certificate."""

from collections.abc import Iterator

from privateapi.topology.model import ApiDomain, Listener, ListenerCertificate, Node, Topology
from privateapi.topology.values import Ref


def certificate_uses(topology: Topology) -> Iterator[tuple[Node, Ref]]:
    """Every listener and API domain with each of its certificates, where it has one."""
    for kind in (Listener, ListenerCertificate, ApiDomain):
        for node in topology.of(kind):
            assert isinstance(node, Listener | ListenerCertificate | ApiDomain)
            if not node.certificate.missing:
                yield node, node.certificate
