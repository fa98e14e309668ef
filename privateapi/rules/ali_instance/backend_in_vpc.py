"""ALI-INST-01: backends in a VPC that the instance is not connected to."""

from collections.abc import Iterator

from privateapi.rules.alibaba_networks import Connections, connections, neighbourhood
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import covered, shown_block, vpc_key
from privateapi.rules.gateway_targets import Target, Way, targets, vpc_of_server
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.blocks import vpc_blocks
from privateapi.topology.cidr import CidrIndex
from privateapi.topology.model import AlibabaVpc, Node, Topology
from privateapi.topology.values import Known, NotJudged


class BackendInVpc(Rule):
    """A VPC integration instance has backends in its one VPC, or in networks that this VPC is connected to."""

    id = "ALI-INST-01"
    fix = "connect the two VPCs (peering or CEN), or serve the API with a conventional instance over a VPC access"
    remarks = "VPC access authorizations of other VPCs are ALI-VPA-01."

    def check(self, design: Design) -> Iterator[Outcome]:
        found = targets(design.topology, (Way.ADDRESS, Way.RECORD))
        unread: list[tuple[Node, str]] = list(found.unread)
        vpcs = _Vpcs(design.topology)
        links = connections(design.topology)
        for target in found.found:
            try:
                elsewhere = vpcs.of_target(target)
                if elsewhere is not None and not _reached(elsewhere, target, links, design):
                    own = design.topology.node(vpc_key(design.topology, target.instance))
                    yield self.violation(
                        f"{target.instance.label} has the backend {target.text} in {elsewhere.label}, but connects to "
                        f"{own.label if own is not None else 'another VPC'}, and the two are not connected",
                        target.origin,
                        target.instance,
                        elsewhere,
                    )
            except NotJudged as reason:
                unread.append((target.origin, str(reason)))
        yield from self.all_unjudged(unread)


def _reached(elsewhere: AlibabaVpc, target: Target, links: Connections, design: Design) -> bool:
    """Whether the instance reaches a target that is in a VPC of the design.

    Raises:
        NotJudged: the instance's own VPC or its connections are not all known.
    """
    key = vpc_key(design.topology, target.instance)
    own = design.topology.node(key)
    if elsewhere.key == key or (elsewhere.live and target.live):
        return True
    if not isinstance(own, AlibabaVpc):
        raise NotJudged(
            f"{AlibabaVpc.noun} {key!r} of {target.instance.label} is not among the resources that were read"
        )
    blocks = vpc_blocks(design.topology, own)
    # Of a server the VPC is certain; a block alone may be that of several VPCs.
    if target.server is None and covered(target.block, [block for block, _ in blocks.known]):
        return True
    around = neighbourhood(design, links, key)
    if covered(target.block, [each.block for each in around.found]):
        return True
    for node, why in (*blocks.unknown, *around.unread):
        raise NotJudged(f"{shown_block(target.block)} may be in {node.label}: {why}")
    if around.open:
        raise NotJudged(f"{own.label} is attached to a CEN, whose other networks are not all stated")
    return False


class _Vpcs:
    """The VPCs of the design by their blocks."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._index = CidrIndex(
            (block, vpc) for vpc in topology.of(AlibabaVpc) for block, _ in vpc_blocks(topology, vpc).known
        )

    def of_target(self, target: Target) -> AlibabaVpc | None:
        """The VPC that a target is certainly in; None when it is in none of the design, or in the instance's."""
        if target.server is not None:
            key = needed(vpc_of_server(self._topology, target.server), f"the VPC of {target.server.label}")
            vpc = self._topology.node(key)
            return vpc if isinstance(vpc, AlibabaVpc) else None
        holders = {match.item.key: match.item for match in self._index.containing(target.block)}
        own = self._topology.identity(target.instance.user_vpc, AlibabaVpc, target.instance)
        if not holders or (isinstance(own, Known) and own.value in holders):
            return None
        return holders[min(holders)]
