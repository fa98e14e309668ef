"""Quotas of all services that the rules count, as an account without an increase has them.

moto knows those of VPC only, with the routes of a table as they were before 2025, names another Region in each ARN, and
has no ListServiceQuotas. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.servicequotas.exceptions import NoSuchResource
from moto.servicequotas.models import ServiceQuotasBackend
from moto.servicequotas.resources.default_quotas.vpc import VPC_DEFAULT_QUOTAS
from moto.servicequotas.responses import ServiceQuotasResponse

from privateapi.facts.quotas import quota_table
from privateapi.sandbox.aws.patches import Patches

# Their quotas are told in us-east-1 alone (Service Quotas User Guide, "Global quotas").
_GLOBAL = frozenset({"route53"})
_PAGE = 100


def apply(patches: Patches) -> None:
    """Answer from the table of quotas; what moto has beside it stays."""
    patches.replace(ServiceQuotasBackend, "list_aws_default_service_quotas", _quotas)
    patches.replace(ServiceQuotasBackend, "get_service_quota", _quota)
    patches.add(ServiceQuotasResponse, "list_service_quotas", _list)


def _quotas(backend: Any, service_code: str) -> list[dict[str, Any]]:
    region = backend.region_name
    found: dict[str, dict[str, Any]] = {}
    if service_code == "vpc":
        for each in VPC_DEFAULT_QUOTAS:
            own = str(each["QuotaCode"])
            found[own] = {**each, "QuotaArn": _arn(backend, service_code, own)}
    for quota in quota_table().quotas.values():
        code = quota.quota_code
        if quota.cloud == "aws" and quota.service_code == service_code and code is not None:
            found[code] = {
                "ServiceCode": service_code,
                "ServiceName": quota.service,
                "QuotaArn": _arn(backend, service_code, code),
                "QuotaCode": code,
                "QuotaName": quota.name,
                "Unit": "None",
                "Adjustable": bool(quota.adjustable),
                "GlobalQuota": service_code in _GLOBAL,
                **found.get(code, {}),
                "Value": float(quota.default),
            }
    if not found or (service_code in _GLOBAL and region != "us-east-1"):
        raise NoSuchResource
    return [found[code] for code in sorted(found)]


def _arn(backend: Any, service_code: str, quota_code: str) -> str:
    return f"arn:aws:servicequotas:{backend.region_name}:{backend.account_id}:{service_code}/{quota_code}"


def _quota(backend: Any, service_code: str, quota_code: str) -> dict[str, Any]:
    for quota in _quotas(backend, service_code):
        if quota["QuotaCode"] == quota_code:
            return quota
    raise NoSuchResource


def _list(response: Any) -> str:
    params = json.loads(response.body)
    wanted = params.get("QuotaCode")
    quotas = [
        quota
        for quota in _quotas(response.backend, params["ServiceCode"])
        if wanted is None or quota["QuotaCode"] == wanted
    ]
    token = params.get("NextToken", "0")
    if not token.isdecimal() or int(token) > len(quotas):
        raise JsonRESTError("InvalidPaginationTokenException", "Invalid token was provided.")
    end = int(token) + int(params.get("MaxResults", _PAGE))
    more = {"NextToken": str(end)} if end < len(quotas) else {}
    return json.dumps({"Quotas": quotas[int(token) : end], **more})
