"""AWS's own managed policies can be attached.

moto has their texts, but knows none of them unless all 1,300 are loaded at its start; one is loaded when it is first
named. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from __future__ import annotations

import functools
import json
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Load a policy of AWS's when it is attached or read."""
    for name in ("attach_role_policy", "attach_user_policy", "attach_group_policy", "get_policy"):
        _load_before(patches, name)


def _load_before(patches: Patches, name: str) -> None:
    @patches.wrap(IAMBackend, name)
    def load_first(original: Any, backend: Any, policy_arn: str, *args: Any, **kwargs: Any) -> Any:
        known = _by_path_and_name().get(policy_arn.partition(":policy")[2])
        if ":iam::aws:policy/" in policy_arn and known is not None and policy_arn not in backend.managed_policies:
            policy = AWSManagedPolicy.from_data(known[0], backend.account_id, backend.region_name, known[1])
            backend.aws_managed_policies.append(policy)
            backend.managed_policies[policy.arn] = policy
        return original(backend, policy_arn, *args, **kwargs)


@functools.cache
def _by_path_and_name() -> dict[str, tuple[str, dict[str, Any]]]:
    policies = json.loads(aws_managed_policies_data)
    return {f"{data.get('Path', '/')}{name}": (name, data) for name, data in policies.items()}
