"""Hosted zones: VPCs that exist, caller references, authorizations, limits, changes with ids of their own.

moto makes ids that do not start with a Z, takes any VPC, makes a second zone for a repeated caller reference,
associates a VPC twice, gives every change one id, and lacks VPC association authorizations and GetHostedZoneLimit. It
knows the zones of the caller's account only; AWS lets the account of a VPC associate, list and leave zones of others.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html,
https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random
from moto.route53 import models, urls
from moto.route53.exceptions import InvalidInput, NoSuchHostedZone, PublicZoneVPCAssociation, Route53ClientError
from moto.route53.models import Route53Backend, route53_backends
from moto.route53.responses import Route53

from privateapi.sandbox.aws.patches import Patches

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
_LIMITS = {"MAX_RRSETS_BY_ZONE": 10000, "MAX_VPCS_ASSOCIATED_BY_ZONE": 300}


def apply(patches: Patches) -> None:
    """Correct zones and add what is missing."""
    _correct_zones(patches)
    _correct_associations(patches)
    _add_authorizations(patches)
    patches.replace(Route53, "get_change", _get_change)
    patches.replace(Route53, "list_hosted_zones_by_vpc", _list_by_vpc)
    patches.add(Route53, "get_hosted_zone_limit", _get_limit)
    version = r"{0}/(?P<api_version>[\d_-]+)"
    path = "/hostedzonelimit/(?P<zone_id>[^/]+)/(?P<limit_type>[^/]+)$"
    patches.set_item(urls.url_paths, version + path, Route53.dispatch)


def new_change(backend: Any, comment: str | None = None) -> dict[str, Any]:
    """Record a change and return its ChangeInfo. Changes are in effect at once."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    change: dict[str, Any] = {
        "Id": "/change/C" + "".join(mock_random.choice(alphabet) for _ in range(20)),
        "Status": "INSYNC",
        "SubmittedAt": utcnow(),
    }
    if comment:
        change["Comment"] = comment
    backend.__dict__.setdefault("changes", {})[change["Id"]] = change
    return change


def _correct_zones(patches: Patches) -> None:
    @patches.wrap(models, "create_route53_zone_id")
    def create_route53_zone_id(original: Any, *args: Any, **kwargs: Any) -> str:
        return f"Z{original(*args, **kwargs)[:20]}"

    @patches.wrap(Route53, "create_hosted_zone")
    def create_hosted_zone(original: Any, response: Any) -> ActionResult:
        params, backend = response.params, response.backend
        vpc = params.get("VPC")
        private = (params.get("HostedZoneConfig") or {}).get("PrivateZone", False)
        if private and not vpc:
            raise InvalidInput("When you're creating a private hosted zone, you must specify a VPC.")
        if vpc and not private:
            raise InvalidInput("A VPC can only be specified for a private hosted zone.")
        if vpc:
            _require_vpc(vpc, backend.account_id)
        known = backend.__dict__.setdefault("zone_references", {})
        if params["CallerReference"] in known:
            raise Route53ClientError(
                "HostedZoneAlreadyExists",
                f"A hosted zone has already been created with the specified caller reference:"
                f" {params['CallerReference']}",
            )
        name = params["Name"].lower().rstrip(".") + "."
        if vpc:
            _check_conflict(backend, name, vpc)
        response.params["Name"] = name
        result: ActionResult = original(response)
        value: Any = result.result
        zone = value["HostedZone"]
        known[params["CallerReference"]] = zone.resource_id
        value["ChangeInfo"] = new_change(backend)
        return result

    @patches.wrap(Route53, "delete_hosted_zone")
    def delete_hosted_zone(original: Any, response: Any) -> ActionResult:
        result: ActionResult = original(response)
        value: Any = result.result
        value["ChangeInfo"] = new_change(response.backend)
        response.backend.resource_tags.pop(response.params["Id"].removeprefix("/hostedzone/"), None)
        return result


def _correct_associations(patches: Patches) -> None:
    @patches.wrap(Route53, "associate_vpc_with_hosted_zone")
    def associate(original: Any, response: Any) -> ActionResult:
        backend, vpc = response.backend, response.params["VPC"]
        owner, zone = _zone_of_any_account(backend, response.params["HostedZoneId"])
        if not zone.private_zone:
            raise PublicZoneVPCAssociation()
        _require_vpc(vpc)
        authorized = owner is backend or dict(vpc) in zone.__dict__.get("authorized_vpcs", [])
        if _owner_of(vpc) != backend.account_id or not authorized:
            raise Route53ClientError(
                "NotAuthorizedException",
                f"The VPC: {vpc['VPCId']} has not authorized to associate with your hosted zone.",
            )
        if not any(item["vpc_id"] == vpc["VPCId"] for item in zone.vpcs):
            _check_conflict(backend, zone.name, vpc)
            zone.add_vpc(vpc["VPCId"], vpc["VPCRegion"])
        return ActionResult({"ChangeInfo": new_change(backend, response.params.get("Comment"))})

    @patches.wrap(Route53Backend, "disassociate_vpc_from_hosted_zone")
    def disassociate_vpc_from_hosted_zone(original: Any, backend: Any, zone_id: str, vpcid: str) -> Any:
        owner, zone = _zone_of_any_account(backend, zone_id)
        if not any(item["vpc_id"] == vpcid for item in zone.vpcs):
            raise Route53ClientError(
                "VPCAssociationNotFound", f"The VPC {vpcid} is not associated with the hosted zone {zone_id}."
            )
        return original(owner, zone_id, vpcid)

    @patches.wrap(Route53, "disassociate_vpc_from_hosted_zone")
    def disassociate(original: Any, response: Any) -> ActionResult:
        backend, vpc = response.backend, response.params["VPC"]
        owner, _ = _zone_of_any_account(backend, response.params["HostedZoneId"])
        # The account of the zone may do it, and that of the VPC; others do not see the zone.
        if owner is not backend and _owner_of(vpc) != backend.account_id:
            raise NoSuchHostedZone(response.params["HostedZoneId"])
        original(response)
        return ActionResult({"ChangeInfo": new_change(response.backend, response.params.get("Comment"))})


def _add_authorizations(patches: Patches) -> None:
    def authorizations(response: Any) -> tuple[Any, list[dict[str, str]]]:
        zone = response.backend.get_hosted_zone(response.params["HostedZoneId"])
        if not zone.private_zone:
            raise PublicZoneVPCAssociation()
        listed: list[dict[str, str]] = zone.__dict__.setdefault("authorized_vpcs", [])
        return zone, listed

    def create(response: Any) -> ActionResult:
        zone, listed = authorizations(response)
        vpc = dict(response.params["VPC"])
        if vpc not in listed:
            listed.append(vpc)
        return ActionResult({"HostedZoneId": zone.resource_id, "VPC": vpc})

    def delete(response: Any) -> ActionResult:
        _, listed = authorizations(response)
        vpc = dict(response.params["VPC"])
        if vpc not in listed:
            raise Route53ClientError(
                "VPCAssociationAuthorizationNotFound",
                f"The VPC {vpc['VPCId']} is not authorized to be associated with the hosted zone.",
            )
        listed.remove(vpc)
        return ActionResult({})

    def listing(response: Any) -> ActionResult:
        zone, listed = authorizations(response)
        start = int(response.params.get("NextToken") or 0)
        size = int(response.params.get("MaxResults") or 50)
        following = str(start + size) if start + size < len(listed) else None
        result = {"HostedZoneId": zone.resource_id, "NextToken": following, "VPCs": listed[start : start + size]}
        return ActionResult(result)

    patches.add(Route53, "create_vpc_association_authorization", create)
    patches.add(Route53, "delete_vpc_association_authorization", delete)
    patches.add(Route53, "list_vpc_association_authorizations", listing)
    zone_path = r"{0}/(?P<api_version>[\d_-]+)/hostedzone/(?P<zone_id>[^/]+)"
    for name in ("authorizevpcassociation", "deauthorizevpcassociation"):
        patches.set_item(urls.url_paths, f"{zone_path}/{name}$", Route53.dispatch)


def _owner_of(vpc: dict[str, str]) -> str:
    """The account of a VPC, empty when there is no such VPC in its region."""
    from moto.ec2.models import ec2_backends

    region = vpc.get("VPCRegion", "")
    for account in list(ec2_backends):
        regions = ec2_backends[account]
        if region in regions and vpc.get("VPCId") in regions[region].vpcs:
            return str(account)
    return ""


def _require_vpc(vpc: dict[str, str], account: str = "") -> None:
    """Raise InvalidVPCId unless the VPC exists, and where an account is given, belongs to it.

    It is for an id that "either isn't a valid ID or the current account is not authorized to access this VPC".
    """
    owner = _owner_of(vpc)
    if not owner or (account and owner != account):
        what = "is not owned by you" if owner else "does not exist"
        raise Route53ClientError("InvalidVPCId", f"The VPC: {vpc.get('VPCId')} in region {vpc['VPCRegion']} {what}.")


def _backends(backend: Any) -> list[Any]:
    """This backend and those of the other accounts of its partition."""
    others = [route53_backends[account][backend.partition] for account in list(route53_backends)]
    return [backend, *(other for other in others if other is not backend)]


def _zone_of_any_account(backend: Any, zone_id: str) -> tuple[Any, Any]:
    """A zone, and the backend of its account."""
    for owner in _backends(backend):
        zone = owner.zones.get(zone_id.removeprefix("/hostedzone/"))
        if zone is not None:
            return owner, zone
    raise NoSuchHostedZone(zone_id)


def _check_conflict(backend: Any, name: str, vpc: dict[str, str]) -> None:
    """A VPC sees one private zone of a name only."""
    for other in (zone for each in _backends(backend) for zone in each.zones.values()):
        if other.name == name and any(item["vpc_id"] == vpc["VPCId"] for item in other.vpcs):
            raise Route53ClientError(
                "ConflictingDomainExists",
                f"The VPC {vpc['VPCId']} in region {vpc['VPCRegion']} has already been associated with the hosted zone"
                f" {other.resource_id} with the same domain name.",
            )


def _get_change(response: Any) -> ActionResult:
    asked = response.params["Id"]
    identifier = f"/change/{asked.removeprefix('/change/')}"
    change = response.backend.__dict__.get("changes", {}).get(identifier)
    if change is None:
        raise Route53ClientError("NoSuchChange", f"Could not find resource with ID: {asked}")
    return ActionResult({"ChangeInfo": change})


def _get_limit(response: Any) -> ActionResult:
    zone = response.backend.get_hosted_zone(response.params["HostedZoneId"])
    kind = response.params["Type"]
    if kind not in _LIMITS:
        raise InvalidInput(f"Invalid limit type: {kind}")
    if kind == "MAX_VPCS_ASSOCIATED_BY_ZONE" and not zone.private_zone:
        raise Route53ClientError("HostedZoneNotPrivate", "The specified hosted zone is a public hosted zone.")
    count = len(zone.rrsets) if kind == "MAX_RRSETS_BY_ZONE" else len(zone.vpcs)
    return ActionResult({"Limit": {"Type": kind, "Value": _LIMITS[kind]}, "Count": count})


def _list_by_vpc(response: Any) -> ActionResult:
    backend, vpc = response.backend, {name: response.params[name] for name in ("VPCId", "VPCRegion")}
    if _owner_of(vpc) not in ("", backend.account_id):
        raise Route53ClientError(
            "AccessDenied", f"The VPC: {vpc['VPCId']} in region {vpc['VPCRegion']} is not owned by you."
        )
    zones = [zone for each in _backends(backend) for zone in each.list_hosted_zones_by_vpc(vpc["VPCId"])]
    size = int(response.params.get("MaxItems") or 100)
    start = int(response.params.get("NextToken") or 0)
    following = str(start + size) if start + size < len(zones) else None
    result = {"HostedZoneSummaries": zones[start : start + size], "MaxItems": str(size), "NextToken": following}
    return ActionResult(result)
