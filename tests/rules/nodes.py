"""Short ways to write resources of a design in tests: `vpc("hub", "10.0.0.0/16")`."""

from typing import Any, TypeVar

from privateapi.topology.model import Node, Origin, Subnet, TransitGateway, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.values import Known, Ref, Value, value_of

N = TypeVar("N", bound=Node)


def node(kind: type[N], name: str, region: str = "us-east-1", **fields: Any) -> N:
    """A planned resource; its key is `kind:name`, by which `ref` names it."""
    return kind(origin=Origin(f"{kind.__name__}:{name}"), name=name, region=Known(region), **fields)


def ref(kind: type[Node], name: str) -> Ref:
    """A reference to a planned resource, whose id is not known yet."""
    return Ref.by(f"{kind.__name__}:{name}")


def vpc(name: str, cidr: str | Value[str], region: str = "us-east-1", **fields: Any) -> Vpc:
    """A VPC."""
    return node(Vpc, name, region, cidr_block=value_of(cidr), **fields)


def subnet(name: str, vpc_name: str, cidr: str | Value[str], zone: str = "us-east-1a", **fields: Any) -> Subnet:
    """A subnet of a planned VPC."""
    return node(
        Subnet,
        name,
        vpc=ref(Vpc, vpc_name),
        cidr_block=value_of(cidr),
        availability_zone=Known(zone),
        **fields,
    )


def gateway(name: str, region: str = "us-east-1", **fields: Any) -> TransitGateway:
    """A transit gateway."""
    return node(TransitGateway, name, region, **fields)


def attachment(vpc_name: str, gateway_name: str, region: str = "us-east-1") -> TransitGatewayVpcAttachment:
    """The attachment of a planned VPC to a planned transit gateway."""
    return node(
        TransitGatewayVpcAttachment,
        f"{vpc_name}-{gateway_name}",
        region,
        vpc=ref(Vpc, vpc_name),
        transit_gateway=ref(TransitGateway, gateway_name),
    )
