"""Rules of security groups (ECS 2014-05-26: AuthorizeSecurityGroup, AuthorizeSecurityGroupEgress)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.markers import Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, State
from privateapi.provider.values import holds_unknown
from privateapi.sandbox.alicloud_plugin.resource import NotInSandbox, StandIn

ALL_PORTS = "-1/-1"


class SecurityGroupRuleArgs(Args):
    """Inputs of a rule."""

    type: Annotated[Literal["ingress", "egress"], Replaces()]
    """Direction."""
    ip_protocol: Annotated[Literal["tcp", "udp", "icmp", "icmpv6", "gre", "all"], Replaces()]
    """Protocol."""
    security_group_id: Annotated[str, Replaces()]
    """The group."""
    cidr_ip: Annotated[str | None, Replaces()] = None
    """IPv4 block of the other side."""
    source_security_group_id: Annotated[str | None, Replaces()] = None
    """Security group of the other side, also of an egress rule."""
    prefix_list_id: Annotated[str | None, Replaces()] = None
    """Prefix list of the other side."""
    port_range: Annotated[str, Replaces()] = ALL_PORTS
    """``80/80``; ``-1/-1`` for protocols without ports."""
    policy: Annotated[Literal["accept", "drop"], Replaces()] = "accept"
    """What happens."""
    priority: Annotated[int, Field(ge=1, le=100), Replaces()] = 1
    """1 comes first."""
    nic_type: Annotated[Literal["internet", "intranet"] | None, Chosen(), Replaces()] = None
    """``intranet`` in a VPC."""
    description: str | None = None
    """Description."""
    source_group_owner_account: Annotated[str | None, Chosen(), Replaces()] = None
    """Account of the other side's security group."""
    source_group_owner_id: Annotated[str | None, Replaces(), WriteOnly()] = None
    """Account id of the other side's security group."""
    ipv6_cidr_ip: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        others = (self.cidr_ip, self.source_security_group_id, self.prefix_list_id)
        if all(other is None for other in others):
            yield Fault(
                "cidrIp",
                "is required, or one of sourceSecurityGroupId and prefixListId; an empty one is refused with "
                f"MissingParameter.{'Dest' if self.type == 'egress' else 'Source'}",
            )
        if self.cidr_ip is not None and self.source_security_group_id is not None:
            yield Fault("sourceSecurityGroupId", "conflicts with cidrIp: give one of the two")
        if holds_unknown([self.ip_protocol, self.port_range]):
            return
        if self.ip_protocol in ("tcp", "udp"):
            if self.port_range == ALL_PORTS:
                yield Fault("portRange", f"'-1/-1' is not for {self.ip_protocol}; write 1/65535 for all its ports")
        elif self.port_range != ALL_PORTS:
            yield Fault("portRange", f"{self.port_range!r} is not for {self.ip_protocol}, which takes '-1/-1' only")


class SecurityGroupRuleState(SecurityGroupRuleArgs, State):
    """A rule."""

    security_group_rule_id: str


class SecurityGroupRule(StandIn[SecurityGroupRuleArgs, SecurityGroupRuleState]):
    """A rule; its id is `<group>:<direction>:<protocol>:<ports>:<network>:<other side>:<policy>:<priority>`."""

    noun = "ECS security group rule"
    gone = frozenset({"InvalidSecurityGroupId.NotFound"})

    def create(self, ctx: Context, args: SecurityGroupRuleArgs) -> str:
        id = ":".join(
            (
                args.security_group_id,
                args.type,
                args.ip_protocol,
                args.port_range,
                args.nic_type or "intranet",
                args.cidr_ip or args.source_security_group_id or args.prefix_list_id or "",
                args.policy,
                str(args.priority),
            )
        )
        action = "AuthorizeSecurityGroup" if args.type == "ingress" else "AuthorizeSecurityGroupEgress"
        ctx.call(
            "ecs",
            action,
            {"RegionId": ctx.region, "Description": args.description, **_params(args)},
            is_done=lambda: self._find(ctx, id) is not None,
        )
        return id

    def read(self, ctx: Context, id: str, prior: SecurityGroupRuleState | None) -> SecurityGroupRuleState | None:
        rule = self._find(ctx, id)
        if rule is None:
            return None
        side = "Source" if rule["Direction"] == "ingress" else "Dest"
        return self.state(
            type=rule["Direction"],
            ip_protocol=rule["IpProtocol"].lower(),
            security_group_id=id.partition(":")[0],
            cidr_ip=rule.get(f"{side}CidrIp") or None,
            source_security_group_id=rule.get(f"{side}GroupId") or None,
            prefix_list_id=rule.get(f"{side}PrefixListId") or None,
            port_range=rule["PortRange"],
            policy=rule["Policy"].lower(),
            priority=int(rule["Priority"]),
            nic_type=rule.get("NicType"),
            description=rule.get("Description") or None,
            source_group_owner_account=rule.get(f"{side}GroupOwnerAccount") or None,
            source_group_owner_id=prior.source_group_owner_id if prior else None,
            security_group_rule_id=rule["SecurityGroupRuleId"],
        )

    def update(
        self, ctx: Context, id: str, old: SecurityGroupRuleState, new: SecurityGroupRuleArgs, changed: frozenset[str]
    ) -> None:
        action = "ModifySecurityGroupRule" if new.type == "ingress" else "ModifySecurityGroupEgressRule"
        ctx.call(
            "ecs",
            action,
            {
                "RegionId": ctx.region,
                "SecurityGroupRuleId": old.security_group_rule_id,
                "Description": new.description or "",
                **_params(new),
            },
            idempotent=True,
        )

    def delete(self, ctx: Context, id: str, state: SecurityGroupRuleState) -> None:
        action = "RevokeSecurityGroup" if state.type == "ingress" else "RevokeSecurityGroupEgress"
        ctx.call("ecs", action, {"RegionId": ctx.region, **_params(state)}, idempotent=True)

    def _find(self, ctx: Context, id: str) -> Mapping[str, Any] | None:
        parts = id.split(":")
        if len(parts) != 8 or parts[1] not in ("ingress", "egress") or not parts[7].isdigit():
            raise PluginError(
                f"{id!r} is not the id of a rule; write it as "
                "sg-bp1abc:ingress:tcp:443/443:intranet:10.0.0.0/8:accept:1"
            )
        group, direction, protocol, ports, _, other, policy, priority = parts
        answer = ctx.call(
            "ecs",
            "DescribeSecurityGroupAttribute",
            {"RegionId": ctx.region, "SecurityGroupId": group, "Direction": direction},
        )
        side = "Source" if direction == "ingress" else "Dest"
        for rule in answer["Permissions"]["Permission"]:
            others = (rule.get(f"{side}{name}") for name in ("CidrIp", "GroupId", "PrefixListId"))
            if (
                rule["Direction"] == direction
                and rule["IpProtocol"].lower() == protocol
                and rule["PortRange"] == ports
                and rule["Policy"].lower() == policy
                and int(rule["Priority"]) == int(priority)
                and other in others
            ):
                found: Mapping[str, Any] = rule
                return found
        return None


def _params(args: SecurityGroupRuleArgs | SecurityGroupRuleState) -> dict[str, Any]:
    side = "Source" if args.type == "ingress" else "Dest"
    return {
        "SecurityGroupId": args.security_group_id,
        "IpProtocol": args.ip_protocol,
        "PortRange": args.port_range,
        "Policy": args.policy,
        "Priority": args.priority,
        "NicType": args.nic_type,
        f"{side}CidrIp": args.cidr_ip,
        f"{side}GroupId": args.source_security_group_id,
        f"{side}PrefixListId": args.prefix_list_id,
        f"{side}GroupOwnerAccount": args.source_group_owner_account,
        f"{side}GroupOwnerId": args.source_group_owner_id,
    }
