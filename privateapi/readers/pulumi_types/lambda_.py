"""Lambda functions and permissions to call them."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import LambdaFunction, LambdaPermission, Node


@reads(
    "privateapi:lambda:Function",
    "aws:lambda/function:Function",
    id=("functionName", "name"),
    names=("invokeArn", "qualifiedArn", "qualifiedInvokeArn"),
)
def function(read: Reading) -> Iterator[Node]:
    network = read.inside("vpcConfig")
    yield LambdaFunction(
        **read.node,
        function_name=read.text("functionName", "name"),
        subnets=network.refs("subnetIds"),
        security_groups=network.refs("securityGroupIds"),
        timeout_seconds=read.integer("timeout"),
        reserved_concurrent_executions=read.integer("reservedConcurrentExecutions"),
    )


@reads("privateapi:lambda:Permission", "aws:lambda/permission:Permission")
def permission(read: Reading) -> Iterator[Node]:
    yield LambdaPermission(
        **read.node,
        function=read.ref("function", "functionName"),
        principal=read.text("principal"),
        action=read.text("action"),
        source_arn=read.text("sourceArn"),
        source=read.ref("sourceArn"),
    )
