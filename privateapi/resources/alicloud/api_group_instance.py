"""Moves of API groups between instances (CloudAPI 2016-07-14: ModifyApiGroupInstance)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import AlibabaError, PluginError, WaitError, describe
from privateapi.provider.markers import ChangesWith, Replaces
from privateapi.provider.model import AlibabaArgs, State
from privateapi.provider.resource import AlibabaResource
from privateapi.resources.alicloud._instances import Instance, running_instance
from privateapi.resources.alicloud._judged import refuse_violations
from privateapi.rules.ali_access.backend_accessible import BackendAccessible
from privateapi.rules.ali_vpc_access.moved_security_group import MovedSecurityGroup
from privateapi.rules.ali_vpc_access.same_vpc import SameVpc
from privateapi.rules.ali_vpc_access.server_accessible import ServerAccessible
from privateapi.topology.alibaba_answers import (
    access_node,
    instance_node,
    moved_api_node,
    moved_group_node,
    own_cidr_blocks,
    server_node,
)
from privateapi.topology.cidr import CidrError, parse_address
from privateapi.topology.model import AlibabaServer, Node

RULES = (SameVpc(), ServerAccessible(), BackendAccessible(), MovedSecurityGroup())
"""What the document on VPC integration instances says is validated before a move."""
MOVE_TIMEOUT = 30 * 60.0
"""Seconds that a move may take; none is documented."""


class ApiGroupInstanceArgs(AlibabaArgs):
    """Inputs of the place of an API group."""

    group_id: Annotated[str, Replaces()]
    """The API group."""
    instance_id: str
    """The instance that serves it. A group moves in place, after its backends were checked."""


class ApiGroupInstanceState(ApiGroupInstanceArgs, State):
    """The place of an API group; its id is ``REGION/GROUP``."""

    group_name: str
    """The name of the group."""
    instance_type: Annotated[str, ChangesWith("instance_id")]
    """``vpc_connect``, ``normal``, or the type of a shared instance."""


class ApiGroupInstance(AlibabaResource[ApiGroupInstanceArgs, ApiGroupInstanceState]):
    """The instance that an API group is on; a new one moves the group, whose APIs, id and domains stay.

    `instanceId` of `alicloud.apigateway.Group` replaces the group instead: declare the instance here, and let the group
    ignore changes of its own `instanceId`. Before a move to a VPC integration instance the backends are checked: VPC,
    accessible CIDR blocks, security group. After it the connections are validated; when one fails, the group is moved
    back. A deletion leaves the group where it is.
    """

    noun = "Alibaba Cloud API Gateway API group's instance"
    id_form = "REGION/GROUP"
    id_example = "cn-hangzhou/523e8dc7bbe04613b5b1d726c2a7xxxx"

    def create(self, ctx: Context, args: ApiGroupInstanceArgs) -> str:
        _bring(ctx, args.group_id, args.instance_id)
        return f"{ctx.region}/{args.group_id}"

    def read(self, ctx: Context, id: str, prior: ApiGroupInstanceState | None) -> ApiGroupInstanceState | None:
        group_id = self.parts(id)[1]
        group = _group(ctx, group_id)
        return self.state(
            region=ctx.region,
            group_id=group_id,
            instance_id=group["InstanceId"],
            group_name=group["GroupName"],
            instance_type=group.get("DedicatedInstanceType") or group["InstanceType"],
        )

    def update(
        self, ctx: Context, id: str, old: ApiGroupInstanceState, new: ApiGroupInstanceArgs, changed: frozenset[str]
    ) -> None:
        _bring(ctx, new.group_id, new.instance_id)

    def delete(self, ctx: Context, id: str, state: ApiGroupInstanceState) -> None:
        """A group is always on some instance, and where it is it serves: nothing is undone."""


@dataclass(frozen=True, slots=True)
class _Backends:
    """What the APIs of a group need, as nodes for the rules, and the VPC accesses that they use."""

    nodes: Sequence[Node]
    accesses: Sequence[Mapping[str, Any]]


def _group(ctx: Context, group_id: str) -> dict[str, Any]:
    return ctx.call("cloudapi", "DescribeApiGroup", {"GroupId": group_id})


def _bring(ctx: Context, group_id: str, target_id: str) -> None:
    """Have the group on an instance.

    Raises:
        PluginError: it cannot serve there; the group is where it was.
    """
    group = _group(ctx, group_id)
    if group["InstanceId"] == target_id:
        return
    target = running_instance(ctx, target_id)
    backends = _backends(ctx, group, target)
    refuse_violations(ctx, backends.nodes, RULES, f"the group stays on {group['InstanceId']}")
    _move(ctx, group_id, target_id)
    lost = _not_connected(ctx, target_id, backends.accesses)
    if lost:
        ctx.status(f"moving the group back to {group['InstanceId']}")
        _move(ctx, group_id, group["InstanceId"])
        raise PluginError(
            f"the group is back on {group['InstanceId']}: {target_id} does not connect to {'; '.join(lost)}; let the "
            "security group of the instance out to the servers, and let theirs in what comes from its vSwitches"
        )
    sources = own_cidr_blocks(target)
    if sources:
        ctx.warn(
            f"requests of the group {group['GroupName']} now come from {', '.join(sources)}, the vSwitches of "
            f"{target_id}: backends that keep an allow list must have them in it"
        )


def _move(ctx: Context, group_id: str, target_id: str) -> None:
    """Move a group and wait until it is there.

    Raises:
        PluginError: Alibaba Cloud moved it back, with its reason.
    """
    params = {"GroupId": group_id, "TargetInstanceId": target_id}
    ctx.call(
        "cloudapi",
        "ModifyApiGroupInstance",
        params,
        is_done=lambda: _group(ctx, group_id)["InstanceId"] == target_id,
    )
    ctx.status(f"waiting until the group is on {target_id}")

    def is_there() -> bool:
        group = _group(ctx, group_id)
        if str(group.get("MigrationStatus")) == "Failed":
            why = group.get("MigrationError") or "no reason was given"
            raise PluginError(f"Alibaba Cloud did not move the group to {target_id}: {why}")
        return bool(group["InstanceId"] == target_id and group.get("MigrationStatus") != "Running")

    try:
        ctx.until(is_there, MOVE_TIMEOUT)
    except WaitError as error:
        raise WaitError(f"the group is still on its way to {target_id}: {error}") from error


def _backends(ctx: Context, group: Mapping[str, Any], target: Instance) -> _Backends:
    """Read what the group's APIs connect to."""
    region = ctx.region
    listed = ctx.alibaba.pages(
        "cloudapi",
        "DescribeApis",
        "ApiSummarys.ApiSummary",
        {"GroupId": group["GroupId"]},
        region=region,
        cancelled=ctx.cancelled,
    )
    apis = [
        ctx.call("cloudapi", "DescribeApi", {"GroupId": group["GroupId"], "ApiId": each["ApiId"]}) for each in listed
    ]
    used = {(each.get("ServiceConfig") or {}).get("VpcConfig", {}).get("Name") for each in apis} - {None, ""}
    accesses = [
        each
        for each in ctx.alibaba.pages(
            "cloudapi",
            "DescribeVpcAccesses",
            "VpcAccessAttributes.VpcAccessAttribute",
            region=region,
            cancelled=ctx.cancelled,
        )
        if each["Name"] in used
    ]
    nodes: list[Node] = [instance_node(region, target), moved_group_node(region, group, target["InstanceId"])]
    nodes += [moved_api_node(region, {"GroupId": group["GroupId"], **api}) for api in apis]
    servers: dict[str, Node] = {}
    for access in accesses:
        server = _server(ctx, access)
        if server is not None:
            servers[server.key] = server
        # A VPC access that names an address has the server with that address.
        nodes.append(access_node(region, access if server is None else {**access, "InstanceId": server.id.get()}))
    return _Backends([*nodes, *servers.values()], accesses)


def _server(ctx: Context, access: Mapping[str, Any]) -> AlibabaServer | None:
    """The server of a VPC access with its address and security groups; ``None`` when it cannot be read."""
    id = str(access["InstanceId"])
    try:
        if id.startswith("lb-"):
            balancer = ctx.call("slb", "DescribeLoadBalancerAttribute", {"LoadBalancerId": id})
            return server_node(ctx.region, id, "clb", balancer["Address"], [])
        where = {"PrimaryIpAddress": id, "VpcId": access["VpcId"]} if _is_address(id) else {"InstanceId": id}
        found = ctx.call("ecs", "DescribeNetworkInterfaces", where)
    except AlibabaError as error:
        ctx.warn(f"the server {id} of the VPC access {access['Name']} cannot be read: {describe(error)}")
        return None
    for interface in (found.get("NetworkInterfaceSets") or {}).get("NetworkInterfaceSet") or ():
        groups = (interface.get("SecurityGroupIds") or {}).get("SecurityGroupId") or []
        owner = interface.get("InstanceId") or interface["NetworkInterfaceId"]
        return server_node(ctx.region, owner, "ecs", interface["PrivateIpAddress"], groups)
    return None


def _is_address(text: str) -> bool:
    try:
        parse_address(text)
    except CidrError:
        return False
    return True


def _not_connected(ctx: Context, target_id: str, accesses: Sequence[Mapping[str, Any]]) -> list[str]:
    """The VPC accesses whose servers the instance does not connect to."""
    lost = []
    for access in accesses:
        params = {"InstanceId": target_id, "VpcAccessId": access["VpcAccessId"]}
        answer = ctx.call("cloudapi", "ValidateVpcConnectivity", params)
        if str(answer.get("Connected")).lower() != "true":
            lost.append(f"{access['InstanceId']}:{access['Port']} of the VPC access {access['Name']}")
    return lost
