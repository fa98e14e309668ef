"""AWS-R53-19: one name, and the certificates of every Region."""

from collections.abc import Iterator

from privateapi.rules.certificates import covers, listener_names, tls_listeners
from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, alias_target, names_above, routed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import LoadBalancer, RecordSet
from privateapi.topology.values import NotJudged


class NameOnCertificates(RecordGroupRule):
    """The name that the Regions share is on the certificate of every Region's TLS listener."""

    id = "AWS-R53-19"
    fix = "request certificates for the name in every Region, and use them on the TLS listeners"
    remarks = (
        "A Region whose record has another name leaves a latency or failover set of one, which AWS-R53-05 and -03 "
        "tell. Records that other records of the zone are aliases to are judged by the names of those: nobody asks "
        "for theirs."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        self._above = names_above(design.record_sets)
        yield from super().check(design)

    def concerns(self, record: RecordSet) -> bool:
        return routed(record)

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        for record in group.planned:
            target = alias_target(design.topology, record)
            if isinstance(target, LoadBalancer):
                try:
                    yield from self._balancer(group, record, target, design)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), record)

    def _balancer(
        self, group: RecordGroup, record: RecordSet, balancer: LoadBalancer, design: Design
    ) -> Iterator[Outcome]:
        for listener in tls_listeners(design.topology, balancer):
            certificate, names = listener_names(design.topology, listener)
            for asked in self._above.get((group.zone, group.name), (group.name,)):
                if not covers(names, asked):
                    yield self.violation(
                        f"{record.label} is for {asked}, which is not on {certificate.label} of {listener.label} "
                        f"({', '.join(names)})",
                        record,
                        listener,
                        certificate,
                    )
