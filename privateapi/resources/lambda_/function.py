"""Functions (Lambda API: CreateFunction, UpdateFunctionCode, UpdateFunctionConfiguration)."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.kinds import Ids, RoleArn
from privateapi.provider.markers import (
    AutoName,
    ChangesWith,
    Chosen,
    Replaces,
    WriteOnly,
)
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, own_tags, tag_changes
from privateapi.provider.texts import matching
from privateapi.provider.values import holds_unknown
from privateapi.resources.lambda_ import _archive
from privateapi.resources.lambda_._runtime import Runtime

Layer = Annotated[
    str,
    matching(r"arn:[a-z-]+:lambda:.*:(layer:.+:\d+|awslayer:.+)", "the ARN of a layer's version, ending in its number"),
]
LogLevel = Literal["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]


def _one_to(most: int) -> AfterValidator:
    def check(ids: list[str]) -> list[str]:
        if not 1 <= len(ids) <= most:
            raise ValueError(f"has {len(ids)} ids; 1 to {most} are allowed")
        return ids

    return AfterValidator(check)


class FunctionVpcConfig(Model):
    """The network that the function's code sees."""

    subnet_ids: Annotated[Ids, _one_to(16)]
    """Ids of the subnets in which Lambda makes network interfaces; of several Availability Zones, 1 to 16."""
    security_group_ids: Annotated[Ids, _one_to(5)]
    """Ids of the security groups of these interfaces, 1 to 5."""
    ipv6_allowed_for_dual_stack: bool = False
    """Whether the code may send over IPv6 from subnets that have both."""


class FunctionFileSystem(Model):
    """A file system that the code sees as a folder."""

    arn: Annotated[
        str, matching(r"arn:[a-z-]+:(elasticfilesystem|s3files):.+:.*access-point/.+", "the ARN of an access point")
    ]
    """ARN of the access point of EFS or S3 Files."""
    local_mount_path: Annotated[str, matching(r"/mnt/[a-zA-Z0-9-_.]{1,155}", "a folder under /mnt, such as /mnt/data")]
    """Folder in the function, such as ``/mnt/data``."""


class FunctionImageConfig(Model):
    """What the container image says otherwise."""

    entry_point: list[str] | None = None
    """Program to start and its first arguments."""
    command: list[str] | None = None
    """Arguments of the program, or the handler."""
    working_directory: Annotated[str | None, Field(max_length=1000)] = None
    """Folder in which it starts."""


class FunctionLoggingConfig(Model):
    """Where logs go and in which form."""

    log_format: Literal["JSON", "Text"] = "Text"
    """Form of the lines."""
    application_log_level: LogLevel | None = None
    """Least level of the code's own lines; only with JSON, then ``INFO`` unless given."""
    system_log_level: Literal["DEBUG", "INFO", "WARN"] | None = None
    """Least level of Lambda's lines; only with JSON, then ``INFO`` unless given."""
    log_group: Annotated[
        str | None, matching(r"[.\-_/#A-Za-z0-9]{1,512}", "the name of a log group, such as /private/api")
    ] = None
    """Name of the log group; left out, `/aws/lambda/` and the function's name."""

    def model_post_init(self, context: Any) -> None:
        # Lambda fills these in; saying them here lets a comparison see no change.
        if self.log_format == "JSON":
            self.application_log_level = "INFO" if self.application_log_level is None else self.application_log_level
            self.system_log_level = "INFO" if self.system_log_level is None else self.system_log_level


def _environment(variables: dict[str, str]) -> dict[str, str]:
    for name in variables:
        if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_]+", name):
            raise ValueError(f"{name!r} is not the name of a variable; a letter and then letters, digits and _ are")
        if name in RESERVED_VARIABLES:
            raise ValueError(f"{name!r} is a variable that Lambda sets itself; choose another name")
    if not holds_unknown(variables):
        size = sum(len(name.encode()) + len(value.encode()) for name, value in variables.items())
        if size > 4096:
            raise ValueError(f"the variables have {size} bytes; Lambda takes 4096 for all names and values together")
    return variables


RESERVED_VARIABLES = frozenset(
    {
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
    }
)
"""Lambda Developer Guide, "Defined runtime environment variables" (2025-11)."""


class FunctionArgs(RegionalArgs, TaggedArgs):
    """Inputs of a function. The code is given in exactly one way: files, archivePath, s3Bucket or imageUri."""

    name: Annotated[
        str | None,
        matching(
            r"[a-zA-Z0-9-_]{1,64}", "the name of a function; 1 to 64 letters, digits, hyphens and underscores are"
        ),
        Replaces(),
        AutoName(64),
    ] = None
    """Name, unique in the Region; 1 to 64 letters, digits, hyphens and underscores."""
    role: RoleArn
    """ARN of the role that the code has."""
    files: Annotated[dict[str, str] | None, WriteOnly()] = None
    """The code as source texts by file name, such as ``{"app.py": "def handler(event, context): ..."}``."""
    archive_path: Annotated[str | None, WriteOnly()] = None
    """The code as a ZIP file, or as a folder to be packed, on the machine where the program runs."""
    s3_bucket: Annotated[str | None, Field(min_length=3, max_length=63), WriteOnly()] = None
    """The code as an object of an S3 bucket in the same Region: the bucket's name."""
    s3_key: Annotated[str | None, Field(min_length=1, max_length=1024), WriteOnly()] = None
    """The object's key."""
    s3_object_version: Annotated[str | None, WriteOnly()] = None
    """The object's version; without it a new object under the same key is seen only by its sourceCodeHash."""
    image_uri: str | None = None
    """The code as a container image in ECR of the same Region. An image never becomes a ZIP file, nor the reverse."""
    source_code_hash: Annotated[
        str | None, Chosen(), ChangesWith("s3_bucket", "s3_key", "s3_object_version", "image_uri")
    ] = None
    """SHA-256 of the package in base64, by which changes of the code are seen; computed for files and archivePath."""
    runtime: Runtime | None = None
    """Runtime, such as ``python3.13``; needed unless the code is an image."""
    handler: Annotated[str | None, matching(r"\S{1,128}", "a handler, such as app.handler")] = None
    """Where the code is entered, such as ``app.handler``; needed unless the code is an image."""
    architectures: Annotated[list[Literal["x86_64", "arm64"]], Field(min_length=1, max_length=1)] = ["x86_64"]
    """The one processor architecture that the code runs on."""
    description: Annotated[str | None, Field(max_length=256)] = None
    """Description, at most 256 characters."""
    memory_size: Annotated[int, Field(ge=128, le=10240)] = 128
    """Memory in MiB, 128 to 10240; the processor's share grows with it."""
    timeout: Annotated[int, Field(ge=1, le=900)] = 3
    """Seconds after which an invocation is stopped, 1 to 900. API Gateway waits at most 29 seconds by default."""
    ephemeral_storage_size: Annotated[int, Field(ge=512, le=10240)] = 512
    """Size of ``/tmp`` in MiB, 512 to 10240."""
    environment: Annotated[dict[str, str], AfterValidator(_environment)] | None = None
    """Environment variables, at most 4 KB in all. A secret value makes the whole property secret."""
    kms_key_arn: Annotated[str | None, matching(r"arn:[a-z-]+:kms:.+", "the ARN of a KMS key")] = None
    """ARN of the KMS key that encrypts the environment; left out, AWS's own."""
    layers: Annotated[list[Layer], Field(max_length=5)] | None = None
    """ARNs of layer versions, in the order in which they are laid over each other; at most 5."""
    vpc_config: FunctionVpcConfig | None = None
    """The VPC whose private addresses the code reaches; left out, it is in none."""
    file_systems: Annotated[list[FunctionFileSystem], Field(max_length=1)] | None = None
    """A file system of the VPC; Lambda takes one."""
    image_config: FunctionImageConfig | None = None
    """What the image says otherwise; only for images."""
    dead_letter_target_arn: Annotated[
        str | None, matching(r"arn:[a-z-]+:(sqs|sns):.+", "the ARN of an SQS queue or an SNS topic")
    ] = None
    """ARN of the SQS queue or SNS topic that gets events of asynchronous invocations that failed."""
    tracing_mode: Literal["Active", "PassThrough"] = "PassThrough"
    """Whether Lambda samples for X-Ray itself, or follows the caller."""
    logging_config: FunctionLoggingConfig = FunctionLoggingConfig()
    """Where logs go and in which form."""
    snap_start: Literal["PublishedVersions", "None"] = "None"
    """Whether published versions start from a snapshot."""
    reserved_concurrent_executions: Annotated[int | None, Field(ge=0)] = None
    """How many invocations may run at once, kept free for this function; 0 stops it; left out, none are reserved."""
    publish: Annotated[bool, WriteOnly()] = False
    """Whether every change makes a numbered version that never changes."""

    def faults(self) -> Iterator[Fault]:
        yield from self._source_faults()
        yield from self._package_faults()
        logging = self.logging_config
        if isinstance(logging, FunctionLoggingConfig) and logging.log_format == "Text":
            for wire, level in (
                ("applicationLogLevel", logging.application_log_level),
                ("systemLogLevel", logging.system_log_level),
            ):
                if isinstance(level, str):
                    yield Fault(f"loggingConfig.{wire}", f"{level!r} needs logFormat 'JSON'; 'Text' has no levels")
        if isinstance(self.file_systems, list) and self.file_systems and self.vpc_config is None:
            yield Fault("fileSystems", "needs vpcConfig: a file system is reached over the VPC")

    def _source_faults(self) -> Iterator[Fault]:
        sources = {
            "files": self.files,
            "archivePath": self.archive_path,
            "s3Bucket": self.s3_bucket,
            "imageUri": self.image_uri,
        }
        given = [wire for wire, value in sources.items() if value is not None]
        if not given:
            yield Fault("files", "the function has no code; give files, archivePath, s3Bucket and s3Key, or imageUri")
        for wire in given[1:]:
            yield Fault(wire, f"is given together with {given[0]}; the code comes from one place")
        if (self.s3_bucket is None) != (self.s3_key is None):
            missing = "s3Key" if self.s3_key is None else "s3Bucket"
            yield Fault(missing, "is required: an object in S3 has a bucket and a key")
        if isinstance(self.files, Mapping):
            if not self.files:
                yield Fault("files", "is empty; give at least one file, such as app.py")
            for name in self.files:
                reason = _archive.name_fault(name)
                if reason:
                    yield Fault(f'files["{name}"]', reason)
        if isinstance(self.archive_path, str):
            reason = _archive.path_fault(self.archive_path)
            if reason:
                yield Fault("archivePath", reason)
        measured = _measure(self.files, self.archive_path)
        if measured is not None:
            right, size = measured
            reason = _archive.size_fault(size)
            if reason and isinstance(self.files, Mapping):
                yield Fault("files", reason)
            if isinstance(self.source_code_hash, str) and self.source_code_hash != right:
                yield Fault(
                    "sourceCodeHash",
                    f"{self.source_code_hash!r} is not the hash of the package, {right!r} is; leave it out",
                )

    def _package_faults(self) -> Iterator[Fault]:
        if self.image_uri is None:
            for wire, value, example in (
                ("runtime", self.runtime, "python3.13"),
                ("handler", self.handler, "app.handler"),
            ):
                if value is None:
                    yield Fault(wire, f"is required unless the code is an image; {example!r}, for example")
            if self.image_config is not None:
                yield Fault("imageConfig", "is only for code that is an image; leave it out or give imageUri")
            return
        given = {
            "runtime": self.runtime is not None,
            "handler": self.handler is not None,
            "layers": self.layers is not None,
        }
        for wire in (wire for wire, is_given in given.items() if is_given):
            yield Fault(wire, "must be left out: the image has it")


def _measure(files: Any, archive_path: Any) -> tuple[str, int] | None:
    """Hash and size of a package that is made here; ``None`` while it is not known or cannot be made."""
    if isinstance(files, Mapping) and files and not holds_unknown(files) and archive_path is None:
        if not all(isinstance(name, str) and isinstance(text, str) for name, text in files.items()):
            return None
        package = _archive.zip_texts(files)
        return _archive.code_hash(package), len(package)
    if isinstance(archive_path, str) and files is None:
        try:
            return _archive.measure_path(archive_path)
        except OSError:
            return None
    return None


_CONFIGURATION = (
    "role",
    "runtime",
    "handler",
    "description",
    "memory_size",
    "timeout",
    "ephemeral_storage_size",
    "environment",
    "kms_key_arn",
    "layers",
    "vpc_config",
    "file_systems",
    "image_config",
    "dead_letter_target_arn",
    "tracing_mode",
    "logging_config",
    "snap_start",
)
_CODE = (
    "files",
    "archive_path",
    "s3_bucket",
    "s3_key",
    "s3_object_version",
    "image_uri",
    "source_code_hash",
    "architectures",
)


class FunctionState(FunctionArgs, State):
    """A function; its id is its name."""

    arn: str
    """ARN without a version."""
    invoke_arn: str
    """URI under which API Gateway invokes it, for ``x-amazon-apigateway-integration``."""
    version: Annotated[str, ChangesWith("publish", *_CODE, *_CONFIGURATION)]
    """The newest published version, or ``$LATEST``."""
    qualified_arn: Annotated[str, ChangesWith("publish", *_CODE, *_CONFIGURATION)]
    """ARN with the version."""
    qualified_invoke_arn: Annotated[str, ChangesWith("publish", *_CODE, *_CONFIGURATION)]
    """URI under which API Gateway invokes this version."""
    source_code_size: Annotated[int, ChangesWith(*_CODE)]
    """Size of the package in bytes."""
    last_modified: Annotated[str, ChangesWith("publish", *_CODE, *_CONFIGURATION)]
    """When code or configuration was changed (ISO 8601)."""
    vpc_id: Annotated[str | None, ChangesWith("vpc_config")] = None
    """The VPC of the subnets."""


class Function(Resource[FunctionArgs, FunctionState]):
    """A function with its code and its configuration."""

    noun = "Lambda Function"
    service = "lambda"
    replaced_first = ("name", "region")

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        if values.get("sourceCodeHash") is None:
            measured = _measure(values.get("files"), values.get("archivePath"))
            if measured is not None:
                values["sourceCodeHash"] = measured[0]

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        return frozenset({"image_uri"} if (old.get("imageUri") is None) != (new.get("imageUri") is None) else ())

    def create(self, ctx: Context, args: FunctionArgs) -> str:
        request = {
            "FunctionName": args.name,
            "PackageType": "Zip" if args.image_uri is None else "Image",
            "Code": _code(args),
            "Architectures": args.architectures,
            "Publish": args.publish,
            "Tags": {**(args.tags or {}), **ctx.mark},
            **{name: value for name, value in _configuration(args, _CONFIGURATION).items() if value not in _CLEARED},
        }
        # A new role is not known to Lambda for some seconds, and its policies a little longer.
        function = self._once_free(ctx, lambda: ctx.client("lambda").create_function(**request))
        return str(function["FunctionName"])

    def find_interrupted(self, ctx: Context, args: FunctionArgs) -> str | None:
        found = ctx.take_interrupted(ctx.arn("lambda", "function:"))
        return found[0].rpartition(":")[2] if found else None

    def settle(self, ctx: Context, id: str, args: FunctionArgs) -> None:
        ctx.wait("lambda", "FunctionActiveV2", FunctionName=id)
        if args.reserved_concurrent_executions is not None:
            self._reserve(ctx, id, args.reserved_concurrent_executions)
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("lambda").untag_resource(Resource=ctx.arn("lambda", f"function:{id}"), TagKeys=[MARK])

    def read(self, ctx: Context, id: str, prior: FunctionState | None) -> FunctionState | None:
        answer = ctx.client("lambda").get_function(FunctionName=id)
        found = answer["Configuration"]
        arn = found["FunctionArn"].removesuffix(":$LATEST")
        vpc = found.get("VpcConfig") or {}
        image = (found.get("ImageConfigResponse") or {}).get("ImageConfig") or {}
        publish = prior.publish if prior else False
        version = self._newest_version(ctx, id) if publish else "$LATEST"
        return self.state(
            region=ctx.region,
            tags=own_tags(answer.get("Tags") or {}),
            name=found["FunctionName"],
            role=found["Role"],
            files=prior and prior.files,
            archive_path=prior and prior.archive_path,
            s3_bucket=prior and prior.s3_bucket,
            s3_key=prior and prior.s3_key,
            s3_object_version=prior and prior.s3_object_version,
            image_uri=(answer.get("Code") or {}).get("ImageUri"),
            source_code_hash=found.get("CodeSha256"),
            runtime=found.get("Runtime"),
            handler=found.get("Handler"),
            architectures=found.get("Architectures"),
            description=found.get("Description") or None,
            memory_size=found["MemorySize"],
            timeout=found["Timeout"],
            ephemeral_storage_size=(found.get("EphemeralStorage") or {}).get("Size"),
            environment=(found.get("Environment") or {}).get("Variables") or None,
            kms_key_arn=found.get("KMSKeyArn") or None,
            layers=[layer["Arn"] for layer in found.get("Layers") or []] or None,
            vpc_config={
                "subnet_ids": vpc["SubnetIds"],
                "security_group_ids": vpc["SecurityGroupIds"],
                "ipv6_allowed_for_dual_stack": vpc.get("Ipv6AllowedForDualStack", False),
            }
            if vpc.get("SubnetIds")
            else None,
            file_systems=[
                {"arn": each["Arn"], "local_mount_path": each["LocalMountPath"]}
                for each in found.get("FileSystemConfigs") or []
            ]
            or None,
            image_config={
                "entry_point": image.get("EntryPoint") or None,
                "command": image.get("Command") or None,
                "working_directory": image.get("WorkingDirectory") or None,
            }
            if any(image.values())
            else None,
            dead_letter_target_arn=(found.get("DeadLetterConfig") or {}).get("TargetArn") or None,
            tracing_mode=(found.get("TracingConfig") or {}).get("Mode"),
            logging_config=_logging(found, prior),
            snap_start=(found.get("SnapStart") or {}).get("ApplyOn"),
            reserved_concurrent_executions=(answer.get("Concurrency") or {}).get("ReservedConcurrentExecutions"),
            publish=publish,
            arn=arn,
            invoke_arn=_invoke_arn(ctx, arn),
            version=version,
            qualified_arn=f"{arn}:{version}",
            qualified_invoke_arn=_invoke_arn(ctx, f"{arn}:{version}"),
            source_code_size=found["CodeSize"],
            last_modified=found["LastModified"],
            vpc_id=vpc.get("VpcId") or None,
        )

    def update(self, ctx: Context, id: str, old: FunctionState, new: FunctionArgs, changed: frozenset[str]) -> None:
        client = ctx.client("lambda")
        configuration = _configuration(new, changed)
        if configuration:
            self._once_free(ctx, lambda: client.update_function_configuration(FunctionName=id, **configuration))
            ctx.wait("lambda", "FunctionUpdatedV2", FunctionName=id)
        code = _code_differs(old, new, changed)
        if code:
            self._once_free(
                ctx,
                lambda: client.update_function_code(FunctionName=id, Architectures=new.architectures, **_code(new)),
            )
            ctx.wait("lambda", "FunctionUpdatedV2", FunctionName=id)
        if new.publish and (configuration or code or "publish" in changed):
            version = self._once_free(ctx, lambda: client.publish_version(FunctionName=id))["Version"]
            ctx.wait("lambda", "FunctionActiveV2", FunctionName=id, Qualifier=version)
        if "reserved_concurrent_executions" in changed:
            if new.reserved_concurrent_executions is None:
                client.delete_function_concurrency(FunctionName=id)
            else:
                self._reserve(ctx, id, new.reserved_concurrent_executions)
        if "tags" in changed:
            to_set, to_remove = tag_changes(old.tags, new.tags)
            if to_remove:
                client.untag_resource(Resource=old.arn, TagKeys=to_remove)
            if to_set:
                client.tag_resource(Resource=old.arn, Tags=to_set)

    def delete(self, ctx: Context, id: str, state: FunctionState) -> None:
        client = ctx.client("lambda")
        ctx.retry("lambda", "dependency", lambda: client.delete_function(FunctionName=id))
        # The network interfaces of a function in a VPC stay for up to 40 minutes, until no other function uses the
        # same subnets and groups: the deletion of those subnets and groups has to wait for them, not this one.
        ctx.wait("lambda", "FunctionDeleted", FunctionName=id)

    def _once_free(self, ctx: Context, call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        return ctx.retry("lambda", "eventual", call, 300)

    def _reserve(self, ctx: Context, id: str, count: int) -> None:
        ctx.client("lambda").put_function_concurrency(FunctionName=id, ReservedConcurrentExecutions=count)

    def _newest_version(self, ctx: Context, id: str) -> str:
        versions = ["$LATEST"]
        for page in ctx.client("lambda").get_paginator("list_versions_by_function").paginate(FunctionName=id):
            versions += [each["Version"] for each in page["Versions"] if each["Version"].isdecimal()]
        return max(versions, key=lambda version: int(version) if version.isdecimal() else 0)


_CLEARED: tuple[Any, ...] = (
    "",
    [],
    {},
    {"Variables": {}},
    {"TargetArn": ""},
    {"ApplyOn": "None"},
    {"SubnetIds": [], "SecurityGroupIds": [], "Ipv6AllowedForDualStack": False},
)
"""Values that clear a property in an update; a creation leaves them out."""


def _configuration(args: FunctionArgs, names: tuple[str, ...] | frozenset[str]) -> dict[str, Any]:
    """The named inputs in the form of UpdateFunctionConfiguration; an input that is left out clears the property."""
    vpc, image, logging = args.vpc_config, args.image_config, args.logging_config
    values: dict[str, tuple[str, Any]] = {
        "role": ("Role", args.role),
        "runtime": ("Runtime", args.runtime or ""),
        "handler": ("Handler", args.handler or ""),
        "description": ("Description", args.description or ""),
        "memory_size": ("MemorySize", args.memory_size),
        "timeout": ("Timeout", args.timeout),
        "ephemeral_storage_size": ("EphemeralStorage", {"Size": args.ephemeral_storage_size}),
        "environment": ("Environment", {"Variables": args.environment or {}}),
        "kms_key_arn": ("KMSKeyArn", args.kms_key_arn or ""),
        "layers": ("Layers", args.layers or []),
        "vpc_config": (
            "VpcConfig",
            {
                "SubnetIds": vpc.subnet_ids if vpc else [],
                "SecurityGroupIds": vpc.security_group_ids if vpc else [],
                "Ipv6AllowedForDualStack": vpc.ipv6_allowed_for_dual_stack if vpc else False,
            },
        ),
        "file_systems": (
            "FileSystemConfigs",
            [{"Arn": each.arn, "LocalMountPath": each.local_mount_path} for each in args.file_systems or []],
        ),
        "image_config": (
            "ImageConfig",
            {
                name: value
                for name, value in (
                    ("EntryPoint", image.entry_point),
                    ("Command", image.command),
                    ("WorkingDirectory", image.working_directory),
                )
                if value is not None
            }
            if image
            else {},
        ),
        "dead_letter_target_arn": ("DeadLetterConfig", {"TargetArn": args.dead_letter_target_arn or ""}),
        "tracing_mode": ("TracingConfig", {"Mode": args.tracing_mode}),
        "logging_config": (
            "LoggingConfig",
            {
                "LogFormat": logging.log_format,
                "LogGroup": logging.log_group or f"/aws/lambda/{args.name}",
                **({"ApplicationLogLevel": logging.application_log_level} if logging.application_log_level else {}),
                **({"SystemLogLevel": logging.system_log_level} if logging.system_log_level else {}),
            },
        ),
        "snap_start": ("SnapStart", {"ApplyOn": args.snap_start}),
    }
    return dict(values[name] for name in _CONFIGURATION if name in names)


def _code(args: FunctionArgs) -> dict[str, Any]:
    """The code in the form of CreateFunction's ``Code`` and of UpdateFunctionCode."""
    if args.files is not None:
        return {"ZipFile": _archive.zip_texts(args.files)}
    if args.archive_path is not None:
        return {"ZipFile": _archive.zip_path(args.archive_path)}
    if args.image_uri is not None:
        return {"ImageUri": args.image_uri}
    location = {"S3Bucket": args.s3_bucket, "S3Key": args.s3_key, "S3ObjectVersion": args.s3_object_version}
    return {name: value for name, value in location.items() if value is not None}


def _code_differs(old: FunctionState, new: FunctionArgs, changed: frozenset[str]) -> bool:
    if "architectures" in changed:
        return True
    if new.files is not None or new.archive_path is not None:
        # The same package under another name, or after an import, need not be sent again.
        return new.source_code_hash != old.source_code_hash
    return bool(changed.intersection(_CODE))


def _logging(found: Mapping[str, Any], prior: FunctionState | None) -> dict[str, Any]:
    config = found.get("LoggingConfig") or {}
    group = config.get("LogGroup")
    asked = prior is not None and prior.logging_config.log_group is not None
    return {
        "log_format": config.get("LogFormat", "Text"),
        "application_log_level": config.get("ApplicationLogLevel"),
        "system_log_level": config.get("SystemLogLevel"),
        "log_group": group if asked or group != f"/aws/lambda/{found['FunctionName']}" else None,
    }


def _invoke_arn(ctx: Context, arn: str) -> str:
    return f"arn:{ctx.partition}:apigateway:{ctx.region}:lambda:path/2015-03-31/functions/{arn}/invocations"
