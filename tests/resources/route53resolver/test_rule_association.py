"""Route 53 Resolver rule association."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, Refused
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53resolver.test_rule import RULE

VPC = "privateapi:ec2:Vpc"


def rule(plugin: Plugin, domain: str = "api.corp.example.com") -> str:
    """A rule that needs no endpoint."""
    return plugin.create(RULE, {"ruleType": "SYSTEM", "domainName": domain}).id


class TestRuleAssociation(Lifecycle):
    token = "privateapi:route53resolver:RuleAssociation"
    update = None
    replace = {"vpcId": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        vpc = plugin.create(VPC, {"cidrBlock": "10.0.0.0/16"})
        return {"resolverRuleId": rule(plugin), "vpcId": vpc.id}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {"vpcId": plugin.create(VPC, {"cidrBlock": "10.1.0.0/16"}).id}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return error_code(aws("route53resolver").get_resolver_rule_association, ResolverRuleAssociationId=kept.id) == (
            "ResourceNotFoundException"
        )

    def test_name(self, plugin: Plugin, aws: Clients) -> None:
        association = plugin.create(self.token, {**self.inputs(plugin, aws), "name": "clients"})
        assert (association["name"], association["status"]) == ("clients", "COMPLETE")

    def test_another_rule_for_the_same_domain(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        other = rule(plugin)
        news = plugin.check(association.urn, {**inputs, "resolverRuleId": other}, association.inputs)
        difference = plugin.diff(association, news)
        assert difference.replaces == ["resolverRuleId"] and difference.delete_first
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {**inputs, "resolverRuleId": other}, name="main")
        assert refused.value.text.startswith(
            "creating Route 53 Resolver Rule Association (main): InvalidRequestException: Cannot associate rules with "
            f"same domain name with same VPC. Conflict with resolver rule '{inputs['resolverRuleId']}'"
        )

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        there = aws("route53resolver").associate_resolver_rule(
            ResolverRuleId=inputs["resolverRuleId"], VPCId=inputs["vpcId"]
        )["ResolverRuleAssociation"]
        assert plugin.create(self.token, inputs).id == there["Id"]

    def test_vpc_missing(self, plugin: Plugin) -> None:
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"resolverRuleId": rule(plugin), "vpcId": "vpc-0"}, name="main")
        assert refused.value.text.startswith(
            "creating Route 53 Resolver Rule Association (main): InvalidParameterException: The vpc ID 'vpc-0' "
            "does not exist"
        )
