"""EC2 VPC endpoint."""

import ipaddress
from typing import Any

import pytest

from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle

EXECUTE_API = "com.amazonaws.us-east-1.execute-api"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}],
}


def network(plugin: Plugin) -> tuple[str, list[str]]:
    """A VPC with two subnets in two zones."""
    vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True})
    subnets = [
        plugin.create(
            "privateapi:ec2:Subnet", {"vpcId": vpc.id, "cidrBlock": cidr, "availabilityZone": f"us-east-1{zone}"}
        ).id
        for zone, cidr in (("a", "10.0.0.0/24"), ("b", "10.0.1.0/24"))
    ]
    return vpc.id, subnets


class TestVpcEndpoint(Lifecycle):
    token = "privateapi:ec2:VpcEndpoint"
    update = {"policy": POLICY, "privateDnsEnabled": True, "tags": {"Name": "renamed"}}
    replace = {"serviceName": "com.amazonaws.us-east-1.lambda"}
    deletes_first = True

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        vpc, subnets = network(plugin)
        return {
            "vpcId": vpc,
            "serviceName": EXECUTE_API,
            "subnetIds": subnets,
            "subnetConfigurations": [
                {"subnetId": subnets[0], "ipv4": "10.0.0.4"},
                {"subnetId": subnets[1], "ipv4": "10.0.1.4"},
            ],
            "tags": {"Name": "api"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("ec2").describe_vpc_endpoints(Filters=[{"Name": "vpc-endpoint-id", "Values": [kept.id]}])
        return all(each["State"] == "deleted" for each in found["VpcEndpoints"])

    def test_chosen_addresses(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, inputs)
        assert endpoint["addresses"] == ["10.0.0.4", "10.0.1.4"]
        interfaces = aws("ec2").describe_network_interfaces(NetworkInterfaceIds=endpoint["networkInterfaceIds"])
        found = {each["SubnetId"]: each["PrivateIpAddress"] for each in interfaces["NetworkInterfaces"]}
        assert found == {inputs["subnetIds"][0]: "10.0.0.4", inputs["subnetIds"][1]: "10.0.1.4"}
        assert endpoint["subnetAddresses"] == found

    def test_chosen_addresses_previewed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "subnetIds": [UNKNOWN, UNKNOWN], "vpcId": UNKNOWN}
        inputs["subnetConfigurations"] = [
            {"subnetId": UNKNOWN, "ipv4": "10.0.0.4"},
            {"subnetId": UNKNOWN, "ipv4": "10.0.1.4"},
        ]
        urn = urn_of(self.token, "api")
        preview = plugin.preview_create(urn, plugin.check(urn, inputs))
        assert [each["ipv4"] for each in preview["subnetConfigurations"]] == ["10.0.0.4", "10.0.1.4"]

    def test_subnets_follow_configurations(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        subnets = inputs.pop("subnetIds")
        assert plugin.check(urn_of(self.token, "api"), inputs)["subnetIds"] == sorted(subnets)

    def test_addresses_of_aws(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        del inputs["subnetConfigurations"]
        endpoint = plugin.create(self.token, inputs)
        inside = [ipaddress.ip_network("10.0.0.0/24"), ipaddress.ip_network("10.0.1.0/24")]
        assert [ipaddress.ip_address(each) in net for each, net in zip(endpoint["addresses"], inside, strict=True)]
        refreshed = plugin.refresh(endpoint)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(endpoint.urn, inputs))

    def test_address_taken(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        with pytest.raises(Refused, match=r"^creating EC2 VPC Endpoint \(second\): "):
            plugin.create(self.token, inputs, name="second")

    def test_subnet_added(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        first = {
            **inputs,
            "subnetIds": inputs["subnetIds"][:1],
            "subnetConfigurations": inputs["subnetConfigurations"][:1],
        }
        endpoint = plugin.create(self.token, first)
        preview = plugin.preview_update(endpoint, inputs)
        assert preview["addresses"] is UNKNOWN and preview["vpcEndpointId"] == endpoint.id
        plugin.update(endpoint, inputs)
        assert endpoint["addresses"] == ["10.0.0.4", "10.0.1.4"]
        plugin.update(endpoint, first)
        assert endpoint["addresses"] == ["10.0.0.4"]

    def test_policy_reset(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        endpoint = plugin.create(self.token, {**inputs, "policy": POLICY})
        assert endpoint["policy"] == POLICY
        plugin.update(endpoint, inputs)
        assert endpoint.state.get("policy") is None

    def test_security_groups(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        ec2 = aws("ec2")
        groups = [
            ec2.create_security_group(GroupName=name, Description=name, VpcId=inputs["vpcId"])["GroupId"]
            for name in ("one", "two")
        ]
        endpoint = plugin.create(self.token, {**inputs, "securityGroupIds": groups[:1]})
        plugin.update(endpoint, {**inputs, "securityGroupIds": groups[1:]})
        interfaces = ec2.describe_network_interfaces(NetworkInterfaceIds=endpoint["networkInterfaceIds"])
        assert {group["GroupId"] for each in interfaces["NetworkInterfaces"] for group in each["Groups"]} == {groups[1]}
        plugin.delete(endpoint)
        for group in groups:
            ec2.delete_security_group(GroupId=group)

    def test_gateway(self, plugin: Plugin, aws: Clients) -> None:
        vpc, _ = network(plugin)
        table = aws("ec2").create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        inputs = {"vpcId": vpc, "serviceName": "com.amazonaws.us-east-1.s3", "vpcEndpointType": "Gateway"}
        endpoint = plugin.create(self.token, inputs)
        plugin.update(endpoint, {**inputs, "routeTableIds": [table]})
        assert endpoint["routeTableIds"] == [table]
        plugin.update(endpoint, inputs)
        assert endpoint.state.get("routeTableIds") is None
        plugin.delete(endpoint)
        aws("ec2").delete_route_table(RouteTableId=table)

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "another region",
                {"serviceName": "com.amazonaws.us-west-2.execute-api"},
                {
                    "serviceName": "'com.amazonaws.us-west-2.execute-api' is in us-west-2, the endpoint in us-east-1; "
                    "'com.amazonaws.us-east-1.execute-api' would be right, or serviceRegion for a service that is "
                    "offered across Regions"
                },
            ),
            (
                "no service",
                {"serviceName": "execute-api"},
                {
                    "serviceName": "'execute-api' is not a service's name; write it as "
                    "com.amazonaws.us-east-1.execute-api"
                },
            ),
            (
                "no subnets",
                {"subnetIds": []},
                {"subnetIds": "is required: an endpoint of type Interface has an interface in each subnet"},
            ),
            (
                "routes",
                {"routeTableIds": ["rtb-1"]},
                {"routeTableIds": "is for Gateway endpoints; this one is of type Interface"},
            ),
            (
                "gateway with subnets",
                {"vpcEndpointType": "Gateway", "serviceName": "com.amazonaws.us-east-1.s3"},
                {"subnetIds": "a Gateway endpoint has no network interfaces; it takes routeTableIds only"},
            ),
            (
                "address twice",
                {
                    "subnetIds": ["subnet-1", "subnet-2"],
                    "subnetConfigurations": [
                        {"subnetId": "subnet-1", "ipv4": "10.0.0.4"},
                        {"subnetId": "subnet-2", "ipv4": "10.0.0.4"},
                    ],
                },
                {
                    "subnetConfigurations[1].ipv4": "'10.0.0.4' is chosen for entry 0 already; each interface needs "
                    "its own"
                },
            ),
            (
                "address of another subnet",
                {"subnetConfigurations": [{"subnetId": "subnet-9", "ipv4": "10.0.0.4"}]},
                {"subnetConfigurations[0].subnetId": "'subnet-9' is not among subnetIds; add it there"},
            ),
            (
                "no address",
                {"subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.256"}]},
                {
                    "subnetConfigurations[0].ipv4": "'10.0.0.256' is not an IPv4 address; write it as 10.0.1.10",
                },
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {"vpcId": "vpc-1", "serviceName": EXECUTE_API, "subnetIds": ["subnet-1"], **changes}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults
