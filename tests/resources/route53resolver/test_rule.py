"""Route 53 Resolver rule."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53resolver.test_endpoint import outbound

RULE = "privateapi:route53resolver:Rule"


def forward(plugin: Plugin, domain: str = "corp.example.com") -> dict[str, Any]:
    """Inputs of a rule that sends a domain to two name servers."""
    return {
        "ruleType": "FORWARD",
        "domainName": domain,
        "targetIps": [{"ip": "192.168.0.2"}, {"ip": "192.168.1.2"}],
        "resolverEndpointId": outbound(plugin).id,
    }


class TestRule(Lifecycle):
    token = RULE
    update = {
        "targetIps": [{"ip": "192.168.0.3", "port": 5353}, {"ip": "192.168.0.2"}],
        "name": "corp",
        "tags": {"team": "payments"},
    }
    replace = {"domainName": "other.example.com"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {**forward(plugin), "tags": {"team": "orders"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        get = aws("route53resolver").get_resolver_rule
        return error_code(get, ResolverRuleId=kept.id) == "ResourceNotFoundException"

    def test_domain_name(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {"ruleType": "SYSTEM", "domainName": "Api.Corp.Example.com."}
        rule = plugin.create(self.token, inputs)
        assert rule["domainName"] == "api.corp.example.com"
        assert not plugin.diff(rule, plugin.check(rule.urn, inputs, rule.inputs))
        refreshed = plugin.refresh(rule)
        assert refreshed is not None and refreshed.state == rule.state

    def test_all_names(self, plugin: Plugin, aws: Clients) -> None:
        rule = plugin.create(self.token, forward(plugin, "."))
        assert rule["domainName"] == "."
        imported = plugin.import_(self.token, rule.id)
        assert imported is not None and imported.state == rule.state

    def test_endpoint_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs, other = self.inputs(plugin, aws), outbound(plugin)
        rule = plugin.create(self.token, inputs)
        plugin.update(rule, {**inputs, "resolverEndpointId": other.id})
        assert rule["resolverEndpointId"] == other.id

    def test_targets_encrypted(self, plugin: Plugin, aws: Clients) -> None:
        target = {"ip": "192.168.0.2", "port": 443, "protocol": "DoH", "serverNameIndication": "dns.corp.example.com"}
        rule = plugin.create(self.token, {**forward(plugin), "targetIps": [target]})
        assert rule["targetIps"] == [target]

    def test_targets_ipv6(self, plugin: Plugin, aws: Clients) -> None:
        rule = plugin.create(self.token, {**forward(plugin), "targetIps": [{"ipv6": "2001:DB8::2"}]})
        assert rule["targetIps"] == [{"ipv6": "2001:db8::2", "port": 53, "protocol": "Do53"}]

    def test_target_changed_by_others(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        rule = plugin.create(self.token, inputs)
        aws("route53resolver").update_resolver_rule(
            ResolverRuleId=rule.id, Config={"TargetIps": [{"Ip": "192.168.9.9", "Port": 53}]}
        )
        refreshed = plugin.refresh(rule)
        assert refreshed is not None and refreshed["targetIps"][0]["ip"] == "192.168.9.9"
        assert set(plugin.diff(refreshed, plugin.check(rule.urn, inputs, refreshed.inputs)).kinds) == {"targetIps"}
        plugin.update(refreshed, inputs)
        assert [each["ip"] for each in refreshed["targetIps"]] == ["192.168.0.2", "192.168.1.2"]

    def test_delegate(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {
            "ruleType": "DELEGATE",
            "delegationRecord": "ns1.corp.example.com",
            "resolverEndpointId": outbound(plugin).id,
        }
        rule = plugin.create(self.token, inputs)
        assert rule["delegationRecord"] == "ns1.corp.example.com" and "domainName" not in rule.state

    def test_name_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {"ruleType": "SYSTEM", "domainName": "api.corp.example.com"}
        rule = plugin.create(self.token, {**inputs, "name": "names"})
        plugin.update(rule, inputs)
        assert "name" not in rule.state

    def test_associations_hold_it(self, plugin: Plugin, aws: Clients) -> None:
        rule = plugin.create(self.token, {"ruleType": "SYSTEM", "domainName": "api.corp.example.com"})
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.7.0.0/16"})
        aws("route53resolver").associate_resolver_rule(ResolverRuleId=rule.id, VPCId=vpc.id)
        with pytest.raises(Refused) as refused:
            plugin.delete(rule, timeout=0.5)
        assert refused.value.text.startswith(
            f"deleting Route 53 Resolver Rule ({rule.id}): ResourceInUseException: Please disassociate this resolver "
            "rule from VPC first before deleting"
        )
        aws("route53resolver").disassociate_resolver_rule(ResolverRuleId=rule.id, VPCId=vpc.id)
        plugin.delete(rule)
        assert self.gone(aws, rule)

    def test_endpoint_inbound(self, plugin: Plugin, aws: Clients) -> None:
        subnets_of_outbound = outbound(plugin)
        inbound = plugin.create(
            "privateapi:route53resolver:Endpoint", {**subnets_of_outbound.inputs, "direction": "INBOUND"}
        )
        with pytest.raises(Refused, match=r"^creating Route 53 Resolver Rule \(main\): InvalidRequestException: "):
            plugin.create(self.token, {**forward(plugin), "resolverEndpointId": inbound.id}, name="main")

    def test_interrupted_creation(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients) -> None:
        token = hashlib.sha256(urn_of(self.token, "cut-short").encode()).hexdigest()[:32]
        left = aws("route53resolver").create_resolver_rule(
            CreatorRequestId=f"{token}-0123456789ab",
            RuleType="SYSTEM",
            DomainName="api.corp.example.com",
            Tags=[{"Key": MARK, "Value": token}],
        )["ResolverRule"]["Id"]
        with run_plugin(aws_endpoint) as fresh:
            rule = fresh.create(
                self.token, {"ruleType": "SYSTEM", "domainName": "api.corp.example.com"}, name="cut-short"
            )
            assert rule.id == left and "tags" not in rule.state
            fresh.clean_up()

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "forward without servers",
                {"targetIps": None, "resolverEndpointId": None},
                {
                    "targetIps": "is required with ruleType 'FORWARD'",
                    "resolverEndpointId": "is required with ruleType 'FORWARD'",
                },
            ),
            (
                "system with servers",
                {"ruleType": "SYSTEM"},
                {
                    "targetIps": "is for ruleType 'FORWARD'; this rule's is 'SYSTEM', so leave it out",
                    "resolverEndpointId": (
                        "is for ruleType 'FORWARD' or 'DELEGATE'; this rule's is 'SYSTEM', so leave it out"
                    ),
                },
            ),
            (
                "both kinds of addresses",
                {"targetIps": [{"ip": "192.168.0.2"}, {"ipv6": "2001:db8::2"}]},
                {"targetIps[1].ipv6": "targetIps[0] has ip; the targets of a rule are all of one kind"},
            ),
            (
                "no address",
                {"targetIps": [{"port": 53}]},
                {"targetIps[0]": "has neither ip nor ipv6; give one of the two"},
            ),
            (
                "twice",
                {"targetIps": [{"ip": "192.168.0.2"}, {"ip": "192.168.0.2", "port": 53}]},
                {"targetIps[1].ip": "'192.168.0.2' is in targetIps[0] as well; once is right"},
            ),
            (
                "server name without HTTPS",
                {"targetIps": [{"ip": "192.168.0.2", "serverNameIndication": "dns.corp.example.com"}]},
                {
                    "targetIps[0].serverNameIndication": (
                        "is for protocol 'DoH' or 'DoH-FIPS'; leave it out with 'Do53'"
                    )
                },
            ),
            (
                "port",
                {"targetIps": [{"ip": "192.168.0.2", "port": 70000}]},
                {"targetIps[0].port": "70000 should be less than or equal to 65535"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: Mapping[str, Any], faults: dict[str, str]) -> None:
        inputs = {
            "ruleType": "FORWARD",
            "domainName": "corp.example.com",
            "targetIps": [{"ip": "192.168.0.2"}],
            "resolverEndpointId": "rslvr-out-1",
        }
        given = {name: value for name, value in {**inputs, **changes}.items() if value is not None}
        assert plugin.faults(urn_of(self.token, "main"), given)[1] == faults
