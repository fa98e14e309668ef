"""Short ways to write resources of a design in tests: `vpc("hub", "10.0.0.0/16")`."""

from typing import Any, TypeVar

from privateapi.topology.model import (
    Node,
    Origin,
    Route,
    RouteTable,
    RouteTableAssociation,
    RouteTarget,
    Subnet,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
    TransitGatewayVpcAttachment,
    Vpc,
)
from privateapi.topology.values import Known, Ref, Refs, Value, value_of

N = TypeVar("N", bound=Node)


def node(kind: type[N], name: str, region: str = "us-east-1", /, **fields: Any) -> N:
    """A planned resource; its key is `kind:name`, by which `ref` names it."""
    return kind(origin=Origin(f"{kind.__name__}:{name}"), name=name, region=Known(region), **fields)


def ref(kind: type[Node], name: str) -> Ref:
    """A reference to a planned resource, whose id is not known yet."""
    return Ref.by(f"{kind.__name__}:{name}")


def refs(kind: type[Node], *names: str) -> Refs:
    """References to planned resources."""
    return Refs.by(*(f"{kind.__name__}:{name}" for name in names))


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


def attachment(
    vpc_name: str, gateway_name: str, region: str = "us-east-1", **fields: Any
) -> TransitGatewayVpcAttachment:
    """The attachment of a planned VPC to a planned transit gateway."""
    return node(
        TransitGatewayVpcAttachment,
        f"{vpc_name}-{gateway_name}",
        region,
        vpc=ref(Vpc, vpc_name),
        transit_gateway=ref(TransitGateway, gateway_name),
        **fields,
    )


def gateway_peering(
    one: str, other: str, regions: tuple[str, str] = ("us-east-1", "us-west-2"), *, accepted: bool = True
) -> list[Node]:
    """The peering of two planned transit gateways, requested by the first, and its acceptance."""
    name = f"{one}-{other}"
    peering = node(
        TransitGatewayPeering,
        name,
        regions[0],
        transit_gateway=ref(TransitGateway, one),
        peer_transit_gateway=ref(TransitGateway, other),
        peer_region=Known(regions[1]),
    )
    accepter = node(TransitGatewayPeeringAccepter, name, regions[1], peering=ref(TransitGatewayPeering, name))
    return [peering, accepter] if accepted else [peering]


def table(name: str, vpc_name: str, *subnet_names: str, region: str = "us-east-1") -> list[Node]:
    """A route table and the subnets that use it."""
    return [
        node(RouteTable, name, region, vpc=ref(Vpc, vpc_name)),
        *(
            node(RouteTableAssociation, each, region, route_table=ref(RouteTable, name), subnet=ref(Subnet, each))
            for each in subnet_names
        ),
    ]


def route(table_name: str, destination: str, kind: RouteTarget, target: Ref, region: str = "us-east-1") -> Route:
    """A route of a planned route table."""
    return node(
        Route,
        f"{table_name}-{destination}",
        region,
        route_table=ref(RouteTable, table_name),
        destination=Known(destination),
        target_kind=kind,
        target=target,
    )
