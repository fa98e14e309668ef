"""Tags of EC2: only on things that exist, listed under AWS's names, and not under keys that AWS keeps for itself.

moto tags ids that do not exist, fails on filters by type when one tagged thing is of a kind that it does not know,
lists the tags of things that are gone, and names some kinds in its own way.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.tags import TagBackend
from moto.ec2.utils import simple_aws_filter_to_re

from privateapi.sandbox.aws.ec2_resources import kind_of, tagged
from privateapi.sandbox.aws.patches import Patches

_FIELDS = {"key": "key", "value": "value", "resource-id": "resource_id", "resource-type": "resource_type"}


def apply(patches: Patches) -> None:
    """Check what is tagged and replace how tags are listed."""
    patches.replace(TagBackend, "describe_tags", _describe)

    @patches.wrap(EC2Backend, "do_resources_exist")
    def do_resources_exist(original: Any, backend: Any, resource_ids: list[str]) -> Any:
        for id in resource_ids:
            kind = kind_of(id)
            if kind is not None and all(thing.id != id for thing in kind.find(backend)):
                raise EC2ClientError(kind.not_found, f"The ID '{id}' does not exist")
        return original(backend, [id for id in resource_ids if kind_of(id) is None])

    @patches.wrap(TagBackend, "create_tags")
    def create_tags(original: Any, backend: Any, resource_ids: list[str], tags: dict[str, str]) -> Any:
        if any(key.lower().startswith("aws:") for key in tags):
            raise EC2ClientError("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
        return original(backend, resource_ids, tags)


def _describe(backend: Any, filters: dict[str, list[str]] | None = None) -> list[dict[str, str]]:
    tests = []
    for name, values in (filters or {}).items():
        patterns = [re.compile(simple_aws_filter_to_re(value)) for value in values]
        if name.startswith("tag:"):
            tests.append(("key", [re.compile(re.escape(name[4:]) + r"\Z")]))
            name = "value"
        if name not in _FIELDS:
            raise EC2ClientError("InvalidParameterValue", f"The filter '{name}' is invalid")
        tests.append((_FIELDS[name], patterns))
    tags = (
        {"resource_id": thing.id, "resource_type": thing.type, "key": key, "value": value}
        for thing in tagged(backend)
        for key, value in thing.tags.items()
    )
    return [tag for tag in tags if all(any(each.match(tag[field]) for each in wanted) for field, wanted in tests)]
