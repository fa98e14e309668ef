"""VPC access authorizations (CloudAPI 2016-07-14: SetVpcAccess, DescribeVpcAccesses, RemoveVpcAccess)."""

from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import Named, all_pages


class VpcAccessArgs(Args):
    """Inputs of a VPC access authorization; every change of one replaces it."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC."""
    instance_id: Annotated[str, Replaces()]
    """ECS instance, load balancer or address of the server."""
    port: Annotated[int, Replaces()]
    """Port of the server."""
    name: Annotated[str | None, AutoName(255), Replaces()] = None
    """Name, which APIs use."""
    vpc_target_host_name: Annotated[str | None, Replaces()] = None
    """The Host that the server is asked for."""


class VpcAccessState(VpcAccessArgs, State):
    """A VPC access authorization."""

    vpc_access_id: str


class VpcAccess(Named[VpcAccessArgs, VpcAccessState]):
    """A VPC access authorization; its id is `<name>:<VPC>:<server>:<port>`."""

    noun = "API Gateway VPC access"
    gone = frozenset({"NotFoundVpcAccess"})

    def create(self, ctx: Context, args: VpcAccessArgs) -> str:
        id = f"{args.name}:{args.vpc_id}:{args.instance_id}:{args.port}"
        ctx.call(
            "cloudapi",
            "SetVpcAccess",
            {
                "Name": args.name,
                "VpcId": args.vpc_id,
                "InstanceId": args.instance_id,
                "Port": args.port,
                "VpcTargetHostName": args.vpc_target_host_name,
            },
            is_done=lambda: self._find(ctx, id) is not None,
        )
        return id

    def read(self, ctx: Context, id: str, prior: VpcAccessState | None) -> VpcAccessState | None:
        access = self._find(ctx, id)
        if access is None:
            return None
        return self.state(
            vpc_id=access["VpcId"],
            instance_id=access["InstanceId"],
            port=int(access["Port"]),
            name=access["Name"],
            vpc_target_host_name=access.get("VpcTargetHostName") or None,
            vpc_access_id=access["VpcAccessId"],
        )

    def delete(self, ctx: Context, id: str, state: VpcAccessState) -> None:
        params = {"VpcId": state.vpc_id, "InstanceId": state.instance_id, "Port": state.port}
        ctx.call("cloudapi", "RemoveVpcAccess", params, idempotent=True)

    def _find(self, ctx: Context, id: str) -> dict[str, Any] | None:
        parts = id.split(":")
        if len(parts) != 4:
            raise PluginError(f"{id!r} is not <name>:<VPC>:<server>:<port>, as in orders:vpc-bp1abc:lb-bp1abc:8080")
        items = "VpcAccessAttributes.VpcAccessAttribute"
        for access in all_pages(ctx, "cloudapi", "DescribeVpcAccesses", items, VpcId=parts[1], InstanceId=parts[2]):
            if [access["Name"], access["VpcId"], access["InstanceId"], str(access["Port"])] == parts:
                return access
        return None
