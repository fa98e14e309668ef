"""AWS-R53-19: one name, and the certificates of every Region."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.certificates import covers, listener_names, tls_listeners
from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, alias_target, names_above, routed
from privateapi.rules.rule import Outcome
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    ApiDomain,
    DomainAccessAssociation,
    LoadBalancer,
    RecordSet,
    Topology,
    VpcEndpoint,
)
from privateapi.topology.values import NotJudged


class NameOnCertificates(RecordGroupRule):
    """The name that the Regions share is on the certificate of every Region's TLS listener, or its private domain."""

    id = "AWS-R53-19"
    fix = (
        "request certificates for the name in every Region, and use them on the TLS listeners or for private custom "
        "domains of the name"
    )
    remarks = (
        "Before an endpoint it is a private custom domain that has the name, and its certificate is AWS-API-11. A "
        "Region whose record has another name leaves a latency or failover set of one, which AWS-R53-05 and -03 tell. "
        "Records that other records of the zone are aliases to are judged by the names of those: nobody asks for "
        "theirs."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        self._above = names_above(design.record_sets)
        yield from super().check(design)

    def concerns(self, record: RecordSet) -> bool:
        return routed(record)

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        for record in group.planned:
            target = alias_target(design.topology, record)
            try:
                if isinstance(target, LoadBalancer):
                    yield from self._balancer(group, record, target, design)
                elif isinstance(target, VpcEndpoint):
                    yield from self._endpoint(group, record, target, design.topology)
            except NotJudged as reason:
                yield self.unjudged(str(reason), record)

    def _balancer(
        self, group: RecordGroup, record: RecordSet, balancer: LoadBalancer, design: Design
    ) -> Iterator[Outcome]:
        for listener in tls_listeners(design.topology, balancer):
            certificate, names = listener_names(design.topology, listener)
            for asked in self._asked(group):
                if not covers(names, asked):
                    yield self.violation(
                        f"{record.label} is for {asked}, which is not on {certificate.label} of {listener.label} "
                        f"({', '.join(names)})",
                        record,
                        listener,
                        certificate,
                    )

    def _endpoint(
        self, group: RecordGroup, record: RecordSet, endpoint: VpcEndpoint, topology: Topology
    ) -> Iterator[Outcome]:
        """An endpoint without associations may serve clients that write the API's own name in the Host header."""
        domains = [
            ask(topology.follow(each.domain, ApiDomain, each), f"the domain of {each.label}")
            for each in topology.referrers(DomainAccessAssociation, "endpoint", endpoint)
        ]
        names = [normal(ask(domain.domain_name, f"the domainName of {domain.label}")) for domain in domains]
        for asked in self._asked(group) if domains else ():
            if asked not in names:
                yield self.violation(
                    f"{record.label} is for {asked} and leads to {endpoint.label}, whose private custom domains are "
                    f"{', '.join(names)}",
                    record,
                    endpoint,
                    *domains,
                )

    def _asked(self, group: RecordGroup) -> tuple[str, ...]:
        """The names that clients ask for to come to the records of a group."""
        return self._above.get((group.zone, group.name), (group.name,))
