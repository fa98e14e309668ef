"""VPC backend: an API group on a dedicated instance whose APIs lead to servers in a VPC."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pulumi
from pulumi_alicloud import apigateway

from privateapi.rules.ali_access.backend_accessible import BackendAccessible
from privateapi.rules.ali_dns.backend_is_access import BackendIsAccess
from privateapi.rules.ali_dns.internal_host_resolved import InternalHostResolved
from privateapi.rules.ali_instance.backend_in_vpc import BackendInVpc
from privateapi.rules.ali_vpc_access.same_vpc import SameVpc
from privateapi.rules.ali_vpc_access.server_accessible import ServerAccessible
from privateapi.rules.gateway_backends import HTTP, HTTP_VPC
from privateapi.sdk import alicloud
from privateapi.topology.cidr import CidrError, parse_address
from privateapi.topology.model import AlibabaApi, AlibabaServer, ApiGroup, VpcAccess
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, value_of

from ..design import ComponentDesign, reference
from ..errors import ComponentError
from .component import Component
from .dedicated_instance import AnyInstance, described
from .internal_domain import InternalDomain
from .vpc_access import AuthorizedServer
from .vpc_integration_instance import VpcIntegrationInstance

# What API Gateway checks too, when an API is published and when its group moves to another instance.
RULES = (SameVpc(), ServerAccessible(), BackendAccessible(), BackendInVpc(), InternalHostResolved(), BackendIsAccess())

_METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "ANY")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class ServerBackend:
    """A server of a VPC, over a VPC access authorization of its own.

    Args:
        name: name of the authorization, unique in the region.
        server: id of the ECS or SLB instance, or its private address.
        port: port of the server.
        address: private address of the server, where ``server`` is an id; it is compared with what the instance
            reaches.
        vpc_id: VPC of the server; left out, that of the VPC integration instance.
        host: Host value of requests, which becomes the SNI.
        scheme: protocol between the instance and the server.
        path: path at the server; left out, that of the request.
    """

    name: str
    server: pulumi.Input[str]
    port: int
    address: str | None = None
    vpc_id: pulumi.Input[str] | None = None
    host: str | None = None
    scheme: Literal["HTTP", "HTTPS"] = "HTTP"
    path: str | None = None


@dataclass(frozen=True)
class UrlBackend:
    """A URL whose host is an internal domain that the instance resolves.

    Args:
        domain: the domain, associated with the instance; or a private address or a public name as a text.
        scheme: protocol between the instance and the server.
        port: port of the server; left out, that of the scheme.
        path: path at the server; left out, that of the request.
    """

    domain: InternalDomain | str
    scheme: Literal["http", "https"] = "https"
    port: int | None = None
    path: str | None = None

    @property
    def address(self) -> str:
        """Scheme, host and port as an API has them."""
        host = self.domain if isinstance(self.domain, str) else self.domain.domain_name
        standard = self.port in (None, _PORTS[self.scheme])
        return f"{self.scheme}://{host}" + ("" if standard else f":{self.port}")


Backend: TypeAlias = ServerBackend | UrlBackend


class VpcBackend(Component):
    """An API group, its APIs, and VPC access authorizations of the servers behind them.

    The group stays what it is when ``instance`` changes: it moves, in place, after the checks of API Gateway's
    documentation, and stays where it was when they fail.

    Args:
        region: region id.
        instance: the dedicated instance that serves the group.
        routes: backends by method and path: ``{"GET /orders": UrlBackend(domain)}``.
        group_name: name of the API group; left out, the component's.
        base_path: what the paths of the group begin with.
        auth_type: ``ANONYMOUS``, ``APP`` or ``APPOPENID``.
        stages: stages that the APIs are published to.
        timeout_milliseconds: how long the instance waits for a backend.

    Raises:
        ComponentError: the instance does not reach a backend, or an argument has a wrong form.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        instance: AnyInstance,
        routes: Mapping[str, Backend],
        group_name: str | None = None,
        base_path: str = "/",
        auth_type: Literal["ANONYMOUS", "APP", "APPOPENID"] = "ANONYMOUS",
        stages: tuple[Literal["RELEASE", "PRE", "TEST"], ...] = ("RELEASE",),
        timeout_milliseconds: int = 10_000,
    ) -> None:
        faults = [fault for route, backend in routes.items() for fault in _faults(route, backend, instance)]
        faults += _repeated(routes)
        if not routes:
            faults.append("routes: there is none; give at least one, such as 'GET /orders'")
        if faults:
            raise ComponentError("VpcBackend", name, *faults)
        design, accesses = _designed(name, region, instance, routes)
        super().__init__(
            name,
            {
                "region": region,
                "routes": {route: _shown(backend) for route, backend in routes.items()},
                "servers": [_server(backend) for backend in routes.values() if isinstance(backend, ServerBackend)],
            },
            opts,
        )
        self.accesses: dict[str, AuthorizedServer] = {}
        for backend in routes.values():
            if isinstance(backend, ServerBackend) and backend.name not in self.accesses:
                self.accesses[backend.name] = AuthorizedServer(
                    self._access(backend, instance), backend.host, accesses[backend.name]
                )
        self.design = design
        # An instance takes one change at a time, so that all of its own come first.
        own = [instance] if isinstance(instance, VpcIntegrationInstance) else []
        group = apigateway.Group(
            name,
            name=group_name or name,
            description=f"APIs of {name}",
            base_path=base_path,
            instance_id=instance.instance_id,
            # The provider would replace the group and all of its APIs; the next resource moves it.
            opts=pulumi.ResourceOptions.merge(self._child(own), pulumi.ResourceOptions(ignore_changes=["instanceId"])),
        )
        self.group_id: pulumi.Output[str] = group.id
        domains = [
            each.domain
            for each in routes.values()
            if isinstance(each, UrlBackend) and isinstance(each.domain, InternalDomain)
        ]
        placed = alicloud.ApiGroupInstance(
            name,
            # An API that is published, or moved, is compared with what the instance reaches and resolves by then.
            self._child([*own, *dict.fromkeys(domains)]),
            region=region,
            group_id=group.id,
            instance_id=instance.instance_id,
        )
        self.api_ids = {
            route: self._api(route, backend, group, placed, auth_type, stages, timeout_milliseconds)
            for route, backend in routes.items()
        }
        self.register_outputs({"groupId": group.id})

    def _access(self, backend: ServerBackend, instance: AnyInstance) -> apigateway.VpcAccess:
        vpc_id = backend.vpc_id
        if vpc_id is None and isinstance(instance, VpcIntegrationInstance):
            vpc_id = instance.vpc.vpc_id
        assert vpc_id is not None
        return apigateway.VpcAccess(
            f"{self._name}-{backend.name}",
            name=backend.name,
            vpc_id=vpc_id,
            instance_id=backend.server,
            port=backend.port,
            vpc_target_host_name=backend.host,
            # Every change replaces it, and names are unique.
            opts=pulumi.ResourceOptions.merge(self._child(), pulumi.ResourceOptions(delete_before_replace=True)),
        )

    def _api(
        self,
        route: str,
        backend: Backend,
        group: apigateway.Group,
        placed: alicloud.ApiGroupInstance,
        auth_type: str,
        stages: tuple[str, ...],
        timeout: int,
    ) -> pulumi.Output[str]:
        method, path = route.split()
        served: dict[str, Any]
        common: dict[str, Any] = {"method": method, "path": backend.path or path, "timeout": timeout}
        if isinstance(backend, ServerBackend):
            served = {
                "service_type": HTTP_VPC,
                "http_vpc_service_config": apigateway.ApiHttpVpcServiceConfigArgs(
                    name=self.accesses[backend.name].resource.name, vpc_scheme=backend.scheme, **common
                ),
            }
        else:
            served = {
                "service_type": HTTP,
                "http_service_config": apigateway.ApiHttpServiceConfigArgs(address=backend.address, **common),
            }
        label = _label(route)
        api = apigateway.Api(
            f"{self._name}-{label}",
            name=label,
            description=route,
            group_id=group.id,
            auth_type=auth_type,
            request_config=apigateway.ApiRequestConfigArgs(
                method=method, path=path, protocol="HTTP,HTTPS", mode="PASSTHROUGH"
            ),
            stage_names=list(stages),
            opts=self._child([placed]),
            **served,
        )
        return api.api_id


def _label(route: str) -> str:
    """A name of an API out of its route: `get_orders_id` of `GET /orders/[id]`."""
    return "_".join(re.findall(r"[A-Za-z0-9]+", route)).lower()


def _shown(backend: Backend) -> str:
    """How the component's inputs show a backend."""
    if isinstance(backend, UrlBackend):
        return backend.address
    return f"{backend.scheme} {backend.name}:{backend.port}"


def _server(backend: ServerBackend) -> dict[str, Any]:
    return {"server": backend.server, "address": backend.address}


def _faults(route: str, backend: Backend, instance: AnyInstance) -> list[str]:
    faults = []
    path = f"routes[{route!r}]"
    method, _, request = route.partition(" ")
    if method not in _METHODS or not request.startswith("/") or " " in request:
        faults.append(f"{path}: is no method and path; 'GET /orders' would be ({', '.join(_METHODS)})")
    if backend.port is not None and not 1 <= backend.port <= 65535:
        faults.append(f"{path}.port: {backend.port} is not a port; 1 to 65535 are")
    if isinstance(backend, UrlBackend):
        return faults
    if backend.address is not None:
        try:
            parse_address(backend.address)
        except CidrError as error:
            faults.append(f"{path}.address: {error}")
    if backend.vpc_id is None and not isinstance(instance, VpcIntegrationInstance):
        faults.append(f"{path}.vpcId: is required: {instance.name!r} does not say which VPC its servers are in")
    return faults


def _repeated(routes: Mapping[str, Backend]) -> list[str]:
    """Routes and authorizations that cannot stand side by side."""
    faults = []
    labels: dict[str, str] = {}
    servers: dict[str, ServerBackend] = {}
    for route, backend in routes.items():
        other = labels.setdefault(_label(route), route)
        if other != route:
            faults.append(f"routes[{route!r}]: its API would have the name of that of {other!r}, {_label(route)!r}")
        if isinstance(backend, ServerBackend):
            first = servers.setdefault(backend.name, backend)
            if (first.server, first.port, first.host, first.vpc_id) != (
                backend.server,
                backend.port,
                backend.host,
                backend.vpc_id,
            ):
                faults.append(
                    f"routes[{route!r}].name: {backend.name!r} is the authorization of another server or port already"
                )
    return faults


def _designed(
    name: str, region: str, instance: AnyInstance, routes: Mapping[str, Backend]
) -> tuple[ComponentDesign, dict[str, ComponentDesign]]:
    """The design with group, APIs and authorizations in it, judged, and that of each authorization."""
    around, serving = described(instance, region)
    domains = [
        each.domain.design
        for each in routes.values()
        if isinstance(each, UrlBackend) and isinstance(each.domain, InternalDomain)
    ]
    accesses: dict[str, ComponentDesign] = {}
    refs: dict[str, Ref] = {}
    for route, each in routes.items():
        if isinstance(each, ServerBackend) and each.name not in accesses:
            accesses[each.name], refs[each.name] = _authorized(name, region, instance, route, each)
    design = ComponentDesign("VpcBackend", name, [around, *domains, *accesses.values()])
    place = Known(region)
    group = design.add(ApiGroup(origin=design.origin("group"), name=name, region=place, instance=serving))
    for route, each in routes.items():
        to_server = isinstance(each, ServerBackend)
        design.add(
            AlibabaApi(
                origin=design.origin(f"routes[{route!r}]"),
                name=f"{name}-{_label(route)}",
                region=place,
                group=group,
                backend_type=Known(HTTP_VPC if to_server else HTTP),
                backend_address=Known(each.address) if isinstance(each, UrlBackend) else MISSING,
                backend_scheme=Known(each.scheme) if isinstance(each, ServerBackend) else MISSING,
                vpc_access=refs[each.name] if isinstance(each, ServerBackend) else Ref(),
            )
        )
    design.require(RULES)
    return design, accesses


def _authorized(
    name: str, region: str, instance: AnyInstance, route: str, backend: ServerBackend
) -> tuple[ComponentDesign, Ref]:
    """The design of one VPC access authorization, and a reference to it."""
    design = ComponentDesign("VpcBackend", name)
    place = Known(region)
    path = f"routes[{route!r}]"
    server = reference(backend.server)
    if backend.address is not None:
        server = design.add(
            AlibabaServer(
                origin=design.origin(f"{path}.server"),
                name=backend.server if isinstance(backend.server, str) else backend.name,
                id=Known(backend.server) if isinstance(backend.server, str) else UNKNOWN,
                region=place,
                live=True,
                private_ip=Known(backend.address),
            )
        )
    vpc = reference(backend.vpc_id) if backend.vpc_id is not None else Ref()
    if isinstance(instance, VpcIntegrationInstance) and (
        backend.vpc_id is None or backend.vpc_id is instance.vpc.vpc_id
    ):
        vpc = instance.vpc_ref
    access = design.add(
        VpcAccess(
            origin=design.origin(f"{path}.access"),
            name=backend.name,
            region=place,
            access_name=Known(backend.name),
            vpc=vpc,
            server=server,
            port=Known(backend.port),
            host=value_of(backend.host),
        )
    )
    return design, access
