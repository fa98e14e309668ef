"""Network interfaces that AWS services keep in a user's subnets: marked as managed, and not deletable by hand.

moto knows attachments of instances only. AWS shows endpoint, load balancer and gateway interfaces as in use,
requester-managed and attached by the service:
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.responses.elastic_network_interfaces import ElasticNetworkInterfaces
from moto.moto_api._internal import mock_random

from privateapi.sandbox.aws.patches import Patches


@dataclass
class ServiceAttachment:
    """The attachment of an interface to an AWS service, as DescribeNetworkInterfaces shows it."""

    attachment_id: str = field(default_factory=lambda: f"ela-attach-{mock_random.get_random_hex(17)}")
    attach_time: datetime = field(default_factory=utcnow)
    delete_on_termination: bool = False
    device_index: int = 1
    network_card_index: int = 0
    instance_owner_id: str = "amazon-aws"
    status: str = "attached"


def create(
    backend: Any,
    subnet: Any,
    *,
    kind: str,
    description: str,
    requester: str,
    group_ids: list[str],
    address: str | None = None,
) -> Any:
    """Make an interface of type `kind` in `subnet` (moto's object) for a service.

    `group_ids` empty means that the interface carries no security group.
    """
    interface = backend.create_network_interface(subnet, address, group_ids=group_ids or None, description=description)
    if not group_ids:
        interface._group_set = []
    mark(interface, kind, requester)
    return interface


def mark(interface: Any, kind: str, requester: str) -> None:
    """Show an interface as a service's, of type `kind` and made by the account or name `requester`."""
    interface.interface_type = kind
    interface.requester_managed = True
    interface.requester_id = requester
    interface.status = "in-use"
    interface.source_dest_check = kind not in ("nat_gateway", "transit_gateway")
    interface.service_attachment = ServiceAttachment()


def delete(backend: Any, interface_id: str) -> None:
    """Remove a service's interface; one that is gone is fine."""
    backend.enis.pop(interface_id, None)


def apply(patches: Patches) -> None:
    """Show the service's attachment and refuse deletion while attached."""
    by_instance = NetworkInterface.attachment

    def attachment(interface: Any) -> Any:
        service = getattr(interface, "service_attachment", None)
        return service if service is not None else by_instance.fget(interface)  # type: ignore[attr-defined]

    patches.replace(NetworkInterface, "attachment", property(attachment))

    @patches.wrap(NetworkInterface, "get_filter_value")
    def get_filter_value(original: Any, interface: Any, name: str, method: str | None = None) -> Any:
        if name == "interface-type":
            return interface.interface_type
        if name == "status":
            return interface.status
        if name == "requester-managed":
            return interface.requester_managed
        if name == "addresses.private-ip-address":
            return [address["PrivateIpAddress"] for address in interface.private_ip_addresses]
        if name == "group-name":
            return [group.name for group in interface.group_set]
        if name == "attachment.status":
            return "attached" if interface.attachment is not None else "detached"
        return original(interface, name, method)

    @patches.wrap(ElasticNetworkInterfaces, "delete_network_interface")
    def delete_network_interface(original: Any, response: Any) -> ActionResult:
        interface_id = response._get_param("NetworkInterfaceId")
        interface = response.ec2_backend.enis.get(interface_id)
        if interface is not None and interface.attachment is not None:
            raise EC2ClientError("InvalidParameterValue", f"Network interface '{interface_id}' is currently in use.")
        result: ActionResult = original(response)
        return result
