"""ALI-CIDR-06: what an instance says of its zones against the vSwitches and security groups that it names."""

from collections.abc import Callable, Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import ZoneNetwork
from privateapi.rules.gateway_rule import GatewayRule
from privateapi.rules.needed import needed, same_resource
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import block_of
from privateapi.topology.model import AlibabaSecurityGroup, AlibabaVpc, GatewayInstance, VSwitch
from privateapi.topology.values import NotJudged


class ZoneEntry(GatewayRule):
    """Zone and block of an instance's network are its vSwitch's; vSwitch and security group are in its VPC."""

    id = "ALI-CIDR-06"
    fix = "take zoneId and cidrBlock from the vSwitch, and name a vSwitch and a security group of the instance's VPC"

    def judge_zone(
        self, network: ZoneNetwork, networks: tuple[ZoneNetwork, ...], node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        checks: tuple[Callable[[ZoneNetwork, GatewayInstance, Design], Iterator[Outcome]], ...] = (
            self._zone,
            self._block,
            self._vswitch,
            self._group,
        )
        said: set[str] = set()
        for check in checks:
            try:
                yield from check(network, node, design)
            except NotJudged as reason:
                if str(reason) not in said:
                    said.add(str(reason))
                    yield self.unjudged(str(reason), node)

    def _zone(self, network: ZoneNetwork, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if network.stated.zone.missing:
            return
        vswitch = _vswitch(network)
        stated = needed(network.stated.zone, f"{network.path}.zoneId")
        zone = needed(vswitch.zone, f"the zone of {vswitch.label}")
        if stated != zone:
            yield self.violation(
                f"{node.label} has {network.path}.zoneId {stated}, but {vswitch.label} is in {zone}", node, vswitch
            )

    def _block(self, network: ZoneNetwork, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if network.stated.cidr_block.missing:
            return
        vswitch = _vswitch(network)
        stated = needed(block_of(network.stated.cidr_block), f"{network.path}.cidrBlock")
        block = needed(block_of(vswitch.cidr_block), f"the CIDR block of {vswitch.label}")
        if stated != block:
            yield self.violation(
                f"{node.label} has {network.path}.cidrBlock {stated}, but {vswitch.label} has {block}", node, vswitch
            )

    def _vswitch(self, network: ZoneNetwork, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if network.stated.vswitch.missing or node.user_vpc.missing:
            return
        yield from self._in_vpc(_vswitch(network), network, node, design)

    def _group(self, network: ZoneNetwork, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if network.stated.security_group.missing or node.user_vpc.missing:
            return
        group = design.topology.follow(network.stated.security_group, AlibabaSecurityGroup, node)
        yield from self._in_vpc(needed(group, f"{network.path}.securityGroup"), network, node, design)

    def _in_vpc(
        self, part: VSwitch | AlibabaSecurityGroup, network: ZoneNetwork, node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        ends = (part.vpc, part), (node.user_vpc, node)
        if not same_resource(design.topology, *ends, AlibabaVpc, f"the VPC of {part.label} or {node.label}"):
            own, wanted = (design.topology.follow(ref, AlibabaVpc, near) for ref, near in ends)
            names = [vpc.get().label if vpc.known else "another VPC" for vpc in (own, wanted)]
            yield self.violation(
                f"{network.path} of {node.label} names {part.label}, which is in {names[0]}, not in {names[1]} of the "
                "instance",
                node,
                part,
            )


def _vswitch(network: ZoneNetwork) -> VSwitch:
    return needed(network.vswitch, f"{network.path}.vswitchId")
