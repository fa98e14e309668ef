"""AWS-R53-12: aliases and values."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_sets import alias_of
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RecordSet
from privateapi.topology.values import Known


class AliasOrValues(NodeRule[RecordSet]):
    """An alias has no ttl and no values; any other record has both."""

    id = "AWS-R53-12"
    fix = "give the record either an alias, or a ttl and values"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        values = not node.records.missing and node.records != Known(())
        has = [what for what, there in (("ttl", not node.ttl.missing), ("values", values)) if there]
        if alias_of(node) is not None:
            if has:
                yield self.violation(f"{node.label} is an alias and has {' and '.join(has)}", node)
            return
        lacks = [what for what in ("ttl", "values") if what not in has]
        if lacks:
            yield self.violation(f"{node.label} is no alias and has no {' and no '.join(lacks)}", node)
