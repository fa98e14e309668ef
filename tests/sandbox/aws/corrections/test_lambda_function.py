"""Functions keep their whole configuration."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
QUEUE = "arn:aws:sqs:us-east-1:123456789012:failed"
ACCESS = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0"
Check = Callable[[Clients], None]


def package(text: str = "x = 1") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("app.py", text)
    return target.getvalue()


def make_function(aws: Clients, name: str = "backend", **arguments: Any) -> dict[str, Any]:
    role = aws("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    arguments = {"Runtime": "python3.13", "Handler": "app.handler", "Code": {"ZipFile": package()}, **arguments}
    made: dict[str, Any] = aws("lambda").create_function(FunctionName=name, Role=role, **arguments)
    return made


def configuration(aws: Clients, name: str = "backend") -> dict[str, Any]:
    found: dict[str, Any] = aws("lambda").get_function(FunctionName=name)["Configuration"]
    return found


def created_configuration_is_kept(aws: Clients) -> None:
    asked: dict[str, Any] = {
        "DeadLetterConfig": {"TargetArn": QUEUE},
        "FileSystemConfigs": [{"Arn": ACCESS, "LocalMountPath": "/mnt/data"}],
        "LoggingConfig": {"LogFormat": "JSON", "LogGroup": "/private"},
    }
    make_function(aws, SnapStart={"ApplyOn": "PublishedVersions"}, **asked)
    found = configuration(aws)
    assert found["LoggingConfig"] == {
        "LogFormat": "JSON",
        "LogGroup": "/private",
        "ApplicationLogLevel": "INFO",
        "SystemLogLevel": "INFO",
    }
    assert found["SnapStart"]["ApplyOn"] == "PublishedVersions"
    assert {name: found[name] for name in ("DeadLetterConfig", "FileSystemConfigs")} == {
        name: asked[name] for name in ("DeadLetterConfig", "FileSystemConfigs")
    }


def logging_is_told(aws: Clients) -> None:
    make_function(aws)
    assert configuration(aws)["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/aws/lambda/backend"}


def changed_configuration_is_kept(aws: Clients) -> None:
    make_function(aws)
    changes = {
        "DeadLetterConfig": {"TargetArn": QUEUE},
        "EphemeralStorage": {"Size": 1024},
        "KMSKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1234",
        "TracingConfig": {"Mode": "Active"},
    }
    aws("lambda").update_function_configuration(FunctionName="backend", **changes)
    found = configuration(aws)
    assert {name: found[name] for name in changes} == changes


def architecture_is_changed_with_the_code(aws: Clients) -> None:
    make_function(aws)
    aws("lambda").update_function_code(FunctionName="backend", ZipFile=package("x = 2"), Architectures=["arm64"])
    assert configuration(aws)["Architectures"] == ["arm64"]


def vpc_is_the_subnets_own(aws: Clients) -> None:
    network = make_network(aws)
    group = aws("ec2").create_security_group(GroupName="g", Description="g", VpcId=network.vpc)["GroupId"]
    make_function(aws, VpcConfig={"SubnetIds": list(network.subnets), "SecurityGroupIds": [group]})
    assert configuration(aws)["VpcConfig"]["VpcId"] == network.vpc
    aws("lambda").update_function_configuration(
        FunctionName="backend", VpcConfig={"SubnetIds": [], "SecurityGroupIds": []}
    )
    assert configuration(aws)["VpcConfig"]["SubnetIds"] == []
    assert configuration(aws)["VpcConfig"]["VpcId"] == ""


def unknown_subnet_is_refused(aws: Clients) -> None:
    make_function(aws)
    update = aws("lambda").update_function_configuration
    vpc = {"SubnetIds": ["subnet-0123456789abcdef0"], "SecurityGroupIds": []}
    assert error_code(update, FunctionName="backend", VpcConfig=vpc) == "InvalidParameterValueException"


def unknown_group_is_refused(aws: Clients) -> None:
    network = make_network(aws)
    make_function(aws)
    update = aws("lambda").update_function_configuration
    vpc = {"SubnetIds": list(network.subnets), "SecurityGroupIds": ["sg-0123456789abcdef0"]}
    assert error_code(update, FunctionName="backend", VpcConfig=vpc) == "InvalidParameterValueException"


def reserved_concurrency_of_zero_is_told(aws: Clients) -> None:
    make_function(aws)
    aws("lambda").put_function_concurrency(FunctionName="backend", ReservedConcurrentExecutions=0)
    found = aws("lambda").get_function(FunctionName="backend")
    assert found["Concurrency"] == {"ReservedConcurrentExecutions": 0}


CHECKS: list[Check] = [
    created_configuration_is_kept,
    logging_is_told,
    changed_configuration_is_kept,
    architecture_is_changed_with_the_code,
    vpc_is_the_subnets_own,
    unknown_subnet_is_refused,
    unknown_group_is_refused,
    reserved_concurrency_of_zero_is_told,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
