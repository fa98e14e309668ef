"""Route 53 Resolver endpoint."""

import hashlib
import json
from typing import Any

import pytest
from moto.route53resolver.responses import Route53ResolverResponse

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle

ENDPOINT = "privateapi:route53resolver:Endpoint"


def network(plugin: Plugin, zones: str = "ab", ipv6: bool = False) -> tuple[list[str], str]:
    """Subnets of one VPC, one in each zone, and a security group."""
    block = {"assignGeneratedIpv6CidrBlock": True} if ipv6 else {}
    vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16", **block})
    subnets = []
    for number, zone in enumerate(zones):
        v6 = {"ipv6CidrBlock": vpc["ipv6CidrBlock"].replace("00::/56", f"0{number}::/64")} if ipv6 else {}
        inputs = {"vpcId": vpc.id, "cidrBlock": f"10.0.{number}.0/24", "availabilityZone": f"us-east-1{zone}", **v6}
        subnets.append(plugin.create("privateapi:ec2:Subnet", inputs).id)
    group = plugin.create("privateapi:ec2:SecurityGroup", {"vpcId": vpc.id, "description": "names"})
    return subnets, group.id


def outbound(plugin: Plugin) -> Kept:
    """An outbound endpoint, for rules."""
    subnets, group = network(plugin)
    inputs = {
        "direction": "OUTBOUND",
        "ipAddresses": [{"subnetId": each} for each in subnets],
        "securityGroupIds": [group],
    }
    return plugin.create(ENDPOINT, inputs)


class TestEndpoint(Lifecycle):
    token = ENDPOINT
    update = {"name": "from on-premises", "protocols": ["DoH", "Do53"], "tags": {"team": "payments"}}
    replace = {"direction": "OUTBOUND"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        subnets, group = network(plugin)
        return {
            "direction": "INBOUND",
            "ipAddresses": [{"subnetId": each} for each in subnets],
            "securityGroupIds": [group],
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        code = error_code(aws("route53resolver").get_resolver_endpoint, ResolverEndpointId=kept.id)
        return code == "ResourceNotFoundException"

    def test_interfaces(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        assert endpoint["addresses"] == ["10.0.0.4", "10.0.1.4"] and endpoint["status"] == "OPERATIONAL"
        found = aws("ec2").describe_network_interfaces(
            Filters=[{"Name": "group-id", "Values": inputs["securityGroupIds"]}]
        )["NetworkInterfaces"]
        assert sorted(each["PrivateIpAddress"] for each in found) == ["10.0.0.4", "10.0.1.4"]
        subnet = inputs["ipAddresses"][0]["subnetId"]
        assert error_code(aws("ec2").delete_subnet, SubnetId=subnet) == "DependencyViolation"
        tags = aws("route53resolver").list_tags_for_resource(ResourceArn=endpoint["arn"])["Tags"]
        assert tags == [{"Key": "team", "Value": "orders"}], "the mark is taken off"

    def test_addresses_chosen(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        one, two = (each["subnetId"] for each in inputs["ipAddresses"])
        chosen = [{"subnetId": two, "ip": "10.0.1.53"}, {"subnetId": one, "ip": "10.0.0.53"}]
        checked = plugin.check(urn_of(self.token, "chosen"), {**inputs, "ipAddresses": chosen})
        assert plugin.preview_create(urn_of(self.token, "chosen"), checked)["addresses"] == ["10.0.0.53", "10.0.1.53"]
        endpoint = plugin.create(self.token, {**inputs, "ipAddresses": chosen})
        assert endpoint["addresses"] == ["10.0.0.53", "10.0.1.53"]
        group = plugin.create("privateapi:ec2:SecurityGroup", {"vpcId": endpoint["hostVpcId"], "description": "other"})
        news = {**inputs, "ipAddresses": chosen, "securityGroupIds": [group.id]}
        difference = plugin.diff(endpoint, plugin.check(endpoint.urn, news, endpoint.inputs))
        assert difference.replaces == ["securityGroupIds"] and difference.delete_first, "the addresses are taken"
        free = {**inputs, "securityGroupIds": [group.id]}
        assert not plugin.diff(endpoint, plugin.check(endpoint.urn, free, endpoint.inputs)).delete_first

    def test_addresses_exchanged(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        one, two = (each["subnetId"] for each in inputs["ipAddresses"])
        endpoint = plugin.create(self.token, inputs)
        calls: list[str] = []
        _record(monkeypatch, calls)
        more = [{"subnetId": one}, {"subnetId": two}, {"subnetId": two, "ip": "10.0.1.53"}]
        plugin.update(endpoint, {**inputs, "ipAddresses": more})
        assert endpoint["addresses"] == ["10.0.0.4", "10.0.1.4", "10.0.1.53"]
        others = [{"subnetId": one, "ip": "10.0.0.60"}, {"subnetId": two, "ip": "10.0.1.60"}]
        plugin.update(endpoint, {**inputs, "ipAddresses": others})
        assert endpoint["addresses"] == ["10.0.0.60", "10.0.1.60"]
        assert calls == ["+"] * 3 + ["-"] * 3, "new addresses come before old ones go"

    def test_addresses_exchanged_at_quota(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        one, two = (each["subnetId"] for each in inputs["ipAddresses"])
        full = [{"subnetId": one, "ip": f"10.0.0.{number}"} for number in range(10, 15)] + [{"subnetId": two}]
        endpoint = plugin.create(self.token, {**inputs, "ipAddresses": full})
        calls: list[str] = []
        _record(monkeypatch, calls)
        plugin.update(endpoint, {**inputs, "ipAddresses": [*full[:4], {"subnetId": one, "ip": "10.0.0.99"}, full[5]]})
        assert endpoint["addresses"] == [*(f"10.0.0.{number}" for number in (10, 11, 12, 13, 99)), "10.0.1.4"]
        assert calls == ["-", "+"], "there is room for the new one only then"

    def test_address_taken_away_by_others(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        one, two = (each["subnetId"] for each in inputs["ipAddresses"])
        inputs["ipAddresses"] = [{"subnetId": one}, {"subnetId": two}, {"subnetId": two, "ip": "10.0.1.53"}]
        endpoint = plugin.create(self.token, inputs)
        aws("route53resolver").disassociate_resolver_endpoint_ip_address(
            ResolverEndpointId=endpoint.id, IpAddress={"SubnetId": two, "Ip": "10.0.1.53"}
        )
        refreshed = plugin.refresh(endpoint)
        assert refreshed is not None and refreshed["addresses"] == ["10.0.0.4", "10.0.1.4"]
        assert plugin.diff(refreshed, plugin.check(endpoint.urn, inputs, refreshed.inputs))
        plugin.update(refreshed, inputs)
        assert refreshed["addresses"] == ["10.0.0.4", "10.0.1.4", "10.0.1.53"]

    def test_address_that_leaves(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        endpoint = plugin.create(self.token, self.inputs(plugin, aws))
        before = Route53ResolverResponse.list_resolver_endpoint_ip_addresses

        def listed(response: Any) -> str:
            answer = json.loads(before(response))
            leaving = {**answer["IpAddresses"][0], "IpId": "rni-0", "Ip": "10.0.0.99", "Status": "DETACHING"}
            return json.dumps({**answer, "IpAddresses": [*answer["IpAddresses"], leaving]})

        with monkeypatch.context() as patched:
            patched.setattr(Route53ResolverResponse, "list_resolver_endpoint_ip_addresses", listed)
            refreshed = plugin.refresh(endpoint)
        assert refreshed is not None and refreshed.state == endpoint.state

    def test_dualstack(self, plugin: Plugin, aws: Clients) -> None:
        subnets, group = network(plugin, ipv6=True)
        inputs = {
            "direction": "INBOUND",
            "ipAddresses": [{"subnetId": each} for each in subnets],
            "securityGroupIds": [group],
        }
        endpoint = plugin.create(self.token, inputs)
        assert endpoint["resolverEndpointType"] == "IPV4"
        plugin.update(endpoint, {**inputs, "resolverEndpointType": "DUALSTACK"})
        assert all(each["ipv6"] and each["ip"] for each in endpoint["ipAddresses"])
        block = aws("ec2").describe_subnets(SubnetIds=[subnets[0]])["Subnets"][0]["Ipv6CidrBlockAssociationSet"]
        chosen = block[0]["Ipv6CidrBlock"].replace("::/64", "::53")
        with_chosen = [{"subnetId": subnets[0], "ipv6": chosen}, {"subnetId": subnets[1]}]
        plugin.update(endpoint, {**inputs, "resolverEndpointType": "DUALSTACK", "ipAddresses": with_chosen})
        assert chosen in {each["ipv6"] for each in endpoint["ipAddresses"]}
        plugin.update(endpoint, {**inputs, "resolverEndpointType": "IPV4"})
        assert not any("ipv6" in each for each in endpoint["ipAddresses"])
        only = {**inputs, "resolverEndpointType": "IPV6"}
        difference = plugin.diff(endpoint, plugin.check(endpoint.urn, only, endpoint.inputs))
        assert difference.replaces == ["resolverEndpointType"]
        plugin.update(endpoint, {**inputs, "resolverEndpointType": "DUALSTACK", "ipAddresses": with_chosen})
        assert chosen in {each["ipv6"] for each in endpoint["ipAddresses"]}, "given in the change of the type"
        sole = plugin.create(self.token, only)
        assert "addresses" not in sole.state

    def test_switches(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "dns64Enabled": True, "rniEnhancedMetricsEnabled": True}
        endpoint = plugin.create(self.token, inputs)
        assert endpoint["dns64Enabled"] is True and endpoint["targetNameServerMetricsEnabled"] is False
        plugin.update(endpoint, {**inputs, "dns64Enabled": False})
        assert endpoint["dns64Enabled"] is False and endpoint["rniEnhancedMetricsEnabled"] is True

    def test_name_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, {**inputs, "name": "names"})
        plugin.update(endpoint, inputs)
        assert "name" not in endpoint.state

    def test_delegation(self, plugin: Plugin, aws: Clients) -> None:
        endpoint = plugin.create(self.token, {**self.inputs(plugin, aws), "direction": "INBOUND_DELEGATION"})
        assert endpoint["direction"] == "INBOUND_DELEGATION"

    def test_rules_hold_it(self, plugin: Plugin, aws: Clients) -> None:
        endpoint = outbound(plugin)
        made = aws("route53resolver").create_resolver_rule(
            CreatorRequestId="by-hand",
            RuleType="FORWARD",
            DomainName="corp.example.com",
            TargetIps=[{"Ip": "192.168.0.2"}],
            ResolverEndpointId=endpoint.id,
        )["ResolverRule"]
        with pytest.raises(Refused) as refused:
            plugin.delete(endpoint, timeout=0.5)
        assert refused.value.text.startswith(
            f"deleting Route 53 Resolver Endpoint ({endpoint.id}): InvalidRequestException: Cannot delete resolver "
            "endpoint unless its related resolver rules are deleted."
        )
        aws("route53resolver").delete_resolver_rule(ResolverRuleId=made["Id"])
        plugin.delete(endpoint)
        assert self.gone(aws, endpoint)

    def test_action_needed(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        message = "The subnet has no free address left."
        inputs = self.inputs(plugin, aws)
        get = Route53ResolverResponse.get_resolver_endpoint

        def broken(response: Any) -> str:
            return (
                get(response)
                .replace('"OPERATIONAL"', '"ACTION_NEEDED"')
                .replace("This Resolver Endpoint is operational.", message)
            )

        with monkeypatch.context() as patched:
            patched.setattr(Route53ResolverResponse, "get_resolver_endpoint", broken)
            with pytest.raises(Refused) as refused:
                plugin.create(self.token, inputs, name="broken")
        text = refused.value.text
        assert text.startswith("setting up Route 53 Resolver Endpoint (broken, rslvr-in-")
        assert "waiting for ResolverEndpointOperational: it is 'ACTION_NEEDED': " in text and text.endswith(message)
        plugin.update(plugin.made[-1], inputs)

    def test_interrupted_creation(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        token = hashlib.sha256(urn_of(self.token, "cut-short").encode()).hexdigest()[:32]
        left = aws("route53resolver").create_resolver_endpoint(
            CreatorRequestId=f"{token}-0123456789ab",
            Direction="INBOUND",
            SecurityGroupIds=inputs["securityGroupIds"],
            IpAddresses=[{"SubnetId": each["subnetId"]} for each in inputs["ipAddresses"]],
            Tags=[{"Key": MARK, "Value": token}],
        )["ResolverEndpoint"]["Id"]
        with run_plugin(aws_endpoint) as fresh:
            endpoint = fresh.create(self.token, inputs, name="cut-short")
            assert (endpoint.id, endpoint["tags"]) == (left, {"team": "orders"})
        with run_plugin(aws_endpoint) as again:
            other = again.create(self.token, inputs, name="cut-short")
            assert other.id != left, "a finished endpoint is never taken for an unfinished one"
            again.clean_up()
        plugin.delete(endpoint)

    @pytest.mark.parametrize(
        ("case", "changes", "path", "reason"),
        [
            (
                "one address",
                {"ipAddresses": [{"subnetId": "subnet-1"}]},
                "ipAddresses",
                "1 given; an endpoint has at least 2, better in different zones",
            ),
            (
                "no group",
                {"securityGroupIds": []},
                "securityGroupIds",
                "there is no security group; at least one is needed",
            ),
            (
                "address twice",
                {"ipAddresses": [{"subnetId": "subnet-1", "ip": "10.0.0.9"}] * 2},
                "ipAddresses[1].ip",
                "'10.0.0.9' is in ipAddresses[0] as well; each is for one entry",
            ),
            (
                "IPv6 without the type",
                {"ipAddresses": [{"subnetId": "subnet-1", "ipv6": "2001:db8::53"}, {"subnetId": "subnet-2"}]},
                "ipAddresses[0].ipv6",
                "'2001:db8::53' is an IPv6 address, but resolverEndpointType is 'IPV4'; leave it out or make the type "
                "'DUALSTACK'",
            ),
            (
                "IPv4 in an IPv6 endpoint",
                {
                    "ipAddresses": [{"subnetId": "subnet-1", "ip": "10.0.0.9"}, {"subnetId": "subnet-2"}],
                    "resolverEndpointType": "IPV6",
                },
                "ipAddresses[0].ip",
                "'10.0.0.9' is an IPv4 address, but resolverEndpointType is 'IPV6'; leave it out or make the type "
                "'DUALSTACK'",
            ),
            (
                "not an IPv6 address",
                {"ipAddresses": [{"subnetId": "subnet-1", "ipv6": "10.0.0.9"}, {"subnetId": "subnet-2"}]},
                "ipAddresses[0].ipv6",
                "'10.0.0.9' is not an IPv6 address; write it as 2001:db8::10",
            ),
            (
                "protocols of inbound endpoints",
                {"direction": "OUTBOUND", "protocols": ["DoH-FIPS"]},
                "protocols",
                "DoH-FIPS is not for direction 'OUTBOUND'; these would be right: Do53, DoH, Do53 and DoH",
            ),
            (
                "switch of outbound endpoints",
                {"targetNameServerMetricsEnabled": True},
                "targetNameServerMetricsEnabled",
                "true is for direction 'OUTBOUND'; this endpoint's is 'INBOUND'",
            ),
            (
                "name of digits",
                {"name": "123"},
                "name",
                "'123' is not a name; it has letters, digits, hyphens, underscores, apostrophes and spaces, and not "
                "digits alone, as in on-premises",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], path: str, reason: str) -> None:
        inputs = {
            "direction": "INBOUND",
            "ipAddresses": [{"subnetId": "subnet-1"}, {"subnetId": "subnet-2"}],
            "securityGroupIds": ["sg-1"],
        }
        assert plugin.faults(urn_of(self.token, "main"), {**inputs, **changes})[1] == {path: reason}

    def test_address_unknown(self, plugin: Plugin) -> None:
        inputs = {
            "direction": "INBOUND",
            "ipAddresses": [{"subnetId": UNKNOWN, "ip": "10.0.0.9"}, {"subnetId": UNKNOWN, "ip": "10.0.1.9"}],
            "securityGroupIds": [UNKNOWN],
        }
        urn = urn_of(self.token, "unknown")
        preview = plugin.preview_create(urn, plugin.check(urn, inputs))
        assert preview["addresses"] == ["10.0.0.9", "10.0.1.9"]


def _record(monkeypatch: pytest.MonkeyPatch, calls: list[str]) -> None:
    """Note each address that is asked to come (``+``) or go (``-``)."""
    for name, sign in (
        ("associate_resolver_endpoint_ip_address", "+"),
        ("disassociate_resolver_endpoint_ip_address", "-"),
    ):
        before = getattr(Route53ResolverResponse, name)

        def noted(response: Any, before: Any = before, sign: str = sign) -> Any:
            calls.append(sign)
            return before(response)

        monkeypatch.setattr(Route53ResolverResponse, name, noted)
