"""EC2 VPC Endpoint."""

from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.provider.errors import WaitError
from privateapi.provider.interrupted import MARK
from privateapi.resources.ec2.vpc_endpoint import VpcEndpoint, VpcEndpointArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle

SERVICE = "com.amazonaws.us-east-1.execute-api"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:*"}
    ],
}


class TestVpcEndpoint(Lifecycle):
    token = "privateapi:ec2:VpcEndpoint"
    update = {
        "dnsOptions": {"dnsRecordIpType": "dualstack"},
        "policy": {**POLICY, "Statement": [{**POLICY["Statement"][0], "Resource": "*"}]},  # type: ignore[dict-item]
        "privateDnsEnabled": False,
        "tags": {"Name": "renamed"},
        "securityGroupIds": "another",
    }
    replace = {"serviceName": "com.amazonaws.us-east-1.logs"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True}).id
        self.subnets = [self.subnet(plugin, number) for number in range(3)]
        self.other_group = self.group(plugin)
        return {
            "vpcId": self.vpc,
            "vpcEndpointType": "Interface",
            "serviceName": SERVICE,
            "subnetIds": self.subnets[:2],
            "securityGroupIds": [self.group(plugin)],
            "privateDnsEnabled": True,
            "policy": POLICY,
            "dnsOptions": {"dnsRecordIpType": "ipv4"},
            "tags": {"tier": "1"},
        }

    def subnet(self, plugin: Plugin, number: int) -> str:
        inputs = {
            "vpcId": self.vpc,
            "cidrBlock": f"10.0.{number}.0/24",
            "availabilityZone": f"us-east-1{'abc'[number]}",
        }
        return plugin.create("privateapi:ec2:Subnet", inputs).id

    def group(self, plugin: Plugin) -> str:
        return plugin.create("privateapi:ec2:SecurityGroup", {"vpcId": self.vpc}).id

    def table(self, plugin: Plugin) -> str:
        return plugin.create("privateapi:ec2:RouteTable", {"vpcId": self.vpc}).id

    def chosen(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        """Basic inputs with a chosen address in each of two subnets."""
        inputs = self.inputs(plugin, aws)
        del inputs["subnetIds"]
        return {**inputs, "subnetConfigurations": [self.entry(0, 10), self.entry(1, 20)]}

    def entry(self, number: int, host: int) -> dict[str, str]:
        return {"subnetId": self.subnets[number], "ipv4": f"10.0.{number}.{host}"}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**changes, "securityGroupIds": [self.other_group]} if "securityGroupIds" in changes else changes

    def found(self, aws: Clients, id: str) -> dict[str, Any]:
        endpoints = aws("ec2").describe_vpc_endpoints(Filters=[{"Name": "vpc-endpoint-id", "Values": [id]}])
        return next(iter(endpoints["VpcEndpoints"]), {})

    def interfaces(self, aws: Clients, id: str) -> dict[str, dict[str, Any]]:
        """Network interfaces by their address."""
        found = aws("ec2").describe_network_interfaces(
            Filters=[{"Name": "network-interface-id", "Values": self.found(aws, id)["NetworkInterfaceIds"]}]
        )
        return {each["PrivateIpAddress"]: each for each in found["NetworkInterfaces"]}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not self.found(aws, kept.id)

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        found, interfaces = self.found(aws, endpoint.id), self.interfaces(aws, endpoint.id)
        assert endpoint["vpcEndpointId"] == endpoint.id
        assert endpoint["arn"] == f"arn:aws:ec2:us-east-1:123456789012:vpc-endpoint/{endpoint.id}"
        assert (endpoint["state"], endpoint["ownerId"]) == ("available", "123456789012")
        assert endpoint["requesterManaged"] is False
        assert endpoint["addresses"] == sorted(interfaces)
        assert endpoint["subnetAddresses"] == {each["SubnetId"]: address for address, each in interfaces.items()}
        assert endpoint["networkInterfaceIds"] == sorted(found["NetworkInterfaceIds"])
        assert [each["dnsName"] for each in endpoint["dnsEntries"]] == [each["DnsName"] for each in found["DnsEntries"]]
        assert endpoint["dnsName"] == found["DnsEntries"][0]["DnsName"]
        assert endpoint["hostedZoneId"] == found["DnsEntries"][0]["HostedZoneId"]
        assert "prefixListId" not in endpoint.state

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        plugin.create(self.token, self.inputs(plugin, aws))
        assert aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])["Tags"] == []

    def test_left_out(self, plugin: Plugin, aws: Clients) -> None:
        """What AWS chooses shows in the state and is no change in the next preview."""
        inputs = self.inputs(plugin, aws)
        news = {name: inputs[name] for name in ("vpcId", "vpcEndpointType", "serviceName", "subnetIds")}
        endpoint = plugin.create(self.token, news)
        filters = [{"Name": "vpc-id", "Values": [self.vpc]}, {"Name": "group-name", "Values": ["default"]}]
        (group,) = aws("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
        assert endpoint["securityGroupIds"] == [group["GroupId"]]
        assert (endpoint["privateDnsEnabled"], endpoint["ipAddressType"]) == (True, "ipv4")
        assert endpoint["policy"]["Statement"][0]["Action"] == "*"
        assert endpoint["serviceRegion"] == "us-east-1"
        refreshed = plugin.refresh(endpoint)
        assert refreshed is not None and refreshed.inputs == endpoint.inputs
        assert not plugin.diff(refreshed, plugin.check(endpoint.urn, news, endpoint.inputs))

    def test_chosen_addresses(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.chosen(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        assert endpoint.inputs["subnetIds"] == sorted(self.subnets[:2])
        assert sorted(self.interfaces(aws, endpoint.id)) == ["10.0.0.10", "10.0.1.20"]
        assert endpoint["addresses"] == ["10.0.0.10", "10.0.1.20"]
        assert endpoint["subnetAddresses"] == {self.subnets[0]: "10.0.0.10", self.subnets[1]: "10.0.1.20"}
        imported = plugin.import_(self.token, endpoint.id)
        assert imported is not None and imported.state == endpoint.state
        refreshed = plugin.refresh(endpoint)
        assert refreshed is not None and refreshed.state == endpoint.state
        assert not plugin.diff(refreshed, plugin.check(endpoint.urn, inputs, endpoint.inputs))

    def test_chosen_address_in_one_of_two_subnets(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "subnetConfigurations": [self.entry(0, 10)]}
        endpoint = plugin.create(self.token, inputs)
        assert endpoint["subnetConfigurations"] == [self.entry(0, 10)]
        assert len(endpoint["addresses"]) == 2
        refreshed = plugin.refresh(endpoint)
        assert refreshed is not None
        assert not plugin.diff(refreshed, plugin.check(endpoint.urn, inputs, endpoint.inputs))

    def test_address_changed(self, plugin: Plugin, aws: Clients) -> None:
        """The new address is known in the preview, and the other subnet's network interface stays."""
        inputs = self.chosen(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        id, before = endpoint.id, self.interfaces(aws, endpoint.id)
        news = {**inputs, "subnetConfigurations": [self.entry(0, 11), self.entry(1, 20)]}
        difference = plugin.diff(endpoint, plugin.check(endpoint.urn, news, endpoint.inputs))
        assert difference and not difference.replaces
        preview = plugin.preview_update(endpoint, news)
        assert preview["addresses"] == ["10.0.0.11", "10.0.1.20"]
        assert preview["networkInterfaceIds"] is UNKNOWN
        plugin.update(endpoint, news)
        after = self.interfaces(aws, id)
        assert sorted(after) == endpoint["addresses"] == ["10.0.0.11", "10.0.1.20"]
        assert after["10.0.1.20"]["NetworkInterfaceId"] == before["10.0.1.20"]["NetworkInterfaceId"]

    def test_addresses_chosen_later(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        news = {**inputs, "subnetConfigurations": [self.entry(0, 10), self.entry(1, 20)]}
        plugin.update(endpoint, news)
        assert endpoint["addresses"] == ["10.0.0.10", "10.0.1.20"]
        plugin.update(endpoint, inputs)
        assert endpoint["addresses"] == ["10.0.0.10", "10.0.1.20"], "the choice is AWS's now, and stays"

    def test_subnet_added_and_removed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.chosen(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        news = {**inputs, "subnetConfigurations": [self.entry(1, 20), self.entry(2, 30)]}
        plugin.update(endpoint, news)
        assert sorted(self.interfaces(aws, endpoint.id)) == endpoint["addresses"] == ["10.0.1.20", "10.0.2.30"]
        assert endpoint["subnetIds"] == sorted(self.subnets[1:])

    def test_subnets_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        news = {**inputs, "subnetIds": self.subnets[1:]}
        preview = plugin.preview_update(endpoint, news)
        assert preview["addresses"] is UNKNOWN and preview["dnsEntries"] is UNKNOWN
        plugin.update(endpoint, news)
        assert set(endpoint["subnetAddresses"]) == set(self.subnets[1:])

    def test_interfaces_in_a_first_preview(self, plugin: Plugin) -> None:
        """Chosen addresses are known before anything is made, though the subnets are not."""
        urn = urn_of(self.token, "main")
        inputs = {
            "vpcId": UNKNOWN,
            "vpcEndpointType": "Interface",
            "serviceName": SERVICE,
            "subnetConfigurations": [
                {"subnetId": UNKNOWN, "ipv4": "10.0.10.10"},
                {"subnetId": UNKNOWN, "ipv4": "10.0.9.10"},
            ],
        }
        checked = plugin.check(urn, inputs)
        assert checked["subnetIds"] == [UNKNOWN, UNKNOWN]
        preview = plugin.preview_create(urn, checked)
        assert preview["subnetConfigurations"][0]["ipv4"] == "10.0.10.10"
        assert preview["addresses"] == ["10.0.9.10", "10.0.10.10"]
        assert "subnetAddresses" not in preview

    @pytest.mark.parametrize(
        ("case", "inputs", "known"),
        [
            (
                "all chosen in known subnets",
                {
                    "subnetIds": ["subnet-1"],
                    "subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}],
                },
                {"addresses": ["10.0.0.10"], "subnetAddresses": {"subnet-1": "10.0.0.10"}},
            ),
            (
                "one of two chosen",
                {
                    "subnetIds": ["subnet-1", "subnet-2"],
                    "subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}],
                },
                {},
            ),
            (
                "an address that is not known yet",
                {"subnetIds": ["subnet-1"], "subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": UNKNOWN}]},
                {},
            ),
            (
                "subnets that are not known yet",
                {"subnetIds": UNKNOWN, "subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}]},
                {},
            ),
            ("choices that are not known yet", {"subnetIds": ["subnet-1"], "subnetConfigurations": UNKNOWN}, {}),
            ("none chosen", {"subnetIds": ["subnet-1"]}, {}),
        ],
    )
    def test_known_outputs(self, case: str, inputs: dict[str, Any], known: dict[str, Any]) -> None:
        assert VpcEndpoint().known_outputs(inputs) == known

    def test_private_dns_switched(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, {**inputs, "privateDnsEnabled": False})
        names = len(endpoint["dnsEntries"])
        plugin.update(endpoint, inputs)
        assert self.found(aws, endpoint.id)["PrivateDnsEnabled"] is True
        assert len(endpoint["dnsEntries"]) == names + 1

    def test_gateway(self, plugin: Plugin, aws: Clients) -> None:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        first, second = self.table(plugin), self.table(plugin)
        inputs = {"vpcId": self.vpc, "serviceName": "com.amazonaws.us-east-1.s3", "routeTableIds": [first]}
        endpoint = plugin.create(self.token, inputs)
        assert (endpoint["vpcEndpointType"], endpoint["routeTableIds"]) == ("Gateway", [first])
        assert endpoint["prefixListId"].startswith("pl-")
        assert not {"addresses", "subnetIds", "privateDnsEnabled", "dnsName"} & endpoint.state.keys()
        plugin.update(endpoint, {**inputs, "routeTableIds": [second]})
        assert self.found(aws, endpoint.id)["RouteTableIds"] == [second]
        plugin.update(endpoint, {**inputs, "routeTableIds": None})
        assert self.found(aws, endpoint.id)["RouteTableIds"] == []
        imported = plugin.import_(self.token, endpoint.id)
        assert imported is not None and imported.state == endpoint.state
        plugin.delete(endpoint)
        assert self.gone(aws, endpoint)

    def test_gateway_load_balancer(self, plugin: Plugin, aws: Clients) -> None:
        self.inputs(plugin, aws)
        inputs = {
            "vpcId": self.vpc,
            "vpcEndpointType": "GatewayLoadBalancer",
            "serviceName": "com.amazonaws.us-east-1.inspection",
            "subnetIds": self.subnets[:1],
        }
        endpoint = plugin.create(self.token, inputs)
        assert len(endpoint["addresses"]) == 1
        assert not {"policy", "securityGroupIds", "privateDnsEnabled"} & endpoint.state.keys()
        news = plugin.check(endpoint.urn, {**inputs, "subnetIds": self.subnets[1:2]}, endpoint.inputs)
        difference = plugin.diff(endpoint, news)
        assert (difference.replaces, difference.delete_first) == (["subnetIds"], False)

    def test_policy_text(self, plugin: Plugin, aws: Clients) -> None:
        """Given as JSON text, and compared by what it means."""
        inputs = self.inputs(plugin, aws)
        text = (
            '{"Statement": {"Resource": ["*"], "Action": ["execute-api:Invoke"], "Principal": "*", "Effect": "Allow"}}'
        )
        endpoint = plugin.create(self.token, {**inputs, "policy": text})
        same = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}]}
        assert not plugin.diff(endpoint, plugin.check(endpoint.urn, {**inputs, "policy": same}, endpoint.inputs))

    @pytest.mark.parametrize(
        ("case", "old", "new", "replaces", "delete_first"),
        [
            (
                "same chosen address, another service",
                {"subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}]},
                {"serviceName": "com.amazonaws.us-east-1.logs"},
                ["serviceName"],
                True,
            ),
            (
                "another chosen address and service",
                {"subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}]},
                {
                    "serviceName": "com.amazonaws.us-east-1.logs",
                    "subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.11"}],
                },
                ["serviceName"],
                False,
            ),
            ("another service", {}, {"serviceName": "com.amazonaws.us-east-1.logs"}, ["serviceName"], False),
            ("another VPC", {}, {"vpcId": "vpc-2"}, ["vpcId"], False),
            ("same private names", {"serviceRegion": "us-east-1"}, {}, ["serviceRegion"], True),
            (
                "no private names",
                {"serviceRegion": "us-east-1"},
                {"privateDnsEnabled": False},
                ["serviceRegion"],
                False,
            ),
        ],
    )
    def test_replacement_order(
        self,
        plugin: Plugin,
        case: str,
        old: dict[str, Any],
        new: dict[str, Any],
        replaces: list[str],
        delete_first: bool,
    ) -> None:
        urn = urn_of(self.token, "main")
        given = {"vpcId": "vpc-1", "vpcEndpointType": "Interface", "serviceName": SERVICE, "subnetIds": ["subnet-1"]}
        before = plugin.check(urn, {**given, **old})
        after = {**before, **new}
        if "serviceRegion" in old:
            after = {**after, "serviceName": SERVICE, "serviceRegion": UNKNOWN}
        difference = plugin.diff(Kept(urn, "vpce-1", before, before), plugin.check(urn, after, before))
        assert difference.replaces == replaces
        assert difference.delete_first is delete_first

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "no service name",
                {"serviceName": "execute-api"},
                "serviceName",
                "'execute-api' is not the name of an endpoint service; write it as "
                "com.amazonaws.us-east-1.execute-api or com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
            ),
            (
                "no service id",
                {"serviceName": "com.amazonaws.vpce.us-east-1.payments"},
                "serviceName",
                "'com.amazonaws.vpce.us-east-1.payments' does not name an endpoint service by its id; write it as "
                "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
            ),
            (
                "service of another region",
                {"serviceName": "com.amazonaws.eu-west-1.execute-api"},
                "serviceName",
                "'com.amazonaws.eu-west-1.execute-api' is a service of 'eu-west-1', not of 'us-east-1'; "
                "com.amazonaws.us-east-1.execute-api would be right, or serviceRegion 'eu-west-1'",
            ),
            (
                "service of another region than said",
                {"serviceRegion": "eu-west-1"},
                "serviceName",
                "'com.amazonaws.us-east-1.execute-api' is a service of 'us-east-1', but serviceRegion is 'eu-west-1'; "
                "com.amazonaws.eu-west-1.execute-api would be right",
            ),
            (
                "service of no region",
                {"serviceName": "com.amazonaws.us-east-9.execute-api"},
                "serviceName",
                "'com.amazonaws.us-east-9.execute-api' names 'us-east-9', which is not an AWS Region; "
                "com.amazonaws.us-east-1.execute-api would be right",
            ),
            (
                "gateway of a service without",
                {"vpcEndpointType": "Gateway", "subnetIds": None},
                "vpcEndpointType",
                "'Gateway' endpoints are for dynamodb, s3, s3express; 'execute-api' needs 'Interface'",
            ),
            (
                "kind",
                {"vpcEndpointType": "interface"},
                "vpcEndpointType",
                "'interface' should be 'Gateway', 'GatewayLoadBalancer' or 'Interface'",
            ),
            (
                "interface without subnets",
                {"subnetIds": None},
                "subnetIds",
                "is required with 'Interface'; give subnets in one zone or more",
            ),
            (
                "interface with an empty list of subnets",
                {"subnetIds": []},
                "subnetIds",
                "is required with 'Interface'; give subnets in one zone or more",
            ),
            (
                "interface with routes",
                {"routeTableIds": ["rtb-1"]},
                "routeTableIds",
                "is for vpcEndpointType 'Gateway'; this endpoint's is 'Interface'",
            ),
            (
                "gateway with subnets",
                {"vpcEndpointType": "Gateway", "serviceName": "com.amazonaws.us-east-1.s3"},
                "subnetIds",
                "is for vpcEndpointType 'Interface' or 'GatewayLoadBalancer'; this endpoint's is 'Gateway'",
            ),
            (
                "gateway with private names",
                {
                    "vpcEndpointType": "Gateway",
                    "serviceName": "com.amazonaws.us-east-1.s3",
                    "subnetIds": None,
                    "privateDnsEnabled": True,
                },
                "privateDnsEnabled",
                "is for vpcEndpointType 'Interface'; this endpoint's is 'Gateway'",
            ),
            (
                "Gateway Load Balancer endpoint with two subnets",
                {"vpcEndpointType": "GatewayLoadBalancer", "subnetIds": ["subnet-1", "subnet-2"]},
                "subnetIds",
                "2 subnets; a Gateway Load Balancer endpoint has one",
            ),
            (
                "Gateway Load Balancer endpoint with a policy",
                {"vpcEndpointType": "GatewayLoadBalancer", "policy": POLICY},
                "policy",
                "is for vpcEndpointType 'Interface' or 'Gateway'; this endpoint's is 'GatewayLoadBalancer'",
            ),
            (
                "the same address twice",
                {
                    "subnetIds": None,
                    "subnetConfigurations": [
                        {"subnetId": "subnet-1", "ipv4": "10.0.0.10"},
                        {"subnetId": UNKNOWN, "ipv4": "10.0.0.10"},
                    ],
                },
                "subnetConfigurations[1].ipv4",
                "'10.0.0.10' is in subnetConfigurations[0] as well; each is for one entry",
            ),
            (
                "the same subnet twice",
                {
                    "subnetConfigurations": [
                        {"subnetId": "subnet-1", "ipv4": "10.0.0.10"},
                        {"subnetId": "subnet-1", "ipv4": "10.0.0.11"},
                    ],
                },
                "subnetConfigurations[1].subnetId",
                "'subnet-1' is in subnetConfigurations[0] as well; each is for one entry",
            ),
            (
                "a choice for another subnet",
                {"subnetConfigurations": [{"subnetId": "subnet-2", "ipv4": "10.0.0.10"}]},
                "subnetConfigurations[0].subnetId",
                "'subnet-2' is not in subnetIds; add it there",
            ),
            (
                "a choice of nothing",
                {"subnetConfigurations": [{"subnetId": "subnet-1"}]},
                "subnetConfigurations[0].ipv4",
                "is required; leave the entry out to let AWS choose the address",
            ),
            (
                "a choice for one of two address families",
                {
                    "ipAddressType": "dualstack",
                    "subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}],
                },
                "subnetConfigurations[0].ipv6",
                "is required with ipAddressType 'dualstack'",
            ),
            (
                "a choice without IPv4",
                {
                    "ipAddressType": "ipv4",
                    "subnetConfigurations": [{"subnetId": "subnet-1", "ipv6": "2001:db8::10"}],
                },
                "subnetConfigurations[0].ipv4",
                "is required with ipAddressType 'ipv4'",
            ),
            (
                "no address",
                {"subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.256"}]},
                "subnetConfigurations[0].ipv4",
                "'10.0.0.256' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'",
            ),
            (
                "no IPv6 address",
                {"subnetConfigurations": [{"subnetId": "subnet-1", "ipv6": "10.0.0.10"}]},
                "subnetConfigurations[0].ipv6",
                "'10.0.0.10' is not an IPv6 address; write it as 2001:db8::10",
            ),
            (
                "private names for on-premises clients only",
                {"dnsOptions": {"privateDnsOnlyForInboundResolverEndpoint": True}},
                "dnsOptions.privateDnsOnlyForInboundResolverEndpoint",
                "true is for services with both kinds of endpoints, dynamodb and s3",
            ),
            (
                "policy without principal",
                {"policy": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}},
                "policy.Statement[0].Principal",
                "is required: a statement of a resource policy has Principal or NotPrincipal",
            ),
            (
                "policy that is no JSON",
                {"policy": "{"},
                "policy",
                "the document is not JSON: Expecting property name enclosed in double quotes at line 1, column 2",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        given = {
            "vpcId": "vpc-1",
            "vpcEndpointType": "Interface",
            "serviceName": SERVICE,
            "subnetIds": ["subnet-1"],
            **inputs,
        }
        assert plugin.faults(urn_of(self.token, "main"), given)[1] == {path: reason}

    @pytest.mark.parametrize(
        "name",
        [
            "com.amazonaws.us-east-1.ecr.api",
            "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
            "com.amazonaws.s3-global.accesspoint",
            "aws.sagemaker.us-east-1.notebook",
        ],
    )
    def test_service_names(self, plugin: Plugin, name: str) -> None:
        inputs = {"vpcId": "vpc-1", "vpcEndpointType": "Interface", "serviceName": name, "subnetIds": ["subnet-1"]}
        assert plugin.check(urn_of(self.token, "main"), inputs)["serviceName"] == name

    def test_service_of_another_region(self, plugin: Plugin) -> None:
        inputs = {
            "vpcId": "vpc-1",
            "vpcEndpointType": "Interface",
            "serviceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
            "serviceRegion": "eu-west-1",
            "subnetIds": ["subnet-1"],
        }
        assert plugin.check(urn_of(self.token, "main"), inputs)["serviceRegion"] == "eu-west-1"


ARGS = VpcEndpointArgs(vpc_id="vpc-1", service_name=SERVICE, vpc_endpoint_type="Interface", subnet_ids=["subnet-1"])


def endpoint(state: str, **more: Any) -> dict[str, Any]:
    return {"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "State": state, **more}]}


def test_waits_until_ready() -> None:
    with stubbed(VpcEndpoint.token) as (ctx, ec2, _):
        ec2.add_client_error("describe_vpc_endpoints", "InvalidVpcEndpointId.NotFound")
        ec2.add_response("describe_vpc_endpoints", endpoint("pending"))
        ec2.add_response("describe_vpc_endpoints", endpoint("pendingAcceptance"))
        VpcEndpoint().complete(ctx, "vpce-1", ARGS)


@pytest.mark.parametrize(
    ("case", "answer", "text"),
    [
        ("refused by the owner of the service", endpoint("rejected"), "waiting for VpcEndpointReady: it is 'rejected'"),
        (
            "failed, with AWS's reason",
            endpoint("failed", LastError={"Code": "x", "Message": "no free address"}),
            "waiting for VpcEndpointReady: it is 'failed': no free address",
        ),
        (
            "failed, with the service's reason",
            endpoint("Failed", FailureReason="the service is gone"),
            "waiting for VpcEndpointReady: it is 'Failed': the service is gone",
        ),
        ("deleted meanwhile", endpoint("deleting"), "waiting for VpcEndpointReady: it is 'deleting'"),
    ],
)
def test_wait_failed(case: str, answer: dict[str, Any], text: str) -> None:
    with stubbed(VpcEndpoint.token) as (ctx, ec2, _), pytest.raises(WaitError) as failed:
        ec2.add_response("describe_vpc_endpoints", answer)
        VpcEndpoint().complete(ctx, "vpce-1", ARGS)
    assert str(failed.value) == text


def test_deletion_is_waited_for() -> None:
    resource = VpcEndpoint()
    state = resource.state(vpc_id="vpc-1", service_name=SERVICE, vpc_endpoint_id="vpce-1", arn="arn", state="available")
    with stubbed(VpcEndpoint.token) as (ctx, ec2, _):
        ec2.add_response("delete_vpc_endpoints", {"Unsuccessful": []})
        ec2.add_response("describe_vpc_endpoints", endpoint("deleting"))
        ec2.add_client_error("describe_vpc_endpoints", "InvalidVpcEndpointId.NotFound")
        resource.delete(ctx, "vpce-1", state)
        ec2.add_response("delete_vpc_endpoints", {"Unsuccessful": []})
        ec2.add_response("describe_vpc_endpoints", endpoint("deleted"))
        resource.delete(ctx, "vpce-1", state)


def test_deletion_refused() -> None:
    resource = VpcEndpoint()
    state = resource.state(vpc_id="vpc-1", service_name=SERVICE, vpc_endpoint_id="vpce-1", arn="arn", state="available")
    error = {"Code": "InvalidParameter", "Message": "it is managed by its service"}
    with stubbed(VpcEndpoint.token) as (ctx, ec2, _):
        ec2.add_response("delete_vpc_endpoints", {"Unsuccessful": [{"ResourceId": "vpce-1", "Error": error}]})
        with pytest.raises(ClientError, match="it is managed by its service"):
            resource.delete(ctx, "vpce-1", state)


def test_endpoint_on_its_way_out_is_gone() -> None:
    with stubbed(VpcEndpoint.token) as (ctx, ec2, _):
        ec2.add_response("describe_vpc_endpoints", endpoint("deleting"))
        assert VpcEndpoint().read(ctx, "vpce-1", None) is None


def test_both_address_families() -> None:
    """Chosen addresses of both families are sent and read; another IPv6 address makes a new interface as well."""
    entry = {"subnet_id": "subnet-1", "ipv4": "10.0.0.10", "ipv6": "2001:db8::10"}
    sent = {"SubnetId": "subnet-1", "Ipv4": "10.0.0.10", "Ipv6": "2001:db8::10"}
    args = VpcEndpointArgs.model_validate(
        {**ARGS.model_dump(exclude_none=True), "ip_address_type": "dualstack", "subnet_configurations": [entry]}
    )
    with stubbed(VpcEndpoint.token) as (ctx, ec2, _):
        mark = [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": MARK, "Value": ctx.token}]}]
        request = {
            "VpcId": "vpc-1",
            "VpcEndpointType": "Interface",
            "ServiceName": SERVICE,
            "SubnetIds": ["subnet-1"],
            "IpAddressType": "dualstack",
            "SubnetConfigurations": [sent],
            "TagSpecifications": mark,
        }
        ec2.add_client_error("create_vpc_endpoint", "InvalidSubnetId.NotFound", expected_params=request)
        ec2.add_response("create_vpc_endpoint", {"VpcEndpoint": {"VpcEndpointId": "vpce-1"}}, request)
        resource = VpcEndpoint()
        assert resource.create(ctx, args) == "vpce-1"
        described = {"VpcId": "vpc-1", "ServiceName": SERVICE, "VpcEndpointType": "Interface"}
        ec2.add_response(
            "describe_vpc_endpoints",
            endpoint("available", **described, SubnetIds=["subnet-1"], NetworkInterfaceIds=["eni-1"]),
        )
        interface = {
            "SubnetId": "subnet-1",
            "PrivateIpAddress": "10.0.0.10",
            "Ipv6Addresses": [{"Ipv6Address": "2001:db8::10"}],
        }
        ec2.add_response("describe_network_interfaces", {"NetworkInterfaces": [interface]})
        state = resource.read(ctx, "vpce-1", None)
        assert state is not None and state.subnet_configurations == args.subnet_configurations
        ec2.add_response(
            "modify_vpc_endpoint",
            {"Return": True},
            {"VpcEndpointId": "vpce-1", "SubnetConfigurations": [{**sent, "Ipv6": "2001:db8::11"}]},
        )
        ec2.add_response("describe_vpc_endpoints", endpoint("available"))
        news = args.model_copy(deep=True)
        assert news.subnet_configurations is not None
        news.subnet_configurations[0].ipv6 = "2001:db8::11"
        resource.update(ctx, "vpce-1", state, news, frozenset({"subnet_configurations"}))
