"""AWS-EP-06: endpoint policies that let everything through."""

from collections.abc import Iterator

from privateapi.rules.aws_endpoint._kinds import aws_service
from privateapi.rules.design import Design
from privateapi.rules.policy_documents import PolicyError, read_policy
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import service_of
from privateapi.topology.model import VpcEndpoint


class PolicyRestricts(NodeRule[VpcEndpoint]):
    """An endpoint to a service of AWS has a policy, which does not allow everything to everybody."""

    id = "AWS-EP-06"
    fix = "give the endpoint a policy that names the actions, resources or principals that are meant"
    remarks = "Endpoint services of customers take no endpoint policy: the service decides there."

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        if service_of(design.topology, node) is not None or aws_service(node) is None:
            return
        if node.policy.missing:
            yield self.violation(f"{node.label} has no policy, so that everything is allowed through it", node)
            return
        try:
            statements = read_policy(node.policy, "the policy")
        except PolicyError as fault:
            yield self.violation(f"{node.label}: the policy {fault}", node)
            return
        for number, statement in enumerate(statements, 1):
            open_to_all = statement.for_everybody and statement.for_everything
            if statement.effect == "Allow" and open_to_all and not statement.conditions:
                yield self.violation(
                    f"{node.label} has a policy whose statement {number} allows everything to everybody without a "
                    "condition",
                    node,
                )
