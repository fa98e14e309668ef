"""Instances that the tests of the other components stand on."""

from typing import Any

from components.alicloud import DedicatedInstance, ExistingVpc, GatewayZone, VpcIntegrationInstance

REGION = "cn-hangzhou"
VPC = ExistingVpc("vpc-1", "10.0.0.0/16")


def integrated(name: str = "gateway", **arguments: Any) -> VpcIntegrationInstance:
    """An instance in zone j of an existing VPC that reaches one block besides its vSwitch."""
    given: dict[str, Any] = {
        "region": REGION,
        "zones": [GatewayZone("cn-hangzhou-j", "10.0.1.0/24")],
        "instance_cidr": "192.168.0.0/16",
        "existing": VPC,
        "accessible_cidrs": ["10.0.16.0/20"],
        **arguments,
    }
    return VpcIntegrationInstance(name, **given)


def conventional(name: str = "conventional") -> DedicatedInstance:
    """A conventional dedicated instance."""
    return DedicatedInstance(name, "apigateway-hz-1")
