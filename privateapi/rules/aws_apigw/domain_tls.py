"""AWS-API-10: versions of TLS at custom domains."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import ApiDomain
from privateapi.topology.values import NotJudged


class DomainTls(NodeRule[ApiDomain]):
    """The security policy of a custom domain has TLS 1.2 and later only."""

    id = "AWS-API-10"
    fix = "set securityPolicy to TLS_1_2, or to one of the SecurityPolicy_TLS13 sets"
    remarks = "Left out, it is TLS_1_2."

    def judge(self, node: ApiDomain, design: Design) -> Iterator[Outcome]:
        policy = ask(node.security_policy, "the securityPolicy", service_choice("aws.apigw.default_policy").values[0])
        if policy in service_choice("aws.apigw.tls12_policies"):
            return
        if policy not in service_choice("aws.apigw.older_policies"):
            raise NotJudged(f"the versions of securityPolicy {policy} are not in the tables")
        yield self.violation(f"{node.label} has the securityPolicy {policy}, which takes TLS before 1.2", node)
