"""Functions keep their whole configuration, when they are made and when they are changed.

moto drops FileSystemConfigs, DeadLetterConfig, LoggingConfig and SnapStart, invents the VPC, changes only some of what
UpdateFunctionConfiguration and UpdateFunctionCode say, and does not tell a reserved concurrency of 0.
https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
"""

from __future__ import annotations

from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import ImageConfig, LambdaBackend, LambdaFunction
from moto.core.utils import iso_8601_datetime_with_nanoseconds
from moto.ec2.exceptions import InvalidSubnetIdError
from moto.ec2.models import ec2_backends

from privateapi.sandbox.aws.patches import Patches

_KEPT = ("DeadLetterConfig", "FileSystemConfigs", "LoggingConfig", "SnapStart")


def apply(patches: Patches) -> None:
    """Keep and answer the rest of the configuration."""

    @patches.wrap(LambdaFunction, "__init__")
    def create(original: Any, function: Any, account_id: str, spec: dict[str, Any], region: str, **kwargs: Any) -> None:
        original(function, account_id, spec, region, **kwargs)
        function.privateapi_kept = {name: spec[name] for name in _KEPT if spec.get(name)}
        _check_network(function, spec.get("VpcConfig"))

    @patches.wrap(LambdaFunction, "get_configuration")
    def get_configuration(original: Any, function: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        configuration: dict[str, Any] = original(function, *args, **kwargs)
        kept = function.privateapi_kept
        configuration["VpcConfig"] = _network(function)
        configuration["LoggingConfig"] = _logging(function.function_name, kept.get("LoggingConfig") or {})
        snap_start = (kept.get("SnapStart") or {}).get("ApplyOn", "None")
        configuration["SnapStart"] = {"ApplyOn": snap_start, "OptimizationStatus": "Off"}
        if (kept.get("DeadLetterConfig") or {}).get("TargetArn"):
            configuration["DeadLetterConfig"] = kept["DeadLetterConfig"]
        if kept.get("FileSystemConfigs"):
            configuration["FileSystemConfigs"] = kept["FileSystemConfigs"]
        return configuration

    @patches.wrap(LambdaFunction, "get_code")
    def get_code(original: Any, function: Any) -> dict[str, Any]:
        answer: dict[str, Any] = original(function)
        if function.reserved_concurrency is not None:
            answer["Concurrency"] = {"ReservedConcurrentExecutions": int(function.reserved_concurrency)}
        return answer

    @patches.wrap(LambdaFunction, "update_configuration")
    def update_configuration(original: Any, function: Any, updates: dict[str, Any]) -> dict[str, Any]:
        if "VpcConfig" in updates:
            _check_network(function, updates["VpcConfig"])
        original(function, updates)
        function.privateapi_kept = {
            **function.privateapi_kept,
            **{name: updates[name] for name in _KEPT if name in updates},
        }
        if "TracingConfig" in updates:
            function.tracing_config = updates["TracingConfig"]
        if "EphemeralStorage" in updates:
            function.ephemeral_storage = updates["EphemeralStorage"]["Size"]
        if "KMSKeyArn" in updates:
            function.kms_key_arn = updates["KMSKeyArn"] or None
        if "ImageConfig" in updates:
            function.image_config = ImageConfig(updates["ImageConfig"])
        function.last_modified = iso_8601_datetime_with_nanoseconds()
        return dict(function.get_configuration())

    @patches.wrap(LambdaFunction, "update_function_code")
    def update_function_code(original: Any, function: Any, spec: dict[str, Any]) -> dict[str, Any]:
        if spec.get("Architectures"):
            function.architectures = spec["Architectures"]
        function.last_modified = iso_8601_datetime_with_nanoseconds()
        return dict(original(function, spec))

    @patches.wrap(LambdaBackend, "publish_version")
    def publish_version(original: Any, backend: Any, function_name: str, description: str = "") -> Any:
        version = original(backend, function_name, description)
        # A change of the function must not change its versions.
        version.environment_vars = dict(version.environment_vars)
        return version


def _check_network(function: Any, config: dict[str, Any] | None) -> None:
    ec2 = ec2_backends[function.account_id][function.region]
    for subnet in (config or {}).get("SubnetIds") or []:
        try:
            ec2.get_subnet(subnet)
        except InvalidSubnetIdError:
            raise _no_such_thing("DescribeSubnets", "InvalidSubnetID", f"The subnet ID '{subnet}'") from None
    for group in (config or {}).get("SecurityGroupIds") or []:
        if ec2.get_security_group_from_id(group) is None:
            raise _no_such_thing("DescribeSecurityGroups", "InvalidGroup", f"The security group '{group}'")


def _no_such_thing(call: str, code: str, what: str) -> InvalidParameterValueException:
    return InvalidParameterValueException(
        f"Error occurred while {call}. EC2 Error Code: {code}.NotFound. EC2 Error Message: {what} does not exist"
    )


def _network(function: Any) -> dict[str, Any]:
    config = function._vpc_config or {}
    subnets = config.get("SubnetIds") or []
    ec2 = ec2_backends[function.account_id][function.region]
    return {
        "SubnetIds": subnets,
        "SecurityGroupIds": config.get("SecurityGroupIds") or [],
        "VpcId": ec2.get_subnet(subnets[0]).vpc_id if subnets else "",
        "Ipv6AllowedForDualStack": config.get("Ipv6AllowedForDualStack") or False,
    }


def _logging(name: str, config: dict[str, Any]) -> dict[str, Any]:
    levels = {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO"} if config.get("LogFormat") == "JSON" else {}
    return {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}", **levels, **config}
