"""Service-linked roles (ResourceManager 2020-03-31: CreateServiceLinkedRole; RAM 2015-05-01: GetRole)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError
from privateapi.provider.markers import Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import StandIn


class ServiceLinkedRoleArgs(Args):
    """Inputs of a service-linked role."""

    service_name: Annotated[str, Replaces()]
    """The service, such as ``connectuservpc.apigateway.aliyuncs.com``."""
    custom_suffix: Annotated[str | None, Replaces(), WriteOnly()] = None
    """Suffix of the name, which few services take."""
    description: Annotated[str | None, Chosen(), Replaces()] = None
    """Description, for roles with a suffix."""


class ServiceLinkedRoleState(ServiceLinkedRoleArgs, State):
    """A service-linked role."""

    arn: str
    role_id: str
    role_name: str


class ServiceLinkedRole(StandIn[ServiceLinkedRoleArgs, ServiceLinkedRoleState]):
    """The role by which a service acts for the account; its id is `<service>:<name of the role>`."""

    noun = "RAM service-linked role"
    gone = frozenset({"EntityNotExist.Role", "EntityNotExist.ServiceLinkedRole"})

    def create(self, ctx: Context, args: ServiceLinkedRoleArgs) -> str:
        made = ctx.call(
            "resourcemanager",
            "CreateServiceLinkedRole",
            {
                "ServiceName": args.service_name,
                "CustomSuffix": args.custom_suffix,
                "Description": args.description,
            },
        )
        return f"{args.service_name}:{made['Role']['RoleName']}"

    def read(self, ctx: Context, id: str, prior: ServiceLinkedRoleState | None) -> ServiceLinkedRoleState | None:
        service, name = _parts(id)
        role = ctx.call("ram", "GetRole", {"RoleName": name})["Role"]
        return self.state(
            service_name=service,
            custom_suffix=prior.custom_suffix if prior else None,
            description=role.get("Description") or None,
            arn=role["Arn"],
            role_id=role["RoleId"],
            role_name=role["RoleName"],
        )

    def delete(self, ctx: Context, id: str, state: ServiceLinkedRoleState) -> None:
        _, name = _parts(id)
        task = ctx.call("resourcemanager", "DeleteServiceLinkedRole", {"RoleName": name})["DeletionTaskId"]

        def is_deleted() -> bool:
            answer = ctx.call("resourcemanager", "GetServiceLinkedRoleDeletionStatus", {"DeletionTaskId": task})
            if answer["Status"] in ("FAILED", "INTERNAL_ERROR"):
                reason = answer.get("Reason") or {}
                usages = (reason.get("RoleUsages") or {}).get("RoleUsage") or []
                users = [
                    f"{resource} in {usage['Region']}"
                    for usage in usages
                    for resource in usage["Resources"]["Resource"]
                ]
                text = f"the deletion ended with {answer['Status']}: {reason.get('Message', '')}"
                raise PluginError(f"{text} ({', '.join(users)})" if users else text)
            return bool(answer["Status"] == "SUCCEEDED")

        ctx.until(is_deleted, 300)


def _parts(id: str) -> tuple[str, str]:
    service, separator, name = id.partition(":")
    if not separator:
        raise PluginError(f"{id!r} is not <service>:<name of the role>")
    return service, name
