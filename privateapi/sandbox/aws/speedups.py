"""Work that moto repeats for every request or region, done once. None of it changes an answer."""

from __future__ import annotations

import functools
import inspect
from typing import Any

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Apply all speed-ups."""
    _serve_no_web_pages(patches)
    _list_modules_once(patches)
    _list_methods_once(patches)
    _list_regions_once(patches)
    _load_images_when_asked(patches)
    _look_tags_up(patches)


def _serve_no_web_pages(patches: Patches) -> None:
    """Every answer gets headers that let any web page in a browser call the server and read from it."""
    from moto.moto_server import werkzeug_app

    patches.replace(werkzeug_app, "DISABLE_GLOBAL_CORS", True)


def _list_modules_once(patches: Patches) -> None:
    """Every request lists moto's 170 folders, twice, to know whether a host name is one of them."""
    from moto import backends

    modules = frozenset(backends.list_of_moto_modules())
    patches.replace(backends, "list_of_moto_modules", lambda: modules)


def _list_methods_once(patches: Patches) -> None:
    """Every request inspects the 400 methods of its response class to find one."""
    from moto.core import responses

    @functools.cache
    def method_names_from_class(response_class: type) -> frozenset[str]:
        return frozenset(name for name, _ in inspect.getmembers(response_class, predicate=inspect.isfunction))

    patches.replace(responses, "method_names_from_class", method_names_from_class)


def _list_regions_once(patches: Patches) -> None:
    """Regions are asked for once per service and session, and each answer loads the service's whole model."""
    from boto3 import Session

    original = Session.get_available_regions

    @functools.cache
    def shared_session() -> Session:
        return Session()

    @functools.cache
    def regions(service_name: str, partition_name: str, allow_non_regional: bool) -> tuple[str, ...]:
        return tuple(original(shared_session(), service_name, partition_name, allow_non_regional))

    def get_available_regions(
        self: Any, service_name: str, partition_name: str = "aws", allow_non_regional: bool = False
    ) -> list[str]:
        return list(regions(service_name, partition_name, allow_non_regional))

    patches.replace(Session, "get_available_regions", get_available_regions)


def _load_images_when_asked(patches: Patches) -> None:
    """Each region starts with 1,300 machine images, each with a snapshot of a volume of its own."""
    from moto.ec2.models.amis import AmiBackend
    from moto.ec2.models.elastic_block_store import EBSBackend

    load = AmiBackend._load_amis

    class Images:
        """`amis` of a region: loaded on first use."""

        def __get__(self, backend: Any, owner: type | None = None) -> Any:
            if backend is None:
                return self
            if "amis" not in backend.__dict__:
                backend.__dict__["amis"] = {}
                load(backend)
            return backend.__dict__["amis"]

    patches.add(AmiBackend, "amis", Images())
    patches.replace(AmiBackend, "_load_amis", lambda backend: backend.__dict__.pop("amis"))

    @patches.wrap(EBSBackend, "describe_snapshots")
    def describe_snapshots(original: Any, backend: Any, *args: Any, **kwargs: Any) -> Any:
        # Public images bring snapshots with them, so those must be there before snapshots are listed.
        _ = backend.amis
        return original(backend, *args, **kwargs)


def _look_tags_up(patches: Patches) -> None:
    """Each described resource searches the tags of all resources of the region with a pattern."""
    from moto.ec2.models.core import TaggedEC2Resource
    from moto.ec2.utils import EC2_PREFIX_TO_RESOURCE, get_prefix

    def get_tags(resource: Any) -> list[dict[str, str]]:
        kind = EC2_PREFIX_TO_RESOURCE.get(get_prefix(resource.id), "") if resource.id else ""
        tags = resource.ec2_backend.tags.get(resource.id) or {}
        return [
            {"resource_id": resource.id, "key": key, "value": value, "resource_type": kind}
            for key, value in tags.items()
        ]

    patches.replace(TaggedEC2Resource, "get_tags", get_tags)
