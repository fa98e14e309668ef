"""EC2 VPC."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from pulumi.runtime.proto import provider_pb2

from privateapi.provider import registry
from privateapi.provider.interrupted import MARK
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, call, urn_of
from tests.resources.lifecycle import Lifecycle


class TestVpc(Lifecycle):
    token = "privateapi:ec2:Vpc"
    update = {"enableDnsHostnames": True, "tags": {"Name": "renamed"}}
    replace = {"cidrBlock": "10.1.0.0/16"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"cidrBlock": "10.0.0.0/16", "tags": {"Name": "main"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        vpcs = aws("ec2").describe_vpcs(Filters=[{"Name": "vpc-id", "Values": [kept.id]}])
        return not vpcs["Vpcs"]

    def test_attributes(self, plugin: Plugin, aws: Clients) -> None:
        vpc = plugin.create(self.token, {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False})
        answer = aws("ec2").describe_vpc_attribute(VpcId=vpc.id, Attribute="enableDnsSupport")
        assert answer["EnableDnsSupport"]["Value"] is False
        plugin.update(vpc, {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True})
        answer = aws("ec2").describe_vpc_attribute(VpcId=vpc.id, Attribute="enableDnsHostnames")
        assert answer["EnableDnsHostnames"]["Value"] is True

    def test_tenancy(self, plugin: Plugin, aws: Clients) -> None:
        vpc = plugin.create(self.token, {"cidrBlock": "10.0.0.0/16", "instanceTenancy": "dedicated"})
        shared = {"cidrBlock": "10.0.0.0/16"}
        assert plugin.diff(vpc, plugin.check(vpc.urn, shared, vpc.inputs)).replaces == []
        plugin.update(vpc, shared)
        assert aws("ec2").describe_vpcs(VpcIds=[vpc.id])["Vpcs"][0]["InstanceTenancy"] == "default"
        back = plugin.check(vpc.urn, {**shared, "instanceTenancy": "dedicated"}, vpc.inputs)
        assert plugin.diff(vpc, back).replaces == ["instanceTenancy"]

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        vpc = plugin.create(self.token, {"cidrBlock": "10.0.0.0/16"})
        marks = aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])
        assert marks["Tags"] == []
        assert vpc.state.get("tags") is None

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("too large", {"cidrBlock": "10.0.0.0/8"}, "cidrBlock", "'10.0.0.0/8' is a /8; a VPC takes /16 to /28"),
            (
                "host bits",
                {"cidrBlock": "10.0.0.5/16"},
                "cidrBlock",
                "'10.0.0.5/16' has host bits set; the block is '10.0.0.0/16'",
            ),
            ("missing", {}, "cidrBlock", "is required"),
            (
                "misspelt",
                {"cidrBlock": "10.0.0.0/16", "tag": {}},
                "tag",
                "there is no property 'tag'; did you mean 'tags'?",
            ),
            (
                "unknown region",
                {"cidrBlock": "10.0.0.0/16", "region": "us-east-9"},
                "region",
                "'us-east-9' is not an AWS Region; us-east-1, us-east-2 would be right",
            ),
            (
                "host names without support",
                {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True, "enableDnsSupport": False},
                "enableDnsHostnames",
                "true needs enableDnsSupport to be true as well; AWS refuses it otherwise",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {path: reason}

    def test_import_missing(self, plugin: Plugin) -> None:
        id, urn = "vpc-00000000000000000", urn_of(self.token, "main")
        with pytest.raises(Refused) as refused:
            call(plugin.stub.Read, provider_pb2.ReadRequest(id=f"{id}@us-west-2", urn=urn))
        assert refused.value.text == (
            f"importing EC2 VPC ({id}): {id} does not exist in us-west-2; where it is in another Region, name that: "
            f"{id}@eu-west-1, for example"
        )

    def test_create_refused(self, plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: Any) -> str:
            raise ClientError({"Error": {"Code": "VpcLimitExceeded", "Message": "5 is the limit"}}, "CreateVpc")

        monkeypatch.setattr(type(registry.find(self.token)), "create", refuse)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"cidrBlock": "10.0.0.0/16"}, name="main")
        assert refused.value.text == "creating EC2 VPC (main): VpcLimitExceeded: 5 is the limit (CreateVpc)"
        assert refused.value.id is None
