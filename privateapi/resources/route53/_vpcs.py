"""What is between one private zone and one VPC, maybe of another account: how requests name both, and the id."""

from typing import Any, Protocol

from privateapi.provider.errors import PluginError


class ZoneAndVpc(Protocol):
    """Inputs that name a zone and a VPC."""

    @property
    def zone_id(self) -> str: ...

    @property
    def vpc_id(self) -> str: ...

    @property
    def vpc_region(self) -> str: ...


def id_of(args: ZoneAndVpc) -> str:
    """``ZONE/VPC/REGION``."""
    return f"{args.zone_id}/{args.vpc_id}/{args.vpc_region}"


def parse_id(id: str, noun: str) -> tuple[str, str, str]:
    """The zone, the VPC and its Region of the id of `noun` ("an association").

    Raises:
        PluginError: it has another form.
    """
    parts = id.split("/")
    if len(parts) != 3 or not all(parts):
        raise PluginError(f"the id of {noun} is ZONE/VPC/REGION, as in Z0123/vpc-0abc/us-east-1")
    return parts[0], parts[1], parts[2]


def request(zone_id: str, vpc_id: str, region: str) -> dict[str, Any]:
    """Both as Route 53's calls take them."""
    return {"HostedZoneId": zone_id, "VPC": {"VPCId": vpc_id, "VPCRegion": region}}
