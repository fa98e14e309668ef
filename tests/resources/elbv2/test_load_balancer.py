"""ELBv2 Load Balancer."""

import hashlib
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.elbv2.models import FakeLoadBalancer

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.elbv2 import places
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:elbv2:LoadBalancer"


def attributes(aws: Clients, arn: str) -> dict[str, str]:
    answer = aws("elbv2").describe_load_balancer_attributes(LoadBalancerArn=arn)
    return {each["Key"]: each["Value"] for each in answer["Attributes"]}


def described(aws: Clients, arn: str) -> dict[str, Any]:
    found: dict[str, Any] = aws("elbv2").describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    return found


def group(plugin: Plugin, vpc_id: str) -> str:
    return plugin.create("privateapi:ec2:SecurityGroup", {"vpcId": vpc_id}).id


@pytest.fixture
def vpc_id(plugin: Plugin) -> str:
    return places.vpc(plugin)


@pytest.fixture
def subnets(plugin: Plugin, vpc_id: str) -> list[str]:
    return places.subnets(plugin, vpc_id, 3)


class TestLoadBalancer(Lifecycle):
    token = TOKEN
    update = {"enableCrossZoneLoadBalancing": True, "enableZonalShift": True, "tags": {"team": "network"}}
    replace = {"name": "front-2"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "name": "front",
            "subnets": places.subnets(plugin, places.vpc(plugin)),
            "enableCrossZoneLoadBalancing": False,
            "tags": {"team": "platform"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            described(aws, kept.id)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "LoadBalancerNotFound")
        return False

    def test_outputs(self, plugin: Plugin, aws: Clients, subnets: list[str], vpc_id: str) -> None:
        balancer = plugin.create(TOKEN, {"subnets": subnets[:2]}, name="front door")
        found = described(aws, balancer.id)
        assert balancer["arn"] == balancer.id == found["LoadBalancerArn"]
        assert re.fullmatch(r"net/front-door-[0-9a-f]{7}/[0-9a-f]{16}", balancer["arnSuffix"])
        assert balancer.id.endswith(f":loadbalancer/{balancer['arnSuffix']}")
        assert balancer["dnsName"] == found["DNSName"]
        assert balancer["zoneId"] == found["CanonicalHostedZoneId"]
        assert balancer["vpcId"] == vpc_id
        assert (balancer["type"], balancer["internal"], balancer["ipAddressType"]) == ("network", True, "ipv4")
        assert balancer["subnets"] == sorted(subnets[:2])
        assert balancer["subnetMappings"] == [{"subnetId": each} for each in sorted(subnets[:2])]
        assert "securityGroups" not in balancer.state
        assert (found["Scheme"], found["Type"]) == ("internal", "network")

    def test_mark(self, plugin: Plugin, aws: Clients, subnets: list[str]) -> None:
        balancer = plugin.create(TOKEN, {"subnets": subnets[:2]})
        assert aws("elbv2").describe_tags(ResourceArns=[balancer.id])["TagDescriptions"][0]["Tags"] == []
        assert balancer.state.get("tags") is None

    def test_interrupted(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients, subnets: list[str]) -> None:
        mark = {"Key": MARK, "Value": hashlib.sha256(urn_of(TOKEN, "killed").encode()).hexdigest()[:32]}
        left = aws("elbv2").create_load_balancer(
            Name="killed-0123abc", Type="network", Scheme="internal", Subnets=subnets[:2], Tags=[mark]
        )["LoadBalancers"][0]["LoadBalancerArn"]
        with run_plugin(aws_endpoint) as fresh:
            inputs = {"subnets": subnets[:2], "enableCrossZoneLoadBalancing": True, "tags": {"team": "a"}}
            balancer = fresh.create(TOKEN, inputs, name="killed")
            assert balancer.id == left
            assert balancer["name"] == "killed-0123abc"
            assert attributes(aws, left)["load_balancing.cross_zone.enabled"] == "true"
            assert not fresh.diff(balancer, fresh.check(balancer.urn, inputs, balancer.inputs))
            fresh.clean_up()

    def test_same_name_of_another(self, plugin: Plugin, aws: Clients, subnets: list[str]) -> None:
        plugin.create(TOKEN, {"name": "taken", "subnets": subnets[:2]})
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, {"name": "taken", "subnets": subnets[1:]}, name="main")
        assert refused.value.text.startswith(
            "creating ELBv2 Load Balancer (main): DuplicateLoadBalancerName: A load balancer with the same name 'taken'"
        )

    def test_subnets(self, plugin: Plugin, aws: Clients, subnets: list[str]) -> None:
        balancer = plugin.create(TOKEN, {"subnets": subnets[:2]})
        difference = plugin.diff(balancer, plugin.check(balancer.urn, {"subnets": subnets}, balancer.inputs))
        assert difference.kinds == {"subnets": "UPDATE"}
        plugin.update(balancer, {"subnets": subnets})
        assert [each["subnetId"] for each in balancer["subnetMappings"]] == balancer["subnets"] == sorted(subnets)
        zones = described(aws, balancer.id)["AvailabilityZones"]
        assert sorted(each["SubnetId"] for each in zones) == sorted(subnets)
        preview = plugin.preview_update(balancer, {"subnets": subnets[:1]})
        assert preview["subnetMappings"] is UNKNOWN
        plugin.update(balancer, {"subnets": subnets[:1]})
        assert balancer["subnets"] == subnets[:1]

    def test_chosen_addresses(self, plugin: Plugin, aws: Clients, subnets: list[str]) -> None:
        mappings = [
            {"subnetId": subnet, "privateIpv4Address": f"10.0.{index}.10"} for index, subnet in enumerate(subnets[:2])
        ]
        balancer = plugin.create(TOKEN, {"subnetMappings": mappings})
        assert balancer["subnetMappings"] == sorted(mappings, key=lambda each: each["subnetId"])
        assert balancer["subnets"] == sorted(subnets[:2])
        interfaces = aws("ec2").describe_network_interfaces(
            Filters=[{"Name": "description", "Values": [f"ELB {balancer['arnSuffix']}"]}]
        )["NetworkInterfaces"]
        assert sorted(each["PrivateIpAddress"] for each in interfaces) == ["10.0.0.10", "10.0.1.10"]
        imported = plugin.import_(TOKEN, balancer.id)
        assert imported is not None and imported.state == balancer.state
        for news in ({"subnetMappings": mappings}, {"subnets": subnets[:2]}):
            assert not plugin.diff(imported, plugin.check(balancer.urn, news, imported.inputs))
        plugin.update(balancer, {"subnetMappings": [*mappings, {"subnetId": subnets[2]}]})
        assert len(balancer["subnetMappings"]) == 3
        assert {"subnetId": subnets[2]} in balancer["subnetMappings"]

    @pytest.mark.parametrize(
        ("case", "chosen", "replaces"),
        [
            ("the same", {"privateIpv4Address": "10.0.0.10"}, []),
            ("another", {"privateIpv4Address": "10.0.0.11"}, ["subnetMappings"]),
            ("not known yet", {"privateIpv4Address": UNKNOWN}, []),
            ("no longer chosen", {}, ["subnetMappings"]),
        ],
    )
    def test_address_changes(
        self, plugin: Plugin, subnets: list[str], case: str, chosen: dict[str, Any], replaces: list[str]
    ) -> None:
        before = {"subnetId": subnets[0], "privateIpv4Address": "10.0.0.10"}
        balancer = plugin.create(TOKEN, {"subnetMappings": [before]})
        news = {"subnetMappings": [{"subnetId": subnets[0], **chosen}]}
        difference = plugin.diff(balancer, plugin.check(balancer.urn, news, balancer.inputs))
        assert difference.replaces == replaces

    def test_replacement_with_the_same_address(self, plugin: Plugin, subnets: list[str]) -> None:
        mappings = [{"subnetId": subnets[0], "privateIpv4Address": "10.0.0.10"}]
        balancer = plugin.create(TOKEN, {"name": "one", "subnetMappings": mappings})
        news = plugin.check(balancer.urn, {"name": "two", "subnetMappings": mappings}, balancer.inputs)
        assert plugin.diff(balancer, news).delete_first
        elsewhere = [{"subnetId": subnets[0], "privateIpv4Address": "10.0.0.11"}]
        news = plugin.check(balancer.urn, {"name": "two", "subnetMappings": elsewhere}, balancer.inputs)
        assert not plugin.diff(balancer, news).delete_first

    def test_security_groups(self, plugin: Plugin, aws: Clients, subnets: list[str], vpc_id: str) -> None:
        one, two = group(plugin, vpc_id), group(plugin, vpc_id)
        base = {"subnets": subnets[:2]}
        bare = plugin.create(TOKEN, base)
        difference = plugin.diff(bare, plugin.check(bare.urn, {**base, "securityGroups": [one]}, bare.inputs))
        assert difference.replaces == ["securityGroups"], "AWS gives no groups to one that was made without"
        balancer = plugin.create(TOKEN, {**base, "securityGroups": [one]})
        assert balancer["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] is True
        news = {
            **base,
            "securityGroups": [one, two],
            "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic": False,
        }
        assert not plugin.diff(balancer, plugin.check(balancer.urn, news, balancer.inputs)).replaces
        plugin.update(balancer, news)
        assert balancer["securityGroups"] == sorted([one, two])
        found = described(aws, balancer.id)
        assert sorted(found["SecurityGroups"]) == sorted([one, two])
        assert found["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] == "off"
        plugin.update(balancer, {**news, "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic": True})
        assert balancer["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] is True
        assert not plugin.diff(balancer, plugin.check(balancer.urn, base, balancer.inputs)), (
            "leaving out changes nothing"
        )
        off = plugin.create(TOKEN, {**news, "securityGroups": [one]})
        assert off["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] is False

    @pytest.mark.parametrize(
        ("kind", "wire", "value", "key", "text"),
        [
            ("network", "enableZonalShift", True, "zonal_shift.config.enabled", "true"),
            (
                "network",
                "dnsRecordClientRoutingPolicy",
                "availability_zone_affinity",
                "dns_record.client_routing_policy",
                "availability_zone_affinity",
            ),
            ("application", "idleTimeout", 120, "idle_timeout.timeout_seconds", "120"),
            ("application", "clientKeepAlive", 7200, "client_keep_alive.seconds", "7200"),
            ("application", "desyncMitigationMode", "strictest", "routing.http.desync_mitigation_mode", "strictest"),
            (
                "application",
                "dropInvalidHeaderFields",
                True,
                "routing.http.drop_invalid_header_fields.enabled",
                "true",
            ),
            ("application", "preserveHostHeader", True, "routing.http.preserve_host_header.enabled", "true"),
            (
                "application",
                "enableTlsVersionAndCipherSuiteHeaders",
                True,
                "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
                "true",
            ),
            ("application", "enableXffClientPort", True, "routing.http.xff_client_port.enabled", "true"),
            ("application", "xffHeaderProcessingMode", "remove", "routing.http.xff_header_processing.mode", "remove"),
            ("application", "enableHttp2", False, "routing.http2.enabled", "false"),
            ("application", "enableWafFailOpen", True, "waf.fail_open.enabled", "true"),
        ],
    )
    def test_attribute(
        self, plugin: Plugin, aws: Clients, subnets: list[str], kind: str, wire: str, value: Any, key: str, text: str
    ) -> None:
        base = {"type": kind, "subnets": subnets[:2]}
        balancer = plugin.create(TOKEN, {**base, wire: value})
        assert (balancer[wire], attributes(aws, balancer.id)[key]) == (value, text)
        plugin.update(balancer, base)
        assert balancer[wire] == balancer.inputs[wire] != value
        plugin.update(balancer, {**base, wire: value})
        assert (balancer[wire], attributes(aws, balancer.id)[key]) == (value, text)

    @pytest.mark.parametrize(
        ("wire", "key"),
        [
            ("enableCrossZoneLoadBalancing", "load_balancing.cross_zone.enabled"),
            ("denyAllIgwTraffic", "ipv6.deny_all_igw_traffic"),
        ],
    )
    def test_attribute_chosen(self, plugin: Plugin, aws: Clients, subnets: list[str], wire: str, key: str) -> None:
        base = {"subnets": subnets[:2]}
        balancer = plugin.create(TOKEN, base)
        chosen = balancer[wire]
        plugin.update(balancer, {**base, wire: not chosen})
        assert (balancer[wire], attributes(aws, balancer.id)[key]) == (not chosen, str(not chosen).lower())
        assert not plugin.diff(balancer, plugin.check(balancer.urn, base, balancer.inputs)), (
            "leaving out changes nothing"
        )

    def test_secondary_addresses(self, plugin: Plugin, aws: Clients, subnets: list[str]) -> None:
        balancer = plugin.create(TOKEN, {"subnets": subnets[:2]})
        more = {"subnets": subnets[:2], "secondaryIpsAutoAssignedPerSubnet": 2}
        plugin.update(balancer, more)
        assert attributes(aws, balancer.id)["secondary_ips.auto_assigned.per_subnet"] == "2"
        fewer = plugin.check(balancer.urn, {**more, "secondaryIpsAutoAssignedPerSubnet": 1}, balancer.inputs)
        assert plugin.diff(balancer, fewer).replaces == ["secondaryIpsAutoAssignedPerSubnet"]

    def test_deletion_protection(self, plugin: Plugin, subnets: list[str]) -> None:
        balancer = plugin.create(TOKEN, {"subnets": subnets[:2], "enableDeletionProtection": True})
        with pytest.raises(Refused) as refused:
            plugin.delete(balancer)
        assert refused.value.text.startswith(f"deleting ELBv2 Load Balancer ({balancer.id}): OperationNotPermitted: ")
        plugin.update(balancer, {"subnets": subnets[:2]})
        plugin.delete(balancer)

    @pytest.mark.parametrize(
        ("kind", "wire", "key"),
        [
            ("network", "accessLogs", "access_logs.s3"),
            ("application", "connectionLogs", "connection_logs.s3"),
            ("application", "healthCheckLogs", "health_check_logs.s3"),
        ],
    )
    def test_logs(self, plugin: Plugin, aws: Clients, subnets: list[str], kind: str, wire: str, key: str) -> None:
        base = {"type": kind, "subnets": subnets[:2]}
        logs = {"bucket": "logs", "prefix": "front"}
        balancer = plugin.create(TOKEN, {**base, wire: logs})
        assert balancer[wire] == {**logs, "enabled": True}
        assert attributes(aws, balancer.id)[f"{key}.bucket"] == "logs"
        imported = plugin.import_(TOKEN, balancer.id)
        assert imported is not None and imported.state == balancer.state
        plugin.update(balancer, {**base, wire: {"bucket": "logs", "enabled": False}})
        assert balancer[wire] == {"bucket": "logs", "enabled": False}
        found = attributes(aws, balancer.id)
        assert (found[f"{key}.enabled"], found[f"{key}.prefix"]) == ("false", "")
        plugin.update(balancer, base)
        assert wire not in balancer.state
        refreshed = plugin.refresh(balancer)
        assert refreshed is not None and refreshed.state == balancer.state

    def test_ip_address_type(self, plugin: Plugin, aws: Clients) -> None:
        network = plugin.create(
            "privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16", "assignGeneratedIpv6CidrBlock": True}
        )
        block = network["ipv6CidrBlock"].replace("/56", "/64")
        subnet = plugin.create(
            "privateapi:ec2:Subnet", {"vpcId": network.id, "cidrBlock": "10.0.0.0/24", "ipv6CidrBlock": block}
        )
        balancer = plugin.create(TOKEN, {"subnets": [subnet.id]})
        plugin.update(balancer, {"subnets": [subnet.id], "ipAddressType": "dualstack"})
        assert balancer["ipAddressType"] == described(aws, balancer.id)["IpAddressType"] == "dualstack"
        other = plugin.create(TOKEN, {"subnets": [subnet.id], "ipAddressType": "dualstack"})
        assert other["ipAddressType"] == "dualstack"

    def test_application(self, plugin: Plugin, aws: Clients, subnets: list[str], vpc_id: str) -> None:
        own = group(plugin, vpc_id)
        balancer = plugin.create(TOKEN, {"type": "application", "subnets": subnets[:2]})
        assert balancer["arnSuffix"].startswith("app/")
        assert balancer["enableCrossZoneLoadBalancing"] is True
        assert len(balancer["securityGroups"]) == 1, "AWS chose the default group"
        news = {"type": "application", "subnets": subnets[:2], "securityGroups": [own]}
        assert not plugin.diff(balancer, plugin.check(balancer.urn, news, balancer.inputs)).replaces
        plugin.update(balancer, news)
        assert balancer["securityGroups"] == described(aws, balancer.id)["SecurityGroups"] == [own]

    def test_gateway(self, plugin: Plugin, subnets: list[str]) -> None:
        balancer = plugin.create(TOKEN, {"type": "gateway", "subnets": subnets[:2]})
        assert balancer["arnSuffix"].startswith("gwy/")
        imported = plugin.import_(TOKEN, balancer.id)
        assert imported is not None and imported.state == balancer.state
        more = plugin.check(balancer.urn, {"type": "gateway", "subnets": subnets}, balancer.inputs)
        assert not plugin.diff(balancer, more).replaces
        fewer = plugin.check(balancer.urn, {"type": "gateway", "subnets": subnets[:1]}, balancer.inputs)
        assert plugin.diff(balancer, fewer).replaces == ["subnets"], "AWS takes no subnet from a gateway load balancer"

    def test_import_other_region(self, plugin: Plugin, aws: Clients) -> None:
        vpc_id = places.vpc(plugin, region="eu-west-1")
        where = {"region": "eu-west-1", "subnets": places.subnets(plugin, vpc_id, region="eu-west-1")}
        balancer = plugin.create(TOKEN, where)
        imported = plugin.import_(TOKEN, balancer.id)
        assert imported is not None and imported.state == balancer.state, "the ARN says the Region"

    def test_failed(self, plugin: Plugin, subnets: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(FakeLoadBalancer, "activate", lambda balancer: setattr(balancer, "state", "failed"))
            with pytest.raises(Refused) as refused:
                plugin.create(TOKEN, {"subnets": subnets[:2]}, name="main")
        assert refused.value.id
        assert refused.value.text == (
            f"setting up ELBv2 Load Balancer (main, {refused.value.id}): waiting for "
            "LoadBalancerAvailable: it is 'failed'"
        )

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("no subnet", {}, "subnets", "is required, unless subnetMappings names the subnets"),
            (
                "two lists that differ",
                {"subnets": ["subnet-1"], "subnetMappings": [{"subnetId": "subnet-2"}]},
                "subnetMappings",
                "names other subnets than subnets does; give one of the two",
            ),
            (
                "long name",
                {"name": "a" * 33, "subnets": ["subnet-1"]},
                "name",
                f"'{'a' * 33}' has 33 characters; 1 to 32 are allowed",
            ),
            (
                "character",
                {"name": "front_door", "subnets": ["subnet-1"]},
                "name",
                "'front_door' has '_'; letters, digits and hyphens are allowed, as in api-front-door",
            ),
            (
                "hyphen at the end",
                {"name": "front-", "subnets": ["subnet-1"]},
                "name",
                "'front-' begins or ends with a hyphen; 'front' would be right",
            ),
            (
                "kept name",
                {"name": "internal-front", "subnets": ["subnet-1"]},
                "name",
                "'internal-front' begins with 'internal-', which AWS keeps for itself; 'front' would be right",
            ),
            (
                "attribute of another type",
                {"idleTimeout": 30, "subnets": ["subnet-1"]},
                "idleTimeout",
                "is for application load balancers; this one's type is 'network'",
            ),
            (
                "attribute of two other types",
                {"type": "gateway", "enableZonalShift": True, "subnets": ["subnet-1"]},
                "enableZonalShift",
                "is for network load balancers and application load balancers; this one's type is 'gateway'",
            ),
            (
                "logs of another type",
                {"connectionLogs": {"bucket": "logs"}, "subnets": ["subnet-1"]},
                "connectionLogs",
                "is for application load balancers; this one's type is 'network'",
            ),
            (
                "out of range",
                {"secondaryIpsAutoAssignedPerSubnet": 8, "subnets": ["subnet-1"]},
                "secondaryIpsAutoAssignedPerSubnet",
                "8 should be less than or equal to 7",
            ),
            (
                "groups on a gateway",
                {"type": "gateway", "securityGroups": ["sg-1"], "subnets": ["subnet-1"]},
                "securityGroups",
                "is for network load balancers and application load balancers; this one's type is 'gateway'",
            ),
            (
                "internet-facing gateway",
                {"type": "gateway", "internal": False, "subnets": ["subnet-1"]},
                "internal",
                "false makes no sense: a gateway load balancer has no address for clients",
            ),
            (
                "cross zone off",
                {"type": "application", "enableCrossZoneLoadBalancing": False, "subnets": ["subnet-1"]},
                "enableCrossZoneLoadBalancing",
                "false is not possible for application load balancers",
            ),
            (
                "rules without groups",
                {"enforceSecurityGroupInboundRulesOnPrivateLinkTraffic": False, "subnets": ["subnet-1"]},
                "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
                "is about security groups, and there are none; give securityGroups as well",
            ),
            (
                "address of an application load balancer",
                {
                    "type": "application",
                    "subnetMappings": [{"subnetId": "subnet-1", "privateIpv4Address": "10.0.0.10"}],
                },
                "subnetMappings",
                "the address in subnet 'subnet-1' (privateIpv4Address) can be chosen for network load balancers only",
            ),
            (
                "Elastic IP inside",
                {"subnetMappings": [{"subnetId": "subnet-1", "allocationId": "eipalloc-1"}]},
                "subnetMappings",
                "the address in subnet 'subnet-1' is an Elastic IP address, but internal is true; "
                "give privateIpv4Address",
            ),
            (
                "private address outside",
                {
                    "internal": False,
                    "subnetMappings": [{"subnetId": "subnet-1", "privateIpv4Address": "10.0.0.10"}],
                },
                "subnetMappings",
                "the address in subnet 'subnet-1' is a private one, but internal is false; give allocationId",
            ),
            (
                "no address",
                {"subnetMappings": [{"subnetId": "subnet-1", "privateIpv4Address": "10.0.0"}]},
                "subnetMappings[0].privateIpv4Address",
                "'10.0.0' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'",
            ),
            (
                "AWS's part of the prefix",
                {"accessLogs": {"bucket": "logs", "prefix": "a/AWSLogs"}, "subnets": ["subnet-1"]},
                "accessLogs.prefix",
                "'a/AWSLogs' holds 'AWSLogs', which AWS appends itself; leave it out",
            ),
            (
                "prefix with a slash",
                {"accessLogs": {"bucket": "logs", "prefix": "/front"}, "subnets": ["subnet-1"]},
                "accessLogs.prefix",
                "'/front' begins or ends with a slash; 'front' would be right",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}
