"""A VPC access authorization that a component has declared, for the components that refer to it."""

from __future__ import annotations

from dataclasses import dataclass

from pulumi_alicloud import apigateway

from ..design import ComponentDesign


@dataclass(frozen=True)
class AuthorizedServer:
    """A server that APIs may use as their backend; `design` is what is known of it."""

    resource: apigateway.VpcAccess
    host: str | None
    design: ComponentDesign
