"""The plugin under the real engine: what the protocol's tests cannot prove, a run of the engine for each step."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from privateapi.provider.context import Context
from privateapi.provider.interrupted import MARK
from privateapi.provider.server import serve
from privateapi.resources.ec2.vpc import Vpc, VpcArgs
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.engine_project import WAIT, EngineProject
from tests.plugin import CREDENTIALS

pytestmark = pytest.mark.engine

PROGRAM = """\
import json
from pathlib import Path

import pulumi

from privateapi.sdk import Provider, ec2

wanted = json.loads((Path(__file__).parent / "wanted.json").read_text())


class Network(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("tests:index:Network", name)


providers = {
    name: Provider(name, region=region, endpoint=wanted["endpoint"], default_tags={"from": name})
    for name, region in wanted["providers"].items()
}
made = {}
for name, inputs in wanted["vpcs"].items():
    provider = providers.get(inputs.pop("provider", ""))
    parent = Network(f"{name}-net") if inputs.pop("child", False) else None
    secret = inputs.pop("secret", None)
    if secret:
        inputs["tags"] = {**inputs.get("tags", {}), "token": pulumi.Output.secret(secret)}
    made[name] = ec2.Vpc(name, pulumi.ResourceOptions(parent=parent, provider=provider), **inputs)
for name, other in wanted["looks"].items():
    pulumi.export(name, ec2.Vpc.get(name, made[other].id).cidr_block)
"""


@dataclass
class Project(EngineProject):
    """A project whose program makes the VPCs that the test wants."""

    endpoint: str
    vpcs: dict[str, dict[str, Any]] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    """Names of look-ups, and the VPC that each one reads by its id."""

    def wanted(self) -> dict[str, Any]:
        return {"vpcs": self.vpcs, "providers": self.providers, "looks": self.looks, "endpoint": self.endpoint}


@pytest.fixture
def project(
    tmp_path: Path,
    engine: Path,
    engine_environment: dict[str, str],
    aws_endpoint: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Project]:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    aws_endpoint.reset()
    folder = tmp_path / "project"
    folder.mkdir()
    made = Project(folder, engine, engine_environment | CREDENTIALS, str(aws_endpoint))
    made.write(PROGRAM, region="us-east-1", endpoint=str(aws_endpoint))
    made.run("stack", "init")
    yield made
    aws_endpoint.reset()


@contextmanager
def attached(project: Project) -> Iterator[None]:
    """A plugin in this process that the engine attaches to."""
    server, port = serve()
    project.environment["PULUMI_DEBUG_PROVIDERS"] = f"privateapi:{port}"
    try:
        yield
    finally:
        server.stop(None).wait()


def vpcs(aws: Clients, region: str = "us-east-1") -> dict[str, dict[str, Any]]:
    """The VPCs of a Region by id, without the default one."""
    found = aws("ec2", region).describe_vpcs()["Vpcs"]
    return {vpc["VpcId"]: vpc for vpc in found if not vpc["IsDefault"]}


def tags(vpc: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in vpc.get("Tags", [])}


def test_life(project: Project, aws: Clients) -> None:
    """Create, no change, drift, repair, replace, import, destroy; a child of a component, a second Region, a secret."""
    main: dict[str, Any] = {
        "cidr_block": "10.0.0.0/16",
        "enable_dns_hostnames": True,
        "child": True,
        "secret": "hunter2",
    }
    project.vpcs = {
        "main": main,
        "plain": {"cidr_block": "10.4.0.0/16"},
        "west": {"cidr_block": "10.1.0.0/16", "provider": "west"},
    }
    project.providers = {"west": "us-west-2"}
    project.looks = {"look": "plain"}
    project.up()
    state = project.resource("main")
    id = state["id"]
    plain = project.resource("plain")["id"]
    assert vpcs(aws).keys() == {id, plain}
    ((_, found),) = vpcs(aws, "us-west-2").items()
    assert (found["CidrBlock"], tags(found)) == ("10.1.0.0/16", {"from": "west"}), "the default tags of its provider"
    assert tags(vpcs(aws)[id]) == {"token": "hunter2"}
    assert "$privateapi:ec2:Vpc::" in state["urn"], "the child of a component"
    assert "ciphertext" in state["inputs"]["tags"] and "ciphertext" in state["outputs"]["tags"]
    backend = Path(project.environment["PULUMI_BACKEND_URL"].removeprefix("file://"))
    kept = "".join(path.read_text(encoding="utf-8") for path in backend.rglob("*.json"))
    assert id in kept and "hunter2" not in kept

    assert project.resource("lifecycle-dev")["outputs"] == {"look": "10.4.0.0/16"}
    assert "unchanged" in project.run("preview", "--expect-no-changes")

    aws("ec2").modify_vpc_attribute(VpcId=id, EnableDnsHostnames={"Value": False})
    output = project.run("refresh", "--yes", "--skip-preview")
    assert "[diff: ~enableDnsHostnames]" in output, output
    assert project.resource("main")["outputs"]["enableDnsHostnames"] is False

    del project.vpcs["west"], project.vpcs["plain"]
    project.providers.clear()
    project.looks.clear()
    output = project.up()
    assert "[diff: ~enableDnsHostnames]" in output and "1 updated" in output, output
    assert vpcs(aws, "us-west-2") == {}
    attribute = aws("ec2").describe_vpc_attribute(VpcId=id, Attribute="enableDnsHostnames")
    assert attribute["EnableDnsHostnames"]["Value"] is True

    main["cidr_block"] = "10.2.0.0/16"
    output = project.up()
    assert "1 replaced" in output, output
    successor = project.resource("main")["id"]
    assert successor != id and vpcs(aws).keys() == {successor}
    order = [output.index(text) for text in ("creating replacement", "created replacement", "deleting original")]
    assert order == sorted(order), output

    imported = aws("ec2").create_vpc(CidrBlock="10.3.0.0/16")["Vpc"]["VpcId"]
    project.run(
        "import", "privateapi:ec2:Vpc", "imported", imported, "--yes", "--protect=false", "--generate-code=false"
    )
    project.vpcs["imported"] = {"cidr_block": "10.3.0.0/16"}
    assert "unchanged" in project.run("preview", "--expect-no-changes")

    project.run("destroy", "--yes", "--skip-preview")
    assert vpcs(aws) == {}


def test_failure_after_create(project: Project, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    """The id reaches the state, also beside inputs that are larger than what gRPC takes in its metadata by default."""
    many = {f"{number:0100}": "v" * 256 for number in range(49)}
    project.vpcs = {"main": {"cidr_block": "10.0.0.0/16", "enable_dns_hostnames": True, "tags": many}}

    def fail(*_: Any) -> None:
        raise ConnectionError("no route")

    with attached(project):
        with monkeypatch.context() as patched:
            patched.setattr(Vpc, "complete", fail)
            output = project.up(fails=True)
        ((id, _),) = vpcs(aws).items()
        assert f"setting up EC2 VPC (main, {id}): ConnectionError: no route" in output
        assert "Traceback" not in output
        state = project.resource("main")
        assert state["id"] == id and state["initErrors"] == [
            f"setting up EC2 VPC (main, {id}): ConnectionError: no route"
        ]
        assert MARK not in tags(vpcs(aws)[id])

        project.up()
    assert vpcs(aws).keys() == {id}
    state = project.resource("main")
    assert state["id"] == id and not state.get("initErrors")
    assert state["outputs"]["vpcId"] == id and state["outputs"]["enableDnsHostnames"] is True


DYING = """\
import os
import signal

from privateapi.provider.server import main
from privateapi.resources.ec2.vpc import Vpc

create = Vpc.create


def die(self, ctx, args):
    create(self, ctx, args)
    os.kill(os.getpid(), signal.SIGKILL)


Vpc.create = die
main()
"""


def test_plugin_killed_in_a_creation(project: Project, aws: Clients, tmp_path: Path) -> None:
    """AWS has made it, nobody knows: the next run finds it by its mark and doubles nothing."""
    dying = tmp_path / "dying"
    dying.mkdir()
    (dying / "__main__.py").write_text(DYING, encoding="utf-8")
    (dying / "PulumiPlugin.yaml").write_text(
        json.dumps({"runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}}), encoding="utf-8"
    )
    project.vpcs = {"main": {"cidr_block": "10.0.0.0/16", "enable_dns_hostnames": True}}
    config: dict[str, Any] = {"region": "us-east-1", "endpoint": project.endpoint, "defaultTags": {"stage": "test"}}
    project.write(PROGRAM, dying, **config)
    project.up(fails=True)
    ((id, found),) = vpcs(aws).items()
    assert MARK in tags(found)
    assert not [each for each in project.state()["resources"] if each["urn"].endswith("::main")]

    project.write(PROGRAM, **config)
    output = project.up()
    assert f"going on with {id}, which an interrupted creation left" in output
    assert vpcs(aws).keys() == {id} and tags(vpcs(aws)[id]) == {"stage": "test"}
    assert project.resource("main")["id"] == id
    assert not project.state().get("pending_operations")


def test_cancel_during_a_wait(project: Project, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a wait of an hour; what was made stays in the state and the next run goes on with it."""
    project.vpcs = {"main": {"cidr_block": "10.0.0.0/16"}}
    waiting = threading.Event()

    def wait(self: Vpc, ctx: Context, id: str, args: VpcArgs) -> None:
        waiting.set()
        ctx.wait("ec2", "VpcExists", 3600, VpcIds=["vpc-0"])

    with attached(project):
        with monkeypatch.context() as patched:
            patched.setattr(Vpc, "complete", wait)
            with project.start("up", "--yes", "--skip-preview") as process:
                assert waiting.wait(WAIT)
                process.send_signal(signal.SIGINT)
                output, _ = process.communicate(timeout=WAIT)
        ((id, _),) = vpcs(aws).items()
        assert process.returncode != 0
        assert "cancelled while waiting; run `pulumi up` again to go on from here" in output, output
        assert project.resource("main")["id"] == id

        project.up()
    assert vpcs(aws).keys() == {id} and not project.resource("main").get("initErrors")


def test_faults_in_a_preview(project: Project, aws: Clients) -> None:
    """Of the configuration and of inputs, all of them, without a secret; nothing is made."""
    project.vpcs = {"main": {"cidr_block": "10.0.0.0/16"}}
    project.write(PROGRAM, region="us-east-9", maxParallel="many", regoin="x")
    output = project.run("preview", fails=True)
    for text in (
        "property region value {us-east-9} has a problem: 'us-east-9' is not an AWS Region",
        "property maxParallel value {many} has a problem: 'many' is not JSON; a whole number is needed",
        "property regoin value {x} has a problem: there is no property 'regoin'; did you mean 'region'?",
    ):
        assert text in output, output

    project.write(PROGRAM, endpoint=project.endpoint)
    project.vpcs["main"] = {
        "cidr_block": "10.0.0.0/8",
        "enable_dns_support": False,
        "enable_dns_hostnames": True,
        "secret": "hunter2" * 50,
    }
    output = project.run("preview", fails=True)
    for text in (
        "property cidrBlock value {10.0.0.0/8} has a problem: '10.0.0.0/8' is a /8; a VPC takes /16 to /28",
        "has a problem: there is no Region; set it here, in the provider's configuration (privateapi:region), "
        "or in AWS_REGION",
        "property enableDnsHostnames value {true} has a problem: true needs enableDnsSupport to be true as well",
        "resource 'main' has a problem: tags: the value is not valid",
    ):
        assert text in output, output
    assert "hunter2" not in output and "Traceback" not in output
    assert vpcs(aws) == {}


def test_region_without_credentials(project: Project, aws: Clients) -> None:
    """One clear error in the preview."""
    project.vpcs = {"main": {"cidr_block": "10.0.0.0/16", "region": "eu-west-1"}}
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        project.environment[name] = ""
    output = project.run("preview", fails=True)
    _, _, diagnostics = output.partition("Diagnostics:")
    assert diagnostics.count("error:") == 1
    assert "property region value {eu-west-1} has a problem: 'eu-west-1': there are no AWS credentials" in diagnostics
