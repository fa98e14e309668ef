"""The roles of the account; service-linked roles are the only ones that can be made here."""

from __future__ import annotations

from dataclasses import dataclass

from privateapi.sandbox.alicloud.state import ACCOUNT_ID, Cloud, new_id

# RAM, service-linked roles: the role that API Gateway uses to manage interfaces in a VPC, and its service.
GATEWAY_SERVICE = "connectuservpc.apigateway.aliyuncs.com"
SERVICES = {GATEWAY_SERVICE: "AliyunServiceRoleForApiGatewayConnectUserVpc"}


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a service may take on."""

    id: str
    name: str
    service: str
    description: str
    created: str

    @property
    def arn(self) -> str:
        """The role's name in policies."""
        return f"acs:ram::{ACCOUNT_ID}:role/{self.name.lower()}"

    @property
    def policy(self) -> str:
        """Who may take the role on, as JSON."""
        return (
            '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":["'
            + self.service
            + '"]}}],"Version":"1"}'
        )


def make_role(cloud: Cloud, service: str, suffix: str = "", description: str = "") -> Role:
    """Make the service-linked role of a service."""
    name = SERVICES[service] + (f"_{suffix}" if suffix else "")
    role = Role(new_id("3")[:18], name, service, description, cloud.stamp())
    cloud.everywhere.of(Role)[name] = role
    return role


def ensure_gateway_role(cloud: Cloud) -> None:
    """The first VPC integration instance of an account makes the role that it needs."""
    if SERVICES[GATEWAY_SERVICE] not in cloud.everywhere.of(Role):
        make_role(cloud, GATEWAY_SERVICE)
