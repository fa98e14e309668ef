"""AWS-API-08: balancers behind a VPC link that the internet reaches."""

from collections.abc import Iterator

from privateapi.rules.balancers import faces_internet, is_network
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.vpc_links import linked_balancers
from privateapi.rules.wording import exists
from privateapi.topology.model import VpcLink


class LinkInternal(NodeRule[VpcLink]):
    """The Network Load Balancer behind a VPC link is internal."""

    id = "AWS-API-08"
    fix = "make the load balancer internal: the link reaches it inside the VPC"
    remarks = "API Gateway reaches an internet-facing balancer too; the backend is public then, beside the API."

    def judge(self, node: VpcLink, design: Design) -> Iterator[Outcome]:
        for through, balancer in linked_balancers(design.topology, node):
            if is_network(balancer) and faces_internet(balancer):
                way = "" if through is node else f" ({through.label})"
                yield self.violation(
                    f"{balancer.label}{exists(balancer)} behind {node.label}{way} is internet-facing",
                    balancer,
                    node,
                    through,
                )
