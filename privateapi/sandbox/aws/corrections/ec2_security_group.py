"""Security groups and rules: deletion only when unused, descriptions of every rule, and changes in place, as in AWS.

moto makes groups in VPCs that do not exist, deletes groups in use, keeps descriptions of address rules only, compares
descriptions when it looks for duplicates, keeps the tags of a rule that it refuses, fails on protocols without ports,
and changes rules of IPv4 addresses only.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import (
    DependencyViolationError,
    EC2ClientError,
    InvalidPermissionDuplicateError,
    InvalidSecurityGroupRuleIdNotFoundError,
)
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule
from moto.ec2.responses.security_groups import SecurityGroups

from privateapi.sandbox.aws.patches import Patches

_WITH_PORTS = ("tcp", "udp")


def apply(patches: Patches) -> None:
    """Correct groups and rules."""
    _correct_groups(patches)
    _correct_rules(patches)


def _correct_groups(patches: Patches) -> None:
    @patches.wrap(SecurityGroups, "create_security_group")
    def create_security_group(original: Any, response: Any) -> ActionResult:
        vpc_id = response._get_param("VpcId")
        if vpc_id:
            response.ec2_backend.get_vpc(vpc_id)
        result: ActionResult = original(response)
        return result

    @patches.wrap(SecurityGroups, "delete_security_group")
    def delete_security_group(original: Any, response: Any) -> ActionResult:
        backend = response.ec2_backend
        group = backend.get_security_group_from_id(response._get_param("GroupId"))
        if group is not None:
            if group.is_default:
                raise EC2ClientError(
                    "CannotDelete", f'the specified group: "{group.id}" name: "default" cannot be deleted by a user'
                )
            if _in_use(backend, group):
                raise DependencyViolationError(f"resource {group.id} has a dependent object")
        result: ActionResult = original(response)
        return result


def _in_use(backend: Any, group: Any) -> bool:
    if any(each.id == group.id for interface in backend.enis.values() for each in interface.group_set):
        return True
    others = (each for groups in backend.groups.values() for each in groups.values() if each.id != group.id)
    return any(
        rule.source_group.get("GroupId") == group.id
        for other in others
        for rule in (*other.ingress_rules, *other.egress_rules)
    )


def _correct_rules(patches: Patches) -> None:
    patches.replace(SecurityGroupRule, "description", property(_description))
    patches.replace(SecurityGroupRule, "__eq__", lambda rule, other: _key(rule) == _key(other))
    patches.replace(SecurityGroupBackend, "modify_security_group_rules", _modify)

    @patches.wrap(SecurityGroupBackend, "_iterate_security_rules")
    def iterate(
        original: Any,
        backend: Any,
        ip_protocol: str,
        group_id: str,
        from_port: Any,
        to_port: Any,
        ip_ranges: Any,
        source_groups: Any,
        prefix_list_ids: Any,
        **options: Any,
    ) -> Any:
        protocol = str(ip_protocol).lower()
        if from_port is None or to_port is None:
            if protocol in _WITH_PORTS:
                raise EC2ClientError(
                    "InvalidParameterValue",
                    "Invalid value for portRange. Must specify both from and to ports with TCP/UDP.",
                )
            from_port = to_port = -1
        sources = (ip_ranges, source_groups, prefix_list_ids)
        tags = options.pop("tags", None)
        rules = list(original(backend, ip_protocol, group_id, from_port, to_port, *sources, **options))
        for rule, source in zip(rules, [each for kind in sources for each in kind], strict=True):
            rule.own_description = source.get("Description")
        if tags:
            # Only rules that are made have tags; moto tags those, too, that it refuses a moment later.
            group = backend.get_security_group_from_id(group_id)
            existing = group.egress_rules if options.get("is_egress") else group.ingress_rules
            if any(rule in existing for rule in rules):
                raise InvalidPermissionDuplicateError()
            for rule in rules:
                rule.add_tags(tags)
        return rules

    for name in ("revoke_security_group_ingress", "revoke_security_group_egress"):
        _check_revoked(patches, name)


def _check_revoked(patches: Patches, name: str) -> None:
    @patches.wrap(SecurityGroupBackend, name)
    def revoke(original: Any, backend: Any, *args: Any, **kwargs: Any) -> Any:
        group = backend.get_security_group_by_name_or_id(kwargs.get("group_name_or_id"))
        known = {rule.id for rule in (*group.ingress_rules, *group.egress_rules)} if group else set()
        for id in kwargs.get("security_rule_ids") or ():
            if group and id not in known:
                raise InvalidSecurityGroupRuleIdNotFoundError(id)
        return original(backend, *args, **kwargs)


def _description(rule: Any) -> str | None:
    if hasattr(rule, "own_description"):
        own: str | None = rule.own_description
        return own
    described: str | None = rule.ip_range.get("Description")
    return described


def _key(rule: Any) -> tuple[Any, ...]:
    """What AWS tells rules apart by."""
    ports = () if rule.ip_protocol == "-1" else (rule.from_port, rule.to_port)
    source = (rule.ip_range.get("CidrIp"), rule.ip_range.get("CidrIpv6"), rule.source_group.get("GroupId"))
    return (rule.ip_protocol, *ports, *source, rule.prefix_list_id)


def _source_kind(rule: Any) -> str:
    if rule.prefix_list_id:
        return "PrefixListId"
    if rule.source_group:
        return "ReferencedGroupId"
    return "CidrIpv6" if rule.ip_range.get("CidrIpv6") else "CidrIpv4"


def _modify(backend: Any, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
    group = backend.get_security_group_from_id(group_id)
    if group is None:
        raise EC2ClientError("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")
    for rule_id, news in rules.items():
        rule = group.get_rule(rule_id)
        if rule is None:
            raise InvalidSecurityGroupRuleIdNotFoundError(rule_id)
        given = [name for name in ("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId") if news.get(name)]
        if len(given) != 1:
            raise EC2ClientError(
                "InvalidParameterCombination",
                "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
            )
        if given != [_source_kind(rule)]:
            raise EC2ClientError(
                "InvalidParameterValue",
                f"Invalid rule type for security group rule '{rule_id}'. You may not change the type of its source.",
            )
        _change(backend, group, rule, news)


def _change(backend: Any, group: Any, rule: Any, news: dict[str, Any]) -> None:
    source = news.get("ReferencedGroupId")
    (changed,) = backend._iterate_security_rules(
        news.get("IpProtocol"),
        group.id,
        news.get("FromPort"),
        news.get("ToPort"),
        [{"CidrIp": news[name]} if name == "CidrIpv4" else {name: news[name]} for name in _CIDRS if news.get(name)],
        backend._add_source_group([{"GroupId": source}] if source else [], None),
        [{"PrefixListId": news["PrefixListId"]}] if news.get("PrefixListId") else [],
        is_egress=rule.is_egress,
    )
    others = [each for each in (group.egress_rules if rule.is_egress else group.ingress_rules) if each is not rule]
    if changed in others:
        raise InvalidPermissionDuplicateError()
    for name in ("ip_protocol", "from_port", "to_port", "ip_range", "source_group", "prefix_list_id"):
        setattr(rule, name, getattr(changed, name))
    rule.own_description = news.get("Description")


_CIDRS = ("CidrIpv4", "CidrIpv6")
