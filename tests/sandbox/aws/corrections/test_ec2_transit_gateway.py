"""Transit gateways answer as in AWS: options, default tables, refusals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code
from tests.sandbox.aws.transit_gateways import PEER, attach, make_gateway, request_peering, tables_of

Check = Callable[[Clients], None]
OFF = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}


def group_references_are_off(aws: Clients) -> None:
    assert make_gateway(aws)["Options"]["SecurityGroupReferencingSupport"] == "disable"


def blocks_are_added_and_removed(aws: Clients) -> None:
    gateway, other = make_gateway(aws, TransitGatewayCidrBlocks=["10.99.0.0/24"]), make_gateway(aws)
    changed = aws("ec2").modify_transit_gateway(
        TransitGatewayId=gateway["TransitGatewayId"],
        Options={
            "AddTransitGatewayCidrBlocks": ["10.99.1.0/24"],
            "RemoveTransitGatewayCidrBlocks": ["10.99.0.0/24"],
        },
    )["TransitGateway"]
    assert changed["Options"]["TransitGatewayCidrBlocks"] == ["10.99.1.0/24"]
    described = aws("ec2").describe_transit_gateways(TransitGatewayIds=[other["TransitGatewayId"]])
    assert described["TransitGateways"][0]["Options"].get("TransitGatewayCidrBlocks", []) == []


def description_can_be_emptied(aws: Clients) -> None:
    id = aws("ec2").create_transit_gateway(Description="hub")["TransitGateway"]["TransitGatewayId"]
    aws("ec2").modify_transit_gateway(TransitGatewayId=id, Description="")
    assert not aws("ec2").describe_transit_gateways(TransitGatewayIds=[id])["TransitGateways"][0].get("Description")


def there_is_no_default_table_unless_wanted(aws: Clients) -> None:
    gateway = make_gateway(aws, **OFF)
    assert "AssociationDefaultRouteTableId" not in gateway["Options"]
    assert "PropagationDefaultRouteTableId" not in gateway["Options"]
    assert tables_of(aws, gateway) == []


def default_tables_are_switched(aws: Clients) -> None:
    gateway = make_gateway(aws)
    (table,) = tables_of(aws, gateway)
    assert (table["DefaultAssociationRouteTable"], table["DefaultPropagationRouteTable"]) == (True, True)
    aws("ec2").modify_transit_gateway(
        TransitGatewayId=gateway["TransitGatewayId"], Options={"DefaultRouteTableAssociation": "disable"}
    )
    (table,) = tables_of(aws, gateway)
    assert (table["DefaultAssociationRouteTable"], table["DefaultPropagationRouteTable"]) == (False, True)
    on = aws("ec2").modify_transit_gateway(
        TransitGatewayId=gateway["TransitGatewayId"], Options={"DefaultRouteTableAssociation": "enable"}
    )["TransitGateway"]
    assert on["Options"]["AssociationDefaultRouteTableId"] == table["TransitGatewayRouteTableId"]


def default_table_is_made_when_wanted(aws: Clients) -> None:
    gateway = make_gateway(aws, **OFF)
    on = aws("ec2").modify_transit_gateway(
        TransitGatewayId=gateway["TransitGatewayId"], Options={"DefaultRouteTablePropagation": "enable"}
    )["TransitGateway"]
    (table,) = tables_of(aws, gateway)
    assert on["Options"]["PropagationDefaultRouteTableId"] == table["TransitGatewayRouteTableId"]
    assert (table["DefaultAssociationRouteTable"], table["DefaultPropagationRouteTable"]) == (False, True)


def tables_go_with_the_gateway(aws: Clients) -> None:
    for gateway in (make_gateway(aws), make_gateway(aws, **OFF)):
        assert aws("ec2").delete_transit_gateway(TransitGatewayId=gateway["TransitGatewayId"])
        assert tables_of(aws, gateway) == []


def unknown_gateways_are_refused(aws: Clients) -> None:
    ec2, code = aws("ec2"), "InvalidTransitGatewayID.NotFound"
    assert error_code(ec2.describe_transit_gateways, TransitGatewayIds=["tgw-0"]) == code
    assert error_code(ec2.modify_transit_gateway, TransitGatewayId="tgw-0", Description="") == code
    assert error_code(ec2.delete_transit_gateway, TransitGatewayId="tgw-0") == code


def attached_gateway_is_not_deleted(aws: Clients) -> None:
    ec2, gateway = aws("ec2"), make_gateway(aws)
    attachment = attach(aws, gateway)
    id = gateway["TransitGatewayId"]
    assert error_code(ec2.delete_transit_gateway, TransitGatewayId=id) == "IncorrectState"
    ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    assert error_code(ec2.delete_transit_gateway, TransitGatewayId=id) == ""


def peered_gateways_are_not_deleted(aws: Clients) -> None:
    own, peer = make_gateway(aws), make_gateway(aws, PEER)
    peering = request_peering(aws, own, peer)
    for region, gateway in (("us-east-1", own), (PEER, peer)):
        delete = aws("ec2", region).delete_transit_gateway
        assert error_code(delete, TransitGatewayId=gateway["TransitGatewayId"]) == "IncorrectState"
    aws("ec2", PEER).delete_transit_gateway_peering_attachment(TransitGatewayAttachmentId=peering)
    for region, gateway in (("us-east-1", own), (PEER, peer)):
        delete = aws("ec2", region).delete_transit_gateway
        assert error_code(delete, TransitGatewayId=gateway["TransitGatewayId"]) == ""


CHECKS = [
    group_references_are_off,
    blocks_are_added_and_removed,
    description_can_be_emptied,
    there_is_no_default_table_unless_wanted,
    default_tables_are_switched,
    default_table_is_made_when_wanted,
    tables_go_with_the_gateway,
    unknown_gateways_are_refused,
    attached_gateway_is_not_deleted,
    peered_gateways_are_not_deleted,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
