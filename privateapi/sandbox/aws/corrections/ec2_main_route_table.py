"""The main route table of a VPC is neither deleted nor left; it goes with the VPC.

moto deletes it.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import DependencyViolationError, EC2ClientError
from moto.ec2.responses.route_tables import RouteTables

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Refuse both."""

    @patches.wrap(RouteTables, "delete_route_table")
    def delete_route_table(original: Any, response: Any) -> Any:
        table = response.ec2_backend.get_route_table(response._get_param("RouteTableId"))
        if table.main_association_id:
            raise DependencyViolationError(f"The routeTable '{table.id}' has dependencies and cannot be deleted.")
        return original(response)

    @patches.wrap(RouteTables, "disassociate_route_table")
    def disassociate_route_table(original: Any, response: Any) -> Any:
        id = response._get_param("AssociationId")
        if any(table.main_association_id == id for table in response.ec2_backend.route_tables.values()):
            raise EC2ClientError("InvalidParameterValue", f"cannot disassociate the main route table association {id}")
        return original(response)
