"""API groups (CloudAPI 2016-07-14: CreateApiGroup, DescribeApiGroup, ModifyApiGroup, ModifyIntranetDomainPolicy)."""

import json
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.markers import AutoName, ChangesWith, Chosen, Replaces
from privateapi.provider.model import Args, Model, State, dump
from privateapi.sandbox.alicloud_plugin.resource import Named


class UserLogConfig(Model):
    """What of calls is written into the user's log."""

    request_body: bool | None = None
    """Whether the body of the request is."""
    response_body: bool | None = None
    """Whether the body of the answer is."""
    query_string: str | None = None
    """Parameters of the query, with commas between them, or ``*``."""
    request_headers: str | None = None
    """Headers of the request, with commas between them, or ``*``."""
    response_headers: str | None = None
    """Headers of the answer, with commas between them, or ``*``."""
    jwt_claims: str | None = None
    """Claims of the token, with commas between them, or ``*``."""


class GroupArgs(Args):
    """Inputs of an API group."""

    name: Annotated[str | None, AutoName(50)] = None
    """Name."""
    description: str | None = None
    """Description."""
    instance_id: Annotated[str | None, Chosen(), Replaces()] = None
    """The instance that serves it; left out, a shared one. Another one is another group for this plugin."""
    base_path: Annotated[str | None, Chosen()] = None
    """Path before those of its APIs; left out, ``/``."""
    vpc_intranet_enable: Annotated[bool | None, Chosen()] = None
    """Whether it has a domain in the clients' VPC."""
    user_log_config: UserLogConfig | None = None
    """What of calls is written into the user's log."""


class GroupState(GroupArgs, State):
    """An API group."""

    sub_domain: str
    vpc_domain: Annotated[str | None, ChangesWith("vpc_intranet_enable")] = None


class Group(Named[GroupArgs, GroupState]):
    """An API group."""

    noun = "API Gateway group"
    gone = frozenset({"NotFoundApiGroup"})

    def create(self, ctx: Context, args: GroupArgs) -> str:
        found: list[str] = []

        def is_made() -> bool:
            listed = ctx.call("cloudapi", "DescribeApiGroups", {"GroupName": args.name, "PageSize": 50})
            groups = listed["ApiGroupAttributes"]["ApiGroupAttribute"]
            found[:] = [str(each["GroupId"]) for each in groups if each["GroupName"] == args.name]
            return bool(found)

        made = ctx.call(
            "cloudapi",
            "CreateApiGroup",
            {
                "GroupName": args.name,
                "Description": args.description,
                "BasePath": args.base_path,
                "InstanceId": args.instance_id,
            },
            is_done=is_made,
        )
        return str(made.get("GroupId") or found[0])

    def settle(self, ctx: Context, id: str, args: GroupArgs) -> None:
        if args.user_log_config is not None:
            ctx.call(
                "cloudapi",
                "ModifyApiGroup",
                {"GroupId": id, "UserLogConfig": _log_text(args.user_log_config)},
                idempotent=True,
            )
        if args.vpc_intranet_enable:
            self._set_intranet(ctx, id, True)

    def read(self, ctx: Context, id: str, prior: GroupState | None) -> GroupState | None:
        group = ctx.call("cloudapi", "DescribeApiGroup", {"GroupId": id})
        return self.state(
            name=group["GroupName"],
            description=group.get("Description") or None,
            instance_id=group.get("InstanceId"),
            base_path=group.get("BasePath"),
            vpc_intranet_enable=bool(group.get("VpcDomain")),
            user_log_config=_log_config(group.get("UserLogConfig")),
            sub_domain=group["SubDomain"],
            vpc_domain=group.get("VpcDomain") or None,
        )

    def update(self, ctx: Context, id: str, old: GroupState, new: GroupArgs, changed: frozenset[str]) -> None:
        params: dict[str, Any] = {}
        if not changed.isdisjoint({"name", "description", "base_path"}):
            params |= {"GroupName": new.name, "Description": new.description or "", "BasePath": new.base_path}
        if "user_log_config" in changed:
            params["UserLogConfig"] = _log_text(new.user_log_config or UserLogConfig())
        if params:
            ctx.call("cloudapi", "ModifyApiGroup", {"GroupId": id, **params}, idempotent=True)
        if "vpc_intranet_enable" in changed:
            self._set_intranet(ctx, id, bool(new.vpc_intranet_enable))

    def delete(self, ctx: Context, id: str, state: GroupState) -> None:
        ctx.call("cloudapi", "DeleteApiGroup", {"GroupId": id}, idempotent=True)

    def _set_intranet(self, ctx: Context, id: str, enabled: bool) -> None:
        params = {"GroupId": id, "VpcIntranetEnable": enabled}
        ctx.call("cloudapi", "ModifyIntranetDomainPolicy", params, idempotent=True)


def _log_text(config: UserLogConfig) -> str:
    """The whole of it, as the real plugin sends it: what is left out is off."""
    texts = dict.fromkeys(("queryString", "requestHeaders", "responseHeaders", "jwtClaims"), "")
    return json.dumps({"requestBody": False, "responseBody": False, **texts, **dump(config)})


def _log_config(text: str | None) -> dict[str, Any] | None:
    given: dict[str, Any] = {key: value for key, value in json.loads(text or "{}").items() if value}
    return given or None
