"""Typed classes of the `logs` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping
from typing import Literal, Optional

import pulumi

from privateapi.sdk._base import Resource


@pulumi.input_type
class _LogGroupArgs:
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    retention_in_days: Optional[pulumi.Input[int]] = pulumi.property("retentionInDays", default=None)
    kms_key_id: Optional[pulumi.Input[str]] = pulumi.property("kmsKeyId", default=None)
    log_group_class: Optional[pulumi.Input[Literal["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]]] = pulumi.property(
        "logGroupClass", default=None
    )
    deletion_protection_enabled: Optional[pulumi.Input[bool]] = pulumi.property(
        "deletionProtectionEnabled", default=None
    )


class LogGroup(Resource):
    """A log group of CloudWatch Logs."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name; left out, the resource's name and a random suffix."""
    retention_in_days: pulumi.Output[Optional[int]] = pulumi.property("retentionInDays")
    """How many days events are kept; left out, for ever. The class ``DELIVERY`` keeps them for 2 days always."""
    kms_key_id: pulumi.Output[Optional[str]] = pulumi.property("kmsKeyId")
    """ARN of the key that encrypts the events; left out, the service's own."""
    log_group_class: pulumi.Output[str] = pulumi.property("logGroupClass")
    """Class of the log group."""
    deletion_protection_enabled: pulumi.Output[bool] = pulumi.property("deletionProtectionEnabled")
    """Whether the log group refuses to be deleted."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN, without the ``:*`` that means its streams."""
    creation_time: pulumi.Output[int] = pulumi.property("creationTime")
    """When it was created, in milliseconds since 1970."""
    _token = "privateapi:logs:LogGroup"
    _args_type = _LogGroupArgs
    _outputs = ("arn", "creation_time")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        retention_in_days: pulumi.Input[int] | None = None,
        kms_key_id: pulumi.Input[str] | None = None,
        log_group_class: pulumi.Input[Literal["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]] | None = None,
        deletion_protection_enabled: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "name": name,
                "retention_in_days": retention_in_days,
                "kms_key_id": kms_key_id,
                "log_group_class": log_group_class,
                "deletion_protection_enabled": deletion_protection_enabled,
            },
        )
