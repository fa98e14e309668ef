"""ALI-INST-05: the TLS versions of an instance."""

from collections.abc import Iterator

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import GatewayInstance
from privateapi.topology.values import NotJudged


class HttpsPolicy(NodeRule[GatewayInstance]):
    """The HTTPS policy of an instance demands TLS 1.2 or later."""

    id = "ALI-INST-05"
    fix = "choose a policy without TLS 1.0, where the region has it"

    def judge(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        policies = alibaba_facts().choices["apigw.https_policies"]
        strict = alibaba_facts().choices["apigw.https_policies_tls_1_2"]
        policy = needed(node.https_policy, "its httpsPolicy")
        if policy in strict:
            return
        if policy not in policies:
            raise NotJudged(f"its httpsPolicy {policy!r} is none of {', '.join(policies.values)}")
        yield self.violation(
            f"{node.label} has the httpsPolicy {policy}, which takes TLS 1.0; TLS 1.2 or later is demanded by "
            f"{' and '.join(strict.values)} ({strict.source})",
            node,
        )
