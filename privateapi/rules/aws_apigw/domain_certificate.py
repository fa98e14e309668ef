"""AWS-API-09: the Region of a custom domain's certificate."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.apis import endpoint_type
from privateapi.rules.asking import ask
from privateapi.rules.certificates import certificate_of, certificate_place
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import ApiDomain
from privateapi.topology.values import Known


class DomainCertificate(NodeRule[ApiDomain]):
    """The certificate of a custom domain is in the domain's Region, that of an EDGE domain in us-east-1."""

    id = "AWS-API-09"
    fix = "request the certificate in the Region of the domain; for an EDGE domain in us-east-1"

    def judge(self, node: ApiDomain, design: Design) -> Iterator[Outcome]:
        if node.certificate.missing:
            return
        region, _ = certificate_place(design.topology, node.certificate, node)
        # A server certificate of IAM is in no Region.
        if region.missing:
            return
        found = ask(region, "the Region of its certificate")
        edge = endpoint_type(node) == "EDGE"
        right = (
            service_choice("aws.apigw.edge_certificate_region").values[0] if edge else ask(node.region, "the Region")
        )
        if found != right:
            certificate = certificate_of(design.topology, node.certificate, node)
            where = f"is an EDGE domain, which takes one of {right}" if edge else f"is in {right}"
            named = certificate.value.label if isinstance(certificate, Known) else "certificate"
            yield self.violation(
                f"{node.label} {where}, its {named} is in {found}",
                node,
                *([certificate.value] if isinstance(certificate, Known) else []),
            )
