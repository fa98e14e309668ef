"""What EC2 resources have in common: creations that were killed half-way, and tags."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.resources.ec2.route_table import RouteTable
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Plugin, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.ec2.stubs import stubbed


@pytest.fixture
def fresh(aws_endpoint: Endpoint) -> Iterator[Plugin]:
    """A plugin that has just been started: marks are looked for once in a process."""
    with run_plugin(aws_endpoint) as started:
        yield started
        started.clean_up()


def marked(token: str, kind: str) -> list[dict[str, Any]]:
    """The tags that a creation of the resource ``main`` begins with."""
    value = sha256(urn_of(token, "main").encode()).hexdigest()[:32]
    return [{"ResourceType": kind, "Tags": [{"Key": MARK, "Value": value}]}]


def test_interrupted_creations_are_gone_on_with(fresh: Plugin, aws: Clients) -> None:
    """Everything was made by a plugin that was killed before it could answer."""
    ec2 = aws("ec2")
    network = {"cidrBlock": "10.0.0.0/16"}
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=marked("privateapi:ec2:Vpc", "vpc"))["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(
        VpcId=vpc, CidrBlock="10.0.0.0/24", TagSpecifications=marked("privateapi:ec2:Subnet", "subnet")
    )["Subnet"]["SubnetId"]
    table = ec2.create_route_table(VpcId=vpc, TagSpecifications=marked("privateapi:ec2:RouteTable", "route-table"))[
        "RouteTable"
    ]["RouteTableId"]
    group = ec2.create_security_group(
        VpcId=vpc,
        GroupName="endpoint",
        Description="Managed by Pulumi",
        TagSpecifications=marked("privateapi:ec2:SecurityGroup", "security-group"),
    )["GroupId"]
    rule = ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/16"}]}],
        TagSpecifications=marked("privateapi:ec2:SecurityGroupRule", "security-group-rule"),
    )["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    endpoint = ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName="com.amazonaws.us-east-1.execute-api",
        SubnetIds=[subnet],
        SecurityGroupIds=[group],
        PrivateDnsEnabled=False,
        TagSpecifications=marked("privateapi:ec2:VpcEndpoint", "vpc-endpoint"),
    )["VpcEndpoint"]["VpcEndpointId"]
    found = {
        "vpc": fresh.create("privateapi:ec2:Vpc", network, name="main").id,
        "subnet": fresh.create(
            "privateapi:ec2:Subnet",
            {"vpcId": vpc, "cidrBlock": "10.0.0.0/24", "mapPublicIpOnLaunch": True},
            name="main",
        ).id,
        "table": fresh.create("privateapi:ec2:RouteTable", {"vpcId": vpc}, name="main").id,
        "group": fresh.create("privateapi:ec2:SecurityGroup", {"vpcId": vpc, "groupName": "endpoint"}, name="main").id,
        "rule": fresh.create(
            "privateapi:ec2:SecurityGroupRule",
            {"securityGroupId": group, "type": "ingress", "ipProtocol": "-1", "cidrIpv4": "10.0.0.0/16"},
            name="main",
        ).id,
        "endpoint": fresh.create(
            "privateapi:ec2:VpcEndpoint",
            {
                "vpcId": vpc,
                "vpcEndpointType": "Interface",
                "serviceName": "com.amazonaws.us-east-1.execute-api",
                "subnetIds": [subnet],
                "securityGroupIds": [group],
                "privateDnsEnabled": False,
            },
            name="main",
        ).id,
    }
    assert found == {
        "vpc": vpc,
        "subnet": subnet,
        "table": table,
        "group": group,
        "rule": rule,
        "endpoint": endpoint,
    }
    assert ec2.describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])["Tags"] == []
    # What the creation had not come to is done now.
    assert ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["MapPublicIpOnLaunch"] is True
    (described,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert described["IpPermissionsEgress"] == []


def test_second_resource_of_the_same_kind_is_new(plugin: Plugin, fresh: Plugin, aws: Clients) -> None:
    """A mark is of one resource; another one, and a second creation of the same one, is made anew."""
    ec2 = aws("ec2")
    vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
    left = ec2.create_route_table(VpcId=vpc, TagSpecifications=marked(RouteTable.token, "route-table"))["RouteTable"]
    other = fresh.create(RouteTable.token, {"vpcId": vpc}, name="other")
    first = fresh.create(RouteTable.token, {"vpcId": vpc}, name="main")
    second = fresh.create(RouteTable.token, {"vpcId": vpc}, name="main")
    assert first.id == left["RouteTableId"]
    assert len({other.id, first.id, second.id}) == 3


def test_mark_of_a_thing_that_is_not_known_everywhere_yet() -> None:
    with stubbed(RouteTable.token) as (ctx, ec2, _):
        untag = {"Resources": ["rtb-1"], "Tags": [{"Key": MARK}]}
        ec2.add_client_error("delete_tags", "InvalidRouteTableID.NotFound", expected_params=untag)
        ec2.add_response("delete_tags", {}, untag)
        RouteTable().abandon(ctx, "rtb-1")
