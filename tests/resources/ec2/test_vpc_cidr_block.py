"""EC2 VPC CIDR Block."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.vpc_cidr_block import VpcCidrBlock, VpcCidrBlockArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle


class TestVpcCidrBlock(Lifecycle):
    token = "privateapi:ec2:VpcCidrBlock"
    update = None
    replace = {"cidrBlock": "10.2.0.0/16"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"})
        return {"vpcId": self.vpc.id, "cidrBlock": "10.1.0.0/16"}

    def blocks(self, aws: Clients) -> list[str]:
        """The VPC's blocks, without those that were taken back."""
        (vpc,) = aws("ec2").describe_vpcs(VpcIds=[self.vpc.id])["Vpcs"]
        return [
            each.get("CidrBlock") or each["Ipv6CidrBlock"]
            for each in (*vpc["CidrBlockAssociationSet"], *vpc.get("Ipv6CidrBlockAssociationSet", []))
            if (each.get("CidrBlockState") or each["Ipv6CidrBlockState"])["State"] == "associated"
        ]

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return (kept.state.get("cidrBlock") or kept["ipv6CidrBlock"]) not in self.blocks(aws)

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        block = plugin.create(self.token, self.inputs(plugin, aws))
        assert block["associationId"] == block.id
        assert block.id.startswith("vpc-cidr-assoc-")
        assert self.blocks(aws) == ["10.0.0.0/16", "10.1.0.0/16"]

    def test_ipv6(self, plugin: Plugin, aws: Clients) -> None:
        self.inputs(plugin, aws)
        inputs = {"vpcId": self.vpc.id, "amazonProvidedIpv6CidrBlock": True}
        block = plugin.create(self.token, inputs)
        assert self.blocks(aws) == ["10.0.0.0/16", block["ipv6CidrBlock"]]
        assert block["ipv6CidrBlockNetworkBorderGroup"] == "us-east-1"
        assert not {"cidrBlock", "ipv6Pool"} & block.state.keys()
        refreshed = plugin.refresh(block)
        assert refreshed is not None and refreshed.state == block.state
        assert not plugin.diff(refreshed, plugin.check(block.urn, inputs, block.inputs))
        imported = plugin.import_(self.token, block.id)
        assert imported is not None and imported.state == block.state
        plugin.delete(block)
        assert self.gone(aws, block)

    def test_ipv6_leaves_the_vpc_s_inputs(self, plugin: Plugin, aws: Clients) -> None:
        """A block that was added beside the VPC is no change of the VPC, which would replace it."""
        self.inputs(plugin, aws)
        plugin.create(self.token, {"vpcId": self.vpc.id, "amazonProvidedIpv6CidrBlock": True})
        refreshed = plugin.refresh(self.vpc)
        assert refreshed is not None and refreshed.state == self.vpc.state
        assert not plugin.diff(refreshed, self.vpc.inputs)

    def test_vpc_disappeared(self, plugin: Plugin, aws: Clients) -> None:
        block = plugin.create(self.token, self.inputs(plugin, aws))
        aws("ec2").delete_vpc(VpcId=self.vpc.id)
        assert plugin.refresh(block) is None
        plugin.delete(block)

    def test_create_again(self, plugin: Plugin, aws: Clients) -> None:
        """A creation that was killed before it answered is gone on with."""
        inputs = self.inputs(plugin, aws)
        made = aws("ec2").associate_vpc_cidr_block(VpcId=self.vpc.id, CidrBlock="10.1.0.0/16")
        block = plugin.create(self.token, inputs)
        assert block.id == made["CidrBlockAssociation"]["AssociationId"]

    @pytest.mark.parametrize(
        ("case", "changes", "delete_first"),
        [
            ("a smaller block", {"cidrBlock": "10.1.0.0/17"}, True),
            ("another block", {"cidrBlock": "10.3.0.0/16"}, False),
            ("another VPC", {"vpcId": "vpc-2"}, False),
        ],
    )
    def test_replacement_order(self, plugin: Plugin, case: str, changes: dict[str, Any], delete_first: bool) -> None:
        urn = urn_of(self.token, "main")
        old = plugin.check(urn, {"vpcId": "vpc-1", "cidrBlock": "10.1.0.0/16"})
        difference = plugin.diff(Kept(urn, "id", old, old), plugin.check(urn, {**old, **changes}))
        assert difference.replaces == list(changes)
        assert difference.delete_first is delete_first

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "no source",
                {},
                "cidrBlock",
                "a block has one source; give one of cidrBlock, ipv4IpamPoolId, amazonProvidedIpv6CidrBlock, ipv6Pool, "
                "ipv6IpamPoolId",
            ),
            (
                "two sources",
                {"cidrBlock": "10.1.0.0/16", "amazonProvidedIpv6CidrBlock": True},
                "amazonProvidedIpv6CidrBlock",
                "is given together with cidrBlock; a block has one source",
            ),
            (
                "a source that is not known yet",
                {"cidrBlock": "10.1.0.0/16", "ipv6IpamPoolId": UNKNOWN},
                "ipv6IpamPoolId",
                "is given together with cidrBlock; a block has one source",
            ),
            (
                "too large",
                {"cidrBlock": "10.0.0.0/8"},
                "cidrBlock",
                "'10.0.0.0/8' is a /8; a VPC takes /16 to /28",
            ),
            (
                "IPv6 block of a wrong size",
                {"ipv6CidrBlock": "2001:db8::/64", "ipv6Pool": "ipv6pool-ec2-0"},
                "ipv6CidrBlock",
                "'2001:db8::/64' is a /64; a VPC's IPv6 block is a /44, /48, /52, /56 or /60",
            ),
            (
                "IPv6 block of nobody",
                {"ipv6CidrBlock": "2001:db8::/56", "cidrBlock": "10.1.0.0/16"},
                "ipv6CidrBlock",
                "is a block of a pool; give ipv6Pool or ipv6IpamPoolId as well",
            ),
            ("pool without a block", {"ipv6Pool": "ipv6pool-ec2-0"}, "ipv6CidrBlock", "is required with ipv6Pool"),
            (
                "length without a pool",
                {"cidrBlock": "10.1.0.0/16", "ipv4NetmaskLength": 20},
                "ipv4NetmaskLength",
                "is for a block of a pool; give ipv4IpamPoolId as well",
            ),
            (
                "length and block",
                {"ipv6IpamPoolId": "ipam-pool-0", "ipv6CidrBlock": "2001:db8::/56", "ipv6NetmaskLength": 56},
                "ipv6NetmaskLength",
                "is given together with ipv6CidrBlock, which has a length; give one of them",
            ),
            (
                "border group",
                {"cidrBlock": "10.1.0.0/16", "ipv6CidrBlockNetworkBorderGroup": "us-east-1"},
                "ipv6CidrBlockNetworkBorderGroup",
                "is for Amazon's blocks; set amazonProvidedIpv6CidrBlock as well",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), {"vpcId": "vpc-1", **inputs})[1] == {path: reason}


ARGS = VpcCidrBlockArgs(vpc_id="vpc-1", cidr_block="10.1.0.0/16")


def vpcs(*states: str, message: str = "") -> dict[str, Any]:
    return {
        "Vpcs": [
            {
                "VpcId": "vpc-1",
                "CidrBlock": "10.0.0.0/16",
                "CidrBlockAssociationSet": [
                    {
                        "AssociationId": f"vpc-cidr-assoc-{number}",
                        "CidrBlock": f"10.{number}.0.0/16",
                        "CidrBlockState": {"State": state, "StatusMessage": message},
                    }
                    for number, state in enumerate(states)
                ],
            }
        ]
    }


def test_waits_for_the_block() -> None:
    with stubbed(VpcCidrBlock.token) as (ctx, ec2, _):
        ec2.add_response("describe_vpcs", vpcs("associated", "associating"))
        ec2.add_response("describe_vpcs", vpcs("associated", "associated"))
        ec2.add_response("describe_vpcs", vpcs("associated", "associated"))
        VpcCidrBlock().settle(ctx, "vpc-cidr-assoc-1", ARGS)


def test_association_failed() -> None:
    with stubbed(VpcCidrBlock.token) as (ctx, ec2, _), pytest.raises(WaitError) as failed:
        for _ in range(2):
            ec2.add_response("describe_vpcs", vpcs("associated", "failed", message="it is taken"))
        VpcCidrBlock().settle(ctx, "vpc-cidr-assoc-1", ARGS)
    assert str(failed.value) == "the block could not be associated: it is taken"


def test_deletion_waits_for_subnets_and_itself() -> None:
    resource = VpcCidrBlock()
    state = resource.state(vpc_id="vpc-1", cidr_block="10.1.0.0/16", association_id="vpc-cidr-assoc-1")
    with stubbed(VpcCidrBlock.token) as (ctx, ec2, _):
        ec2.add_client_error("disassociate_vpc_cidr_block", "InvalidCidrBlock.InUse")
        ec2.add_response("disassociate_vpc_cidr_block", {})
        ec2.add_response("describe_vpcs", vpcs("associated", "disassociating"))
        ec2.add_response("describe_vpcs", vpcs("associated", "disassociated"))
        resource.delete(ctx, "vpc-cidr-assoc-1", state)


def test_taken_back_block_is_gone() -> None:
    with stubbed(VpcCidrBlock.token) as (ctx, ec2, _):
        ec2.add_response("describe_vpcs", vpcs("associated", "disassociated"))
        prior = VpcCidrBlock().state(vpc_id="vpc-1", cidr_block="10.1.0.0/16", association_id="vpc-cidr-assoc-1")
        assert VpcCidrBlock().read(ctx, "vpc-cidr-assoc-1", prior) is None


@pytest.mark.parametrize(
    ("case", "answer", "told"),
    [
        ("there already", vpcs("associated", "associated"), True),
        ("another block", vpcs("associated"), False),
        ("taken back", vpcs("associated", "disassociated"), False),
        (
            "the VPC's own",
            {"Vpcs": [{**vpcs("associated", "associated")["Vpcs"][0], "CidrBlock": "10.1.0.0/16"}]},
            False,
        ),
    ],
)
def test_refused(case: str, answer: dict[str, Any], told: bool) -> None:
    """Only a further block with these addresses is taken over; everything else stays EC2's refusal."""
    with stubbed(VpcCidrBlock.token) as (ctx, ec2, warnings):
        ec2.add_client_error("associate_vpc_cidr_block", "InvalidVpc.Range")
        ec2.add_response("describe_vpcs", answer)
        if told:
            assert VpcCidrBlock().create(ctx, ARGS) == "vpc-cidr-assoc-1"
        else:
            with pytest.raises(ClientError, match="InvalidVpc.Range"):
                VpcCidrBlock().create(ctx, ARGS)
    assert warnings == (["vpc-1 had the block 10.1.0.0/16 already; it belongs to this stack now"] if told else [])


@pytest.mark.parametrize(
    ("case", "args", "sent"),
    [
        (
            "out of an IPv4 pool",
            VpcCidrBlockArgs(vpc_id="vpc-1", ipv4_ipam_pool_id="ipam-pool-1", ipv4_netmask_length=20),
            {"Ipv4IpamPoolId": "ipam-pool-1", "Ipv4NetmaskLength": 20},
        ),
        (
            "out of an IPv6 pool",
            VpcCidrBlockArgs(vpc_id="vpc-1", ipv6_ipam_pool_id="ipam-pool-1", ipv6_netmask_length=56),
            {"Ipv6IpamPoolId": "ipam-pool-1", "Ipv6NetmaskLength": 56},
        ),
        (
            "own IPv6 addresses",
            VpcCidrBlockArgs(vpc_id="vpc-1", ipv6_cidr_block="2001:db8::/56", ipv6_pool="ipv6pool-ec2-1"),
            {"Ipv6CidrBlock": "2001:db8::/56", "Ipv6Pool": "ipv6pool-ec2-1"},
        ),
    ],
)
def test_pools(case: str, args: VpcCidrBlockArgs, sent: dict[str, Any]) -> None:
    """The pools are kept from what was said; a BYOIP pool is read."""
    kind = "Ipv6CidrBlock" if args.ipv4_ipam_pool_id is None else "CidrBlock"
    association: dict[str, Any] = {"AssociationId": "vpc-cidr-assoc-1", f"{kind}State": {"State": "associated"}}
    association[kind] = "2001:db8::/56" if "6" in kind else "10.1.0.0/20"
    if args.ipv6_pool:
        association["Ipv6Pool"] = args.ipv6_pool
    with stubbed(VpcCidrBlock.token) as (ctx, ec2, _):
        ec2.add_response("associate_vpc_cidr_block", {f"{kind}Association": association}, {"VpcId": "vpc-1", **sent})
        resource = VpcCidrBlock()
        assert resource.create(ctx, args) == "vpc-cidr-assoc-1"
        family = "ipv6-" if "6" in kind else ""
        filters = [{"Name": f"{family}cidr-block-association.association-id", "Values": ["vpc-cidr-assoc-1"]}]
        vpc = {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", f"{kind}AssociationSet": [association]}
        ec2.add_response("describe_vpcs", {"Vpcs": [vpc]}, {"Filters": filters})
        prior = resource.state(**args.model_dump(exclude_none=True), association_id="vpc-cidr-assoc-1")
        state = resource.read(ctx, "vpc-cidr-assoc-1", prior)
    assert state is not None
    for name, value in args.model_dump(exclude_none=True).items():
        assert name == "region" or getattr(state, name) == value, name
