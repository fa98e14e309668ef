"""Resolver rules: one normal form of names, targets with protocols and IPv6, changes in place, and refusals as in AWS.

moto has no UpdateResolverRule and no delegation, doubles the dot at the end of a name, loses protocols, refuses IPv6,
takes rules without targets or through inbound endpoints, breaks the list where one rule has no name, and keeps the tags
of deleted rules.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverRule.html,
https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateResolverRule.html
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass, field
from typing import Any

from moto.moto_api._internal import mock_random
from moto.route53resolver.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    LimitExceededException,
    ResourceInUseException,
)
from moto.route53resolver.responses import Route53ResolverResponse
from moto.utilities.utils import get_partition

from privateapi.sandbox.aws import resolver
from privateapi.sandbox.aws.patches import Patches

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-resolver
_RULES = 1000
_TARGETS = 6


@dataclass
class _Rule:
    """A rule; attributes have the names that moto's filters look for."""

    id: str
    arn: str
    region: str
    owner: str
    creator_request_id: str
    name: str
    rule_type: str
    domain_name: str | None
    delegation_record: str | None
    target_ips: list[dict[str, Any]]
    resolver_endpoint_id: str | None
    status: str = "COMPLETE"
    created: str = field(default_factory=resolver.now)
    modified: str = field(default_factory=resolver.now)

    def description(self, status: str | None = None) -> dict[str, Any]:
        given = {
            "Name": self.name or None,
            "DomainName": self.domain_name,
            "DelegationRecord": self.delegation_record,
            "TargetIps": self.target_ips or None,
            "ResolverEndpointId": self.resolver_endpoint_id,
        }
        return {name: value for name, value in given.items() if value is not None} | {
            "Id": self.id,
            "CreatorRequestId": self.creator_request_id,
            "Arn": self.arn,
            "Status": status or self.status,
            "StatusMessage": resolver.status_message("Successfully created Resolver Rule."),
            "RuleType": self.rule_type,
            "OwnerId": self.owner,
            "ShareStatus": "NOT_SHARED",
            "CreationTime": self.created,
            "ModificationTime": self.modified,
        }


def apply(patches: Patches) -> None:
    """Replace moto's handling of rules, and add the change of one."""
    patches.replace(Route53ResolverResponse, "create_resolver_rule", _create)
    patches.replace(Route53ResolverResponse, "delete_resolver_rule", _delete)
    patches.add(Route53ResolverResponse, "update_resolver_rule", _update)


def _create(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    request_id, type = given("CreatorRequestId"), given("RuleType")
    resolver.check_new(backend, backend.resolver_rules, request_id, "Resolver rule", _RULES, "max-rules")
    if type == "RECURSIVE":
        raise InvalidParameterException("Rules of type RECURSIVE are made by Resolver only")
    domain, delegation, endpoint_id = given("DomainName"), given("DelegationRecord"), given("ResolverEndpointId")
    targets = given("TargetIps")
    if type == "DELEGATE":
        if not delegation or domain or targets:
            raise InvalidRequestException("A DELEGATE rule needs DelegationRecord, and no DomainName and no TargetIps")
    elif not domain or delegation:
        raise InvalidRequestException(f"A {type} rule needs DomainName and no DelegationRecord")
    if type == "SYSTEM" and (targets or endpoint_id):
        raise InvalidRequestException("Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule")
    if type == "FORWARD" and not (targets and endpoint_id):
        raise InvalidRequestException("Resolver endpoint ID and target IP are needed for FORWARD type resolver rule")
    id, region = f"rslvr-rr-{mock_random.get_random_hex(17)}", backend.region_name
    rule = _Rule(
        id=id,
        arn=f"arn:{get_partition(region)}:route53resolver:{region}:{backend.account_id}:resolver-rule/{id}",
        region=region,
        owner=backend.account_id,
        creator_request_id=request_id,
        name=given("Name") or "",
        rule_type=type,
        domain_name=_name(domain),
        delegation_record=_name(delegation),
        target_ips=_targets(targets or []),
        resolver_endpoint_id=_outbound(backend, endpoint_id) if endpoint_id else None,
    )
    resolver.tag(backend, rule.arn, given("Tags"))
    backend.resolver_rules[id] = rule
    return _answer(rule)


def _update(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    rule = resolver.found(backend.resolver_rules, given("ResolverRuleId"), "Resolver rule")
    config = given("Config") or {}
    if rule.rule_type == "SYSTEM" and (config.get("TargetIps") or config.get("ResolverEndpointId")):
        raise InvalidRequestException("Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule")
    targets = _targets(config.get("TargetIps") or [])
    if config.get("ResolverEndpointId"):
        rule.resolver_endpoint_id = _outbound(backend, config["ResolverEndpointId"])
    rule.target_ips = targets or rule.target_ips
    rule.name = config.get("Name", rule.name)
    rule.modified = resolver.now()
    return _answer(rule, "UPDATING")


def _delete(response: Any) -> str:
    backend, id = response.route53resolver_backend, response._get_param("ResolverRuleId")
    rule = resolver.found(backend.resolver_rules, id, "Resolver rule")
    if any(each.resolver_rule_id == id for each in backend.resolver_rule_associations.values()):
        raise ResourceInUseException("Please disassociate this resolver rule from VPC first before deleting")
    backend.tagger.delete_all_tags_for_resource(rule.arn)
    del backend.resolver_rules[id]
    return _answer(rule, "DELETING")


def _answer(rule: _Rule, status: str | None = None) -> str:
    return json.dumps({"ResolverRule": rule.description(status)})


def _name(given: str | None) -> str | None:
    return None if given is None else f"{given.lower().removesuffix('.')}."


def _outbound(backend: Any, endpoint_id: str) -> str:
    endpoint = resolver.found(backend.resolver_endpoints, endpoint_id, "Resolver endpoint")
    if endpoint.direction != "OUTBOUND":
        raise InvalidRequestException(f"Resolver endpoint '{endpoint_id}' is not of direction OUTBOUND")
    return endpoint_id


def _targets(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(given) > _TARGETS:
        raise LimitExceededException(f"A resolver rule cannot have more than {_TARGETS} target IP addresses")
    versions = set()
    for target in given:
        address = target.get("Ip") or target.get("Ipv6") or ""
        try:
            versions.add(ipaddress.ip_address(address).version)
        except ValueError:
            raise InvalidParameterException(f"Invalid IP address: '{address}'") from None
    if len(versions) > 1:
        raise InvalidParameterException("Target IP addresses of one rule are all IPv4 or all IPv6")
    return [{"Port": 53, "Protocol": "Do53", **target} for target in given]
