"""REST APIs, stages and custom domain names are found by their tags.

moto's Resource Groups Tagging API does not look into API Gateway.
https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.core.resource_tagging import TaggedResource

from privateapi.sandbox.aws.corrections.apigateway_domain_name import access_associations
from privateapi.sandbox.aws.patches import Patches
from privateapi.sandbox.aws.tagging import list_tagged


def apply(patches: Patches) -> None:
    """Let GetResources list API Gateway's things too."""

    list_tagged(patches, apigateway_backends, _tagged)


def _tagged(backend: Any) -> Iterator[TaggedResource]:
    prefix = f"arn:{backend.partition}:apigateway:{backend.region_name}::"
    for api in backend.apis.values():
        arn = f"{prefix}/restapis/{api.id}"
        yield TaggedResource(arn, api.tags or {}, "apigateway:restapis")
        for stage in api.stages.values():
            yield TaggedResource(f"{arn}/stages/{stage.name}", stage.tags or {}, "apigateway:restapis")
    for domain in backend.domain_names.values():
        yield TaggedResource(domain.arn, domain.settings.get("tags") or {}, "apigateway:domainnames")
    for arn, association in access_associations(backend).items():
        yield TaggedResource(arn, association.get("tags") or {}, "apigateway:domainnameaccessassociations")
