"""Lets the Resource Groups Tagging API list what moto's does not look into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moto.core.resource_tagging import TaggedResource
from moto.resourcegroupstaggingapi import models

from privateapi.sandbox.aws.patches import Patches


def list_tagged(patches: Patches, backends: Any, tagged: Callable[[Any], Iterator[TaggedResource]]) -> None:
    """Let GetResources list what `tagged` gives of a service's backend, of which there is one in each Region."""

    @patches.wrap(models, "iter_taggable_backends")
    def iter_taggable_backends(original: Any, account_id: str, region_name: str) -> Iterator[Any]:
        yield from original(account_id, region_name)
        if region_name in backends[account_id].regions:
            yield _Tagged(backends[account_id][region_name], tagged)


class _Tagged:
    """A backend in the form in which moto asks for tagged things."""

    def __init__(self, backend: Any, tagged: Callable[[Any], Iterator[TaggedResource]]) -> None:
        self._backend, self._tagged = backend, tagged

    def owns_arn(self, arn: str) -> bool:
        """Tags are set by the service's own calls; the tagging API only lists them."""
        return False

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        yield from self._tagged(self._backend)
