"""AWS-CIDR-21: VPCs of one deployment that are not connected yet."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import AnyVpc


class DeploymentOverlap(VpcOverlapRule):
    """The VPCs behind one name have distinct blocks, also before anything connects them."""

    id = "AWS-CIDR-21"
    fix = "give one of the two VPCs another block now; later it means renumbering"
    remarks = "VPCs that are connected already are AWS-CIDR-05 to AWS-CIDR-07."

    def check(self, design: Design) -> Iterator[Outcome]:
        deployments = design.deployments
        yield from self.all_unjudged(deployments.unread)
        for deployment in deployments.found:
            yield from self.all_unjudged(deployment.unread)
            name = deployment.name

            def apart(one: AnyVpc, other: AnyVpc, name: str = name) -> str | None:
                if other.key in design.reachability.linked_vpcs(one.key):
                    return None
                return f"both answer {name}"

            vpcs = {member.vpc.key: member.vpc for member in deployment.members}
            yield from self.overlaps(design, vpcs.values(), apart)
