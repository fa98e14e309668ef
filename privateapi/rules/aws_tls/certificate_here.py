"""AWS-TLS-01: certificates of another Region or account."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.aws_tls._uses import certificate_uses
from privateapi.rules.certificates import certificate_of, certificate_place
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import ApiDomain, Certificate, Node
from privateapi.topology.values import Known, NotJudged, Value


class CertificateHere(Rule):
    """The certificate of a listener or API domain is of the Region and account of the resource that uses it."""

    id = "AWS-TLS-01"
    fix = "request or import a certificate in the Region and account of the resource, and name that one"
    remarks = (
        "The Region of an API domain's certificate is AWS-API-09, because it depends on the kind of the domain. "
        "Resources of one design whose accounts nothing tells are taken for resources of one account."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        for node, ref in certificate_uses(design.topology):
            if node.live:
                continue
            found = certificate_of(design.topology, ref, node)
            certificate = found.value if isinstance(found, Known) else None
            region, account = certificate_place(design.topology, ref, node)
            try:
                if not isinstance(node, ApiDomain):
                    yield from self._region(node, region, certificate)
                if certificate is None or (account.known and node.account.known):
                    yield from self._account(node, account, certificate)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)

    def _region(self, node: Node, region: Value[str], certificate: Certificate | None) -> Iterator[Outcome]:
        # A server certificate of IAM is of no Region.
        there = ask(region, "the Region of its certificate", None)
        if there is not None and there != ask(node.region, "its Region"):
            yield self._elsewhere(
                f"{node.label} is in {node.region.get()}, its certificate in {there}", node, certificate
            )

    def _account(self, node: Node, account: Value[str], certificate: Certificate | None) -> Iterator[Outcome]:
        there = ask(account, "the account of its certificate")
        if there != ask(node.account, "its account"):
            message = f"{node.label} is of account {node.account.get()}, its certificate of account {there}"
            yield self._elsewhere(message, node, certificate)

    def _elsewhere(self, message: str, node: Node, certificate: Certificate | None) -> Outcome:
        return self.violation(message, node, *((certificate,) if certificate is not None else ()))
