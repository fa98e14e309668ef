"""Dedicated instances that are no component: those that are there already, and conventional ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pulumi

from privateapi.facts.alibaba import alibaba_facts
from privateapi.topology.model import GatewayInstance
from privateapi.topology.values import UNKNOWN, Known, Ref, Unknown, values_of

from ..design import ComponentDesign
from .vpc_integration_instance import VpcIntegrationInstance

_NOT_SAID = Unknown("is not among what the component says")


@dataclass(frozen=True)
class DedicatedInstance:
    """A dedicated instance by its id.

    Args:
        name: how messages call it.
        instance_id: id of the instance.
        kind: ``normal`` (conventional) or ``vpc_connect`` (VPC integration).
        accessible_cidrs: of a VPC integration instance all blocks that it reaches, those of its vSwitches included;
            left out, addresses of backends are not compared with them.
    """

    name: str
    instance_id: pulumi.Input[str]
    kind: Literal["normal", "vpc_connect"] = "normal"
    accessible_cidrs: Sequence[str] | None = None


AnyInstance: TypeAlias = VpcIntegrationInstance | DedicatedInstance


def described(instance: AnyInstance, region: str) -> tuple[ComponentDesign, Ref]:
    """The design that an instance is part of, and a reference to the instance in it."""
    if isinstance(instance, VpcIntegrationInstance):
        return instance.design, instance.instance_ref
    design = ComponentDesign("DedicatedInstance", instance.name)
    integrates = instance.kind == "vpc_connect"
    blocks = instance.accessible_cidrs
    shared = alibaba_facts().choices["apigw.shared_instances"]
    found = design.add(
        GatewayInstance(
            origin=design.origin(),
            name=instance.name,
            id=Known(instance.instance_id) if isinstance(instance.instance_id, str) else UNKNOWN,
            region=Known(region),
            instance_type=Known("shared" if instance.instance_id in shared else instance.kind),
            user_vpc=Ref(_NOT_SAID) if integrates else Ref(),
            zones=Known(()) if integrates and blocks is not None else _NOT_SAID,
            to_connect_vpc_ip_blocks=values_of(*blocks) if blocks is not None else _NOT_SAID,
        )
    )
    return design, found
