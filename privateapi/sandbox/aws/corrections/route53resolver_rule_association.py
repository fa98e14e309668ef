"""Associations of rules: one rule for a domain in a VPC, names that may be left out, states as in AWS.

moto lets a VPC have two rules for one domain, asks for a name where AWS does not, and breaks the list where one
association has none.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_AssociateResolverRule.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from moto.moto_api._internal import mock_random
from moto.route53resolver.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    LimitExceededException,
)
from moto.route53resolver.responses import Route53ResolverResponse

from privateapi.sandbox.aws import resolver
from privateapi.sandbox.aws.patches import Patches

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-resolver
_ASSOCIATIONS = 2000


@dataclass
class _Association:
    """An association; attributes have the names that moto's filters look for."""

    id: str
    region: str
    resolver_rule_id: str
    vpc_id: str
    name: str
    status: str = "COMPLETE"

    def description(self, status: str | None = None) -> dict[str, Any]:
        named = {"Name": self.name} if self.name else {}
        return {
            "Id": self.id,
            "ResolverRuleId": self.resolver_rule_id,
            **named,
            "VPCId": self.vpc_id,
            "Status": status or self.status,
            "StatusMessage": "",
        }


def apply(patches: Patches) -> None:
    """Replace moto's handling of associations."""
    patches.replace(Route53ResolverResponse, "associate_resolver_rule", _associate)
    patches.replace(Route53ResolverResponse, "disassociate_resolver_rule", _disassociate)


def _associate(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    rule = resolver.found(backend.resolver_rules, given("ResolverRuleId"), "Resolver rule")
    vpc_id, associations = given("VPCId"), backend.resolver_rule_associations
    if vpc_id not in {vpc.id for vpc in backend.ec2_backend.describe_vpcs()}:
        raise InvalidParameterException(f"The vpc ID '{vpc_id}' does not exist")
    for other in associations.values():
        if other.vpc_id == vpc_id:
            there = backend.resolver_rules[other.resolver_rule_id]
            if there.domain_name is not None and there.domain_name == rule.domain_name:
                raise InvalidRequestException(
                    "Cannot associate rules with same domain name with same VPC. Conflict with resolver rule "
                    f"'{there.id}'"
                )
    if len(associations) >= _ASSOCIATIONS:
        raise LimitExceededException(f"Account '{backend.account_id}' has exceeded 'max-rule-association'")
    id = f"rslvr-rrassoc-{mock_random.get_random_hex(17)}"
    associations[id] = _Association(id, backend.region_name, rule.id, vpc_id, given("Name") or "")
    return _answer(associations[id], "CREATING")


def _disassociate(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    rule = resolver.found(backend.resolver_rules, given("ResolverRuleId"), "Resolver rule")
    associations = backend.resolver_rule_associations
    by_vpc = {each.vpc_id: each for each in associations.values() if each.resolver_rule_id == rule.id}
    association = resolver.found(
        by_vpc, given("VPCId"), f"Resolver Rule Association between Resolver Rule '{rule.id}' and VPC"
    )
    del associations[association.id]
    return _answer(association, "DELETING")


def _answer(association: _Association, status: str) -> str:
    return json.dumps({"ResolverRuleAssociation": association.description(status)})
