"""ALI-DNS-21: the form of domain names."""

import re
from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import shown
from privateapi.topology.model import InternalRecord

_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")


class DomainSyntax(NodeRule[InternalRecord]):
    """The domain of a record is a domain name: no scheme, no port, no spaces, labels and the whole not too long."""

    id = "ALI-DNS-21"
    fix = "write the bare name, such as orders.example.internal"

    def judge(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        name = needed(node.domain_name, "its domain name")
        fault = _fault(name)
        if fault:
            yield self.violation(f"{node.label} has the domain name {shown(name)}, which {fault}", node)


def _fault(name: str) -> str | None:
    labels, whole = (naming_facts().ranges[f"dns.{part}_length"] for part in ("label", "name"))
    if "://" in name:
        return "has a scheme"
    if name != name.strip() or " " in name:
        return "has a space"
    bare = name.removesuffix(".")
    if len(bare) not in whole:
        return f"has {len(bare)} characters; names have {whole.lowest} to {whole.highest} ({whole.source})"
    for label in bare.split("."):
        if len(label) not in labels:
            sizes = f"{labels.lowest} to {labels.highest} ({labels.source})"
            return f"has a label of {len(label)} characters; labels have {sizes}"
        if not _LABEL.fullmatch(label):
            return f"has the label {shown(label)}; labels have letters, digits and hyphens, no hyphen at an end"
    return None
