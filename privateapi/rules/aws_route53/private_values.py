"""AWS-R53-18: addresses in a private zone."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.asking import followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.rules.zones import is_private
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, CidrError, CidrIndex, parse_address, parse_cidr
from privateapi.topology.model import HostedZone, RecordSet, Route, TransitGateway, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.model import VpcPeering as Peering
from privateapi.topology.values import Known, NotJudged


class PrivateValues(NodeRule[RecordSet]):
    """The A values of a private zone are IPv4 addresses, and private ones are inside a VPC or a connected block."""

    id = "AWS-R53-18"
    fix = "use an address of a VPC, or say the block that it is in (onPremisesCidrs)"
    remarks = "Public addresses are left alone: a name may mean something else inside than outside."

    def check(self, design: Design) -> Iterator[Outcome]:
        blocks = [block_of(route.destination) for route in design.topology.of(Route)]
        self._routed = CidrIndex((cidr.value, None) for cidr in blocks if isinstance(cidr, Known) and cidr.value.prefix)
        self._on_premises = [parse_cidr(text) for text in design.settings.on_premises_cidrs]
        self._elsewhere = _elsewhere(design)
        yield from super().check(design)

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        if node.type.known and node.type.get() != "A" or node.records.missing:
            return
        zone = followed(design.topology, node.zone, HostedZone, node, "its zone")
        if not is_private(zone):
            return
        if not isinstance(node.records, Known):
            raise NotJudged(f"the list of its values {because(node.records)}")
        for value in node.records.value:
            if not isinstance(value, Known):
                yield self.unjudged(f"a value {because(value)}", node)
                continue
            try:
                address = parse_address(value.value)
            except CidrError as fault:
                yield self.violation(f"{node.label}: the value {fault}", node)
                continue
            if address.version != 4:
                yield self.violation(f"{node.label} is an A record and has the IPv6 address {value.value}", node)
            elif not self._connected(address, design):
                yield self.violation(
                    f"{node.label} in {zone.label} has {value.value}, which is in no VPC and in no connected block",
                    node,
                    zone,
                )

    def _connected(self, address: Cidr, design: Design) -> bool:
        private = [parse_cidr(text) for text in network_facts().cidr_lists["aws.private"].cidrs]
        if not any(block.contains(address) for block in private):
            return True
        if design.record_places.vpcs(address) or any(block.contains(address) for block in self._on_premises):
            return True
        if self._routed.containing(address):
            return True
        if not design.record_places.complete:
            raise NotJudged(f"whether {address.host} is in a VPC is not known: not every CIDR block is")
        if self._elsewhere:
            raise NotJudged(f"whether {address.host} is in a connected network is not known: {self._elsewhere}")
        return False


def _elsewhere(design: Design) -> str:
    """What the design is connected to without saying what is there; empty when it says everything."""
    topology = design.topology
    for attachment in topology.of(TransitGatewayVpcAttachment):
        gateway = topology.follow(attachment.transit_gateway, TransitGateway, attachment)
        if not gateway.known:
            return f"the transit gateway of {attachment.label} {because(gateway)}"
    for peering in topology.of(Peering):
        for ref in (peering.vpc, peering.peer_vpc):
            vpc = topology.follow(ref, Vpc, peering)
            if not vpc.known:
                return f"a VPC of {peering.label} {because(vpc)}"
    return ""
