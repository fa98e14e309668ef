"""Networks that the tests of the other components stand on."""

import pulumi

from components.aws import ExistingNetwork, Network, NetworkSubnet

BLOCKS = {"us-east-1": "10.0", "us-west-2": "10.1", "eu-central-1": "10.2"}


def existing(region: str = "us-east-1") -> ExistingNetwork:
    """A VPC with two private subnets, two route tables and transit subnets of its own."""
    block = BLOCKS[region]
    return ExistingNetwork(
        f"vpc-{region}",
        f"{block}.0.0/16",
        [
            NetworkSubnet(f"subnet-{region}-a", f"{block}.0.0/24", f"{region}a"),
            NetworkSubnet(f"subnet-{region}-b", f"{block}.1.0/24", f"{region}b"),
        ],
        [f"rtb-{region}-0", f"rtb-{region}-1"],
        [NetworkSubnet(f"subnet-{region}-t", f"{block}.2.0/28", f"{region}a")],
    )


def network(
    region: str = "us-east-1", opts: pulumi.ResourceOptions | None = None, vpc: ExistingNetwork | None = None
) -> Network:
    """The component on that VPC, or on another one; it declares nothing else."""
    return Network(f"net-{region}", opts, region=region, existing=vpc or existing(region))
