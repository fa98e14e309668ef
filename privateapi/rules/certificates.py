"""Which certificate a resource uses, and which names it is for."""

from collections.abc import Iterable, Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import listeners_of
from privateapi.rules.wording import because
from privateapi.topology.arn import parse_arn
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    Certificate,
    CertificateValidation,
    Listener,
    ListenerCertificate,
    LoadBalancer,
    Node,
    Topology,
)
from privateapi.topology.values import Known, NotJudged, Ref, Value, flat, value_of


def certificate_of(topology: Topology, ref: Ref, near: Node) -> Value[Certificate]:
    """The certificate that a reference names, also through the wait for its issue."""
    found = topology.follow(ref, Certificate, near)
    if found.known:
        return found
    waited = topology.follow(ref, CertificateValidation, near)
    if isinstance(waited, Known):
        return topology.follow(waited.value.certificate, Certificate, waited.value)
    return found


def certificate_place(topology: Topology, ref: Ref, near: Node) -> tuple[Value[str], Value[str]]:
    """Region and account of the certificate that a reference names: as read, or else as its ARN says.

    A server certificate of IAM has no Region: it is left out.
    """
    found = certificate_of(topology, ref, near)
    if isinstance(found, Known):
        return found.value.region, found.value.account
    arn = parse_arn(ref.id.value) if isinstance(ref.id, Known) else None
    if arn is None:
        return found, found
    return value_of(arn.region or None), value_of(arn.account or None)


def names_of(certificate: Certificate) -> tuple[str, ...]:
    """The names that a certificate is for, lower case.

    Raises:
        NotJudged: they are not known, as those of an imported certificate.
    """
    what = f"the names of {certificate.label}: domainName"
    names = (
        ask(certificate.domain_name, what),
        *ask(flat(certificate.subject_alternative_names), f"the alternative names of {certificate.label}", ()),
    )
    return tuple(dict.fromkeys(normal(name) for name in names))


def covers(names: Iterable[str], host: str) -> bool:
    """Whether one of the names is the host's; `*` stands for exactly one label (RFC 6125, 6.4.3)."""
    host = normal(host)
    return any(name == host or (name.startswith("*.") and name[2:] == host.partition(".")[2]) for name in names)


def tls_listeners(topology: Topology, balancer: LoadBalancer) -> Iterator[Listener]:
    """The TLS listeners of a balancer.

    Raises:
        NotJudged: a listener that may be one of them cannot be read.
    """
    for listener in listeners_of(topology, balancer):
        if ask(listener.protocol, f"the protocol of {listener.label}", "") == "TLS":
            yield listener


def listener_certificates(topology: Topology, listener: Listener) -> tuple[Certificate, ...]:
    """All certificates of a listener, the default one first.

    Raises:
        NotJudged: one of them was not read.
    """
    further = topology.grouped(ListenerCertificate, "listener", Listener)
    refs: list[tuple[Ref, Node]] = [(listener.certificate, listener)]
    refs += [(each.certificate, each) for each in further.by_target.get(listener.key, ())]
    found: list[Certificate] = []
    for ref, near in refs:
        certificate = certificate_of(topology, ref, near)
        if not isinstance(certificate, Known):
            raise NotJudged(f"the certificate of {near.label} {because(certificate)}")
        found.append(certificate.value)
    return tuple(found)


def listener_names(topology: Topology, listener: Listener) -> tuple[Certificate, tuple[str, ...]]:
    """The default certificate of a listener, and the names that all its certificates are for.

    Raises:
        NotJudged: a certificate was not read, or its names are not known.
    """
    certificates = listener_certificates(topology, listener)
    return certificates[0], tuple(name for certificate in certificates for name in names_of(certificate))
