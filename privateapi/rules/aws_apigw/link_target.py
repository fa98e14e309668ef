"""AWS-API-06: what a VPC link of the first version leads to."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.arn import parse_arn
from privateapi.topology.model import LoadBalancer, Topology, VpcLink
from privateapi.topology.values import Known, NotJudged, Ref, Refs

# The resource part of the ARN of a Network Load Balancer (Service Authorization Reference, Elastic Load Balancing V2).
_NETWORK = "loadbalancer/net/"


class LinkTarget(NodeRule[VpcLink]):
    """A VPC link of REST APIs (V1) leads to one Network Load Balancer of its account."""

    id = "AWS-API-06"
    fix = "give the link the ARN of one Network Load Balancer; for an Application Load Balancer use a VPC link V2"
    remarks = "A VPC link V2 leads to load balancers of both kinds, also for REST APIs, and is left alone."

    def judge(self, node: VpcLink, design: Design) -> Iterator[Outcome]:
        if node.version != 1:
            return
        number = service_range("aws.apigw.vpc_link_targets")
        ids = ask(node.targets.ids, "the list targetArns", ())
        if len(ids) not in number:
            yield self.violation(
                f"{node.label} has {len(ids) or 'no'} targets; it takes {number.lowest} Network Load Balancer", node
            )
        balancers: list[LoadBalancer] = []
        for id in ids:
            if isinstance(id, Known) and not _read(design.topology, id.value, node):
                yield from self._by_arn(node, id.value)
            else:
                # What the list was computed from is told for the whole of it.
                ref = Refs(Known((id,)), node.targets.nodes) if id.known else node.targets
                balancers += ask(design.topology.follow_all(ref, LoadBalancer, node), "the list targetArns")
        for balancer in dict.fromkeys(balancers):
            yield from self._balancer(node, balancer)

    def _balancer(self, link: VpcLink, balancer: LoadBalancer) -> Iterator[Outcome]:
        kind = ask(balancer.type, f"the type of {balancer.label}", "application")
        if kind != "network":
            yield self.violation(f"{link.label} leads to {balancer.label}, which is of the type {kind}", link, balancer)
        if isinstance(link.account, Known) and isinstance(balancer.account, Known) and link.account != balancer.account:
            yield self.violation(
                f"{link.label} is of the account {link.account.value} and leads to {balancer.label} of the account "
                f"{balancer.account.value}",
                link,
                balancer,
            )

    def _by_arn(self, link: VpcLink, text: str) -> Iterator[Outcome]:
        """A balancer of elsewhere, whose ARN tells its kind and account."""
        arn = parse_arn(text)
        if arn is None:
            raise NotJudged(f"the target {text!r} is not among the resources that were read")
        if not arn.resource.startswith(_NETWORK):
            yield self.violation(f"{link.label} leads to {text}, which is no Network Load Balancer", link)
        if isinstance(link.account, Known) and arn.account != link.account.value:
            yield self.violation(
                f"{link.label} is of the account {link.account.value} and leads to {text} of the account {arn.account}",
                link,
            )


def _read(topology: Topology, id: str, link: VpcLink) -> bool:
    return topology.follow(Ref.to(id), LoadBalancer, link).known
