"""Typed classes of the `lambda` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class FunctionVpcConfigArgs(TypedDict):
    """The network that the function's code sees."""

    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    """Ids of the subnets in which Lambda makes network interfaces; of several Availability Zones, 1 to 16."""
    security_group_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    """Ids of the security groups of these interfaces, 1 to 5."""
    ipv6_allowed_for_dual_stack: NotRequired[pulumi.Input[bool] | None]
    """Whether the code may send over IPv6 from subnets that have both."""


@pulumi.input_type
class _FunctionVpcConfigKeys:
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]] = pulumi.property("subnetIds")
    security_group_ids: pulumi.Input[Sequence[pulumi.Input[str]]] = pulumi.property("securityGroupIds")
    ipv6_allowed_for_dual_stack: Optional[pulumi.Input[bool]] = pulumi.property("ipv6AllowedForDualStack", default=None)


class FunctionFileSystemArgs(TypedDict):
    """A file system that the code sees as a folder."""

    arn: pulumi.Input[str]
    """ARN of the access point of EFS or S3 Files."""
    local_mount_path: pulumi.Input[str]
    """Folder in the function, such as ``/mnt/data``."""


@pulumi.input_type
class _FunctionFileSystemKeys:
    arn: pulumi.Input[str] = pulumi.property("arn")
    local_mount_path: pulumi.Input[str] = pulumi.property("localMountPath")


class FunctionImageConfigArgs(TypedDict):
    """What the container image says otherwise."""

    entry_point: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]] | None]
    """Program to start and its first arguments."""
    command: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]] | None]
    """Arguments of the program, or the handler."""
    working_directory: NotRequired[pulumi.Input[str] | None]
    """Folder in which it starts."""


@pulumi.input_type
class _FunctionImageConfigKeys:
    entry_point: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("entryPoint", default=None)
    command: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("command", default=None)
    working_directory: Optional[pulumi.Input[str]] = pulumi.property("workingDirectory", default=None)


class FunctionLoggingConfigArgs(TypedDict):
    """Where logs go and in which form."""

    log_format: NotRequired[pulumi.Input[Literal["JSON", "Text"]] | None]
    """Form of the lines."""
    application_log_level: NotRequired[pulumi.Input[Literal["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]] | None]
    """Least level of the code's own lines; only with JSON, then ``INFO`` unless given."""
    system_log_level: NotRequired[pulumi.Input[Literal["DEBUG", "INFO", "WARN"]] | None]
    """Least level of Lambda's lines; only with JSON, then ``INFO`` unless given."""
    log_group: NotRequired[pulumi.Input[str] | None]
    """Name of the log group; left out, `/aws/lambda/` and the function's name."""


@pulumi.input_type
class _FunctionLoggingConfigKeys:
    log_format: Optional[pulumi.Input[Literal["JSON", "Text"]]] = pulumi.property("logFormat", default=None)
    application_log_level: Optional[pulumi.Input[Literal["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]]] = (
        pulumi.property("applicationLogLevel", default=None)
    )
    system_log_level: Optional[pulumi.Input[Literal["DEBUG", "INFO", "WARN"]]] = pulumi.property(
        "systemLogLevel", default=None
    )
    log_group: Optional[pulumi.Input[str]] = pulumi.property("logGroup", default=None)


@pulumi.output_type
class FunctionVpcConfig(dict):  # type: ignore[type-arg]
    """The network that the function's code sees."""

    subnet_ids: Sequence[str] = pulumi.property("subnetIds")
    """Ids of the subnets in which Lambda makes network interfaces; of several Availability Zones, 1 to 16."""
    security_group_ids: Sequence[str] = pulumi.property("securityGroupIds")
    """Ids of the security groups of these interfaces, 1 to 5."""
    ipv6_allowed_for_dual_stack: Optional[bool] = pulumi.property("ipv6AllowedForDualStack", default=None)
    """Whether the code may send over IPv6 from subnets that have both."""


@pulumi.output_type
class FunctionFileSystem(dict):  # type: ignore[type-arg]
    """A file system that the code sees as a folder."""

    arn: str = pulumi.property("arn")
    """ARN of the access point of EFS or S3 Files."""
    local_mount_path: str = pulumi.property("localMountPath")
    """Folder in the function, such as ``/mnt/data``."""


@pulumi.output_type
class FunctionImageConfig(dict):  # type: ignore[type-arg]
    """What the container image says otherwise."""

    entry_point: Optional[Sequence[str]] = pulumi.property("entryPoint", default=None)
    """Program to start and its first arguments."""
    command: Optional[Sequence[str]] = pulumi.property("command", default=None)
    """Arguments of the program, or the handler."""
    working_directory: Optional[str] = pulumi.property("workingDirectory", default=None)
    """Folder in which it starts."""


@pulumi.output_type
class FunctionLoggingConfig(dict):  # type: ignore[type-arg]
    """Where logs go and in which form."""

    log_format: Optional[str] = pulumi.property("logFormat", default=None)
    """Form of the lines."""
    application_log_level: Optional[str] = pulumi.property("applicationLogLevel", default=None)
    """Least level of the code's own lines; only with JSON, then ``INFO`` unless given."""
    system_log_level: Optional[str] = pulumi.property("systemLogLevel", default=None)
    """Least level of Lambda's lines; only with JSON, then ``INFO`` unless given."""
    log_group: Optional[str] = pulumi.property("logGroup", default=None)
    """Name of the log group; left out, `/aws/lambda/` and the function's name."""


@pulumi.input_type
class _FunctionArgs:
    role: pulumi.Input[str] = pulumi.property("role")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    files: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("files", default=None)
    archive_path: Optional[pulumi.Input[str]] = pulumi.property("archivePath", default=None)
    s3_bucket: Optional[pulumi.Input[str]] = pulumi.property("s3Bucket", default=None)
    s3_key: Optional[pulumi.Input[str]] = pulumi.property("s3Key", default=None)
    s3_object_version: Optional[pulumi.Input[str]] = pulumi.property("s3ObjectVersion", default=None)
    image_uri: Optional[pulumi.Input[str]] = pulumi.property("imageUri", default=None)
    source_code_hash: Optional[pulumi.Input[str]] = pulumi.property("sourceCodeHash", default=None)
    runtime: Optional[
        pulumi.Input[
            Literal[
                "dotnet10",
                "dotnet6",
                "dotnet8",
                "dotnetcore1.0",
                "dotnetcore2.0",
                "dotnetcore2.1",
                "dotnetcore3.1",
                "go1.x",
                "java11",
                "java11.al2023",
                "java17",
                "java17.al2023",
                "java21",
                "java25",
                "java8",
                "java8.al2",
                "java8.al2023",
                "nodejs",
                "nodejs10.x",
                "nodejs12.x",
                "nodejs14.x",
                "nodejs16.x",
                "nodejs18.x",
                "nodejs20.x",
                "nodejs22.x",
                "nodejs24.x",
                "nodejs26.x",
                "nodejs4.3",
                "nodejs6.10",
                "nodejs8.10",
                "provided",
                "provided.al2",
                "provided.al2023",
                "python2.7",
                "python3.10",
                "python3.11",
                "python3.12",
                "python3.13",
                "python3.14",
                "python3.15",
                "python3.6",
                "python3.7",
                "python3.8",
                "python3.9",
                "ruby2.5",
                "ruby2.7",
                "ruby3.2",
                "ruby3.3",
                "ruby3.4",
                "ruby4.0",
            ]
        ]
    ] = pulumi.property("runtime", default=None)
    handler: Optional[pulumi.Input[str]] = pulumi.property("handler", default=None)
    architectures: Optional[pulumi.Input[Sequence[pulumi.Input[Literal["x86_64", "arm64"]]]]] = pulumi.property(
        "architectures", default=None
    )
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    memory_size: Optional[pulumi.Input[int]] = pulumi.property("memorySize", default=None)
    timeout: Optional[pulumi.Input[int]] = pulumi.property("timeout", default=None)
    ephemeral_storage_size: Optional[pulumi.Input[int]] = pulumi.property("ephemeralStorageSize", default=None)
    environment: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("environment", default=None)
    kms_key_arn: Optional[pulumi.Input[str]] = pulumi.property("kmsKeyArn", default=None)
    layers: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("layers", default=None)
    vpc_config: Optional[pulumi.Input[_FunctionVpcConfigKeys]] = pulumi.property("vpcConfig", default=None)
    file_systems: Optional[pulumi.Input[Sequence[pulumi.Input[_FunctionFileSystemKeys]]]] = pulumi.property(
        "fileSystems", default=None
    )
    image_config: Optional[pulumi.Input[_FunctionImageConfigKeys]] = pulumi.property("imageConfig", default=None)
    dead_letter_target_arn: Optional[pulumi.Input[str]] = pulumi.property("deadLetterTargetArn", default=None)
    tracing_mode: Optional[pulumi.Input[Literal["Active", "PassThrough"]]] = pulumi.property(
        "tracingMode", default=None
    )
    logging_config: Optional[pulumi.Input[_FunctionLoggingConfigKeys]] = pulumi.property("loggingConfig", default=None)
    snap_start: Optional[pulumi.Input[Literal["PublishedVersions", "None"]]] = pulumi.property(
        "snapStart", default=None
    )
    reserved_concurrent_executions: Optional[pulumi.Input[int]] = pulumi.property(
        "reservedConcurrentExecutions", default=None
    )
    publish: Optional[pulumi.Input[bool]] = pulumi.property("publish", default=None)


class Function(Resource):
    """A function with its code and its configuration."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name, unique in the Region; 1 to 64 letters, digits, hyphens and underscores."""
    role: pulumi.Output[str] = pulumi.property("role")
    """ARN of the role that the code has."""
    files: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("files")
    """The code as source texts by file name, such as ``{"app.py": "def handler(event, context): ..."}``."""
    archive_path: pulumi.Output[Optional[str]] = pulumi.property("archivePath")
    """The code as a ZIP file, or as a folder to be packed, on the machine where the program runs."""
    s3_bucket: pulumi.Output[Optional[str]] = pulumi.property("s3Bucket")
    """The code as an object of an S3 bucket in the same Region: the bucket's name."""
    s3_key: pulumi.Output[Optional[str]] = pulumi.property("s3Key")
    """The object's key."""
    s3_object_version: pulumi.Output[Optional[str]] = pulumi.property("s3ObjectVersion")
    """The object's version; without it a new object under the same key is seen only by its sourceCodeHash."""
    image_uri: pulumi.Output[Optional[str]] = pulumi.property("imageUri")
    """The code as a container image in ECR of the same Region. An image never becomes a ZIP file, nor the reverse."""
    source_code_hash: pulumi.Output[Optional[str]] = pulumi.property("sourceCodeHash")
    """SHA-256 of the package in base64, by which changes of the code are seen; computed for files and archivePath."""
    runtime: pulumi.Output[Optional[str]] = pulumi.property("runtime")
    """Runtime, such as ``python3.13``; needed unless the code is an image."""
    handler: pulumi.Output[Optional[str]] = pulumi.property("handler")
    """Where the code is entered, such as ``app.handler``; needed unless the code is an image."""
    architectures: pulumi.Output[Sequence[str]] = pulumi.property("architectures")
    """The one processor architecture that the code runs on."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """Description, at most 256 characters."""
    memory_size: pulumi.Output[int] = pulumi.property("memorySize")
    """Memory in MiB, 128 to 10240; the processor's share grows with it."""
    timeout: pulumi.Output[int] = pulumi.property("timeout")
    """Seconds after which an invocation is stopped, 1 to 900. API Gateway waits at most 29 seconds by default."""
    ephemeral_storage_size: pulumi.Output[int] = pulumi.property("ephemeralStorageSize")
    """Size of ``/tmp`` in MiB, 512 to 10240."""
    environment: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("environment")
    """Environment variables, at most 4 KB in all. A secret value makes the whole property secret."""
    kms_key_arn: pulumi.Output[Optional[str]] = pulumi.property("kmsKeyArn")
    """ARN of the KMS key that encrypts the environment; left out, AWS's own."""
    layers: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("layers")
    """ARNs of layer versions, in the order in which they are laid over each other; at most 5."""
    vpc_config: pulumi.Output[Optional[FunctionVpcConfig]] = pulumi.property("vpcConfig")
    """The VPC whose private addresses the code reaches; left out, it is in none."""
    file_systems: pulumi.Output[Optional[Sequence[FunctionFileSystem]]] = pulumi.property("fileSystems")
    """A file system of the VPC; Lambda takes one."""
    image_config: pulumi.Output[Optional[FunctionImageConfig]] = pulumi.property("imageConfig")
    """What the image says otherwise; only for images."""
    dead_letter_target_arn: pulumi.Output[Optional[str]] = pulumi.property("deadLetterTargetArn")
    """ARN of the SQS queue or SNS topic that gets events of asynchronous invocations that failed."""
    tracing_mode: pulumi.Output[str] = pulumi.property("tracingMode")
    """Whether Lambda samples for X-Ray itself, or follows the caller."""
    logging_config: pulumi.Output[FunctionLoggingConfig] = pulumi.property("loggingConfig")
    """Where logs go and in which form."""
    snap_start: pulumi.Output[str] = pulumi.property("snapStart")
    """Whether published versions start from a snapshot."""
    reserved_concurrent_executions: pulumi.Output[Optional[int]] = pulumi.property("reservedConcurrentExecutions")
    """How many invocations may run at once, kept free for this function; 0 stops it; left out, none are reserved."""
    publish: pulumi.Output[bool] = pulumi.property("publish")
    """Whether every change makes a numbered version that never changes."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN without a version."""
    invoke_arn: pulumi.Output[str] = pulumi.property("invokeArn")
    """URI under which API Gateway invokes it, for ``x-amazon-apigateway-integration``."""
    version: pulumi.Output[str] = pulumi.property("version")
    """The newest published version, or ``$LATEST``."""
    qualified_arn: pulumi.Output[str] = pulumi.property("qualifiedArn")
    """ARN with the version."""
    qualified_invoke_arn: pulumi.Output[str] = pulumi.property("qualifiedInvokeArn")
    """URI under which API Gateway invokes this version."""
    source_code_size: pulumi.Output[int] = pulumi.property("sourceCodeSize")
    """Size of the package in bytes."""
    last_modified: pulumi.Output[str] = pulumi.property("lastModified")
    """When code or configuration was changed (ISO 8601)."""
    vpc_id: pulumi.Output[Optional[str]] = pulumi.property("vpcId")
    """The VPC of the subnets."""
    _token = "privateapi:lambda:Function"
    _args_type = _FunctionArgs
    _outputs = (
        "arn",
        "invoke_arn",
        "version",
        "qualified_arn",
        "qualified_invoke_arn",
        "source_code_size",
        "last_modified",
        "vpc_id",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        role: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        files: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        archive_path: pulumi.Input[str] | None = None,
        s3_bucket: pulumi.Input[str] | None = None,
        s3_key: pulumi.Input[str] | None = None,
        s3_object_version: pulumi.Input[str] | None = None,
        image_uri: pulumi.Input[str] | None = None,
        source_code_hash: pulumi.Input[str] | None = None,
        runtime: pulumi.Input[
            Literal[
                "dotnet10",
                "dotnet6",
                "dotnet8",
                "dotnetcore1.0",
                "dotnetcore2.0",
                "dotnetcore2.1",
                "dotnetcore3.1",
                "go1.x",
                "java11",
                "java11.al2023",
                "java17",
                "java17.al2023",
                "java21",
                "java25",
                "java8",
                "java8.al2",
                "java8.al2023",
                "nodejs",
                "nodejs10.x",
                "nodejs12.x",
                "nodejs14.x",
                "nodejs16.x",
                "nodejs18.x",
                "nodejs20.x",
                "nodejs22.x",
                "nodejs24.x",
                "nodejs26.x",
                "nodejs4.3",
                "nodejs6.10",
                "nodejs8.10",
                "provided",
                "provided.al2",
                "provided.al2023",
                "python2.7",
                "python3.10",
                "python3.11",
                "python3.12",
                "python3.13",
                "python3.14",
                "python3.15",
                "python3.6",
                "python3.7",
                "python3.8",
                "python3.9",
                "ruby2.5",
                "ruby2.7",
                "ruby3.2",
                "ruby3.3",
                "ruby3.4",
                "ruby4.0",
            ]
        ]
        | None = None,
        handler: pulumi.Input[str] | None = None,
        architectures: pulumi.Input[Sequence[pulumi.Input[Literal["x86_64", "arm64"]]]] | None = None,
        description: pulumi.Input[str] | None = None,
        memory_size: pulumi.Input[int] | None = None,
        timeout: pulumi.Input[int] | None = None,
        ephemeral_storage_size: pulumi.Input[int] | None = None,
        environment: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        kms_key_arn: pulumi.Input[str] | None = None,
        layers: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        vpc_config: pulumi.Input[FunctionVpcConfigArgs] | None = None,
        file_systems: pulumi.Input[Sequence[pulumi.Input[FunctionFileSystemArgs]]] | None = None,
        image_config: pulumi.Input[FunctionImageConfigArgs] | None = None,
        dead_letter_target_arn: pulumi.Input[str] | None = None,
        tracing_mode: pulumi.Input[Literal["Active", "PassThrough"]] | None = None,
        logging_config: pulumi.Input[FunctionLoggingConfigArgs] | None = None,
        snap_start: pulumi.Input[Literal["PublishedVersions", "None"]] | None = None,
        reserved_concurrent_executions: pulumi.Input[int] | None = None,
        publish: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "name": name,
                "role": role,
                "files": files,
                "archive_path": archive_path,
                "s3_bucket": s3_bucket,
                "s3_key": s3_key,
                "s3_object_version": s3_object_version,
                "image_uri": image_uri,
                "source_code_hash": source_code_hash,
                "runtime": runtime,
                "handler": handler,
                "architectures": architectures,
                "description": description,
                "memory_size": memory_size,
                "timeout": timeout,
                "ephemeral_storage_size": ephemeral_storage_size,
                "environment": environment,
                "kms_key_arn": kms_key_arn,
                "layers": layers,
                "vpc_config": vpc_config,
                "file_systems": file_systems,
                "image_config": image_config,
                "dead_letter_target_arn": dead_letter_target_arn,
                "tracing_mode": tracing_mode,
                "logging_config": logging_config,
                "snap_start": snap_start,
                "reserved_concurrent_executions": reserved_concurrent_executions,
                "publish": publish,
            },
        )


@pulumi.input_type
class _PermissionArgs:
    function_name: pulumi.Input[str] = pulumi.property("functionName")
    principal: pulumi.Input[str] = pulumi.property("principal")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    action: Optional[pulumi.Input[str]] = pulumi.property("action", default=None)
    source_arn: Optional[pulumi.Input[str]] = pulumi.property("sourceArn", default=None)
    source_account: Optional[pulumi.Input[str]] = pulumi.property("sourceAccount", default=None)
    principal_org_id: Optional[pulumi.Input[str]] = pulumi.property("principalOrgId", default=None)
    qualifier: Optional[pulumi.Input[str]] = pulumi.property("qualifier", default=None)
    event_source_token: Optional[pulumi.Input[str]] = pulumi.property("eventSourceToken", default=None)
    function_url_auth_type: Optional[pulumi.Input[Literal["NONE", "AWS_IAM"]]] = pulumi.property(
        "functionUrlAuthType", default=None
    )
    invoked_via_function_url: Optional[pulumi.Input[bool]] = pulumi.property("invokedViaFunctionUrl", default=None)
    statement_id: Optional[pulumi.Input[str]] = pulumi.property("statementId", default=None)


class Permission(Resource):
    """A statement in the resource policy of a function.

    Import by `function/statementId`, or `function:qualifier/statementId` for a version or alias.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    function_name: pulumi.Output[str] = pulumi.property("functionName")
    """Name or ARN of the function."""
    principal: pulumi.Output[str] = pulumi.property("principal")
    """Who may: a service such as ``apigateway.amazonaws.com``, an account id, or the ARN of a role or user."""
    action: pulumi.Output[str] = pulumi.property("action")
    """What it may do."""
    source_arn: pulumi.Output[Optional[str]] = pulumi.property("sourceArn")
    """On whose behalf a service may: for API Gateway, the API's executionArn and ``/*/*`` or a stage and method."""
    source_account: pulumi.Output[Optional[str]] = pulumi.property("sourceAccount")
    """Account id of the source, for sources whose ARN has none, such as buckets."""
    principal_org_id: pulumi.Output[Optional[str]] = pulumi.property("principalOrgId")
    """Id of the organization to which the principal must belong."""
    qualifier: pulumi.Output[Optional[str]] = pulumi.property("qualifier")
    """The version or alias that may be invoked; left out, the function itself."""
    event_source_token: pulumi.Output[Optional[str]] = pulumi.property("eventSourceToken")
    """Token of an Alexa skill."""
    function_url_auth_type: pulumi.Output[Optional[str]] = pulumi.property("functionUrlAuthType")
    """How callers of the function's URL are known, for ``lambda:InvokeFunctionUrl``."""
    invoked_via_function_url: pulumi.Output[Optional[bool]] = pulumi.property("invokedViaFunctionUrl")
    """Whether it may be invoked only over its URL."""
    statement_id: pulumi.Output[Optional[str]] = pulumi.property("statementId")
    """Id in the function's policy. Left out, the Pulumi resource's name and a hash of the permission: a changed
    permission is then added before the old one is taken away.
    """
    statement: pulumi.Output[Any] = pulumi.property("statement")
    """The statement in the function's resource policy."""
    _token = "privateapi:lambda:Permission"
    _args_type = _PermissionArgs
    _outputs = ("statement",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        function_name: pulumi.Input[str],
        principal: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        action: pulumi.Input[str] | None = None,
        source_arn: pulumi.Input[str] | None = None,
        source_account: pulumi.Input[str] | None = None,
        principal_org_id: pulumi.Input[str] | None = None,
        qualifier: pulumi.Input[str] | None = None,
        event_source_token: pulumi.Input[str] | None = None,
        function_url_auth_type: pulumi.Input[Literal["NONE", "AWS_IAM"]] | None = None,
        invoked_via_function_url: pulumi.Input[bool] | None = None,
        statement_id: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "function_name": function_name,
                "principal": principal,
                "action": action,
                "source_arn": source_arn,
                "source_account": source_account,
                "principal_org_id": principal_org_id,
                "qualifier": qualifier,
                "event_source_token": event_source_token,
                "function_url_auth_type": function_url_auth_type,
                "invoked_via_function_url": invoked_via_function_url,
                "statement_id": statement_id,
            },
        )
