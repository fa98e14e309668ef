"""AWS-TLS-02: certificates that are used before they are issued."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.aws_tls._uses import certificate_uses
from privateapi.rules.certificates import certificate_of
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    Certificate,
    CertificateValidation,
    HostedZone,
    Node,
    OtherResource,
    RecordSet,
    Topology,
)
from privateapi.topology.values import Known, NotJudged, Ref


class IssuedBeforeUse(Rule):
    """A certificate that is requested with DNS validation has its records, and is waited for before it is used."""

    id = "AWS-TLS-02"
    fix = "add the validation records and a CertificateValidation, and use the certificateArn of the latter"
    remarks = (
        "Records are asked for where the public zone of the name is in the design; they may be written elsewhere "
        "otherwise."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        for node, ref in certificate_uses(topology):
            if node.live:
                continue
            found = certificate_of(topology, ref, node)
            if not isinstance(found, Known):
                # A certificate that is named by its ARN exists already.
                if not ref.id.known:
                    yield self.unjudged(f"its certificate {because(found)}", node)
                continue
            try:
                if _is_validated(found.value):
                    yield from self._use(node, ref, found.value, topology)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
        for certificate in topology.of(Certificate):
            if not certificate.live:
                try:
                    yield from self._records(certificate, topology)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), certificate)

    def _use(self, node: Node, ref: Ref, certificate: Certificate, topology: Topology) -> Iterator[Outcome]:
        waits = topology.referrers(CertificateValidation, "certificate", certificate)
        if topology.follow(ref, CertificateValidation, node).known or any(w.key in node.depends_on for w in waits):
            return
        why = f"{node.label} does not wait for {waits[0].label}" if waits else "nothing waits until it is issued"
        yield self.violation(
            f"{node.label} uses {certificate.label}, which is only requested then: {why}", node, certificate, *waits
        )

    def _records(self, certificate: Certificate, topology: Topology) -> Iterator[Outcome]:
        if not _is_validated(certificate):
            return
        domain = normal(ask(certificate.domain_name, "the domainName"))
        for zone in topology.of(HostedZone):
            if not _is_public_zone_of(zone, domain):
                continue
            if not any(certificate.key in record.depends_on for record in _records(topology)):
                yield self.violation(
                    f"{certificate.label} is for {domain} of {zone.label}, which gets no record that validates it",
                    certificate,
                    zone,
                )
            return


def _is_validated(certificate: Certificate) -> bool:
    """Whether somebody has to prove the name by DNS records before the certificate is issued.

    Raises:
        NotJudged: it is not known.
    """
    if certificate.live or certificate.status == Known("ISSUED") or not certificate.certificate_authority.missing:
        return False
    if ask(certificate.imported, f"whether {certificate.label} is imported", False):
        return False
    return ask(certificate.validation_method, f"the validationMethod of {certificate.label}", "") == "DNS"


def _is_public_zone_of(zone: HostedZone, domain: str) -> bool:
    if zone.private == Known(True) or not zone.vpcs.missing or not isinstance(zone.zone_name, Known):
        return False
    name = normal(zone.zone_name.value)
    return domain == name or domain.endswith(f".{name}")


def _records(topology: Topology) -> Iterator[Node]:
    """What may be a record: of Route 53, or of a name server that the model has no type for."""
    yield from topology.of(RecordSet)
    yield from topology.of(OtherResource)
