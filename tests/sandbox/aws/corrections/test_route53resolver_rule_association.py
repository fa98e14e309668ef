"""Associations of rules answer as in AWS: states, names, one rule for a domain."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]
_NUMBERS = itertools.count()


def rule(aws: Clients, domain: str = "example.com") -> str:
    made = aws("route53resolver").create_resolver_rule(
        CreatorRequestId=f"rule-{next(_NUMBERS)}", RuleType="SYSTEM", Name="rule", DomainName=domain
    )
    return str(made["ResolverRule"]["Id"])


def association_takes_a_while(aws: Clients) -> None:
    resolver, vpc = aws("route53resolver"), make_network(aws).vpc
    made = resolver.associate_resolver_rule(ResolverRuleId=rule(aws), VPCId=vpc, Name="x")["ResolverRuleAssociation"]
    assert made["Status"] == "CREATING"
    found = resolver.get_resolver_rule_association(ResolverRuleAssociationId=made["Id"])["ResolverRuleAssociation"]
    assert (found["Status"], found["Name"], found["VPCId"]) == ("COMPLETE", "x", vpc)


def vpc_has_one_rule_for_a_domain(aws: Clients) -> None:
    associate, vpc = aws("route53resolver").associate_resolver_rule, make_network(aws).vpc
    associate(ResolverRuleId=rule(aws), VPCId=vpc, Name="x")
    assert error_code(associate, ResolverRuleId=rule(aws), VPCId=vpc, Name="x") == "InvalidRequestException"
    assert error_code(associate, ResolverRuleId=rule(aws, "a.example.com"), VPCId=vpc, Name="x") == ""


def associations_without_names_are_listed(aws: Clients) -> None:
    resolver, id = aws("route53resolver"), rule(aws)
    for octet, name in ((0, {}), (1, {"Name": "named"})):
        resolver.associate_resolver_rule(ResolverRuleId=id, VPCId=make_network(aws, second_octet=octet).vpc, **name)
    found = resolver.list_resolver_rule_associations(Filters=[{"Name": "ResolverRuleId", "Values": [id]}])
    assert [each.get("Name") for each in found["ResolverRuleAssociations"]] == [None, "named"]


CHECKS = [association_takes_a_while, vpc_has_one_rule_for_a_domain, associations_without_names_are_listed]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_unknown_ids_are_refused(aws: Clients) -> None:
    resolver, vpc, id = aws("route53resolver"), make_network(aws).vpc, rule(aws)
    associate, disassociate = resolver.associate_resolver_rule, resolver.disassociate_resolver_rule
    assert error_code(associate, ResolverRuleId="rslvr-rr-0", VPCId=vpc) == "ResourceNotFoundException"
    assert error_code(associate, ResolverRuleId=id, VPCId="vpc-0") == "InvalidParameterException"
    assert error_code(disassociate, ResolverRuleId=id, VPCId=vpc) == "ResourceNotFoundException"
    made = associate(ResolverRuleId=id, VPCId=vpc)["ResolverRuleAssociation"]["Id"]
    assert disassociate(ResolverRuleId=id, VPCId=vpc)["ResolverRuleAssociation"]["Status"] == "DELETING"
    get = resolver.get_resolver_rule_association
    assert error_code(get, ResolverRuleAssociationId=made) == "ResourceNotFoundException"
