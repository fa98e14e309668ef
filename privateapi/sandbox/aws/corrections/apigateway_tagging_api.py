"""REST APIs, stages and custom domain names are found by their tags.

moto's Resource Groups Tagging API does not look into API Gateway.
https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.core.resource_tagging import TaggedResource
from moto.resourcegroupstaggingapi import models

from privateapi.sandbox.aws.corrections.apigateway_domain_name import access_associations
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Let GetResources list API Gateway's things too."""

    @patches.wrap(models, "iter_taggable_backends")
    def iter_taggable_backends(original: Any, account_id: str, region_name: str) -> Iterator[Any]:
        yield from original(account_id, region_name)
        if region_name in apigateway_backends[account_id].regions:
            yield _Tagged(apigateway_backends[account_id][region_name])


class _Tagged:
    """API Gateway of one Region in the form in which moto asks for tagged things."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def owns_arn(self, arn: str) -> bool:
        """Tags are set by API Gateway's own calls; the tagging API only lists them."""
        return False

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        backend = self._backend
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
