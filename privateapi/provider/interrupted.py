"""Creations that a killed process left behind, so that the next run goes on with them and makes nothing twice.

Pulumi keeps a resource only after its provider has answered. A plugin that is killed between AWS's answer and its own
leaves a thing that no state knows. Therefore a new thing is marked with a tag at birth, and the tag is taken off when
it is complete; at the first creation in a region the marked ones are asked for, in one call for each API.
"""

import threading
from collections.abc import Callable
from typing import Any

MARK = "privateapi:creating"
"""Tag key; the value is the token of the resource whose creation is under way."""


class Interrupted:
    """Marked things by region and token, read once in a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[tuple[str, str], _Place] = {}

    def take(self, source: str, region: str, token: str, load: Callable[[], dict[str, list[str]]]) -> list[str]:
        """Ids or ARNs marked with the token; ``load`` reads all marked ones of the region the first time.

        What is taken is gone: a second creation with the same token in this process is a new one.
        """
        with self._lock:
            place = self._places.setdefault((source, region), _Place())
        with place.lock:
            if place.found is None:
                place.found = load()
            return place.found.pop(token, [])


class _Place:
    """One source in one region; the regions are asked side by side."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.found: dict[str, list[str]] | None = None


def marked_by_ec2(client: Any) -> dict[str, list[str]]:
    """Ids of marked EC2 resources by token (EC2 API, DescribeTags)."""
    found: dict[str, list[str]] = {}
    pages = client.get_paginator("describe_tags").paginate(Filters=[{"Name": "key", "Values": [MARK]}])
    for page in pages:
        for tag in page["Tags"]:
            found.setdefault(tag["Value"], []).append(tag["ResourceId"])
    return found


def marked_by_tagging(client: Any) -> dict[str, list[str]]:
    """ARNs of marked resources of other services by token (Resource Groups Tagging API, GetResources)."""
    found: dict[str, list[str]] = {}
    for page in client.get_paginator("get_resources").paginate(TagFilters=[{"Key": MARK}]):
        for item in page["ResourceTagMappingList"]:
            tags = {tag["Key"]: tag["Value"] for tag in item["Tags"]}
            if MARK in tags:
                found.setdefault(tags[MARK], []).append(item["ResourceARN"])
    return found
