"""EC2 Subnet."""

import ipaddress
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.provider.interrupted import MARK
from privateapi.resources.ec2.subnet import IPV6_PREFIXES, Subnet, SubnetArgs, _region_stem
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle

VPC = "privateapi:ec2:Vpc"


class TestSubnet(Lifecycle):
    token = "privateapi:ec2:Subnet"
    update = {
        "mapPublicIpOnLaunch": True,
        "privateDnsHostnameTypeOnLaunch": "resource-name",
        "enableResourceNameDnsARecordOnLaunch": True,
        "enableResourceNameDnsAaaaRecordOnLaunch": True,
        "tags": {"Name": "renamed", "tier": "private"},
    }
    replace = {"cidrBlock": "10.0.1.0/24"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        vpc = plugin.create(VPC, {"cidrBlock": "10.0.0.0/16"})
        return {
            "vpcId": vpc.id,
            "cidrBlock": "10.0.0.0/24",
            "availabilityZone": "us-east-1b",
            "privateDnsHostnameTypeOnLaunch": "ip-name",
            "tags": {"Name": "first"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        subnets = aws("ec2").describe_subnets(Filters=[{"Name": "subnet-id", "Values": [kept.id]}])
        return not subnets["Subnets"]

    def ipv6(self, plugin: Plugin) -> dict[str, Any]:
        """Inputs of a subnet with IPv6, and the VPC's first two /64 blocks."""
        vpc = plugin.create(VPC, {"cidrBlock": "10.0.0.0/16", "assignGeneratedIpv6CidrBlock": True})
        first, second, *_ = map(str, ipaddress.ip_network(vpc["ipv6CidrBlock"]).subnets(new_prefix=64))
        return {
            "inputs": {"vpcId": vpc.id, "cidrBlock": "10.0.0.0/24", "ipv6CidrBlock": first},
            "other": second,
        }

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        subnet = plugin.create(self.token, self.inputs(plugin, aws))
        assert subnet["subnetId"] == subnet.id
        assert subnet["arn"] == f"arn:aws:ec2:us-east-1:123456789012:subnet/{subnet.id}"
        assert subnet["ownerId"] == "123456789012"
        zones = aws("ec2").describe_availability_zones(ZoneNames=["us-east-1b"])["AvailabilityZones"]
        assert subnet["availabilityZoneId"] == zones[0]["ZoneId"]

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        plugin.create(self.token, self.inputs(plugin, aws))
        assert aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])["Tags"] == []

    def test_zone_chosen(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        del inputs["availabilityZone"]
        subnet = plugin.create(self.token, inputs)
        assert subnet["availabilityZone"].startswith("us-east-1")
        refreshed = plugin.refresh(subnet)
        assert refreshed is not None and "availabilityZone" not in refreshed.inputs

    def test_zone_id(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        del inputs["availabilityZone"]
        subnet = plugin.create(self.token, {**inputs, "availabilityZoneId": "use1-az4"})
        found = aws("ec2").describe_subnets(SubnetIds=[subnet.id])["Subnets"][0]
        assert found["AvailabilityZoneId"] == subnet["availabilityZoneId"] == "use1-az4"

    def test_attributes_at_creation(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), **self.update}
        subnet = plugin.create(self.token, inputs)
        found = aws("ec2").describe_subnets(SubnetIds=[subnet.id])["Subnets"][0]
        assert found["MapPublicIpOnLaunch"] is True
        assert found["PrivateDnsNameOptionsOnLaunch"] == {
            "HostnameType": "resource-name",
            "EnableResourceNameDnsARecord": True,
            "EnableResourceNameDnsAAAARecord": True,
        }

    def test_ipv6_set_changed_and_cleared(self, plugin: Plugin, aws: Clients) -> None:
        given = self.ipv6(plugin)
        plain = {**given["inputs"], "ipv6CidrBlock": None}
        subnet = plugin.create(self.token, plain)
        assert subnet.state.get("ipv6CidrBlockAssociationId") is None
        switched = {**given["inputs"], "assignIpv6AddressOnCreation": True, "enableDns64": True}
        plugin.update(subnet, switched)
        first = subnet["ipv6CidrBlockAssociationId"]
        assert (subnet["ipv6CidrBlock"], subnet["enableDns64"]) == (given["inputs"]["ipv6CidrBlock"], True)
        plugin.update(subnet, {**switched, "ipv6CidrBlock": given["other"]})
        assert subnet["ipv6CidrBlock"] == given["other"]
        assert subnet["ipv6CidrBlockAssociationId"] != first
        found = aws("ec2").describe_subnets(SubnetIds=[subnet.id])["Subnets"][0]
        assert (found["AssignIpv6AddressOnCreation"], found["EnableDns64"]) == (True, True)
        plugin.update(subnet, plain)
        found = aws("ec2").describe_subnets(SubnetIds=[subnet.id])["Subnets"][0]
        assert (found["AssignIpv6AddressOnCreation"], found["EnableDns64"]) == (False, False)
        assert found["Ipv6CidrBlockAssociationSet"] == []

    def test_ipv6_taken_away_by_a_failed_update(self, plugin: Plugin, aws: Clients) -> None:
        given = self.ipv6(plugin)
        subnet = plugin.create(self.token, given["inputs"])
        aws("ec2").disassociate_subnet_cidr_block(AssociationId=subnet["ipv6CidrBlockAssociationId"])
        plugin.update(subnet, {**given["inputs"], "ipv6CidrBlock": given["other"]})
        assert subnet["ipv6CidrBlock"] == given["other"]

    def test_ipv6_only(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.ipv6(plugin)["inputs"], "ipv6Native": True, "assignIpv6AddressOnCreation": True}
        del inputs["cidrBlock"]
        subnet = plugin.create(self.token, inputs)
        assert subnet["privateDnsHostnameTypeOnLaunch"] == "resource-name"
        assert "cidrBlock" not in subnet.state

    @pytest.mark.parametrize(
        ("case", "changes", "delete_first"),
        [
            ("another zone, same block", {"availabilityZone": "us-east-1a"}, True),
            ("a larger block", {"cidrBlock": "10.0.0.0/23"}, True),
            ("a block beside it", {"cidrBlock": "10.0.1.0/24"}, False),
            ("another VPC", {"vpcId": "vpc-0"}, False),
        ],
    )
    def test_replacement_order(self, plugin: Plugin, case: str, changes: dict[str, Any], delete_first: bool) -> None:
        urn = urn_of(self.token, "main")
        old = plugin.check(urn, {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24", "availabilityZone": "us-east-1b"})
        difference = plugin.diff(Kept(urn, "subnet-0", old, old), plugin.check(urn, {**old, **changes}))
        assert difference.replaces == list(changes)
        assert difference.delete_first is delete_first

    def test_delete_in_use(self, plugin: Plugin, aws: Clients) -> None:
        """An interface that a service left behind goes, another one does not."""
        subnet = plugin.create(self.token, self.inputs(plugin, aws))
        ec2 = aws("ec2")
        left = ec2.create_network_interface(SubnetId=subnet.id, Description="AWS Lambda VPC ENI-resolve-0f1")
        plugin.delete(subnet)
        assert self.gone(aws, subnet)
        filters = [{"Name": "network-interface-id", "Values": [left["NetworkInterface"]["NetworkInterfaceId"]]}]
        assert ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"] == []

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "too small",
                {"cidrBlock": "10.0.0.0/29"},
                "cidrBlock",
                "'10.0.0.0/29' is a /29; a subnet takes /16 to /28",
            ),
            (
                "no block",
                {"cidrBlock": None},
                "cidrBlock",
                "is required, unless ipv4IpamPoolId gives the block or ipv6Native is true",
            ),
            (
                "zone of another region",
                {"availabilityZone": "eu-west-1a"},
                "availabilityZone",
                "'eu-west-1a' is not in Region 'us-east-1'; us-east-1a would be",
            ),
            (
                "zone id of another region",
                {"availabilityZoneId": "euw1-az1"},
                "availabilityZoneId",
                "'euw1-az1' is not in Region 'us-east-1'; use1-az1 would be",
            ),
            (
                "name for id",
                {"availabilityZoneId": "us-east-1a"},
                "availabilityZoneId",
                "'us-east-1a' is not the id of an Availability Zone; write it as use1-az1",
            ),
            (
                "zone twice",
                {"availabilityZone": "us-east-1a", "availabilityZoneId": "use1-az1"},
                "availabilityZoneId",
                "is given together with availabilityZone; give one of the two",
            ),
            (
                "IPv6 block of a wrong size",
                {"ipv6CidrBlock": "2001:db8::/62"},
                "ipv6CidrBlock",
                "'2001:db8::/62' is a /62; a subnet's IPv6 block is a /44, /48, /52, /56, /60 or /64",
            ),
            (
                "IPv6 addresses without a block",
                {"assignIpv6AddressOnCreation": True},
                "assignIpv6AddressOnCreation",
                "true needs an IPv6 block; give ipv6CidrBlock as well",
            ),
            (
                "DNS64 without a block",
                {"enableDns64": True},
                "enableDns64",
                "true needs an IPv6 block; give ipv6CidrBlock as well",
            ),
            (
                "IPv6 only with an IPv4 block",
                {"ipv6Native": True, "ipv6CidrBlock": "2001:db8::/64", "assignIpv6AddressOnCreation": True},
                "cidrBlock",
                "is for IPv4, but ipv6Native is true; leave one of the two out",
            ),
            (
                "IPv6 only without addresses",
                {"ipv6Native": True, "ipv6CidrBlock": "2001:db8::/64", "cidrBlock": None},
                "assignIpv6AddressOnCreation",
                "interfaces of an IPv6-only subnet have nothing but IPv6 addresses; set it true",
            ),
            (
                "length without a pool",
                {
                    "ipv4NetmaskLength": 24,
                    "cidrBlock": None,
                    "ipv6Native": True,
                    "ipv6CidrBlock": "2001:db8::/64",
                    "assignIpv6AddressOnCreation": True,
                },
                "ipv4NetmaskLength",
                "is for a block out of a pool; give ipv4IpamPoolId as well",
            ),
            (
                "length and block",
                {"ipv4NetmaskLength": 24, "ipv4IpamPoolId": "ipam-pool-0"},
                "ipv4NetmaskLength",
                "is given together with cidrBlock, which has a length; give one of them",
            ),
            (
                "length out of range",
                {"ipv4NetmaskLength": 29, "ipv4IpamPoolId": "ipam-pool-0", "cidrBlock": None},
                "ipv4NetmaskLength",
                "29 should be less than or equal to 28",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        given = {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24", **inputs}
        assert plugin.faults(urn_of(self.token, "main"), given)[1] == {path: reason}

    @pytest.mark.parametrize("prefix", IPV6_PREFIXES)
    def test_ipv6_sizes(self, plugin: Plugin, prefix: int) -> None:
        inputs = {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24", "ipv6CidrBlock": f"2001:db8::/{prefix}"}
        assert plugin.check(urn_of(self.token, "main"), inputs)["ipv6CidrBlock"] == f"2001:db8::/{prefix}"


def test_zone_ids_of_every_region(aws: Clients) -> None:
    for region in (each["RegionName"] for each in aws("ec2").describe_regions()["Regions"]):
        for zone in aws("ec2", region).describe_availability_zones()["AvailabilityZones"]:
            assert zone["ZoneId"].startswith(f"{_region_stem(region)}-"), zone


def test_block_out_of_a_pool() -> None:
    args = SubnetArgs(vpc_id="vpc-1", ipv4_ipam_pool_id="ipam-pool-1", ipv4_netmask_length=26)
    with stubbed(Subnet.token) as (ctx, ec2, _):
        ec2.add_response(
            "create_subnet",
            {"Subnet": {"SubnetId": "subnet-1"}},
            {
                "VpcId": "vpc-1",
                "Ipv4IpamPoolId": "ipam-pool-1",
                "Ipv4NetmaskLength": 26,
                "Ipv6Native": False,
                "TagSpecifications": [{"ResourceType": "subnet", "Tags": [{"Key": MARK, "Value": ctx.token}]}],
            },
        )
        assert Subnet().create(ctx, args) == "subnet-1"


def test_waits_for_the_subnet() -> None:
    """It may not be found at first, and an IPv6 block takes a while."""
    associating = {"State": "associating"}
    with stubbed(Subnet.token) as (ctx, ec2, _):
        ec2.add_client_error("describe_subnets", "InvalidSubnetID.NotFound")
        ec2.add_response("describe_subnets", {"Subnets": [{"State": "pending"}]})
        block = {"Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlockState": associating}], "State": "available"}
        ec2.add_response("describe_subnets", {"Subnets": [block]})
        ec2.add_response("describe_subnets", {"Subnets": [{"State": "available"}]})
        Subnet().complete(ctx, "subnet-1", SubnetArgs(vpc_id="vpc-1", cidr_block="10.0.0.0/24"))


@pytest.mark.parametrize(
    ("case", "subnet", "text"),
    [
        ("no room", {"State": "failed-insufficient-capacity"}, "failed-insufficient-capacity"),
        (
            "IPv6 block refused",
            {
                "State": "available",
                "Ipv6CidrBlockAssociationSet": [
                    {"Ipv6CidrBlockState": {"State": "failed", "StatusMessage": "the block is gone"}}
                ],
            },
            "waiting for SubnetReady: it is 'failed': the block is gone",
        ),
    ],
)
def test_wait_failed(case: str, subnet: dict[str, Any], text: str) -> None:
    with stubbed(Subnet.token) as (ctx, ec2, _), pytest.raises(WaitError, match=text):
        ec2.add_response("describe_subnets", {"Subnets": [subnet]})
        Subnet().complete(ctx, "subnet-1", SubnetArgs(vpc_id="vpc-1", cidr_block="10.0.0.0/24"))
