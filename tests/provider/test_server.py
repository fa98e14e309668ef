"""The plugin through gRPC, call by call, as the engine speaks to it."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
import pytest
from botocore.exceptions import ClientError
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

import privateapi
from privateapi.provider import registry
from privateapi.provider.context import Context
from privateapi.provider.server import serve
from privateapi.provider.values import UNKNOWN, decode, encode
from tests.plugin import Kept, Plugin, Refused, call, reasons, urn_of
from tests.provider.gadget import Cloud, Gadget

TOKEN = Gadget.token
INPUTS = {"name": "main", "kind": "round"}
WAIT = 60.0
"""Seconds after which a test that hangs is given up."""


@pytest.fixture
def stub() -> Iterator[Any]:
    """A plugin that is not configured yet."""
    server, port = serve()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield provider_pb2_grpc.ResourceProviderStub(channel)
    server.stop(None).wait()


class Engine(engine_pb2_grpc.EngineServicer):
    """The engine's side of the log."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str, str, bool]] = []

    def Log(self, request: Any, context: Any) -> Any:
        severity = engine_pb2.LogSeverity.Name(request.severity)
        self.messages.append((severity, request.urn.rsplit("::", 1)[-1], request.message, request.ephemeral))
        return empty_pb2.Empty()


@pytest.fixture
def engine() -> Iterator[tuple[Engine, str]]:
    """An engine's log service and its address."""
    servicer = Engine()
    server = grpc.server(futures.ThreadPoolExecutor(4))
    engine_pb2_grpc.add_EngineServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield servicer, f"127.0.0.1:{port}"
    server.stop(None).wait()


def struct(value: dict[str, Any]) -> struct_pb2.Struct:
    return json_format.ParseDict(value, struct_pb2.Struct())


def refused(method: Any, request: Any) -> Refused:
    with pytest.raises(Refused) as error:
        call(method, request)
    return error.value


class TestPlugin:
    def test_handshake(self, stub: Any) -> None:
        answer = call(stub.Handshake, provider_pb2.ProviderHandshakeRequest(engine_address="127.0.0.1:9"))
        assert answer.accept_secrets and not answer.accept_outputs and not answer.accept_resources

    def test_attach(self, stub: Any) -> None:
        assert call(stub.Attach, plugin_pb2.PluginAttach(address="127.0.0.1:9")) == empty_pb2.Empty()

    def test_plugin_info(self, stub: Any) -> None:
        assert call(stub.GetPluginInfo, empty_pb2.Empty()).version == privateapi.__version__

    def test_get_schema(self, stub: Any) -> None:
        schema = json.loads(call(stub.GetSchema, provider_pb2.GetSchemaRequest()).schema)
        assert schema["name"] == "privateapi" and "privateapi:ec2:Vpc" in schema["resources"]

    def test_no_mappings_from_other_tools(self, stub: Any) -> None:
        assert call(stub.GetMapping, provider_pb2.GetMappingRequest(key="terraform")).data == b""
        assert list(call(stub.GetMappings, provider_pb2.GetMappingsRequest(key="terraform")).providers) == []

    @pytest.mark.parametrize(
        ("method", "request_", "text"),
        [
            (
                "Construct",
                provider_pb2.ConstructRequest(type="privateapi:aws:Network"),
                "components are Python classes: import them from `components`",
            ),
            ("Call", provider_pb2.CallRequest(tok="a:b:C/d"), "the resources of this plugin have no methods"),
            (
                "Invoke",
                provider_pb2.InvokeRequest(tok="privateapi:ec2:getNothing"),
                "there is no function 'privateapi:ec2:getNothing' in this plugin",
            ),
        ],
    )
    def test_unimplemented_in_words(self, stub: Any, method: str, request_: Any, text: str) -> None:
        answer = refused(getattr(stub, method), request_)
        assert (answer.code, answer.text) == (grpc.StatusCode.UNIMPLEMENTED, text)

    @pytest.mark.parametrize("method", ["Check", "Diff", "Create", "Read", "Update", "Delete"])
    def test_not_configured(self, stub: Any, method: str) -> None:
        request = {"Check": "CheckRequest"}.get(method, f"{method}Request")
        answer = refused(getattr(stub, method), getattr(provider_pb2, request)(urn=urn_of("privateapi:ec2:Vpc", "a")))
        assert (answer.code, answer.text) == (grpc.StatusCode.UNKNOWN, "the provider is not configured yet")


class TestConfiguration:
    def test_check(self, stub: Any) -> None:
        news = encode({"region": "eu-west-1", "maxParallel": "4", "profile": UNKNOWN}, ["region"])
        answer = call(stub.CheckConfig, provider_pb2.CheckRequest(news=news))
        assert answer.inputs == news and not answer.failures

    def test_check_faults(self, stub: Any) -> None:
        news = encode({"region": "us-east-9", "maxParallel": "0", "regoin": "x"})
        answer = call(stub.CheckConfig, provider_pb2.CheckRequest(news=news))
        assert reasons(answer.failures) == {
            "region": "'us-east-9' is not an AWS Region; us-east-1, us-east-2 would be right",
            "maxParallel": "0 should be greater than or equal to 1",
            "regoin": "there is no property 'regoin'; did you mean 'region'?",
        }

    def test_check_secret(self, stub: Any) -> None:
        news = encode({"assumeRole": "{'externalId': 'hunter2'}"}, ["assumeRole"])
        (failure,) = call(stub.CheckConfig, provider_pb2.CheckRequest(news=news)).failures
        assert (failure.property, failure.reason) == ("", "assumeRole: the value is not JSON; a map is needed")

    @pytest.mark.parametrize(
        ("case", "old", "new", "diffs"),
        [
            ("nothing", {"region": "eu-west-1"}, {"region": "eu-west-1"}, []),
            ("written otherwise", {"defaultTags": '{"a":"b"}'}, {"defaultTags": '{ "a": "b" }'}, []),
            ("another version of the plugin", {"version": "0.1.0"}, {"version": "0.2.0"}, []),
            ("changed", {"region": "eu-west-1"}, {"region": "eu-west-2"}, ["region"]),
            ("added and removed", {"profile": "ci"}, {"maxParallel": "4"}, ["maxParallel", "profile"]),
            ("unknown", {"region": "eu-west-1"}, {"region": UNKNOWN}, ["region"]),
        ],
    )
    @pytest.mark.parametrize("olds", ["olds", "old_inputs"])
    def test_diff(self, stub: Any, olds: str, case: str, old: Any, new: Any, diffs: list[str]) -> None:
        request = provider_pb2.DiffRequest(news=encode(new))
        getattr(request, olds).CopyFrom(encode(old))
        answer = call(stub.DiffConfig, request)
        some = provider_pb2.DiffResponse.DIFF_SOME if diffs else provider_pb2.DiffResponse.DIFF_NONE
        assert (list(answer.diffs), answer.changes, list(answer.replaces)) == (diffs, some, [])

    def test_diff_fault(self, stub: Any) -> None:
        answer = refused(stub.DiffConfig, provider_pb2.DiffRequest(news=encode({"maxParallel": "many"})))
        assert answer.text == "maxParallel: 'many' is not JSON; a whole number is needed"

    def test_configure(self, stub: Any) -> None:
        args = encode({"region": "eu-west-1", "skipCredentialsCheck": "true", "version": "0.1.0"})
        answer = call(stub.Configure, provider_pb2.ConfigureRequest(args=args))
        assert answer.acceptSecrets and answer.supportsPreview and not answer.acceptOutputs

    def test_configure_faults(self, stub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = refused(stub.Configure, provider_pb2.ConfigureRequest(args=encode({"maxParallel": "0", "a": "b"})))
        assert answer.code == grpc.StatusCode.UNKNOWN
        assert answer.text == ("maxParallel: 0 should be greater than or equal to 1; a: there is no property 'a'")

    def test_configure_unknown_profile(self, stub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        answer = refused(stub.Configure, provider_pb2.ConfigureRequest(args=encode({"profile": "staging"})))
        assert answer.text == "profile: 'staging' is not a profile of the AWS configuration files; there are: none"


class TestResource:
    def test_check(self, gadgets: Plugin) -> None:
        inputs, faults = gadgets.faults(urn_of(TOKEN, "main"), {"kind": "oval", "size": 0, "password": "hunter2"})
        assert faults == {
            "kind": "'oval' should be 'round' or 'square'",
            "size": "0 should be greater than or equal to 1",
        }
        assert "password" in gadgets.secrets and inputs["region"] == "us-east-1"

    def test_check_of_a_secret_that_the_program_marked(self, gadgets: Plugin) -> None:
        secret = {rpc._special_sig_key: rpc._special_secret_sig, "value": "hunter2"}
        request = provider_pb2.CheckRequest(urn=urn_of(TOKEN, "main"), news=struct({**INPUTS, "size": secret}))
        answer = call(gadgets.stub.Check, request)
        assert [(failure.property, failure.reason) for failure in answer.failures] == [
            ("", "size: the value should be a valid integer, unable to parse string as an integer")
        ]
        assert "size" in decode(answer.inputs).secrets

    @pytest.mark.parametrize(
        ("case", "inputs", "name", "reason"),
        [
            ("a text", {"kind": "oval"}, "kind", "'oval' should be 'round' or 'square'"),
            ("left out", {"kind": None}, "kind", "is required"),
            ("a map", {"kind": "round", "parts": {}}, "", "parts: {} should be a valid list"),
            ("a path", {"kind": "round", "parts": [{}]}, "", "parts[0].label: is required"),
        ],
    )
    def test_property_is_named_where_the_engine_may_show_it(
        self, gadgets: Plugin, case: str, inputs: dict[str, Any], name: str, reason: str
    ) -> None:
        answer = call(
            gadgets.stub.Check, provider_pb2.CheckRequest(urn=urn_of(TOKEN, "main"), news=encode({**INPUTS, **inputs}))
        )
        assert [(failure.property, failure.reason) for failure in answer.failures] == [(name, reason)]

    def test_unknown_token(self, gadgets: Plugin) -> None:
        answer = refused(gadgets.stub.Check, provider_pb2.CheckRequest(urn=urn_of("privateapi:ec2:Vcp", "main")))
        assert answer.code == grpc.StatusCode.UNKNOWN
        assert answer.text.startswith("there is no resource 'privateapi:ec2:Vcp'; this plugin has ")
        assert "privateapi:ec2:Vpc, " in answer.text

    def test_diff(self, gadgets: Plugin) -> None:
        kept = gadgets.create(TOKEN, {**INPUTS, "tags": {"a-b": "1"}})
        news = gadgets.check(kept.urn, {**INPUTS, "kind": "square", "tags": {"a-b": "2"}, "zone": "b"}, kept.inputs)
        found = gadgets.diff(kept, news)
        assert found.kinds == {"kind": "UPDATE", 'tags["a-b"]': "UPDATE", "zone": "ADD_REPLACE"}
        assert found.replaces == ["zone"] and found.delete_first

    def test_diff_without_old_inputs_takes_the_state(self, gadgets: Plugin) -> None:
        kept = gadgets.create(TOKEN, INPUTS)
        news = encode({**kept.inputs, "size": 2})
        request = provider_pb2.DiffRequest(id=kept.id, urn=kept.urn, olds=encode(kept.state), news=news)
        answer = call(gadgets.stub.Diff, request)
        assert list(answer.diffs) == ["size"] and answer.hasDetailedDiff and answer.detailedDiff["size"].inputDiff

    def test_preview_create(self, gadgets: Plugin, cloud: Cloud) -> None:
        inputs = {**INPUTS, "size": UNKNOWN}
        assert gadgets.preview_create(urn_of(TOKEN, "main"), inputs) == inputs, "outputs that are left out are unknown"
        assert cloud.calls == []

    def test_secrets_come_back_marked(self, gadgets: Plugin) -> None:
        kept = gadgets.create(TOKEN, {**INPUTS, "password": "hunter2"})
        assert {"password", "key"} <= gadgets.secrets
        refreshed = gadgets.refresh(kept)
        assert refreshed is not None and {"password", "key"} <= gadgets.secrets
        request = provider_pb2.UpdateRequest(
            id=kept.id, urn=kept.urn, olds=encode(kept.state), news=encode(kept.inputs), preview=True
        )
        wire = json_format.MessageToDict(call(gadgets.stub.Update, request).properties)
        assert wire["size"] == 1, "what is no secret is sent as it is"

    def test_a_secret_input_is_a_secret_output(self, gadgets: Plugin) -> None:
        inputs = gadgets.check(urn_of(TOKEN, "main"), INPUTS)
        request = provider_pb2.CreateRequest(urn=urn_of(TOKEN, "main"), properties=encode(inputs, ["size"]))
        assert "size" in decode(call(gadgets.stub.Create, request).properties).secrets

    def test_update(self, gadgets: Plugin) -> None:
        kept = gadgets.create(TOKEN, INPUTS)
        assert gadgets.preview_update(kept, {**INPUTS, "size": 3})["revision"] is UNKNOWN
        gadgets.update(kept, {**INPUTS, "size": 3})
        assert (kept["size"], kept["revision"]) == (3, 2)

    def test_update_without_old_inputs_takes_the_state(self, gadgets: Plugin, cloud: Cloud) -> None:
        kept = gadgets.create(TOKEN, INPUTS)
        cloud.calls.clear()
        request = provider_pb2.UpdateRequest(
            id=kept.id, urn=kept.urn, olds=encode(kept.state), news=encode(kept.inputs)
        )
        call(gadgets.stub.Update, request)
        assert cloud.calls == ["read"]

    def test_read_of_nothing(self, gadgets: Plugin) -> None:
        assert gadgets.import_(TOKEN, "g-77") is None

    def test_delete_twice(self, gadgets: Plugin, cloud: Cloud) -> None:
        kept = gadgets.create(TOKEN, INPUTS)
        gadgets.delete(kept)
        gadgets.delete(kept)
        assert cloud.things == {}

    def test_timeout_in_seconds(self, gadgets: Plugin, cloud: Cloud) -> None:
        contexts: list[Context] = []
        cloud.during["create"] = contexts.append
        gadgets.create(TOKEN, INPUTS, timeout=90)
        gadgets.create(TOKEN, {**INPUTS, "name": "other"})
        assert [ctx.timeout for ctx in contexts] == [90, None]


def fail_with(error: Exception) -> Any:
    def fail(_: Context) -> None:
        raise error

    return fail


class TestErrors:
    def test_life_cycle(self, gadgets: Plugin, cloud: Cloud) -> None:
        cloud.during["create"] = fail_with(ConnectionError("no route"))
        with pytest.raises(Refused) as failed:
            gadgets.create(TOKEN, INPUTS, name="main")
        assert failed.value.code == grpc.StatusCode.UNKNOWN
        assert failed.value.text == "creating Gadget (main): ConnectionError: no route"
        assert failed.value.id is None

    @pytest.mark.parametrize("verb", ["create", "settle", "read"])
    def test_fault_in_a_resource(self, gadgets: Plugin, cloud: Cloud, verb: str) -> None:
        cloud.during[verb] = fail_with(KeyError("Vpc"))
        with pytest.raises(Refused) as failed:
            gadgets.create(TOKEN, INPUTS, name="main")
        assert failed.value.text.endswith(
            ": fault in the privateapi plugin: KeyError: 'Vpc'; please report it (PRIVATEAPI_LOG=debug shows more)"
        )
        assert "Traceback" not in failed.value.text and ".py" not in failed.value.text

    def test_fault_in_the_framework(
        self, gadgets: Plugin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(registry, "find", lambda token: {}[token])
        answer = refused(gadgets.stub.Check, provider_pb2.CheckRequest(urn=urn_of(TOKEN, "main")))
        assert answer.code == grpc.StatusCode.INTERNAL
        assert answer.text == (
            f"fault in the privateapi plugin: KeyError: '{TOKEN}'; please report it (PRIVATEAPI_LOG=debug shows more)"
        )
        assert "fault in the plugin" in caplog.text and "Traceback" in caplog.text

    def test_error_of_the_machine(self, gadgets: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
        def find(token: str) -> Any:
            raise PermissionError("not yours")

        monkeypatch.setattr(registry, "find", find)
        answer = refused(gadgets.stub.Check, provider_pb2.CheckRequest(urn=urn_of(TOKEN, "main")))
        assert (answer.code, answer.text) == (grpc.StatusCode.UNKNOWN, "PermissionError: not yours")

    @pytest.mark.parametrize("verb", ["create", "update"])
    def test_partial_failure_in_bytes(self, gadgets: Plugin, cloud: Cloud, verb: str) -> None:
        """What the engine unpacks from the trailing metadata: id, properties, inputs and reasons."""
        cloud.during["settle"] = fail_with(ConnectionError("no route"))
        urn = urn_of(TOKEN, "main")
        inputs = encode(gadgets.check(urn, {**INPUTS, "password": "hunter2"}), ["password"])
        requests = {
            "create": (gadgets.stub.Create, provider_pb2.CreateRequest(urn=urn, properties=inputs)),
            "update": (
                gadgets.stub.Update,
                provider_pb2.UpdateRequest(urn=urn, id="g-1", olds=inputs, old_inputs=inputs, news=inputs),
            ),
        }
        method, request = requests[verb]
        with pytest.raises(grpc.RpcError) as failed:
            method(request)
        (raw,) = [value for key, value in failed.value.trailing_metadata() if key == "grpc-status-details-bin"]
        status = status_pb2.Status.FromString(raw)
        detail = provider_pb2.ErrorResourceInitFailed()
        assert status.details[0].Unpack(detail)
        assert (status.code, status.message) == (2, failed.value.details())
        assert detail.id == "g-1"
        assert list(detail.reasons) == ["setting up Gadget (main, g-1): ConnectionError: no route"]
        for properties in (detail.properties, detail.inputs):
            assert decode(properties).values["password"] == "hunter2"
            assert "password" in decode(properties).secrets


class TestConcurrency:
    def test_twenty_creations_at_the_same_time(self, gadgets: Plugin, cloud: Cloud) -> None:
        """Each one waits in its creation until all twenty are there."""
        together = threading.Barrier(20, timeout=WAIT)
        cloud.during["create"] = lambda _: together.wait()
        with futures.ThreadPoolExecutor(20) as pool:
            made = list(pool.map(lambda number: gadgets.create(TOKEN, {**INPUTS, "name": f"g{number}"}), range(20)))
        assert len({kept.id for kept in made}) == len(cloud.things) == 20

    def test_a_check_is_answered_while_creations_wait(self, gadgets: Plugin, cloud: Cloud) -> None:
        release = threading.Event()
        inside = threading.Barrier(33, timeout=WAIT)

        def hold(_: Context) -> None:
            inside.wait()
            assert release.wait(WAIT)

        cloud.during["create"] = hold
        with futures.ThreadPoolExecutor(40) as pool:
            running = [pool.submit(gadgets.create, TOKEN, {**INPUTS, "name": f"g{number}"}) for number in range(40)]
            inside.wait()  # as many as maxParallel are inside, the others wait for a slot
            assert gadgets.check(urn_of(TOKEN, "main"), INPUTS)["kind"] == "round"
            cloud.during.clear()
            release.set()
            assert len({each.result(WAIT).id for each in running}) == 40


class TestCancel:
    def test_during_a_wait(self, gadgets: Plugin, cloud: Cloud) -> None:
        waiting = threading.Event()

        def settle(ctx: Context) -> None:
            waiting.set()
            ctx.retry("ec2", "eventual", fail_with_code("InvalidVpcID.NotFound"), timeout=3600)

        cloud.during["settle"] = settle
        with futures.ThreadPoolExecutor(1) as pool:
            running = pool.submit(gadgets.create, TOKEN, INPUTS, "main")
            assert waiting.wait(WAIT)
            call(gadgets.stub.Cancel, empty_pb2.Empty())
            with pytest.raises(Refused) as failed:
                running.result(WAIT)
        assert failed.value.id == "g-1", "the id of what was made is kept"
        assert failed.value.text == (
            "setting up Gadget (main, g-1): cancelled while waiting; run `pulumi up` again to go on from here"
        )
        cloud.during.clear()
        gadgets.configure(region="us-east-1", skipCredentialsCheck=True)
        kept = gadgets.made[-1]
        gadgets.update(kept, INPUTS)
        assert kept["arn"] == "arn:g-1" and cloud.things.keys() == {"g-1"}

    def test_the_next_run_is_not_cancelled(self, gadgets: Plugin, cloud: Cloud) -> None:
        contexts: list[Context] = []
        cloud.during["create"] = contexts.append
        call(gadgets.stub.Cancel, empty_pb2.Empty())
        gadgets.create(TOKEN, INPUTS)
        gadgets.configure(region="us-east-1", skipCredentialsCheck=True)
        gadgets.create(TOKEN, {**INPUTS, "name": "other"})
        assert [ctx.cancelled.is_set() for ctx in contexts] == [True, False]


def fail_with_code(code: str) -> Any:
    def fail() -> None:
        raise ClientError({"Error": {"Code": code, "Message": ""}}, "DescribeVpcs")

    return fail


class TestMessages:
    @pytest.mark.parametrize("way", ["Handshake", "Attach"])
    def test_reach_the_engine(self, gadgets: Plugin, cloud: Cloud, engine: tuple[Engine, str], way: str) -> None:
        log, address = engine
        # The address of an engine that has gone since, as an attached plugin knows it.
        call(gadgets.stub.Attach, plugin_pb2.PluginAttach(address="127.0.0.1:9"))
        if way == "Attach":
            call(gadgets.stub.Attach, plugin_pb2.PluginAttach(address=address))
        else:
            call(gadgets.stub.Handshake, provider_pb2.ProviderHandshakeRequest(engine_address=address))

        def speak(ctx: Context) -> None:
            ctx.status("waiting for the paint to dry")
            ctx.warn("it is still wet")

        cloud.during["settle"] = speak
        gadgets.create(TOKEN, INPUTS, name="main")
        assert log.messages == [
            ("INFO", "main", "waiting for the paint to dry", True),
            ("WARNING", "main", "it is still wet", False),
        ]

    def test_engine_that_does_not_listen(self, gadgets: Plugin, cloud: Cloud, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "privateapi")
        call(gadgets.stub.Attach, plugin_pb2.PluginAttach(address="127.0.0.1:9"))
        cloud.during["settle"] = lambda ctx: ctx.warn("it is still wet")
        assert gadgets.create(TOKEN, INPUTS).id == "g-1"
        assert "the engine does not take messages" in caplog.text

    def test_without_an_engine(self, gadgets: Plugin, cloud: Cloud, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "privateapi")
        cloud.during["settle"] = lambda ctx: ctx.warn("it is still wet")
        gadgets.create(TOKEN, INPUTS)
        assert "it is still wet" in caplog.text


MAIN = Path(privateapi.__file__).parent / "plugin" / "__main__.py"


class TestProcess:
    def start(self, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-u", str(MAIN), "127.0.0.1:9", "--logtostderr"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
            cwd=MAIN.parent.parent.parent,
        )

    @pytest.mark.parametrize("level", ["", "debug", "no-such-level"])
    def test_first_line_is_the_port(self, level: str) -> None:
        with self.start(PRIVATEAPI_LOG=level) as process:
            try:
                assert process.stdout is not None
                port = int(process.stdout.readline())
                with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                    stub = provider_pb2_grpc.ResourceProviderStub(channel)
                    assert call(stub.GetPluginInfo, empty_pb2.Empty()).version == privateapi.__version__
            finally:
                process.terminate()
            assert process.communicate()[0] == ""

    def test_ends_with_the_engine(self, tmp_path: Path) -> None:
        """A process starts the plugin and is gone: nobody would take what the plugin still makes."""
        program = (
            "import subprocess, sys\n"
            f"process = subprocess.Popen([sys.executable, '-u', {str(MAIN)!r}], stdout=subprocess.PIPE, text=True)\n"
            "sys.stdout.write(f'{process.stdout.readline().strip()} {process.pid}')\n"
        )
        parent = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, cwd=MAIN.parent.parent.parent, check=True
        )
        port, pid = map(int, parent.stdout.split())
        if not self.ends(port):
            os.kill(pid, signal.SIGKILL)
            pytest.fail("the plugin goes on without its engine")

    def ends(self, port: int) -> bool:
        """Whether nobody listens at the port after a while."""
        for _ in range(int(WAIT / 0.1)):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)):
                    return True
            time.sleep(0.1)
        return False


def test_kept_is_what_the_engine_keeps() -> None:
    assert Kept("urn", "id", {}, {"a": 1})["a"] == 1
