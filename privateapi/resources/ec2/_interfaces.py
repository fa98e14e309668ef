"""Deleting what network interfaces still hold: AWS services give theirs back minutes after what used them is gone."""

from collections.abc import Callable

from privateapi.provider.context import DENIED, Context
from privateapi.provider.errors import error_table, matches

LEFT_BEHIND = ("AWS Lambda VPC ENI",)
"""How descriptions of interfaces begin that a service may leave behind for good once they are detached.

Lambda User Guide, "Giving Lambda functions access to resources in an Amazon VPC": they are deleted up to 20 minutes
after the last function that uses the same subnet and security group.
"""

TIMEOUT = 1500.0
"""Seconds to wait for interfaces to go; more than Lambda's 20 minutes."""


def delete_once_free(ctx: Context, filter_name: str, id: str, delete: Callable[[], object]) -> None:
    """Delete a subnet or security group, again and again while interfaces hold it.

    ``filter_name`` is the filter of DescribeNetworkInterfaces that finds them: ``subnet-id`` or ``group-id``.
    """

    def attempt() -> None:
        try:
            delete()
        except Exception as error:
            if matches(error, error_table("ec2").dependency):
                _delete_left_behind(ctx, filter_name, id)
            raise

    ctx.retry("ec2", "dependency", attempt, TIMEOUT)


def _delete_left_behind(ctx: Context, filter_name: str, id: str) -> None:
    ec2 = ctx.client("ec2")
    try:
        held = ec2.describe_network_interfaces(Filters=[{"Name": filter_name, "Values": [id]}])["NetworkInterfaces"]
        names = [f"{each['NetworkInterfaceId']} ({each.get('Description') or 'no description'})" for each in held]
        ctx.status(f"{id} is still used by {', '.join(names) if names else 'something that is no network interface'}")
        for each in held:
            if each.get("Status") == "available" and each.get("Description", "").startswith(LEFT_BEHIND):
                ec2.delete_network_interface(NetworkInterfaceId=each["NetworkInterfaceId"])
    except Exception as error:
        # Only a courtesy: without the permission, or when the service is quicker, the deletion is tried again.
        if not matches(error, DENIED | {"InvalidNetworkInterfaceID.NotFound", "InvalidParameterValue"}):
            raise
