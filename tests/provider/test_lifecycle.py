"""The life cycle in plain Python: what the framework does around a resource's own steps."""

import os
import re
import threading
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from botocore.exceptions import ClientError

from privateapi.provider.clients import Clients
from privateapi.provider.config import parse_config
from privateapi.provider.context import Context, Urn
from privateapi.provider.errors import ConfigurationError, Fault, LifecycleError, RegionError
from privateapi.provider.lifecycle import GLOBAL_REGION, Found, InitFailed, Lifecycle, Tell
from privateapi.provider.markers import AutoName
from privateapi.provider.model import Args, State
from privateapi.provider.resource import Resource
from privateapi.provider.values import UNKNOWN, Properties
from tests.plugin import urn_of
from tests.provider.gadget import Cloud, Gadget

URN = Urn(urn_of(Gadget.token, "main"))
INPUTS = {"region": "us-east-1", "name": "main", "kind": "round", "size": 1}
REFUSED = ClientError({"Error": {"Code": "Busy", "Message": "Come back with hunter2!"}}, "MakeGadget")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


class World:
    """One configured provider, its cloud of gadgets, and what it told the user."""

    def __init__(self, **config: Any) -> None:
        parsed = parse_config({"region": "us-east-1", "skipCredentialsCheck": True, **config})
        self.lifecycle = Lifecycle(parsed, Clients(parsed))
        self.cloud = Cloud()
        self.gadget = Gadget(self.cloud)
        self.warnings: list[str] = []
        self.tell = Tell(self.warnings.append, lambda _: None)

    def check(self, *secrets: str, old: dict[str, Any] | None = None, **values: Any) -> tuple[Properties, list[Fault]]:
        return self.lifecycle.check(self.gadget, URN, old or {}, Properties(values, frozenset(secrets)), b"seed")

    def create(self, *secrets: str, timeout: float | None = None, **values: Any) -> Found:
        inputs = Properties({**INPUTS, **values}, frozenset(secrets))
        return self.lifecycle.create(self.gadget, URN, inputs, timeout, self.tell)

    def read(self, id: str, state: dict[str, Any] | None = None, inputs: dict[str, Any] | None = None) -> Found | None:
        return self.lifecycle.read(self.gadget, URN, id, Properties(state or {}), Properties(inputs or {}), self.tell)

    def update(self, found: Found, **values: Any) -> Found:
        inputs = Properties({**found.inputs.values, **values}, found.inputs.secrets)
        return self.lifecycle.update(
            self.gadget, URN, found.id, found.state, found.inputs.values, inputs, None, self.tell
        )

    def delete(self, found: Found) -> None:
        self.lifecycle.delete(self.gadget, URN, found.id, found.state, None, self.tell)

    def refuse(self, step: str, error: Exception = REFUSED) -> None:
        def raising(_: Context) -> None:
            raise error

        self.cloud.during[step] = raising


@pytest.fixture
def world() -> World:
    return World()


class TestCheck:
    def test_defaults_and_normal_form(self, world: World) -> None:
        inputs, faults = world.check(kind="round", name="g", policy='{"a": 1}', parts=[{"label": "x"}], size="3")
        assert faults == []
        assert inputs.values == {
            "region": "us-east-1",
            "name": "g",
            "kind": "round",
            "size": 3,
            "policy": {"a": 1},
            "parts": [{"label": "x", "count": 1}],
        }

    def test_every_fault_and_the_values_as_given(self, world: World) -> None:
        inputs, faults = world.check(kind="oval", size=99, name="g", limit=1, colour="red")
        assert {fault.path: fault.reason for fault in faults} == {
            "kind": "'oval' should be 'round' or 'square'",
            "size": "99 should be less than or equal to 10",
            "colour": "there is no property 'colour'",
        }
        assert inputs.values["kind"] == "oval" and inputs.values["region"] == "us-east-1"

    def test_secrets(self, world: World) -> None:
        inputs, _ = world.check("size", kind="round")
        assert inputs.secrets == {"size", "password", "parts", "spare"}, "declared, also inside, and the program's own"

    def test_no_region(self) -> None:
        _, faults = World(region=None).check(kind="oval")
        assert {fault.path: fault.reason for fault in faults} == {
            "region": "there is no Region; set it here, in the provider's configuration (privateapi:region), "
            "or in AWS_REGION",
            "kind": "'oval' should be 'round' or 'square'",
        }

    @pytest.mark.parametrize(
        ("case", "tags", "expected"),
        [
            ("none of its own", None, {"team": "network", "stage": "test"}),
            ("its own go first", {"stage": "live", "x": "y"}, {"team": "network", "stage": "live", "x": "y"}),
            ("one not known yet", {"x": UNKNOWN}, {"team": "network", "stage": "test", "x": UNKNOWN}),
            ("not known yet", UNKNOWN, UNKNOWN),
        ],
    )
    def test_default_tags(self, case: str, tags: Any, expected: Any) -> None:
        inputs, faults = World(defaultTags={"team": "network", "stage": "test"}).check(kind="round", tags=tags)
        assert faults == [] and inputs.values["tags"] == expected

    def test_default_tags_beside_a_fault(self) -> None:
        _, faults = World(defaultTags={"team": "network"}).check(kind="round", tags="x")
        assert faults == [Fault("tags", "'x' should be a valid dictionary")]

    @pytest.mark.parametrize(
        ("case", "name", "pattern"),
        [
            ("plain", "main", "main-[0-9a-f]{7}"),
            ("other characters", "my.gadget/één", "my-gadget-n-[0-9a-f]{7}"),
            ("cut at the greatest length", "a" * 40, "a{12}-[0-9a-f]{7}"),
            ("no hyphen at the cut", "a" * 11 + "-b", "a{11}-[0-9a-f]{7}"),
            ("nothing left", "***", "r-[0-9a-f]{7}"),
        ],
    )
    def test_automatic_name(self, world: World, case: str, name: str, pattern: str) -> None:
        inputs, _ = world.lifecycle.check(
            world.gadget, Urn(urn_of(Gadget.token, name)), {}, Properties({"kind": "round"}), b"seed"
        )
        assert re.fullmatch(pattern, inputs.values["name"])

    def test_automatic_name_depends_on_the_seed_and_is_kept(self, world: World) -> None:
        first, _ = world.check(kind="round")
        again, _ = world.check(kind="round")
        other, _ = world.lifecycle.check(world.gadget, URN, {}, Properties({"kind": "round"}), b"other")
        kept, _ = world.lifecycle.check(world.gadget, URN, first.values, Properties({"kind": "round"}), b"other")
        assert first.values["name"] == again.values["name"] == kept.values["name"] != other.values["name"]

    def test_automatic_name_without_a_suffix(self, world: World) -> None:
        class InnerArgs(Args):
            name: Annotated[str, AutoName(8, suffix=False)]

        class InnerState(InnerArgs, State):
            arn: str

        class Inner(Resource[InnerArgs, InnerState]):
            noun = "Inner"
            service = "gadgets"

            def create(self, ctx: Context, args: InnerArgs) -> str:
                return args.name

            def read(self, ctx: Context, id: str, prior: InnerState | None) -> InnerState | None:
                return None

            def delete(self, ctx: Context, id: str, state: InnerState) -> None:
                return

        urn = Urn(urn_of(Inner.token, "in.the-house"))
        inputs, _ = world.lifecycle.check(Inner(), urn, {}, Properties({}), b"seed")
        assert inputs.values == {"name": "in-the-h"}

    def test_completed_inputs_are_validated(self, world: World) -> None:
        class Completed(Gadget):
            def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
                values["size"] = values["limit"] if name == "main" else None

        _, faults = world.lifecycle.check(Completed(), URN, {}, Properties({"kind": "round", "limit": 30}), b"seed")
        assert faults == [Fault("size", "30 should be less than or equal to 10")]

    def test_credentials(self, monkeypatch: pytest.MonkeyPatch) -> None:
        world = World(skipCredentialsCheck=False)
        asked: list[str] = []

        def account(region: str) -> str:
            asked.append(region)
            raise RegionError(f"{region!r}: no")

        monkeypatch.setattr(world.lifecycle.clients, "account", account)
        assert world.check(kind="round", region="eu-west-1")[1] == [Fault("region", "'eu-west-1': no")]
        assert asked == ["eu-west-1"]
        assert world.check(kind="oval", region="eu-west-1")[1] == [
            Fault("kind", "'oval' should be 'round' or 'square'")
        ]
        assert world.check(kind="round", region=UNKNOWN)[1] == []
        assert asked == ["eu-west-1"], "only when everything else is right and the Region is known"


class TestCreate:
    def test_steps_and_answer(self, world: World) -> None:
        found = world.create("extra", password="hunter2!", extra={"a": 1})
        assert world.cloud.calls == ["find", "create", "made", "settle", "read"]
        assert found.id == "g-1"
        assert found.state.values == {
            **INPUTS,
            "zone": "a",
            "arn": "arn:g-1",
            "key": "key-of-g-1",
            "revision": 1,
            "password": "hunter2!",
            "extra": {"a": 1},
        }
        assert found.state.secrets == {"password", "key", "parts", "spare", "extra"}
        assert found.inputs.values == {**INPUTS, "password": "hunter2!", "extra": {"a": 1}}

    def test_nothing_made(self, world: World) -> None:
        world.refuse("create")
        with pytest.raises(LifecycleError) as failed:
            world.create()
        assert str(failed.value) == "creating Gadget (main): Busy: Come back with hunter2! (MakeGadget)"
        assert world.cloud.things == {}

    @pytest.mark.parametrize(
        ("step", "text"),
        [
            ("settle", "setting up Gadget (main, g-1): Busy: Come back with [secret] (MakeGadget)"),
            ("read", "reading Gadget (g-1): Busy: Come back with [secret] (MakeGadget)"),
        ],
    )
    def test_half_made(self, world: World, step: str, text: str) -> None:
        world.refuse(step)
        with pytest.raises(InitFailed) as failed:
            world.create(password="hunter2!")
        assert str(failed.value) == str(failed.value.reason) == text
        assert failed.value.id == "g-1" and world.cloud.calls[-1] == "abandon"
        assert failed.value.state == failed.value.inputs == Properties({**INPUTS, "password": "hunter2!"})

    def test_mark_that_cannot_be_taken_off(self, world: World) -> None:
        world.refuse("settle", KeyError("state"))
        world.refuse("abandon")
        with pytest.raises(InitFailed):
            world.create()
        assert world.warnings == [
            "setting up Gadget (main, g-1): Busy: Come back with hunter2! (MakeGadget); "
            "the mark of its creation stays on it"
        ]

    def test_fault_in_the_plugin(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        world.refuse("create", KeyError("Vpc"))
        with pytest.raises(LifecycleError) as failed:
            world.create()
        assert str(failed.value) == (
            "creating Gadget (main): fault in the privateapi plugin: KeyError: 'Vpc'; "
            "please report it (PRIVATEAPI_LOG=debug shows more)"
        )
        assert "Traceback" in caplog.text and "creating Gadget (main)" in caplog.text

    @pytest.mark.parametrize(
        ("case", "secret", "hidden"),
        [
            ("text", "come back", True),
            ("in a list", ["come back"], True),
            ("in a map", {"a": {"b": "come back"}}, True),
            ("number", 4242, True),
            ("too short to be told from words", "com", False),
            ("boolean", True, False),
            ("unknown", UNKNOWN, False),
        ],
    )
    def test_secrets_are_not_in_errors(self, world: World, case: str, secret: Any, hidden: bool) -> None:
        world.refuse("create", ConnectionError("come back at 4242"))
        with pytest.raises(LifecycleError) as failed:
            world.create("extra", extra={"is": secret})
        assert ("[secret]" in str(failed.value)) is hidden

    def test_timeout_and_cancel_reach_the_resource(self, world: World) -> None:
        contexts: list[Context] = []
        world.cloud.during["create"] = contexts.append
        world.create(timeout=7)
        world.create()
        assert [ctx.timeout for ctx in contexts] == [7, None]
        assert all(ctx.cancelled is world.lifecycle.cancelled for ctx in contexts)
        assert contexts[0].region == "us-east-1" and contexts[0].token == contexts[1].token

    def test_without_a_check(self, world: World) -> None:
        with pytest.raises(ConfigurationError) as refused:
            world.create(kind="oval")
        assert str(refused.value) == "kind: 'oval' should be 'round' or 'square'"


class TestInterrupted:
    def left(self, world: World, **other: Any) -> None:
        """A gadget that a killed creation left, made with other inputs than now."""
        world.cloud.things["g-0"] = {
            "revision": 1,
            "zone": "a",
            "region": "us-east-1",
            "name": "main",
            "kind": "round",
            **other,
        }
        world.cloud.left_over.append("g-0")

    def test_goes_on(self, world: World) -> None:
        self.left(world)
        assert world.create().id == "g-0"
        assert world.cloud.calls == ["find", "read", "settle", "read"]
        assert world.cloud.things.keys() == {"g-0"}
        assert world.warnings == ["going on with g-0, which an interrupted creation left"]

    def test_gone_since(self, world: World) -> None:
        world.cloud.left_over.append("g-0")
        assert world.create().id == "g-1"
        assert world.warnings == []

    def test_changed_since_in_place(self, world: World) -> None:
        self.left(world, limit=4)
        found = world.create(size=3, limit=5)
        assert (found.id, found.state.values["size"], found.state.values["limit"]) == ("g-0", 3, 5)
        assert world.cloud.calls == ["find", "read", "settle", "read", "update", "read"]

    def test_changed_since_so_that_it_is_replaced(self, world: World) -> None:
        self.left(world, zone="b")
        found = world.create(zone="a")
        assert found.id == "g-1" and world.cloud.things.keys() == {"g-1"}
        assert world.warnings == ["deleted g-0, which an interrupted creation left with other inputs than now"]

    def test_automatic_name_of_the_first_try_stays(self, world: World) -> None:
        self.left(world, name="main-0123abc")
        inputs, _ = world.check(kind="round")
        assert inputs.values["name"] != "main-0123abc"
        found = world.create(**inputs.values)
        assert (found.id, found.state.values["name"]) == ("g-0", "main-0123abc")
        assert world.cloud.calls == ["find", "read", "settle", "read"]

    def test_change_that_fails_keeps_the_id(self, world: World) -> None:
        self.left(world)
        world.refuse("update")
        with pytest.raises(InitFailed) as failed:
            world.create(size=3)
        assert (failed.value.id, str(failed.value)) == (
            "g-0",
            "updating Gadget (g-0): Busy: Come back with hunter2! (MakeGadget)",
        )


class TestRead:
    def test_refresh(self, world: World) -> None:
        made = world.create(password="hunter2!")
        world.cloud.things["g-1"]["size"] = 5
        found = world.read("g-1", made.state.values, made.inputs.values)
        assert found is not None
        assert found.state.values == {**made.state.values, "size": 5}
        assert found.inputs.values == {**made.inputs.values, "size": 5}

    def test_gone(self, world: World) -> None:
        assert world.read("g-9", {"arn": "x"}, INPUTS) is None

    @pytest.mark.parametrize(
        ("case", "id", "state", "region"),
        [
            ("provider's Region", "g-1", {}, "us-east-1"),
            ("named Region", "g-1@eu-west-1", {}, "eu-west-1"),
            ("get in a Region", "g-1", {"region": "eu-west-2"}, "eu-west-2"),
            ("an id with an at sign", "g-1@home", {}, "us-east-1"),
        ],
    )
    def test_import(self, world: World, case: str, id: str, state: dict[str, Any], region: str) -> None:
        world.create(policy={"a": 1})
        contexts: list[Context] = []
        world.cloud.during["read"] = contexts.append
        world.cloud.things["g-1@home"] = world.cloud.things["g-1"]
        found = world.read(id, state)
        assert found is not None and found.id == ("g-1@home" if case.startswith("an id") else "g-1")
        assert contexts[0].region == region
        assert found.inputs.values == {**INPUTS, "zone": "a", "policy": {"a": 1}}

    @pytest.mark.parametrize(("inputs", "verb"), [({}, "importing"), (INPUTS, "reading")])
    def test_error(self, world: World, inputs: dict[str, Any], verb: str) -> None:
        world.refuse("read")
        with pytest.raises(LifecycleError) as failed:
            world.read("g-1", {"arn": "x", "key": "hunter2!"} if inputs else {}, inputs)
        hidden = "[secret]" if inputs else "hunter2!"
        assert str(failed.value) == f"{verb} Gadget (g-1): Busy: Come back with {hidden} (MakeGadget)"


class TestUpdate:
    def test_in_place(self, world: World) -> None:
        made = world.create(password="one")
        found = world.update(made, size=2, password="another")
        assert world.cloud.calls[5:] == ["update", "read"]
        assert (found.state.values["size"], found.state.values["revision"]) == (2, 2)
        assert found.state.values["password"] == "another", (
            "what the cloud never gives back is what the program says now"
        )

    def test_nothing_changed(self, world: World) -> None:
        world.update(world.create())
        assert world.cloud.calls[5:] == ["read"]

    def test_chosen_value_left_out(self, world: World) -> None:
        made = world.create(zone="a")
        world.update(made, zone=None)
        assert "update" not in world.cloud.calls

    def test_error(self, world: World) -> None:
        made = world.create(password="hunter2!")
        world.refuse("update")
        with pytest.raises(LifecycleError) as failed:
            world.update(made, size=2, password="Come back")
        assert str(failed.value) == "updating Gadget (g-1): Busy: [secret] with [secret] (MakeGadget)"

    def half_made(self, world: World) -> Found:
        world.refuse("settle")
        with pytest.raises(InitFailed) as failed:
            world.create()
        world.cloud.calls.clear()
        return Found(failed.value.id, failed.value.state, failed.value.inputs)

    def test_finishes_a_failed_creation(self, world: World) -> None:
        half = self.half_made(world)
        world.cloud.during.clear()
        found = world.update(half)
        assert world.cloud.calls == ["settle", "read", "read"]
        assert world.cloud.things["g-1"]["settled"] and found.state.values["arn"] == "arn:g-1"

    def test_finishes_a_failed_creation_and_changes(self, world: World) -> None:
        half = self.half_made(world)
        world.cloud.during.clear()
        assert world.update(half, size=4).state.values["size"] == 4
        assert world.cloud.calls == ["settle", "read", "update", "read"]

    def test_failed_creation_fails_again(self, world: World) -> None:
        half = self.half_made(world)
        with pytest.raises(InitFailed, match=r"^setting up Gadget \(main, g-1\): Busy") as failed:
            world.update(half, size=4)
        assert failed.value.id == "g-1" and failed.value.state.values["size"] == 4

    def test_disappears_in_between(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("privateapi.provider.lifecycle.APPEARS", 0.01)
        made = world.create()
        world.cloud.during["update"] = lambda _: world.cloud.during.update(read=lambda _: world.cloud.things.clear())
        with pytest.raises(LifecycleError) as failed:
            world.update(made, size=2)
        text = "reading Gadget (g-1): it is gone, though it was just created or changed"
        assert str(failed.value) == text


class TestPreviewUpdate:
    @pytest.mark.parametrize(
        ("case", "values", "expected"),
        [
            ("an output that changes with it", {"size": 2}, {"size": 2, "revision": UNKNOWN}),
            ("an output that stays", {"limit": 9}, {"limit": 9, "revision": 1}),
            ("an unknown", {"limit": UNKNOWN}, {"limit": UNKNOWN, "revision": 1}),
            ("what the cloud chose", {"limit": 9}, {"zone": "a"}),
            ("an input taken away", {"policy": None}, {"policy": None}),
        ],
    )
    def test_preview(self, world: World, case: str, values: dict[str, Any], expected: dict[str, Any]) -> None:
        made = world.create("limit", policy={"a": 1})
        inputs = Properties(
            {name: value for name, value in {**made.inputs.values, **values}.items() if value is not None}
        )
        after = world.lifecycle.preview_update(world.gadget, made.state, made.inputs.values, inputs)
        assert {name: after.values.get(name) for name in expected} == expected
        assert after.values["arn"] == "arn:g-1"
        assert "limit" in after.secrets

    def test_of_a_half_made_one(self, world: World) -> None:
        state = Properties(INPUTS)
        after = world.lifecycle.preview_update(world.gadget, state, INPUTS, Properties(INPUTS))
        assert {name: value for name, value in after.values.items() if value is not None} == INPUTS, (
            "outputs stay unknown"
        )


class TestDelete:
    def test_twice(self, world: World) -> None:
        made = world.create()
        world.delete(made)
        world.delete(made)
        assert world.cloud.things == {}

    def test_error(self, world: World) -> None:
        made = world.create(password="hunter2!")
        world.refuse("delete")
        with pytest.raises(LifecycleError) as failed:
            world.delete(made)
        assert str(failed.value) == "deleting Gadget (g-1): Busy: Come back with [secret] (MakeGadget)"

    def test_state_of_an_older_version_of_the_plugin(self, world: World) -> None:
        made = world.create()
        values = {**made.state.values, "colour": "red", "size": 99}
        world.delete(Found(made.id, Properties(values), made.inputs))
        assert world.cloud.things == {}


class TestRegion:
    @pytest.mark.parametrize(
        ("case", "default", "is_global", "region"),
        [
            ("its own", "us-east-1", False, "eu-west-1"),
            ("global", "us-gov-west-1", True, "us-gov-west-1"),
            ("global, none configured", None, True, GLOBAL_REGION),
        ],
    )
    def test_region(self, case: str, default: str | None, is_global: bool, region: str) -> None:
        world = World(region=default)

        class Somewhere(Gadget):
            pass

        Somewhere.is_global = is_global
        world.gadget = Somewhere(world.cloud)
        contexts: list[Context] = []
        world.cloud.during["create"] = contexts.append
        world.create(region="eu-west-1")
        assert contexts[0].region == region


def run_together(count: int, work: Callable[[int], object]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


def test_as_many_at_a_time_as_configured() -> None:
    """Four creations meet in pairs: never one alone, never three."""
    world = World(maxParallel=2)
    pair = threading.Barrier(2, timeout=30)
    inside, most = [0], [0]
    lock = threading.Lock()

    def meet(_: Context) -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        pair.wait()
        with lock:
            inside[0] -= 1

    world.cloud.during["create"] = meet
    run_together(4, lambda number: world.create(name=f"g{number}"))
    assert (len(world.cloud.things), most[0]) == (4, 2)


def test_a_slot_is_given_back_after_a_failure() -> None:
    world = World(maxParallel=1)
    for step in ("create", "settle"):
        world.cloud.during.clear()
        world.refuse(step)
        with pytest.raises((LifecycleError, InitFailed)):
            world.create()
    world.cloud.during.clear()
    assert world.create().id == "g-2"


def test_resource_without_an_update(world: World) -> None:
    class Fixed(Gadget):
        update = Resource.update

    world.gadget = Fixed(world.cloud)
    made = world.create()
    with pytest.raises(LifecycleError, match="Gadget has no property that is changed in place; please report it"):
        world.update(made, size=2)
