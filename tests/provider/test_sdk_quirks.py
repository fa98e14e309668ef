"""What pulumi's SDK and botocore do that this plugin works around, one test for each.

A test that fails after an upgrade says which workaround may go. All of them were seen in pulumi 3.272.0 (the layer
`pulumi.provider.experimental`, on which the plugin is therefore not built) and boto3 1.44.5; the first lines name
where the workaround is.
"""

import asyncio
import inspect
import os
import threading
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import boto3
import botocore.loaders
import botocore.waiter
import grpc
import grpc.aio
import pulumi.provider
import pytest
import yaml
from botocore.exceptions import NoRegionError
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.provider.experimental import host, server
from pulumi.provider.experimental import provider as sdk
from pulumi.provider.experimental.property_value import Computed, PropertyValue
from pulumi.runtime import rpc
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

import privateapi
from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig
from privateapi.provider.context import Urn
from privateapi.provider.values import UNKNOWN, Properties, decode, encode
from tests.plugin import Refused, call, urn_of

VPC = "privateapi:ec2:Vpc"
CHILD = urn_of(VPC, "main", parent="privateapi:aws:Network")


class Recorder(sdk.Provider):
    """A provider on the SDK's layer that keeps the requests it gets."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.together = threading.Barrier(2, timeout=0.5)

    async def check(self, request: sdk.CheckRequest) -> sdk.CheckResponse:
        self.requests.append(request)
        if "fail" in request.new_inputs:
            raise ValueError("the CIDR is wrong")
        return await super().check(request)

    async def create(self, request: sdk.CreateRequest) -> sdk.CreateResponse:
        self.together.wait()
        return sdk.CreateResponse("id", request.properties)

    async def diff_config(self, request: sdk.DiffRequest) -> sdk.DiffResponse:
        detail = {"region": sdk.PropertyDiff(sdk.PropertyDiffKind.UPDATE, True)}
        return sdk.DiffResponse(changes=True, detailed_diff=detail if "detail" in request.new_inputs else {})

    async def diff(self, request: sdk.DiffRequest) -> sdk.DiffResponse:
        self.requests.append(request)
        return await super().diff(request)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def stub(recorder: Recorder) -> Iterator[Any]:
    """The SDK's servicer with the recorder behind it, as `pulumi.provider.experimental.server.main` serves it."""
    ports: futures.Future[int] = futures.Future()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        served = grpc.aio.server()
        servicer = server.ProviderServicer([], "0.0.1", recorder, engine_address="127.0.0.1:9")
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, served)
        port = served.add_insecure_port("127.0.0.1:0")
        await served.start()
        ports.set_result(port)
        await stop.wait()
        await served.stop(None)

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    with grpc.insecure_channel(f"127.0.0.1:{ports.result(30)}") as channel:
        yield provider_pb2_grpc.ResourceProviderStub(channel)
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def refused(method: Any, request: Any) -> Refused:
    with pytest.raises(Refused) as error:
        call(method, request)
    return error.value


def unmarshalled(value: Any) -> PropertyValue:
    return PropertyValue.unmarshal(json_format.ParseDict(value, struct_pb2.Value()))


def test_type_of_a_child_has_its_parents() -> None:
    """P1, pulumi 3.272.0: a look-up by type misses every resource in a component. `context.Urn`."""
    assert sdk.CheckRequest(CHILD, {}, {}, b"").type == "privateapi:aws:Network$privateapi:ec2:Vpc"
    assert Urn(CHILD).type == VPC


def test_colons_in_a_name_shift_the_type() -> None:
    """P2, pulumi 3.272.0: type and name are counted from the end. `context.Urn`."""
    urn = urn_of(VPC, "main::blue")
    request = sdk.CheckRequest(urn, {}, {}, b"")
    assert (request.type, request.name) == ("main", "blue")
    assert (Urn(urn).type, Urn(urn).name) == (VPC, "main::blue")


def test_unknown_arrives_as_a_text(stub: Any, recorder: Recorder) -> None:
    """P3, pulumi 3.272.0: never as `Computed`. `values.decode`."""
    news = encode({"vpcId": UNKNOWN})
    call(stub.Check, provider_pb2.CheckRequest(urn=CHILD, news=news))
    assert recorder.requests[0].new_inputs["vpcId"].value == rpc.UNKNOWN
    assert decode(news).values == {"vpcId": UNKNOWN}


def test_computed_cannot_be_sent_compared_or_hashed() -> None:
    """P4, pulumi 3.272.0. `values.Unknown`."""
    with pytest.raises(ValueError, match="Unsupported value type"):
        PropertyValue.computed().marshal()
    with pytest.raises(AttributeError):
        _ = Computed() == Computed()
    with pytest.raises(TypeError, match="unhashable"):
        hash(PropertyValue("a"))
    assert UNKNOWN == UNKNOWN and len({UNKNOWN}) == 1


def test_whole_numbers() -> None:
    """P5, pulumi 3.272.0: refused one way and fractions the other way. `values`."""
    with pytest.raises(TypeError, match="Unsupported value type: int"):
        PropertyValue(3)
    assert type(unmarshalled(3).value) is float
    assert type(decode(encode({"a": 3})).values["a"]) is int


def test_output_values() -> None:
    """P6, pulumi 3.272.0: an unknown one and one without dependencies cannot be read. `values.decode`."""
    signed = {rpc._special_sig_key: rpc._special_output_value_sig}
    with pytest.raises(ValueError, match="Output value missing 'value' field"):
        unmarshalled({**signed, "dependencies": []})
    with pytest.raises(UnboundLocalError):
        unmarshalled({**signed, "value": "x", "secret": True})
    wire = json_format.ParseDict({"a": signed, "b": {**signed, "value": "x", "secret": True}}, struct_pb2.Struct())
    assert decode(wire) == Properties({"a": UNKNOWN, "b": "x"}, frozenset("b"))


def test_diff_config(stub: Any) -> None:
    """P7, pulumi 3.272.0: a detailed answer crashes, `changes=True` goes out as the number 1. `server.DiffConfig`."""
    answer = refused(stub.DiffConfig, provider_pb2.DiffRequest(news=encode({"detail": True})))
    assert "has no attribute 'inputDiff'" in answer.text
    assert call(stub.DiffConfig, provider_pb2.DiffRequest()).changes == int(True)


def test_inherited_diff_answers_unknown(stub: Any) -> None:
    """P8, pulumi 3.272.0: the engine then updates and never replaces. `Lifecycle.diff`."""
    answer = call(stub.Diff, provider_pb2.DiffRequest(urn=CHILD, olds=encode({"a": 1}), news=encode({"a": 2})))
    assert answer.changes == provider_pb2.DiffResponse.DIFF_UNKNOWN
    assert not answer.replaces and not answer.detailedDiff


@pytest.mark.parametrize("request_", [sdk.DiffRequest, sdk.UpdateRequest, sdk.DeleteRequest])
def test_requests_drop_the_old_inputs(request_: type) -> None:
    """P9, pulumi 3.272.0: though they are on the wire. `server.ProviderServicer` is written on the stubs."""
    assert "old_inputs" in provider_pb2.DiffRequest.DESCRIPTOR.fields_by_name
    assert not {"old_inputs", "old_inputs_"} & inspect.signature(request_).parameters.keys()


def test_no_way_to_keep_the_id_of_what_is_half_made() -> None:
    """P10, pulumi 3.272.0: an error after AWS made it leaves an orphan. `server._abort_init_failed`."""
    assert hasattr(provider_pb2, "ErrorResourceInitFailed")
    assert "InitFailed" not in inspect.getsource(server) + inspect.getsource(sdk)


def test_errors_get_a_traceback(stub: Any) -> None:
    """P11, pulumi 3.272.0. `server.ProviderServicer._answer`."""
    answer = refused(stub.Check, provider_pb2.CheckRequest(urn=CHILD, news=encode({"fail": True})))
    assert "the CIDR is wrong:\n" in answer.text and 'File "' in answer.text


def test_blocking_calls_follow_each_other(stub: Any) -> None:
    """P12, pulumi 3.272.0: two creations that wait for each other never meet in the only loop. `server.serve`."""
    with futures.ThreadPoolExecutor(2) as pool:
        requests = [provider_pb2.CreateRequest(urn=CHILD) for _ in range(2)]
        running = [pool.submit(call, stub.Create, request) for request in requests]
        assert all("self.together.wait()" in str(each.exception(30)) for each in running)


def test_no_attach(stub: Any) -> None:
    """P18, pulumi 3.272.0: PULUMI_DEBUG_PROVIDERS fails. `server.ProviderServicer.Attach`."""
    answer = refused(stub.Attach, plugin_pb2.PluginAttach(address="127.0.0.1:9"))
    assert answer.code == grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize(
    ("method", "request_"),
    [("GetSchema", provider_pb2.GetSchemaRequest()), ("Delete", provider_pb2.DeleteRequest(urn=CHILD))],
)
def test_missing_methods_answer_unknown(stub: Any, method: str, request_: Any) -> None:
    """P19, pulumi 3.272.0: not UNIMPLEMENTED. `server.ProviderServicer` has all of them or refuses in words."""
    assert refused(getattr(stub, method), request_).code == grpc.StatusCode.UNKNOWN


def test_every_call_of_the_protocol_is_answered_or_refused() -> None:
    """The calls that this plugin leaves to the stubs, which answer UNIMPLEMENTED; new ones show here."""
    from privateapi.provider.server import ProviderServicer

    declared = {name for name, _ in inspect.getmembers(provider_pb2_grpc.ResourceProviderServicer) if name[0] != "_"}
    assert declared - set(vars(ProviderServicer)) == {"List", "Parameterize"}


def test_cancel_does_nothing(stub: Any, recorder: Recorder) -> None:
    """P22, pulumi 3.272.0: nothing tells a request that waits. `Context.cancelled`."""
    assert call(stub.Cancel, empty_pb2.Empty()) == empty_pb2.Empty()
    assert inspect.getsource(sdk.Provider.cancel).rstrip().endswith('"""')
    assert not {"cancelled", "logger"} & inspect.signature(sdk.CreateRequest).parameters.keys()


def test_plugin_folder_names_its_virtualenv() -> None:
    """P23, engine 3.200.0: a plugin by path is run as it is, its dependencies are not installed. `make init`."""
    folder = os.path.join(os.path.dirname(privateapi.__file__), "plugin")
    with open(os.path.join(folder, "PulumiPlugin.yaml"), encoding="utf-8") as file:
        runtime = yaml.safe_load(file)["runtime"]
    assert runtime["options"]["virtualenv"] == "../../.venv"
    assert os.listdir(folder) and "__main__.py" in os.listdir(folder)


def test_component_host_is_the_old_server() -> None:
    """P24, pulumi 3.272.0: it drops custom resources; components are therefore used in the program itself."""
    assert vars(host)["main"] is pulumi.provider.main


def test_botocore_has_no_waiters_for_transit_gateways_and_endpoints() -> None:
    """P27, boto3 1.44.5. `privateapi/facts/waiters/ec2.json`."""
    waiters = botocore.loaders.create_loader().load_service_model("ec2", "waiters-2")["waiters"]
    assert not [name for name in waiters if "TransitGateway" in name or "VpcEndpoint" in name]


def test_botocore_waits_without_listening() -> None:
    """boto3 1.44.5: a cancel is heard only after the pause, up to minutes later. `waiting.wait`."""
    assert "time.sleep(sleep_amount)" in inspect.getsource(botocore.waiter.Waiter.wait)


def test_boto3_does_not_read_aws_region(monkeypatch: pytest.MonkeyPatch) -> None:
    """boto3 1.44.5, unlike every other AWS tool. `Clients.default_region`."""
    for name in ("AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert boto3.Session().region_name is None
    assert Clients(ProviderConfig()).default_region == "eu-west-1"


def test_assumed_role_needs_a_region(monkeypatch: pytest.MonkeyPatch) -> None:
    """boto3 1.44.5: an STS with an endpoint of its own cannot be asked without one. `clients._assume`."""
    for name in ("AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    session = boto3.Session(aws_access_key_id="testing", aws_secret_access_key="testing")
    with pytest.raises(NoRegionError):
        session.client("sts", endpoint_url="http://127.0.0.1:9").get_caller_identity()
