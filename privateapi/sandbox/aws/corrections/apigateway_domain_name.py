"""Custom domains: regional, private and edge ones with the fields of their kind, updated and refused as in AWS.

moto has no UpdateDomainName, gives every domain an edge name and the edge zone, answers the certificate's private key,
knows no ids of private domains, and replaces a domain that exists.
https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html,
https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDomainName.html
"""

from __future__ import annotations

import re
import time
from typing import Any

from moto.apigateway.exceptions import BadRequestException, NotFoundException
from moto.apigateway.models import APIGatewayBackend, DomainName
from moto.apigateway.responses import APIGatewayResponse
from moto.moto_api._internal import mock_random

from privateapi.sandbox.aws.apigateway import (
    Answer,
    answer,
    apply_patch,
    body_of,
    checked_policy,
    page_of,
    query_of,
    shown_policy,
)
from privateapi.sandbox.aws.hosted_zones import hosted_zone_id
from privateapi.sandbox.aws.patches import Patches

_EDGE_ZONE = "Z2FDTNDATAQYW2"
_NAME = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# Fields that are kept as they are given.
_PLAIN = (
    "certificateName",
    "regionalCertificateName",
    "securityPolicy",
    "endpointAccessMode",
    "mutualTlsAuthentication",
    "ownershipVerificationCertificateArn",
    "routingMode",
    "tags",
)


def apply(patches: Patches) -> None:
    """Replace moto's custom domains."""
    patches.replace(APIGatewayResponse, "create_domain_name", _create)
    patches.replace(APIGatewayResponse, "get_domain_name", _get)
    patches.replace(APIGatewayResponse, "get_domain_names", _list)
    patches.replace(APIGatewayResponse, "delete_domain_name", _delete)
    patches.replace(APIGatewayBackend, "get_domain_name", find)
    patches.add(APIGatewayResponse, "update_domain_name", _update)
    patches.replace(DomainName, "to_json", shown)


def find(backend: Any, domain_name: str, domain_id: str | None = None) -> Any:
    """A domain by name, and by id where it is a private one. Raises NotFoundException."""
    domain = backend.domain_names.get(key_of(domain_name, domain_id))
    if domain is None:
        raise missing()
    return domain


def missing() -> NotFoundException:
    """The error for a domain that is not there."""
    error = NotFoundException("Invalid domain name identifier specified")
    error.code = 404
    return error


def key_of(domain_name: str, domain_id: str | None) -> str:
    """moto's key of a domain: several private domains can have one name, told apart by their ids."""
    return f"{domain_name}+{domain_id}" if domain_id else domain_name


def shown(domain: Any) -> dict[str, Any]:
    """A domain as AWS answers it."""
    fields = domain.settings
    body = {key: fields.get(key) for key in ("domainName", *_PLAIN)}
    body["endpointConfiguration"] = fields["endpointConfiguration"]
    body["domainNameStatus"] = "AVAILABLE"
    body["domainNameArn"] = domain.arn
    if domain.kind == "PRIVATE":
        body["domainNameId"] = domain.number
        body["policy"] = shown_policy(fields.get("policy"))
        body["managementPolicy"] = shown_policy(fields.get("managementPolicy"))
        body["certificateArn"] = fields["certificateArn"]
        body["certificateUploadDate"] = domain.certificate_upload_date
    elif domain.kind == "REGIONAL":
        body["regionalDomainName"] = domain.target
        body["regionalHostedZoneId"] = hosted_zone_id("execute-api", domain.region)
        body["regionalCertificateArn"] = fields["regionalCertificateArn"]
    else:
        body["distributionDomainName"] = domain.target
        body["distributionHostedZoneId"] = _EDGE_ZONE
        body["certificateArn"] = fields.get("certificateArn")
        body["certificateUploadDate"] = domain.certificate_upload_date
    return {key: value for key, value in body.items() if value is not None}


def _create(response: Any) -> Answer:
    backend, given = response.backend, body_of(response)
    name = given["domainName"]
    if not _NAME.fullmatch(name):
        raise BadRequestException("Invalid domain name identifier specified")
    configuration = given.get("endpointConfiguration") or {}
    kind = (configuration.get("types") or ["EDGE"])[0]
    if kind == "PRIVATE" and name.startswith("*."):
        raise BadRequestException("Wildcard custom domain names are not supported for private custom domain names")
    if kind == "PRIVATE" and configuration.get("ipAddressType") == "ipv4":
        raise BadRequestException("Private custom domain names support only the dualstack IP address type")
    domain: Any = DomainName(name, region_name=backend.region_name)
    domain.kind, domain.region, domain.number = kind, backend.region_name, ""
    path = f"/domainnames/{name}"
    if kind == "PRIVATE":
        domain.number = _random_id()
        path = f"/domainnames/{name}+{domain.number}"
        domain.arn = f"arn:{backend.partition}:apigateway:{backend.region_name}:{backend.account_id}:{path}"
    else:
        domain.arn = f"arn:{backend.partition}:apigateway:{backend.region_name}::{path}"
        if name in backend.domain_names:
            raise BadRequestException("The domain name you provided already exists.")
    form = "d-{}.execute-api." + backend.region_name + ".amazonaws.com"
    domain.target = (form if kind == "REGIONAL" else "d{}.cloudfront.net").format(_random_id())
    domain.settings = {
        "domainName": name,
        **{key: given[key] for key in _PLAIN if given.get(key) is not None},
        "endpointConfiguration": {
            "types": [kind],
            "ipAddressType": configuration.get("ipAddressType") or ("dualstack" if kind == "PRIVATE" else "ipv4"),
        },
        "securityPolicy": given.get("securityPolicy") or "TLS_1_2",
    }
    _set_certificate(backend, domain, given)
    if kind == "PRIVATE":
        domain.settings["policy"] = checked_policy(given.get("policy"))
    elif given.get("policy"):
        raise BadRequestException("A policy is only supported for private custom domain names")
    backend.domain_names[key_of(name, domain.number)] = domain
    return answer(shown(domain), 201)


def _set_certificate(backend: Any, domain: Any, given: dict[str, Any]) -> None:
    wanted, other = (
        ("regionalCertificateArn", "certificateArn")
        if domain.kind == "REGIONAL"
        else ("certificateArn", "regionalCertificateArn")
    )
    if given.get(other):
        raise BadRequestException(f"{other} is not supported for domain names with endpoint type {domain.kind}")
    arn = given.get(wanted)
    if not arn:
        if domain.kind != "EDGE" or not (given.get("certificateBody") or given.get("certificateName")):
            raise BadRequestException("A certificate ARN must be specified")
        return
    region = "us-east-1" if domain.kind == "EDGE" else backend.region_name
    if not _is_issued(backend, arn, region):
        raise BadRequestException(
            f"Invalid certificate ARN: {arn}. Certificate must be in '{region}'. It must exist and be issued."
        )
    domain.settings[wanted] = arn
    domain.certificate_upload_date = int(time.time())


def _is_issued(backend: Any, arn: str, region: str) -> bool:
    from moto.acm.models import acm_backends

    bundle = acm_backends[backend.account_id][region]._certificates.get(arn)
    if bundle is None:
        return False
    bundle.check()
    return bool(bundle.status == "ISSUED")


def _asked(response: Any) -> Any:
    from urllib.parse import unquote

    name = unquote(response.path.split("/")[2])
    return find(response.backend, name, query_of(response, "domainNameId"))


def _get(response: Any) -> Answer:
    return answer(shown(_asked(response)))


def _list(response: Any) -> Answer:
    return page_of(response, [shown(domain) for domain in response.backend.domain_names.values()])


def _delete(response: Any) -> Answer:
    domain, backend = _asked(response), response.backend
    associations = (item for known in associations_by_account(backend).values() for item in known.values())
    if any(item["domainNameArn"] == domain.arn for item in associations):
        raise BadRequestException(
            "Unable to delete domain name. Please remove all domain name access associations before deleting."
        )
    key = key_of(domain.settings["domainName"], domain.number)
    del backend.domain_names[key]
    backend.base_path_mappings.pop(key, None)
    return answer({}, 202)


def access_associations(backend: Any) -> dict[str, dict[str, Any]]:
    """The access associations that an account made in a Region, by ARN."""
    found: dict[str, dict[str, Any]] = backend.__dict__.setdefault("domain_access_associations", {})
    return found


def associations_by_account(backend: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """The access associations of every account in the Region of a backend."""
    from moto.apigateway.models import apigateway_backends

    return {
        account: access_associations(regional_backend(account, backend.region_name)) for account in apigateway_backends
    }


def regional_backend(account: str, region: str) -> Any:
    """API Gateway of an account in a Region."""
    from moto.apigateway.models import apigateway_backends

    return apigateway_backends[account][region]


def _update(response: Any) -> Answer:
    domain, backend = _asked(response), response.backend
    changed = {**domain.settings, "endpointConfiguration": dict(domain.settings["endpointConfiguration"])}

    def plain(operation: dict[str, Any], rest: list[str]) -> None:
        changed[operation["path"].split("/")[1]] = operation.get("value")

    def certificate(operation: dict[str, Any], rest: list[str]) -> None:
        name = operation["path"].split("/")[1]
        wanted = "regionalCertificateArn" if domain.kind == "REGIONAL" else "certificateArn"
        if name != wanted or not _is_issued(
            backend, operation["value"], "us-east-1" if domain.kind == "EDGE" else backend.region_name
        ):
            raise BadRequestException(f"Invalid certificate ARN: {operation['value']}")
        changed[name] = operation["value"]

    def policy(operation: dict[str, Any], rest: list[str]) -> None:
        if domain.kind != "PRIVATE":
            raise BadRequestException("A policy is only supported for private custom domain names")
        name = operation["path"].split("/")[1]
        changed[name] = checked_policy(operation.get("value"))

    def endpoint(operation: dict[str, Any], rest: list[str]) -> None:
        if rest[:1] == ["ipAddressType"]:
            changed["endpointConfiguration"]["ipAddressType"] = operation["value"]
        elif rest[:1] != ["types"] or operation["value"] != domain.kind:
            raise BadRequestException("The endpoint type of this domain name cannot be changed")

    def mutual_tls(operation: dict[str, Any], rest: list[str]) -> None:
        settings = dict(changed.get("mutualTlsAuthentication") or {})
        if operation["op"] == "remove":
            settings = {}
        else:
            settings[rest[0]] = operation["value"]
        # Without a truststore there is no mutual TLS: that is how it is switched off.
        changed["mutualTlsAuthentication"] = settings if settings.get("truststoreUri") else None

    apply_patch(
        body_of(response).get("patchOperations") or [],
        {
            ("replace", "securityPolicy"): plain,
            ("replace", "endpointAccessMode"): plain,
            ("replace", "certificateName"): plain,
            ("replace", "regionalCertificateName"): plain,
            ("replace", "ownershipVerificationCertificateArn"): plain,
            ("replace", "routingMode"): plain,
            ("replace", "certificateArn"): certificate,
            ("replace", "regionalCertificateArn"): certificate,
            ("replace", "policy"): policy,
            ("replace", "managementPolicy"): policy,
            ("replace", "endpointConfiguration"): endpoint,
            ("replace", "mutualTlsAuthentication"): mutual_tls,
            ("add", "mutualTlsAuthentication"): mutual_tls,
            ("remove", "mutualTlsAuthentication"): mutual_tls,
        },
    )
    domain.settings = changed
    return answer(shown(domain))


def _random_id() -> str:
    return "".join(mock_random.choice(_LETTERS) for _ in range(10))
