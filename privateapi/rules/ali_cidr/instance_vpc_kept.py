"""ALI-CIDR-04: the VPC of an instance that exists."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.needed import same_resource
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import AlibabaVpc, GatewayInstance, Topology
from privateapi.topology.values import Known, Ref


class InstanceVpcKept(NodeRule[GatewayInstance]):
    """A VPC integration instance keeps its VPC: it cannot be changed after the creation."""

    id = "ALI-CIDR-04"
    fix = "keep the VPC, or declare a second instance in the new VPC and move the API groups to it"
    remarks = (
        "Judged by `privateapi check` with a preview, which has the inputs before the change; the engine does not give "
        "them to policy packs. The component VpcIntegrationInstance refuses the change itself, in the first preview: "
        "the engine asks it before its InstanceNetwork changes."
    )

    def judge(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if node.previous_vpc.missing:
            return
        topology = design.topology
        if not same_resource(topology, (node.user_vpc, node), (node.previous_vpc, node), AlibabaVpc, "its userVpcId"):
            before, after = (_named(topology, ref, node) for ref in (node.previous_vpc, node.user_vpc))
            yield self.violation(
                f"{node.label} changes its userVpcId from {before} to {after}, which would replace the instance", node
            )


def _named(topology: Topology, ref: Ref, near: GatewayInstance) -> str:
    vpc = topology.follow(ref, AlibabaVpc, near)
    return vpc.value.label if isinstance(vpc, Known) else f"{AlibabaVpc.noun} {ref.id.get()}"
