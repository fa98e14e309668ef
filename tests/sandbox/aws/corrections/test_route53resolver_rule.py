"""Resolver rules answer as in AWS: names, targets, changes in place, refusals."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network
from tests.sandbox.aws.corrections.test_route53resolver_endpoint import make_endpoint

Check = Callable[[Clients], None]
_NUMBERS = itertools.count()


def outbound(aws: Clients) -> str:
    return str(make_endpoint(aws, make_network(aws), Direction="OUTBOUND")["Id"])


def request(endpoint: str, **arguments: Any) -> dict[str, Any]:
    return {
        "CreatorRequestId": f"rule-{next(_NUMBERS)}",
        "Name": "corp",
        "RuleType": "FORWARD",
        "DomainName": "corp.example.com",
        "TargetIps": [{"Ip": "192.168.0.2", "Port": 53}],
        "ResolverEndpointId": endpoint,
        **arguments,
    }


def name_has_one_form(aws: Clients) -> None:
    create, endpoint = aws("route53resolver").create_resolver_rule, outbound(aws)
    for given, kept in (("Corp.Example.com.", "corp.example.com."), (".", "."), ("a.example.com", "a.example.com.")):
        assert create(**request(endpoint, DomainName=given))["ResolverRule"]["DomainName"] == kept


def rule_is_changed_in_place(aws: Clients) -> None:
    resolver, endpoint = aws("route53resolver"), outbound(aws)
    rule = resolver.create_resolver_rule(**request(endpoint))["ResolverRule"]
    other = make_endpoint(aws, make_network(aws, second_octet=1), Direction="OUTBOUND")["Id"]
    changed = resolver.update_resolver_rule(
        ResolverRuleId=rule["Id"],
        Config={"Name": "other", "TargetIps": [{"Ip": "192.168.9.9"}], "ResolverEndpointId": other},
    )["ResolverRule"]
    assert changed["Status"] == "UPDATING"
    found = resolver.get_resolver_rule(ResolverRuleId=rule["Id"])["ResolverRule"]
    assert (found["Status"], found["Name"], found["ResolverEndpointId"]) == ("COMPLETE", "other", other)
    assert found["TargetIps"] == [{"Ip": "192.168.9.9", "Port": 53, "Protocol": "Do53"}]


def targets_may_be_ipv6(aws: Clients) -> None:
    create = aws("route53resolver").create_resolver_rule
    rule = create(**request(outbound(aws), TargetIps=[{"Ipv6": "2001:db8::2"}]))["ResolverRule"]
    assert rule["TargetIps"] == [{"Ipv6": "2001:db8::2", "Port": 53, "Protocol": "Do53"}]


def rules_delegate(aws: Clients) -> None:
    resolver = aws("route53resolver")
    rule = resolver.create_resolver_rule(
        CreatorRequestId="delegate",
        RuleType="DELEGATE",
        DelegationRecord="ns.corp.example.com",
        ResolverEndpointId=outbound(aws),
    )["ResolverRule"]
    assert rule["DelegationRecord"] == "ns.corp.example.com."


def wrong_rules_are_refused(aws: Clients) -> None:
    create, endpoint = aws("route53resolver").create_resolver_rule, outbound(aws)
    inbound = make_endpoint(aws, make_network(aws, second_octet=1))["Id"]
    both = [{"Ip": "192.168.0.2"}, {"Ipv6": "2001:db8::2"}]
    many = [{"Ip": f"192.168.0.{number}"} for number in range(7)]
    for arguments, code in (
        ({"ResolverEndpointId": inbound}, "InvalidRequestException"),
        ({"TargetIps": both}, "InvalidParameterException"),
        ({"TargetIps": many}, "LimitExceededException"),
        ({"RuleType": "RECURSIVE"}, "InvalidParameterException"),
        ({"RuleType": "SYSTEM"}, "InvalidRequestException"),
        ({"RuleType": "DELEGATE"}, "InvalidRequestException"),
    ):
        assert error_code(create, **request(endpoint, **arguments)) == code, arguments
    without = request(endpoint)
    del without["TargetIps"]
    assert error_code(create, **without) == "InvalidRequestException"


def rules_without_names_are_listed(aws: Clients) -> None:
    resolver = aws("route53resolver")
    for name in ({}, {"Name": "named"}):
        resolver.create_resolver_rule(
            CreatorRequestId=f"rule-{next(_NUMBERS)}", RuleType="SYSTEM", DomainName="example.com", **name
        )
    assert len(resolver.list_resolver_rules()["ResolverRules"]) == 2


CHECKS = [
    name_has_one_form,
    rule_is_changed_in_place,
    targets_may_be_ipv6,
    rules_delegate,
    wrong_rules_are_refused,
    rules_without_names_are_listed,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_deleted_only_when_free(aws: Clients) -> None:
    resolver, endpoint = aws("route53resolver"), outbound(aws)
    rule = resolver.create_resolver_rule(**request(endpoint))["ResolverRule"]["Id"]
    assert error_code(resolver.delete_resolver_endpoint, ResolverEndpointId=endpoint) == "InvalidRequestException"
    vpc = make_network(aws, second_octet=1).vpc
    resolver.associate_resolver_rule(ResolverRuleId=rule, VPCId=vpc)
    assert error_code(resolver.delete_resolver_rule, ResolverRuleId=rule) == "ResourceInUseException"
    resolver.disassociate_resolver_rule(ResolverRuleId=rule, VPCId=vpc)
    assert resolver.delete_resolver_rule(ResolverRuleId=rule)["ResolverRule"]["Status"] == "DELETING"
    assert error_code(resolver.get_resolver_rule, ResolverRuleId=rule) == "ResourceNotFoundException"
    assert error_code(resolver.delete_resolver_endpoint, ResolverEndpointId=endpoint) == ""
