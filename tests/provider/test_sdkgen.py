"""The typed classes for programs: they are what the declarations say, and send what the plugin reads."""

import functools
import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Optional

import pulumi
import pytest
from pulumi.runtime import mocks, rpc, set_mocks
from pulumi.runtime.sync_await import _ensure_event_loop

from privateapi import sdk
from privateapi.provider import registry, sdkgen
from privateapi.provider.config import ProviderConfig
from privateapi.provider.model import specs
from privateapi.sdk import ec2
from tests.provider.gadget import Gadget


class Engine(mocks.Mocks):
    """Keeps what is registered and answers with the inputs and what the test wants."""

    def __init__(self) -> None:
        self.registered: dict[str, mocks.MockResourceArgs] = {}
        self.outputs: dict[str, Any] = {}

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        self.registered[args.name] = args
        return args.resource_id or f"{args.name}-id", {**args.inputs, **self.outputs}

    def call(self, args: mocks.MockCallArgs) -> Any:
        raise AssertionError(f"no program here calls {args.token}")


@pytest.fixture
def engine() -> Engine:
    # The SDK takes the thread's event loop, and a test that ran before may have left none.
    _ensure_event_loop()  # type: ignore[no-untyped-call]
    engine = Engine()
    set_mocks(engine, preview=False)
    return engine


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The module that is generated for the gadget alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sdkgen, "resources", lambda: [Gadget()])
        ((name, text),) = sdkgen.modules().items()
    path = tmp_path_factory.mktemp("generated") / name
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("generated_gadgets", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def resolve(*outputs: pulumi.Output[Any]) -> list[Any]:
    """The values of outputs, once everything is registered."""
    found: dict[int, Any] = {}

    def keep(position: int, value: Any) -> None:
        found[position] = value

    def program() -> pulumi.Output[Any]:
        # `Output.all` would turn the typed objects into plain dictionaries.
        return pulumi.Output.all(
            *(each.apply(functools.partial(keep, position)) for position, each in enumerate(outputs))
        )

    run: Any = pulumi.runtime.test
    run(program)()
    return [found[position] for position in range(len(outputs))]


@pytest.mark.parametrize("name", sorted(path.name for path in sdkgen.FOLDER.glob("[a-z]*.py")) + ["none is missing"])
def test_generated_files_are_the_committed_ones(name: str, texts: dict[str, str]) -> None:
    if name == "none is missing":
        assert texts.keys() == {path.name for path in sdkgen.FOLDER.glob("[a-z]*.py")}, "run `make schema`"
    else:
        assert texts.get(name) == (sdkgen.FOLDER / name).read_text(encoding="utf-8"), "run `make schema`"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return sdkgen.modules()


def test_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdkgen, "FOLDER", tmp_path)
    monkeypatch.setattr(sdkgen, "modules", lambda: {"ec2.py": "new\n", "iam.py": "same\n", "s3.py": "first\n"})
    for name, text in {"ec2.py": "old\n", "iam.py": "same\n", "sqs.py": "gone\n", "_base.py": "by hand\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {path.name for path in sdkgen.write()} == {"ec2.py", "s3.py", "sqs.py"}
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "ec2.py": "new\n",
        "iam.py": "same\n",
        "s3.py": "first\n",
        "_base.py": "by hand\n",
    }
    assert sdkgen.write() == []


def test_service_named_like_a_keyword(texts: dict[str, str]) -> None:
    assert "lambda_.py" in texts and "lambda.py" not in texts
    assert texts["lambda_.py"].startswith('"""Typed classes of the `lambda` resources.')


@pytest.mark.parametrize("token", sorted(registry.tokens()))
def test_class_has_what_is_declared(token: str) -> None:
    resource = registry.find(token)
    _, service, name = token.split(":")
    module = importlib.import_module(f"privateapi.sdk.{service}{'_' if service == 'lambda' else ''}")
    generated = getattr(module, name)
    assert generated._token == token
    parameters = set(inspect.signature(generated.__init__).parameters) - {"self", "resource_name", "opts"}
    assert parameters == {spec.name for spec in specs(resource.Args).values()}
    assert inspect.get_annotations(generated).keys() >= {spec.name for spec in specs(resource.State).values()}


def test_inputs_of_a_typed_program(engine: Engine) -> None:
    """mypy checks this construction; the engine gets the wire's names."""
    vpc = ec2.Vpc("main", cidr_block="10.0.0.0/16", enable_dns_hostnames=True, tags={"cost_center": "1"})
    subnet = ec2.Subnet("a", pulumi.ResourceOptions(parent=vpc), vpc_id=vpc.id, cidr_block="10.0.0.0/24")
    resolve(subnet.urn)
    registered = engine.registered["main"]
    assert (registered.typ, registered.custom) == ("privateapi:ec2:Vpc", True)
    assert registered.inputs == {
        "cidrBlock": "10.0.0.0/16",
        "enableDnsHostnames": True,
        "tags": {"cost_center": "1"},
    }
    assert engine.registered["a"].inputs == {"vpcId": "main-id", "cidrBlock": "10.0.0.0/24"}


def test_nested_inputs(engine: Engine, generated: ModuleType) -> None:
    generated.Gadget(
        "main",
        kind="round",
        parts=[{"label": pulumi.Output.from_input("x"), "pin": {"code": pulumi.Output.secret("hunter2"), "depth": 2}}],
        spare={"left_side": {"label": "y"}},
        extra={"snake_case": {"stays_as": "it_is"}},
    )
    resolve()
    inputs = engine.registered["main"].inputs
    assert rpc.is_rpc_secret(inputs["parts"]), "a secret inside makes the whole property one"
    assert {**inputs, "parts": rpc.unwrap_rpc_secret(inputs["parts"])} == {
        "kind": "round",
        "parts": [{"label": "x", "pin": {"code": "hunter2", "depth": 2}}],
        "spare": {"left_side": {"label": "y"}},
        "extra": {"snake_case": {"stays_as": "it_is"}},
    }


def test_outputs(engine: Engine, generated: ModuleType) -> None:
    engine.outputs = {"arn": "arn:g", "revision": 3, "parts": [{"label": "x", "count": 1, "pin": {"depth": 2}}]}
    gadget = generated.Gadget("main", kind="round")
    arn, revision, kind, parts, zone, id = resolve(
        gadget.arn, gadget.revision, gadget.kind, gadget.parts, gadget.zone, gadget.id
    )
    assert (arn, revision, kind, zone, id) == ("arn:g", 3, "round", None, "main-id")
    assert type(parts[0]) is generated.Part
    assert (parts[0].label, parts[0].pin.depth, parts[0].pin.code) == ("x", 2, None)


def test_required_inputs(generated: ModuleType) -> None:
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'kind'"):
        generated.Gadget("main")
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        generated.Gadget("main", kind="round", colour="red")


def test_annotations(generated: ModuleType) -> None:
    hints = inspect.get_annotations(generated.Gadget)
    assert hints["name"] == pulumi.Output[str], "made up when it is left out"
    assert hints["region"] == pulumi.Output[str]
    assert hints["size"] == pulumi.Output[int]
    assert hints["zone"] == pulumi.Output[Optional[str]]  # noqa: UP045
    parameters = inspect.signature(generated.Gadget.__init__).parameters
    assert list(parameters)[:4] == ["self", "resource_name", "opts", "kind"], "required ones go first"
    assert parameters["kind"].kind is inspect.Parameter.KEYWORD_ONLY


def test_docstrings(generated: ModuleType) -> None:
    source = inspect.getsource(generated)
    assert inspect.getdoc(generated.Gadget) == "A gadget.\n\nIt stands in memory."
    assert '    arn: pulumi.Output[str] = pulumi.property("arn")\n    """ARN."""' in source
    assert 'edit the declarations instead."""' in source.splitlines()[0]


def test_get(engine: Engine, generated: ModuleType) -> None:
    engine.outputs = {"arn": "arn:g", "kind": "square"}
    here = generated.Gadget.get("here", "g-1")
    there = generated.Gadget.get("there", "g-2", pulumi.ResourceOptions(parent=here), region="eu-west-1")
    assert isinstance(there, generated.Gadget)
    assert resolve(here.id, there.id, there.kind, there.arn) == ["g-1", "g-2", "square", "arn:g"]
    assert [engine.registered[name].resource_id for name in ("here", "there")] == ["g-1", "g-2"]
    assert [engine.registered[name].inputs for name in ("here", "there")] == [{}, {"region": "eu-west-1"}]


def test_provider(engine: Engine) -> None:
    """A provider's configuration goes out as texts, nested values as JSON (pulumi 3.272.0, pulumi#15032)."""
    provider = sdk.Provider(
        "west",
        region="us-west-2",
        profile="ci",
        endpoint="http://127.0.0.1:5000",
        default_tags={"team": pulumi.Output.from_input("network")},
        max_parallel=4,
        allowed_account_ids=["123456789012"],
        skip_credentials_check=False,
        assume_role={"roleArn": "arn:aws:iam::123456789012:role/deploy"},
    )
    vpc = ec2.Vpc("main", pulumi.ResourceOptions(provider=provider), cidr_block="10.0.0.0/16")
    resolve(vpc.urn)
    registered = engine.registered["west"]
    assert registered.typ == "pulumi:providers:privateapi"
    assert registered.inputs == {
        "region": "us-west-2",
        "profile": "ci",
        "endpoint": "http://127.0.0.1:5000",
        "defaultTags": '{"team": "network"}',
        "maxParallel": "4",
        "allowedAccountIds": '["123456789012"]',
        "skipCredentialsCheck": "false",
        "assumeRole": '{"roleArn": "arn:aws:iam::123456789012:role/deploy"}',
    }
    assert (engine.registered["main"].provider or "").endswith("::west::west-id")


def test_provider_has_what_is_declared() -> None:
    parameters = set(inspect.signature(sdk.Provider.__init__).parameters) - {"self", "resource_name", "opts"}
    assert parameters == {spec.name for spec in specs(ProviderConfig).values()}
