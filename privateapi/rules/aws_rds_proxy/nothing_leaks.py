"""AWS-RDS-06: statements in logs, and secrets in programs."""

import re
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import OtherResource, RdsProxy, Topology
from privateapi.topology.values import Known, NotJudged, Ref


class NothingLeaks(NodeRule[RdsProxy]):
    """A proxy logs no statements outside of development, and its credentials come from Secrets Manager."""

    id = "AWS-RDS-06"
    fix = "set debugLogging false, or configure environment: development"
    remarks = "Debug logging is taken for wrong unless environment: development is configured."

    def judge(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        for judgement in (self._logging, self._secrets):
            try:
                yield from judgement(node, design)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)

    def _logging(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        environment = design.settings.environment
        if environment != "development" and ask(node.debug_logging, "debugLogging", False):
            where = f"for {environment}" if environment else "for no environment that is configured"
            yield self.violation(
                f"{node.label} is {where} and has debugLogging true, which writes SQL statements to the log", node
            )

    def _secrets(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        for index, entry in enumerate(ask(node.auth, "the list auth", ())):
            what = f"auth[{index}].secretArn"
            if entry.secret.missing:
                if ask(node.default_auth_scheme, "the defaultAuthScheme", "NONE") != "IAM_AUTH":
                    yield self._secret(f"{node.label} has no {what}", node)
            elif not _in_secrets_manager(design.topology, entry.secret, what):
                # Not shown: what is no ARN there may be the password itself.
                yield self._secret(f"{node.label} has an {what} that is no ARN of a secret", node)

    def _secret(self, message: str, node: RdsProxy) -> Outcome:
        fix = "put the credentials into a secret of Secrets Manager, and name it by its ARN"
        return self.violation(message, node, fix=fix)


def _in_secrets_manager(topology: Topology, ref: Ref, what: str) -> bool:
    """Whether a reference is to a secret of Secrets Manager.

    Raises:
        NotJudged: it is not known, and not computed from one.
    """
    if isinstance(ref.id, Known):
        return re.fullmatch(service_choice("aws.rds.secret_pattern").values[0], ref.id.value) is not None
    source = topology.follow(ref, OtherResource)
    if isinstance(source, Known) and ":secretsmanager/" in source.value.origin.type:
        return True
    ask(ref.id, what)
    return False
