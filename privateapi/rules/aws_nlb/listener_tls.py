"""AWS-NLB-08: versions of TLS at listeners."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import Listener
from privateapi.topology.values import NotJudged


class ListenerTls(NodeRule[Listener]):
    """The security policy of a TLS listener has TLS 1.2 and later only."""

    id = "AWS-NLB-08"
    fix = "set sslPolicy to one with TLS 1.2 and later, such as ELBSecurityPolicy-TLS13-1-2-2021-06"

    def judge(self, node: Listener, design: Design) -> Iterator[Outcome]:
        if ask(node.protocol, "the protocol", "") != "TLS":
            return
        default = service_choice("aws.elb.default_policy").values[0]
        policy = ask(node.ssl_policy, "the sslPolicy", default)
        if policy in service_choice("aws.elb.tls12_policies"):
            return
        if policy not in service_choice("aws.elb.older_policies"):
            raise NotJudged(f"the versions of sslPolicy {policy} are not in the tables")
        has = f"the sslPolicy {policy}" if node.ssl_policy.known else f"no sslPolicy, so that it has {policy}"
        yield self.violation(f"{node.label} has {has}, which takes TLS before 1.2", node)
