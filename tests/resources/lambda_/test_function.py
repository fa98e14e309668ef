"""Lambda Function."""

import base64
import hashlib
import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any, get_args

import botocore.loaders
import pytest
from botocore.exceptions import ClientError
from pulumi.runtime.proto import provider_pb2

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import decode, encode
from privateapi.resources.lambda_ import _archive
from privateapi.resources.lambda_._runtime import _Name
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, make_network
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, call, reasons, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.iam.test_role import trust
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:lambda:Function"
SOURCE = "def handler(event, context):\n    return {'statusCode': 200, 'body': 'hello'}\n"
ROLE = "arn:aws:iam::123456789012:role/runner"
CODE: dict[str, Any] = {"role": ROLE, "runtime": "python3.13", "handler": "app.handler"}
FILES: dict[str, Any] = {**CODE, "files": {"app.py": SOURCE}}


def hash_of(package: bytes) -> str:
    return base64.b64encode(hashlib.sha256(package).digest()).decode()


def basic(plugin: Plugin) -> dict[str, Any]:
    role = plugin.create("privateapi:iam:Role", {"assumeRolePolicy": trust()})
    return {**FILES, "role": role["arn"]}


class TestFunction(Lifecycle):
    token = TOKEN
    update = {
        "files": {"app.py": SOURCE, "config.json": "{}"},
        "description": "the backend",
        "memorySize": 256,
        "timeout": 29,
        "ephemeralStorageSize": 1024,
        "environment": {"TABLE": "orders"},
        "tracingMode": "Active",
        "loggingConfig": {"logFormat": "JSON", "applicationLogLevel": "WARN", "logGroup": "/private/api"},
        "architectures": ["arm64"],
        "runtime": "python3.12",
        "handler": "app.main",
        "kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1234",
        "deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:failed",
        "snapStart": "PublishedVersions",
        "reservedConcurrentExecutions": 0,
        "tags": {"team": "network"},
    }
    replace = {"name": "renamed"}
    not_imported = frozenset({"files"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {**basic(plugin), "tags": {"team": "platform"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            aws("lambda").get_function(FunctionName=kept.id)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "ResourceNotFoundException")
        return False

    def test_outputs(self, plugin: Plugin) -> None:
        function = plugin.create(TOKEN, {**basic(plugin), "name": "backend"})
        arn = "arn:aws:lambda:us-east-1:123456789012:function:backend"
        uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
        assert function.id == "backend"
        assert function["arn"] == arn and function["invokeArn"] == f"{uri}{arn}/invocations"
        assert function["version"] == "$LATEST" and function["qualifiedArn"] == f"{arn}:$LATEST"
        assert function["qualifiedInvokeArn"] == f"{uri}{arn}:$LATEST/invocations"

    def test_files(self, plugin: Plugin, aws: Clients) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, inputs)
        package = _archive.zip_texts({"app.py": SOURCE})
        found = aws("lambda").get_function(FunctionName=function.id)["Configuration"]
        assert function["sourceCodeHash"] == found["CodeSha256"] == hash_of(package)
        assert function["sourceCodeSize"] == len(package)
        news = {**inputs, "files": {"app.py": SOURCE + "\n# changed\n"}}
        difference = plugin.diff(function, plugin.check(function.urn, news, function.inputs))
        assert set(difference.kinds) == {'files["app.py"]', "sourceCodeHash"} and not difference.replaces
        plugin.update(function, news)
        assert aws("lambda").get_function(FunctionName=function.id)["Configuration"]["CodeSha256"] != hash_of(package)

    def test_files_unknown(self, plugin: Plugin) -> None:
        urn = urn_of(TOKEN, "main")
        inputs = plugin.check(urn, {**CODE, "files": {"app.py": SOURCE, "url.txt": UNKNOWN}})
        assert inputs["files"]["url.txt"] is UNKNOWN and "sourceCodeHash" not in inputs

    def test_archive_path_folder(self, plugin: Plugin, aws: Clients, tmp_path: Path) -> None:
        (tmp_path / "lib").mkdir()
        (tmp_path / "app.py").write_text(SOURCE)
        (tmp_path / "lib" / "more.py").write_text("x = 1\n")
        (tmp_path / "__pycache__").mkdir()
        (tmp_path / "__pycache__" / "app.pyc").write_bytes(b"cache")
        role = plugin.create("privateapi:iam:Role", {"assumeRolePolicy": trust()})
        inputs = {**CODE, "role": role["arn"], "archivePath": str(tmp_path)}
        function = plugin.create(TOKEN, inputs)
        expected = _archive.zip_texts({"app.py": SOURCE, "lib/more.py": "x = 1\n"})
        assert function["sourceCodeHash"] == hash_of(expected)
        assert not plugin.diff(function, plugin.check(function.urn, inputs, function.inputs))
        (tmp_path / "app.py").write_text(SOURCE + "# changed\n")
        changed = plugin.check(function.urn, inputs, function.inputs)
        assert set(plugin.diff(function, changed).kinds) == {"sourceCodeHash"}
        plugin.update(function, inputs)
        found = aws("lambda").get_function(FunctionName=function.id)["Configuration"]
        assert found["CodeSha256"] == changed["sourceCodeHash"] == function["sourceCodeHash"]

    def test_archive_path_zip(self, plugin: Plugin, tmp_path: Path) -> None:
        package = tmp_path / "app.zip"
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("app.py", SOURCE)
        role = plugin.create("privateapi:iam:Role", {"assumeRolePolicy": trust()})
        function = plugin.create(TOKEN, {**CODE, "role": role["arn"], "archivePath": str(package)})
        assert function["sourceCodeHash"] == hash_of(package.read_bytes())

    def test_code_moved(self, plugin: Plugin, aws: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, inputs)
        (tmp_path / "app.py").write_text(SOURCE)
        before = function["lastModified"]
        moved = {**inputs, "archivePath": str(tmp_path)}
        del moved["files"]
        plugin.update(function, moved)
        assert "files" not in function.state and function["archivePath"] == str(tmp_path)
        assert function["lastModified"] == before, "the same package need not be sent again"

    def test_s3(self, plugin: Plugin, aws: Clients) -> None:
        aws("s3").create_bucket(Bucket="packages")
        for key, text in (("one.zip", SOURCE), ("two.zip", SOURCE + "# two\n")):
            aws("s3").put_object(Bucket="packages", Key=key, Body=_archive.zip_texts({"app.py": text}))
        role = plugin.create("privateapi:iam:Role", {"assumeRolePolicy": trust()})
        inputs = {**CODE, "role": role["arn"], "s3Bucket": "packages", "s3Key": "one.zip"}
        function = plugin.create(TOKEN, inputs)
        assert function["sourceCodeHash"] == hash_of(_archive.zip_texts({"app.py": SOURCE}))
        news = {**inputs, "s3Key": "two.zip"}
        assert plugin.preview_update(function, news)["sourceCodeHash"] is UNKNOWN
        plugin.update(function, news)
        assert function["sourceCodeHash"] == hash_of(_archive.zip_texts({"app.py": SOURCE + "# two\n"}))

    def test_image(self, plugin: Plugin, aws: Clients) -> None:
        inputs = basic(plugin)
        for name in ("files", "runtime", "handler"):
            del inputs[name]
        uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/backend:1"
        inputs |= {"imageUri": uri, "imageConfig": {"command": ["app.handler"], "workingDirectory": "/srv"}}
        function = plugin.create(TOKEN, inputs)
        assert function["imageUri"] == uri
        assert function["imageConfig"] == {"command": ["app.handler"], "workingDirectory": "/srv"}
        plugin.update(function, {**inputs, "imageUri": f"{uri}0", "imageConfig": {"entryPoint": ["python"]}})
        assert aws("lambda").get_function(FunctionName=function.id)["Code"]["ImageUri"] == f"{uri}0"
        assert function["imageConfig"] == {"entryPoint": ["python"]}
        news = plugin.check(function.urn, {**FILES, "role": inputs["role"]}, function.inputs)
        assert plugin.diff(function, news).replaces == ["imageUri"]

    def test_vpc_config(self, plugin: Plugin, aws: Clients) -> None:
        network = make_network(aws)
        group = aws("ec2").create_security_group(GroupName="backend", Description="backend", VpcId=network.vpc)
        inputs = basic(plugin)
        vpc_config = {"subnetIds": sorted(network.subnets), "securityGroupIds": [group["GroupId"]]}
        function = plugin.create(TOKEN, {**inputs, "vpcConfig": vpc_config})
        assert function["vpcConfig"] == {**vpc_config, "ipv6AllowedForDualStack": False}
        assert function["vpcId"] == network.vpc
        fewer = {**vpc_config, "subnetIds": [network.subnets[0]]}
        plugin.update(function, {**inputs, "vpcConfig": fewer})
        found = aws("lambda").get_function(FunctionName=function.id)["Configuration"]["VpcConfig"]
        assert found["SubnetIds"] == [network.subnets[0]]
        plugin.update(function, inputs)
        assert "vpcConfig" not in function.state and "vpcId" not in function.state
        refreshed = plugin.refresh(function)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(function.urn, inputs, function.inputs))
        aws("ec2").delete_security_group(GroupId=group["GroupId"])
        for subnet in network.subnets:
            aws("ec2").delete_subnet(SubnetId=subnet)
        aws("ec2").delete_vpc(VpcId=network.vpc)

    def test_file_systems(self, plugin: Plugin, aws: Clients) -> None:
        network = make_network(aws)
        group = aws("ec2").create_security_group(GroupName="backend", Description="backend", VpcId=network.vpc)
        access = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0"
        inputs = {
            **basic(plugin),
            "vpcConfig": {"subnetIds": list(network.subnets), "securityGroupIds": [group["GroupId"]]},
        }
        function = plugin.create(TOKEN, {**inputs, "fileSystems": [{"arn": access, "localMountPath": "/mnt/data"}]})
        assert function["fileSystems"] == [{"arn": access, "localMountPath": "/mnt/data"}]
        plugin.update(function, inputs)
        found = aws("lambda").get_function(FunctionName=function.id)["Configuration"]
        assert "FileSystemConfigs" not in found

    def test_layers(self, plugin: Plugin, aws: Clients) -> None:
        content = {"ZipFile": _archive.zip_texts({"python/lib.py": "x = 1\n"})}
        layers = [
            aws("lambda").publish_layer_version(LayerName=name, Content=content)["LayerVersionArn"]
            for name in ("second", "first")
        ]
        inputs = basic(plugin)
        function = plugin.create(TOKEN, {**inputs, "layers": layers})
        assert function["layers"] == layers
        plugin.update(function, {**inputs, "layers": layers[1:]})
        assert function["layers"] == layers[1:]
        plugin.update(function, inputs)
        assert "layers" not in function.state

    def test_environment_secret(self, plugin: Plugin) -> None:
        urn = urn_of(TOKEN, "secretive")
        news = {**basic(plugin), "environment": {"PASSWORD": "swordfish"}}
        request = provider_pb2.CheckRequest(urn=urn, news=encode(news, {"environment"}), randomSeed=b"seed" * 8)
        answer = call(plugin.stub.Check, request)
        assert decode(answer.inputs).secrets == {"environment"}
        made = call(plugin.stub.Create, provider_pb2.CreateRequest(urn=urn, properties=answer.inputs))
        kept = Kept(urn, made.id, decode(answer.inputs).values, decode(made.properties).values)
        plugin.made.append(kept)
        assert kept["environment"] == {"PASSWORD": "swordfish"}
        assert decode(made.properties).secrets == {"environment"}
        wrong = {**news, "environment": {"PASSWORD": "swordfish", "AWS_REGION": "swordfish"}}
        request = provider_pb2.CheckRequest(urn=urn, news=encode(wrong, {"environment"}), randomSeed=b"seed" * 8)
        assert reasons(call(plugin.stub.Check, request).failures) == {"environment": "the value is not valid"}

    def test_environment_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, {**inputs, "environment": {"TABLE": "orders"}, "description": "first"})
        assert function["environment"] == {"TABLE": "orders"}
        plugin.update(function, inputs)
        found = aws("lambda").get_function(FunctionName=function.id)["Configuration"]
        assert "Environment" not in found and not found["Description"]

    def test_logging_config(self, plugin: Plugin, aws: Clients) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, {**inputs, "name": "logs", "loggingConfig": {"logFormat": "JSON"}})
        assert function["loggingConfig"] == {
            "logFormat": "JSON",
            "applicationLogLevel": "INFO",
            "systemLogLevel": "INFO",
        }
        own = {**inputs, "name": "logs", "loggingConfig": {"logGroup": "/aws/lambda/logs"}}
        plugin.update(function, own)
        refreshed = plugin.refresh(function)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(function.urn, own, function.inputs))
        plugin.update(function, {**inputs, "name": "logs"})
        assert function["loggingConfig"] == {"logFormat": "Text"}

    def test_reserved_concurrent_executions(self, plugin: Plugin, aws: Clients) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, {**inputs, "reservedConcurrentExecutions": 5})
        assert aws("lambda").get_function_concurrency(FunctionName=function.id)["ReservedConcurrentExecutions"] == 5
        plugin.update(function, {**inputs, "reservedConcurrentExecutions": 0})
        assert function["reservedConcurrentExecutions"] == 0
        plugin.update(function, inputs)
        assert "Concurrency" not in aws("lambda").get_function(FunctionName=function.id)

    def test_publish(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**basic(plugin), "publish": True}
        function = plugin.create(TOKEN, inputs)
        assert function["version"] == "1" and function["qualifiedArn"] == f"{function['arn']}:1"
        news = {**inputs, "memorySize": 256}
        assert plugin.preview_update(function, news)["version"] is UNKNOWN
        plugin.update(function, news)
        assert function["version"] == "2"
        versions = aws("lambda").list_versions_by_function(FunctionName=function.id)["Versions"]
        assert [(each["Version"], each["MemorySize"]) for each in versions if each["Version"] != "$LATEST"] == [
            ("1", 128),
            ("2", 256),
        ]
        plugin.update(function, {**news, "publish": False})
        assert function["version"] == "$LATEST"

    def test_publish_later(self, plugin: Plugin) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, inputs)
        plugin.update(function, {**inputs, "publish": True})
        assert function["version"] == "1"

    def test_drift(self, plugin: Plugin, aws: Clients) -> None:
        inputs = basic(plugin)
        function = plugin.create(TOKEN, inputs)
        aws("lambda").update_function_configuration(FunctionName=function.id, Timeout=10)
        aws("lambda").update_function_code(
            FunctionName=function.id, ZipFile=_archive.zip_texts({"app.py": "import antigravity\n"})
        )
        refreshed = plugin.refresh(function)
        assert refreshed is not None
        difference = plugin.diff(refreshed, plugin.check(function.urn, inputs, refreshed.inputs))
        assert set(difference.kinds) == {"timeout", "sourceCodeHash"}
        plugin.update(refreshed, inputs)
        found = aws("lambda").get_function(FunctionName=function.id)["Configuration"]
        assert found["Timeout"] == 3 and found["CodeSha256"] == function["sourceCodeHash"]

    def test_role_not_there_yet(self, plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, {**FILES, "role": ROLE}, name="main", timeout=0.1)
        assert refused.value.text.startswith(
            "creating Lambda Function (main): InvalidParameterValueException: "
            "The role defined for the function cannot be assumed by Lambda. (CreateFunction, request "
        )

    def test_failed(self, plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
        from moto.awslambda.models import LambdaFunction

        inputs = basic(plugin)
        get_code = LambdaFunction.get_code

        def fail(function: LambdaFunction) -> dict[str, Any]:
            answer: dict[str, Any] = get_code(function)
            answer["Configuration"] |= {"State": "Failed", "StateReason": "The subnets have no free addresses."}
            return answer

        with monkeypatch.context() as patched:
            patched.setattr(LambdaFunction, "get_code", fail)
            with pytest.raises(Refused) as refused:
                plugin.create(TOKEN, {**inputs, "name": "broken"}, name="main")
        assert refused.value.id == "broken"
        assert refused.value.text == (
            "setting up Lambda Function (main, broken): waiting for FunctionActiveV2: "
            "it is 'Failed': The subnets have no free addresses."
        )

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        function = plugin.create(TOKEN, basic(plugin))
        assert "Tags" not in aws("lambda").get_function(FunctionName=function.id)

    def test_interrupted(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients) -> None:
        inputs = basic(plugin)
        urn = urn_of(TOKEN, "killed")
        aws("lambda").create_function(
            FunctionName="killed-0123abc",
            Role=inputs["role"],
            Runtime="python3.13",
            Handler="app.handler",
            Code={"ZipFile": _archive.zip_texts({"app.py": SOURCE})},
            Tags={MARK: hashlib.sha256(urn.encode()).hexdigest()[:32]},
        )
        with run_plugin(aws_endpoint) as fresh:
            assert fresh.create(TOKEN, inputs, name="killed").id == "killed-0123abc"
            assert "Tags" not in aws("lambda").get_function(FunctionName="killed-0123abc")
            fresh.clean_up()

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "no code",
                CODE,
                "files",
                "the function has no code; give files, archivePath, s3Bucket and s3Key, or imageUri",
            ),
            (
                "two sources",
                {**FILES, "s3Bucket": "packages", "s3Key": "app.zip"},
                "s3Bucket",
                "is given together with files; the code comes from one place",
            ),
            (
                "bucket without key",
                {**CODE, "s3Bucket": "packages"},
                "s3Key",
                "is required: an object in S3 has a bucket and a key",
            ),
            ("no file", {**CODE, "files": {}}, "files", "is empty; give at least one file, such as app.py"),
            (
                "file outside the package",
                {**CODE, "files": {"../app.py": SOURCE}},
                'files["../app.py"]',
                "'../app.py' is not the name of a file in a package; write it as 'app.py' or 'lib/app.py'",
            ),
            (
                "hash of something else",
                {**FILES, "sourceCodeHash": "abc"},
                "sourceCodeHash",
                "'abc' is not the hash of the package, "
                f"{hash_of(_archive.zip_texts({'app.py': SOURCE}))!r} is; leave it out",
            ),
            (
                "misspelt runtime",
                {**FILES, "runtime": "pyton3.12"},
                "runtime",
                "'pyton3.12' is not a runtime of Lambda; did you mean 'python3.12'?",
            ),
            (
                "runtime of another kind",
                {**FILES, "runtime": "cobol"},
                "runtime",
                "'cobol' is not a runtime of Lambda; 'python3.13' or 'nodejs22.x' would be right, for example",
            ),
            (
                "no handler",
                {name: value for name, value in FILES.items() if name != "handler"},
                "handler",
                "is required unless the code is an image; 'app.handler', for example",
            ),
            (
                "image with a handler",
                {"role": ROLE, "imageUri": "i:1", "handler": "app.handler"},
                "handler",
                "must be left out: the image has it",
            ),
            (
                "image settings without an image",
                {**FILES, "imageConfig": {"command": ["x"]}},
                "imageConfig",
                "is only for code that is an image; leave it out or give imageUri",
            ),
            (
                "role by its name",
                {**FILES, "role": "runner"},
                "role",
                "'runner' is not the ARN of a role, such as arn:aws:iam::123456789012:role/runner",
            ),
            (
                "layer without a version",
                {**FILES, "layers": ["arn:aws:lambda:us-east-1:123456789012:layer:lib"]},
                "layers[0]",
                "'arn:aws:lambda:us-east-1:123456789012:layer:lib' is not the ARN of a layer's version, "
                "ending in its number",
            ),
            ("memory", {**FILES, "memorySize": 64}, "memorySize", "64 should be greater than or equal to 128"),
            ("timeout", {**FILES, "timeout": 901}, "timeout", "901 should be less than or equal to 900"),
            (
                "levels of texts",
                {**FILES, "loggingConfig": {"systemLogLevel": "WARN"}},
                "loggingConfig.systemLogLevel",
                "'WARN' needs logFormat 'JSON'; 'Text' has no levels",
            ),
            (
                "variable of Lambda's own",
                {**FILES, "environment": {"AWS_REGION": "eu-west-1"}},
                "environment",
                "'AWS_REGION' is a variable that Lambda sets itself; choose another name",
            ),
            (
                "variable's name",
                {**FILES, "environment": {"1ST": "x"}},
                "environment",
                "'1ST' is not the name of a variable; a letter and then letters, digits and _ are",
            ),
            (
                "large environment",
                {**FILES, "environment": {"TEXT": "x" * 4093}},
                "environment",
                "the variables have 4097 bytes; Lambda takes 4096 for all names and values together",
            ),
            (
                "file system without VPC",
                {
                    **FILES,
                    "fileSystems": [
                        {
                            "arn": "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0",
                            "localMountPath": "/mnt/data",
                        }
                    ],
                },
                "fileSystems",
                "needs vpcConfig: a file system is reached over the VPC",
            ),
            (
                "no subnets",
                {**FILES, "vpcConfig": {"subnetIds": [], "securityGroupIds": ["sg-1"]}},
                "vpcConfig.subnetIds",
                "has 0 ids; 1 to 16 are allowed",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}

    def test_archive_path_faults(self, plugin: Plugin, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "app.py").write_text(SOURCE)
        (tmp_path / "large").mkdir()
        (tmp_path / "large" / "data").write_bytes(os.urandom(_archive.UPLOAD_LIMIT + 1024**2))
        for path, reason in (
            ("none", f"does not exist in {os.getcwd()}; give a ZIP file or a folder"),
            ("app.py", "is not a ZIP file; give a ZIP file or a folder"),
        ):
            full = str(tmp_path / path)
            faults = plugin.faults(urn_of(TOKEN, "main"), {**CODE, "archivePath": full})[1]
            assert faults == {"archivePath": f"{full!r} {reason}"}
        empty = str(tmp_path / "empty")
        assert plugin.faults(urn_of(TOKEN, "main"), {**CODE, "archivePath": empty})[1] == {
            "archivePath": f"the folder {empty!r} is empty; it must hold the function's files"
        }
        faults = plugin.faults(urn_of(TOKEN, "main"), {**CODE, "archivePath": str(tmp_path / "large")})[1]
        assert re.fullmatch(
            r"the package has 51\.\d MiB; Lambda takes at most 50 MiB directly; "
            "put it into S3 and give s3Bucket and s3Key",
            faults["archivePath"],
        )


def test_archive_is_the_same_everywhere() -> None:
    package = _archive.zip_texts({"b.py": "b", "a.py": "a"})
    assert package == _archive.zip_texts({"a.py": "a", "b.py": "b"})
    assert hash_of(package) == "dr0xqUlYDg/7WUimJNfxIhF+FmTXDn8T7HUkxhbFssg="
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert [(each.filename, each.date_time, each.external_attr >> 16) for each in archive.infolist()] == [
            ("a.py", (1980, 1, 1, 0, 0, 0), 0o100644),
            ("b.py", (1980, 1, 1, 0, 0, 0), 0o100644),
        ]


def test_archive_keeps_programs_executable(tmp_path: Path) -> None:
    (tmp_path / "bootstrap").write_text("#!/bin/sh\n")
    (tmp_path / "bootstrap").chmod(0o755)
    with zipfile.ZipFile(io.BytesIO(_archive.zip_path(str(tmp_path)))) as archive:
        assert archive.getinfo("bootstrap").external_attr >> 16 == 0o100755


def test_archive_compresses_large_packages(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(bytes(6 * 1024**2))
    assert len(_archive.zip_path(str(tmp_path))) < 1024**2


def test_runtimes_are_botocore_s() -> None:
    model = botocore.loaders.create_loader().load_service_model("lambda", "service-2")
    assert set(get_args(_Name)) == set(model["shapes"]["Runtime"]["enum"]) - {"nodejs4.3-edge", "custom"}
