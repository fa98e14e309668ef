"""Log groups: class, deletion protection and keys are kept, and a deleted one takes its tags along.

moto drops `logGroupClass` and `deletionProtectionEnabled`, has no AssociateKmsKey, DisassociateKmsKey and
PutLogGroupDeletionProtection, and gives the tags of a deleted log group to the next one of its name.
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html,
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html
"""

from __future__ import annotations

from typing import Any

from moto.logs.exceptions import ResourceNotFoundException, ValidationException
from moto.logs.models import LogGroup, LogsBackend
from moto.logs.responses import LogsResponse

from privateapi.sandbox.aws.patches import Patches

_DELIVERY_DAYS = 2


def apply(patches: Patches) -> None:
    """Correct creation, description, keys, protection and deletion."""
    patches.add(LogGroup, "log_group_class", "STANDARD")
    patches.add(LogGroup, "protected", False)
    patches.add(LogsResponse, "associate_kms_key", _associate_key)
    patches.add(LogsResponse, "disassociate_kms_key", _disassociate_key)
    patches.add(LogsResponse, "put_log_group_deletion_protection", _protect)

    @patches.wrap(LogsResponse, "create_log_group")
    def create(original: Any, response: Any) -> str:
        answer = str(original(response))
        group = _group(response, response._get_param("logGroupName"))
        group.log_group_class = response._get_param("logGroupClass") or "STANDARD"
        group.protected = bool(response._get_param("deletionProtectionEnabled"))
        if group.log_group_class == "DELIVERY":
            group.retention_in_days = _DELIVERY_DAYS
        return answer

    @patches.wrap(LogGroup, "to_describe_dict")
    def describe(original: Any, group: Any) -> dict[str, Any]:
        kept = {"logGroupClass": group.log_group_class, "deletionProtectionEnabled": group.protected}
        return {**original(group), **kept}

    @patches.wrap(LogsBackend, "delete_log_group")
    def delete(original: Any, backend: Any, log_group_name: str) -> None:
        group = backend.groups.get(log_group_name)
        if group is not None and group.protected:
            raise ValidationException("The specified log group has deletion protection enabled.")
        original(backend, log_group_name)
        backend.tagger.delete_all_tags_for_resource(group.arn)


def _group(response: Any, name: str) -> Any:
    group = response.logs_backend.groups.get(name.split(":log-group:")[-1].removesuffix(":*"))
    if group is None:
        raise ResourceNotFoundException()
    return group


def _associate_key(response: Any) -> str:
    _group(response, response._get_param("logGroupName")).kms_key_id = response._get_param("kmsKeyId")
    return ""


def _disassociate_key(response: Any) -> str:
    _group(response, response._get_param("logGroupName")).kms_key_id = None
    return ""


def _protect(response: Any) -> str:
    group = _group(response, response._get_param("logGroupIdentifier"))
    group.protected = bool(response._get_param("deletionProtectionEnabled"))
    return ""
