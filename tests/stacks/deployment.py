"""A copy of the project in a folder of its own, deployed with the real engine on a sandbox of its own."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from privateapi.sandbox import process
from privateapi.sandbox.alicloud import testing as alicloud
from privateapi.sandbox.aws.testing import Clients

ROOT = Path(__file__).parents[2]
CARRIED = ("Pulumi.yaml", "__main__.py", "components", "policies", "privateapi", "stacks")


@dataclass(frozen=True)
class Finished:
    """A finished command."""

    code: int
    out: str

    @property
    def counts(self) -> dict[str, int]:
        """The engine's resource counts: `{"created": 117}`."""
        tail = self.out.rpartition("Resources:")[2]
        return {
            word: int(number)
            for number, word in re.findall(r"(\d+) (created|updated|deleted|replaced|unchanged)", tail)
        }

    @property
    def errors(self) -> list[str]:
        """The texts of the errors under Diagnostics, each once."""
        return list(dict.fromkeys(re.findall(r"^ +error: (.+)$", self.out.partition("Diagnostics:")[2], re.MULTILINE)))


class Deployment:
    """The project in `folder`; `run("up", "active-active")` is `privateapi up active-active` there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in CARRIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, folder / name)
        (folder / ".venv").symlink_to(Path(sys.prefix))

    def run(self, *arguments: str, timeout: float = 300) -> Finished:
        """Run the command `privateapi` in the project's folder."""
        done = subprocess.run(
            [sys.executable, "-m", "privateapi.cli", *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Finished(done.returncode, done.stdout)

    def preview(self, stack: str) -> list[dict[str, Any]]:
        """The steps of `pulumi preview --json`."""
        done = subprocess.run(
            [sys.executable, "-m", "privateapi.cli", "pulumi", stack, "--", "preview", "--json"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        steps: list[dict[str, Any]] = json.loads(done.stdout)["steps"]
        return steps

    def outputs(self, stack: str) -> dict[str, Any]:
        """The outputs of a deployed stack."""
        done = self.run("pulumi", stack, "--", "stack", "output", "--json")
        found: dict[str, Any] = json.loads(done.out)
        return found

    def configure(self, stack: str, change: Callable[[dict[str, Any]], None], source: str = "active-active") -> None:
        """Write the configuration of `stack`: that of `source`, changed; keys are without the project's name."""
        content = yaml.safe_load((self.folder / "stacks" / f"Pulumi.{source}.yaml").read_text(encoding="utf-8"))
        config = {key.partition(":")[2]: value for key, value in content["config"].items()}
        change(config)
        content["config"] = {f"private-apis:{key}": value for key, value in config.items()}
        path = self.folder / "stacks" / f"Pulumi.{stack}.yaml"
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")

    @property
    def aws(self) -> Clients:
        """boto3 clients of the sandbox."""
        sandbox = process.status(self.folder)
        assert sandbox is not None
        return Clients(sandbox.aws.endpoint)

    @property
    def alicloud(self) -> alicloud.Clients:
        """Calls to the sandbox of Alibaba Cloud."""
        sandbox = process.status(self.folder)
        assert sandbox is not None
        return alicloud.Clients(sandbox.alicloud.endpoint)

    def stop(self) -> None:
        """Stop the sandbox."""
        process.stop(self.folder)


def operations(steps: list[dict[str, Any]]) -> dict[str, list[str]]:
    """URNs of a preview by operation: create, same, update, replace …"""
    found: dict[str, list[str]] = {}
    for step in steps:
        found.setdefault(step["op"], []).append(step["urn"])
    return found


def leftovers(aws: Clients, regions: tuple[str, ...]) -> dict[str, list[str]]:
    """What is still there of the things that a stack makes, by kind."""
    found: dict[str, list[str]] = {}

    def add(kind: str, names: list[str]) -> None:
        if names:
            found.setdefault(kind, []).extend(names)

    for region in regions:
        ec2 = aws("ec2", region)
        add("VPC", [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]])
        endpoints = ec2.describe_vpc_endpoints()["VpcEndpoints"]
        add("endpoint", [each["VpcEndpointId"] for each in endpoints if each["State"] != "deleted"])
        gateways = ec2.describe_transit_gateways()["TransitGateways"]
        add("flow log", [each["FlowLogId"] for each in ec2.describe_flow_logs()["FlowLogs"]])
        add("transit gateway", [each["TransitGatewayId"] for each in gateways if each["State"] != "deleted"])
        elb = aws("elbv2", region)
        add("load balancer", [each["LoadBalancerName"] for each in elb.describe_load_balancers()["LoadBalancers"]])
        add("target group", [each["TargetGroupName"] for each in elb.describe_target_groups()["TargetGroups"]])
        api = aws("apigateway", region)
        add("API", [each["name"] for each in api.get_rest_apis()["items"]])
        add("domain", [each["domainName"] for each in api.get_domain_names()["items"]])
        add("rule", [each["Name"] for each in aws("events", region).list_rules()["Rules"]])
        add("function", [each["FunctionName"] for each in aws("lambda", region).list_functions()["Functions"]])
        add("alarm", [each["AlarmName"] for each in aws("cloudwatch", region).describe_alarms()["MetricAlarms"]])
        add("log group", [each["logGroupName"] for each in aws("logs", region).describe_log_groups()["logGroups"]])
        certificates = aws("acm", region).list_certificates()["CertificateSummaryList"]
        add("certificate", [each["CertificateArn"] for each in certificates])
    add("zone", [each["Id"] for each in aws("route53").list_hosted_zones()["HostedZones"]])
    add("health check", [each["Id"] for each in aws("route53").list_health_checks()["HealthChecks"]])
    add("role", [each["RoleName"] for each in aws("iam").list_roles()["Roles"]])
    return found
