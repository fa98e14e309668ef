"""AWS-TLS-03: names that no public authority can validate."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.dns import normal
from privateapi.topology.model import Certificate
from privateapi.topology.values import NotJudged


class NameValidatable(NodeRule[Certificate]):
    """A public certificate is asked for names below a public top-level domain only."""

    id = "AWS-TLS-03"
    fix = "use a name below a public domain that you own, or a private certificate authority (certificateAuthorityArn)"

    def judge(self, node: Certificate, design: Design) -> Iterator[Outcome]:
        if not node.certificate_authority.missing or ask(node.imported, "whether it is imported", False):
            return
        values = [node.domain_name, *ask(node.subject_alternative_names, "the subjectAlternativeNames", ())]
        names: list[str] = []
        for value in values:
            try:
                names.append(normal(ask(value, "one of its names")))
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
        for name in dict.fromkeys(names):
            why = _no_public_name(name)
            if why is not None:
                yield self.violation(f"{node.label} is asked for {name}, which cannot be validated: {why}", node)


def _no_public_name(name: str) -> str | None:
    labels = name.removeprefix("*.").split(".")
    if len(labels) == 1:
        return "it is a single label"
    for ending in service_choice("aws.acm.not_validatable").values:
        if labels[-len(ending.split(".")) :] == ending.split("."):
            return f".{ending} is no public domain"
    return None
