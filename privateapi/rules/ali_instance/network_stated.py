"""ALI-INST-02: what a VPC integration instance cannot do without."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import zone_networks
from privateapi.rules.gateway_rule import GatewayRule
from privateapi.rules.rule import Outcome
from privateapi.topology.model import GatewayInstance
from privateapi.topology.values import Known, Unknown


class NetworkStated(GatewayRule):
    """A VPC integration instance states its VPC, its CIDR block, and the vSwitch and security group of each zone."""

    id = "ALI-INST-02"
    fix = "state userVpcId, instanceCidr, and zoneVswitchSecurityGroups with zoneId, vswitchId and securityGroup"

    def judge_instance(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        properties = {
            "userVpcId": node.user_vpc.missing,
            "instanceCidr": node.instance_cidr.missing,
            "zoneVswitchSecurityGroups": node.zones.missing,
        }
        if isinstance(node.zones, Unknown):
            yield self.unjudged(f"its zoneVswitchSecurityGroups {node.zones.why}", node)
        elif isinstance(node.zones, Known):
            properties["zoneVswitchSecurityGroups"] = not node.zones.value
            for network in zone_networks(design.topology, node):
                stated = network.stated
                properties |= {
                    f"{network.path}.zoneId": stated.zone.missing,
                    f"{network.path}.vswitchId": stated.vswitch.missing,
                    f"{network.path}.securityGroup": stated.security_group.missing,
                }
        absent = [name for name, missing in properties.items() if missing]
        if absent:
            yield self.violation(f"{node.label} is a VPC integration instance without {', '.join(absent)}", node)
