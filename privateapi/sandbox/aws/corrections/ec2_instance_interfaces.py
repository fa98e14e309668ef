"""The interface that RunInstances makes is in a subnet and goes with the instance.

moto leaves it behind when the instance is terminated, and gives an instance without subnet a random address.
AWS starts it in the zone's default subnet and deletes the interface, unless told otherwise:
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/preserving-volumes-on-termination.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.instances import Instance

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Choose the default subnet and mark the interfaces."""

    @patches.wrap(Instance, "prep_nics")
    def prep_nics(original: Any, instance: Any, nic_spec: list[dict[str, Any]], **kwargs: Any) -> None:
        given = {int(nic["DeviceIndex"]): dict(nic) for nic in nic_spec}
        if not instance._subnet_id and not any("NetworkInterfaceId" in nic for nic in given.values()):
            default = instance.ec2_backend.get_default_subnets().get(instance.placement.zone)
            if default is not None:
                instance._subnet_id = default.id
        original(instance, nic_spec, **kwargs)
        for index, interface in instance.nics.items():
            asked = given.get(index, {})
            if "NetworkInterfaceId" not in asked:
                interface.delete_on_termination = asked.get("DeleteOnTermination") is not False
