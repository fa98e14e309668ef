"""AWS-API-11: names that are not on the certificate of their custom domain."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.certificates import certificate_of, covers, names_of
from privateapi.rules.design import Design
from privateapi.rules.record_sets import alias_target
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.dns import normal
from privateapi.topology.model import ApiDomain, RecordSet


class DomainNameCovered(NodeRule[ApiDomain]):
    """The certificate of a custom domain is for its name, and for the names of the records that point to it."""

    id = "AWS-API-11"
    fix = "request a certificate for the name, as its domainName or among its subjectAlternativeNames"
    remarks = "Records that point to a load balancer before the API are AWS-R53-19."

    def check(self, design: Design) -> Iterator[Outcome]:
        self._records: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in design.topology.of(RecordSet):
            target = alias_target(design.topology, record)
            if isinstance(target, ApiDomain):
                self._records[target.key].append(record)
        yield from super().check(design)

    def judge(self, node: ApiDomain, design: Design) -> Iterator[Outcome]:
        if node.certificate.missing:
            return
        certificate = ask(certificate_of(design.topology, node.certificate, node), "its certificate")
        names = names_of(certificate)
        name = normal(ask(node.domain_name, "the domainName"))
        if not covers(names, name):
            yield self.violation(
                f"{node.label} is for {name}, which is not on {certificate.label} ({', '.join(names)})",
                node,
                certificate,
            )
        for record in self._records[node.key]:
            host = normal(ask(record.record_name, f"the name of {record.label}"))
            # What the domain's own name lacks is said once.
            if host != name and not covers(names, host):
                yield self.violation(
                    f"{record.label} is for {host} and points to {node.label}, whose {certificate.label} is for "
                    f"{', '.join(names)}",
                    record,
                    node,
                    certificate,
                )
