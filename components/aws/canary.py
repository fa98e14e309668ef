"""Canary: calls the API of a region every minute, so that silence tells that the region is down."""

from collections.abc import Mapping
from pathlib import Path

import pulumi

from privateapi.sdk import ec2, events, iam, lambda_, logs

from ..errors import ComponentError
from .component import Component
from .network import Network
from .trust import trust

HTTPS = 443
SOURCE = Path(__file__).with_name("canary_function.py")
IN_A_VPC = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
"""AWS's policy for functions with network interfaces and logs (Lambda Developer Guide, "execution role")."""


class Canary(Component):
    """A Lambda function in the private subnets that calls the API through its endpoint once a minute.

    API Gateway and PrivateLink report only what is called, so that nothing tells a region that is down from one that
    nobody calls. Lambda reports each call of the canary, and whether it failed: an alarm on its errors to which missing
    data are breaching sees both a region that fails and one that is gone. An answer below 500 is one, so that the API
    need have no path for it.

    Args:
        network: where it stands.
        endpoint: DNS name or address of the endpoint.
        domain_name: the name that it asks for.
        path: the path that it asks for; no query is needed, and what it gets is not looked at.
        log_retention_days: how long its logs are kept, in days.
        tags: tags of everything created.

    Attributes:
        function_name: name of the function, for `RegionHealth`.

    Raises:
        ComponentError: the path is none.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        network: Network,
        endpoint: pulumi.Input[str],
        domain_name: str,
        path: str = "/",
        log_retention_days: int = 30,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        if not path.startswith("/"):
            raise ComponentError("Canary", name, f"path: {path!r} does not begin with a slash; '/{path}' does")
        region = network.region
        super().__init__(name, {"region": region, "domainName": domain_name, "path": path}, opts, tags)
        group = ec2.SecurityGroup(
            name,
            self._child(),
            region=region,
            vpc_id=network.vpc_id,
            group_name=name,
            description=f"{name}: canary of the private API",
            tags=self._named(name),
        )
        way = ec2.SecurityGroupRule(
            name,
            self._child(),
            region=region,
            security_group_id=group.security_group_id,
            type="egress",
            ip_protocol="tcp",
            from_port=HTTPS,
            to_port=HTTPS,
            cidr_ipv4=network.cidr,
            description="the endpoint",
        )
        role = iam.Role(
            name,
            self._child(),
            assume_role_policy=trust("lambda.amazonaws.com"),
            managed_policy_arns=[IN_A_VPC],
            tags=self._tags,
        )
        log_group = logs.LogGroup(
            name,
            self._child(),
            region=region,
            name=f"/aws/lambda/{name}",
            retention_in_days=log_retention_days,
            tags=self._tags,
        )
        function = lambda_.Function(
            name,
            self._child([log_group, way]),
            region=region,
            name=name,
            role=role.arn,
            runtime="python3.12",
            handler=f"{SOURCE.stem}.handler",
            files={SOURCE.name: SOURCE.read_text(encoding="utf-8")},
            timeout=30,
            environment={"ENDPOINT": endpoint, "HOST": domain_name, "REQUEST_PATH": path},
            vpc_config={
                "subnet_ids": [subnet.id for subnet in network.subnets],
                "security_group_ids": [group.security_group_id],
            },
            tags=self._tags,
        )
        rule = events.Rule(
            name,
            self._child(),
            region=region,
            name=name,
            schedule_expression="rate(1 minute)",
            description=f"{name}: canary of the private API",
            targets=[{"id": "canary", "arn": function.arn}],
            tags=self._tags,
        )
        lambda_.Permission(
            name,
            self._child(),
            region=region,
            function_name=function.name,
            action="lambda:InvokeFunction",
            principal="events.amazonaws.com",
            source_arn=rule.arn,
        )
        self.function_name = function.name
        self.register_outputs({"functionName": self.function_name})
