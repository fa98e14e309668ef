"""Rules of security groups, one by one (EC2 API: AuthorizeSecurityGroupIngress, ModifySecurityGroupRules)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ipv4Cidr, Ipv6Cidr
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2._resource import Ec2Resource
from privateapi.resources.ec2._security_groups import GroupText

NAMES = {"1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6", "all": "-1"}
"""Protocols that EC2 gives back by a name, whatever they were given as."""
WITH_PORTS, WITH_TYPES = ("tcp", "udp"), ("icmp", "icmpv6")
"""Protocols that have ports, and those that have types and codes instead."""
SOURCES = ("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id")
"""Inputs that say whose traffic the rule is about; a rule has one."""
WIRE_SOURCES = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")


def _named(protocol: Any) -> str:
    text = str(protocol).lower()
    return NAMES.get(text, text)


def _protocol(value: Any) -> Any:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return value
    name = _named(value)
    known = name in (*WITH_PORTS, *WITH_TYPES, "-1") or (name.isdecimal() and int(name) <= 255)
    if not known:
        raise ValueError(
            f"{value!r} is not a protocol; write tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all"
        )
    return name


class SecurityGroupRuleArgs(RegionalArgs, TaggedArgs):
    """Inputs of a security group's rule: one direction, one protocol, one source or destination."""

    security_group_id: Annotated[str, Replaces()]
    """The group whose rule it is."""
    type: Annotated[Literal["ingress", "egress"], Replaces()]
    """Whether traffic into (``ingress``) or out of (``egress``) the group's interfaces is allowed."""
    ip_protocol: Annotated[str, BeforeValidator(_protocol)]
    """``tcp``, ``udp``, ``icmp``, ``icmpv6``, another protocol's number, or ``-1`` for everything."""
    from_port: Annotated[int, Field(ge=-1, le=65535)] | None = None
    """First port, 0 to 65535; for ICMP its type, -1 (the default there) for all."""
    to_port: Annotated[int, Field(ge=-1, le=65535)] | None = None
    """Last port, 0 to 65535; for ICMP its code, -1 (the default there) for all."""
    cidr_ipv4: Ipv4Cidr | None = None
    """An IPv4 block; a single address is a /32."""
    cidr_ipv6: Ipv6Cidr | None = None
    """An IPv6 block; a single address is a /128."""
    prefix_list_id: str | None = None
    """A prefix list."""
    referenced_security_group_id: str | None = None
    """A security group; one of another account, in a peered VPC, is ``123456789012/sg-0abc``."""
    description: GroupText | None = None
    """Description, at most 255 characters."""

    def faults(self) -> Iterator[Fault]:
        given = [wire for name, wire in zip(SOURCES, WIRE_SOURCES, strict=True) if getattr(self, name) is not None]
        if not given:
            yield Fault("cidrIpv4", f"a rule has one source or destination; give one of {', '.join(WIRE_SOURCES)}")
        for wire in given[1:]:
            yield Fault(wire, f"is given together with {given[0]}; a rule has one source or destination")
        if isinstance(self.ip_protocol, str):
            yield from self._port_faults(self.ip_protocol)

    def _port_faults(self, protocol: str) -> Iterator[Fault]:
        ports = {"fromPort": self.from_port, "toPort": self.to_port}
        if protocol in WITH_PORTS:
            for wire, port in ports.items():
                if port is None:
                    yield Fault(wire, f"is required with {protocol}; all ports are 0 to 65535")
                elif port == -1:
                    yield Fault(wire, f"-1 is not a port of {protocol}; all ports are 0 to 65535")
            if isinstance(self.from_port, int) and isinstance(self.to_port, int) and self.from_port > self.to_port >= 0:
                yield Fault("toPort", f"{self.to_port} is below fromPort, {self.from_port}; turn the two round")
        elif protocol in WITH_TYPES:
            for wire, number in ports.items():
                if isinstance(number, int) and number > 255:
                    yield Fault(wire, f"{number} is not a type or code of {protocol}; 0 to 255, or -1 for all")
            if self.from_port == -1 and isinstance(self.to_port, int) and self.to_port != -1:
                yield Fault("toPort", f"{self.to_port} is a code of no type; with fromPort -1 it is -1")
        else:
            what = "everything" if protocol == "-1" else f"protocol {protocol}"
            for wire, port in ports.items():
                if port is not None:
                    yield Fault(wire, f"a rule for {what} has no ports; leave it out")


class SecurityGroupRuleState(SecurityGroupRuleArgs, State):
    """A security group's rule."""

    security_group_rule_id: str
    """The rule's id."""
    arn: str
    """ARN."""


class SecurityGroupRule(Ec2Resource[SecurityGroupRuleArgs, SecurityGroupRuleState]):
    """One rule of a security group; protocol, ports, description and the source's value change in place."""

    noun = "EC2 Security Group Rule"
    resource_type = "security-group-rule"
    id_prefix = "sgr-"

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        if _named(values.get("ipProtocol")) in WITH_TYPES:
            for wire in ("fromPort", "toPort"):
                values[wire] = -1 if values.get(wire) is None else values[wire]

    def create(self, ctx: Context, args: SecurityGroupRuleArgs) -> str:
        ec2 = ctx.client("ec2")
        call = ec2.authorize_security_group_ingress if args.type == "ingress" else ec2.authorize_security_group_egress
        # The groups may have been made a moment ago.
        answer = ctx.retry(
            "ec2",
            "eventual",
            lambda: call(
                GroupId=args.security_group_id,
                IpPermissions=[_permission(args)],
                TagSpecifications=self.tag_specifications(ctx, args),
            ),
            60.0,
        )
        return str(answer["SecurityGroupRules"][0]["SecurityGroupRuleId"])

    def read(self, ctx: Context, id: str, prior: SecurityGroupRuleState | None) -> SecurityGroupRuleState | None:
        (rule,) = ctx.client("ec2").describe_security_group_rules(SecurityGroupRuleIds=[id])["SecurityGroupRules"]
        protocol = str(rule["IpProtocol"])
        numbered = protocol in (*WITH_PORTS, *WITH_TYPES)
        return self.state(
            region=ctx.region,
            tags=tag_map(rule.get("Tags")),
            security_group_id=rule["GroupId"],
            type="egress" if rule["IsEgress"] else "ingress",
            ip_protocol=protocol,
            from_port=rule.get("FromPort") if numbered else None,
            to_port=rule.get("ToPort") if numbered else None,
            cidr_ipv4=rule.get("CidrIpv4"),
            cidr_ipv6=rule.get("CidrIpv6"),
            prefix_list_id=rule.get("PrefixListId"),
            referenced_security_group_id=_referenced(ctx, rule.get("ReferencedGroupInfo")),
            description=rule.get("Description") or None,
            security_group_rule_id=id,
            arn=rule.get("SecurityGroupRuleArn") or ctx.arn("ec2", f"security-group-rule/{id}"),
        )

    def update(
        self, ctx: Context, id: str, old: SecurityGroupRuleState, new: SecurityGroupRuleArgs, changed: frozenset[str]
    ) -> None:
        if changed - {"tags"}:
            rule = {
                "IpProtocol": new.ip_protocol,
                "FromPort": new.from_port,
                "ToPort": new.to_port,
                "CidrIpv4": new.cidr_ipv4,
                "CidrIpv6": new.cidr_ipv6,
                "PrefixListId": new.prefix_list_id,
                "ReferencedGroupId": new.referenced_security_group_id and _group(new.referenced_security_group_id)[1],
                "Description": new.description,
            }
            given = {name: value for name, value in rule.items() if value is not None}
            ctx.client("ec2").modify_security_group_rules(
                GroupId=new.security_group_id,
                SecurityGroupRules=[{"SecurityGroupRuleId": id, "SecurityGroupRule": given}],
            )
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: SecurityGroupRuleState) -> None:
        ec2 = ctx.client("ec2")
        revoke = ec2.revoke_security_group_ingress if state.type == "ingress" else ec2.revoke_security_group_egress
        revoke(GroupId=state.security_group_id, SecurityGroupRuleIds=[id])

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        # EC2 changes a block into another block, but not into a group or prefix list.
        return frozenset(
            name
            for name, wire in zip(SOURCES, WIRE_SOURCES, strict=True)
            if absent(old.get(wire)) != absent(new.get(wire))
        )


def _permission(args: SecurityGroupRuleArgs) -> dict[str, Any]:
    described = {"Description": args.description} if args.description else {}
    permission: dict[str, Any] = {"IpProtocol": args.ip_protocol}
    if args.from_port is not None and args.to_port is not None:
        permission |= {"FromPort": args.from_port, "ToPort": args.to_port}
    if args.cidr_ipv4:
        permission["IpRanges"] = [{"CidrIp": args.cidr_ipv4, **described}]
    if args.cidr_ipv6:
        permission["Ipv6Ranges"] = [{"CidrIpv6": args.cidr_ipv6, **described}]
    if args.prefix_list_id:
        permission["PrefixListIds"] = [{"PrefixListId": args.prefix_list_id, **described}]
    if args.referenced_security_group_id:
        account, group = _group(args.referenced_security_group_id)
        owner = {"UserId": account} if account else {}
        permission["UserIdGroupPairs"] = [{"GroupId": group, **owner, **described}]
    return permission


def _group(referenced: str) -> tuple[str, str]:
    """The account, empty for the own one, and the group's id."""
    account, _, group = referenced.rpartition("/")
    return account, group


def _referenced(ctx: Context, info: Mapping[str, Any] | None) -> str | None:
    if not info or not info.get("GroupId"):
        return None
    owner = info.get("UserId")
    foreign = owner is not None and owner != ctx.account
    return f"{owner}/{info['GroupId']}" if foreign else str(info["GroupId"])
