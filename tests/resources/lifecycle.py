"""The life cycle that every resource passes, given as data: subclass :class:`Lifecycle` in the resource's test file.

    class TestSubnet(Lifecycle):
        token = "privateapi:ec2:Subnet"

        def inputs(self, plugin, aws):
            vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"})
            return {"vpcId": vpc.id, "cidrBlock": "10.0.0.0/24"}

        update = {"mapPublicIpOnLaunch": True}
        replace = {"cidrBlock": "10.0.1.0/24"}

A test for every argument beyond that belongs beside it, in the same class. The fixture ``aws`` is what speaks to the
cloud without the plugin; resources of another cloud have one of their own under that name: ``Lifecycle[Gateway]``.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic

import pytest
from botocore.exceptions import ClientError
from pulumi.runtime.proto import provider_pb2
from typing_extensions import TypeVar

from privateapi.provider import registry
from privateapi.provider.changes import same
from privateapi.provider.markers import Replaces
from privateapi.provider.model import FieldSpec, specs
from privateapi.provider.values import UNKNOWN, decode, encode
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, call, urn_of

C = TypeVar("C", default=Clients)


class Lifecycle(Generic[C]):
    """Basic, update, replace, disappears, import, unknown in preview, child of a component, failure after create."""

    token: ClassVar[str]
    update: ClassVar[Mapping[str, Any] | None]
    """Inputs (camelCase) that are changed in place; ``None`` when the cloud changes nothing of it in place."""
    replace: ClassVar[Mapping[str, Any] | None]
    """Inputs whose change replaces it; ``None`` when everything is changed in place."""
    deletes_first: ClassVar[bool] = False
    """Whether the replacement of ``replace`` deletes the old one first."""
    not_imported: ClassVar[frozenset[str]] = frozenset()
    """Inputs that the cloud never gives back."""

    waits_only: ClassVar[bool] = False
    """Whether it has nothing of its own in AWS, so that there is nothing to be gone."""

    def inputs(self, plugin: Plugin, aws: C) -> dict[str, Any]:
        """The basic inputs; makes what it needs through the plugin."""
        raise NotImplementedError

    def gone(self, aws: C, kept: Kept) -> bool:
        """Whether the cloud has it no longer, asked without the plugin."""
        raise NotImplementedError

    def import_id(self, kept: Kept) -> str:
        """What a user types after `pulumi import`."""
        return kept.id

    def import_id_with_region(self, kept: Kept) -> tuple[str, str]:
        """The same with a region in it, and that region."""
        return f"{self.import_id(kept)}@us-east-1", "us-east-1"

    def changed(self, plugin: Plugin, aws: C, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hook for changes that need resources of their own (ids)."""
        return changes

    def test_basic(self, plugin: Plugin, aws: C) -> None:
        inputs = self.inputs(plugin, aws)
        kept = plugin.create(self.token, inputs)
        assert kept.id
        resource = registry.find(self.token)
        missing = [
            wire for wire, spec in specs(resource.State).items() if spec.required and kept.state.get(wire) is None
        ]
        assert not missing, f"outputs without a value: {missing}"
        inputs_of = specs(resource.Args)
        for wire, value in kept.inputs.items():
            if value not in ([], {}):
                assert same(inputs_of[wire], kept.state.get(wire), value), (
                    f"{wire}: the inputs say {value}, AWS {kept.state.get(wire)}"
                )
        refreshed = plugin.refresh(kept)
        assert refreshed is not None
        assert refreshed.state == kept.state
        assert not plugin.diff(refreshed, plugin.check(kept.urn, inputs, kept.inputs)), "a refresh must show no drift"
        assert self.waits_only or not self.gone(aws, kept)
        plugin.delete(kept)
        assert self.waits_only or self.gone(aws, kept)
        plugin.delete(kept)

    def test_update(self, plugin: Plugin, aws: C) -> None:
        if self.update is None:
            settable = [w for w, s in specs(registry.find(self.token).Args).items() if not _replaces(s)]
            assert not settable, f"{settable} can be changed in place, but no update is tested"
            return
        inputs = self.inputs(plugin, aws)
        kept = plugin.create(self.token, inputs)
        news = {**inputs, **self.changed(plugin, aws, self.update)}
        difference = plugin.diff(kept, plugin.check(kept.urn, news, kept.inputs))
        assert difference and not difference.replaces, difference
        preview = plugin.preview_update(kept, news)
        id = kept.id
        plugin.update(kept, news)
        assert kept.id == id
        for wire, value in preview.items():
            assert value is UNKNOWN or same(
                specs(registry.find(self.token).State)[wire], kept.state.get(wire), value
            ), f"{wire}: previewed {value}, is {kept.state.get(wire)}"
        refreshed = plugin.refresh(kept)
        assert refreshed is not None and refreshed.state == kept.state
        assert not plugin.diff(refreshed, plugin.check(kept.urn, news, kept.inputs))
        plugin.update(kept, inputs)
        refreshed = plugin.refresh(kept)
        assert refreshed is not None
        left = plugin.diff(refreshed, plugin.check(kept.urn, inputs, kept.inputs))
        assert not left, f"the way back leaves {left}"

    def test_replace(self, plugin: Plugin, aws: C) -> None:
        if self.replace is None:
            fixed = [w for w, s in specs(registry.find(self.token).Args).items() if _replaces(s) and w != "region"]
            assert not fixed, f"{fixed} replace, but no replacement is tested"
            return
        inputs = self.inputs(plugin, aws)
        kept = plugin.create(self.token, inputs)
        news = {**inputs, **self.changed(plugin, aws, self.replace)}
        checked = plugin.check(kept.urn, news, kept.inputs)
        difference = plugin.diff(kept, checked)
        assert set(difference.replaces) == set(self.replace), difference
        assert all(kind.endswith("_REPLACE") for path, kind in difference.kinds.items() if path in self.replace)
        assert difference.delete_first == self.deletes_first
        if self.deletes_first:
            plugin.delete(kept)
        successor = plugin.create(self.token, news)
        for wire in self.replace:
            assert successor.state[wire] == successor.inputs[wire]
        if not self.deletes_first:
            plugin.delete(kept)
        assert plugin.refresh(successor) is not None

    def test_disappears(self, plugin: Plugin, aws: C) -> None:
        kept = plugin.create(self.token, self.inputs(plugin, aws))
        plugin.delete(kept)
        assert plugin.refresh(kept) is None
        assert plugin.import_(self.token, self.import_id(kept)) is None
        plugin.delete(kept)

    def test_import(self, plugin: Plugin, aws: C) -> None:
        inputs = self.inputs(plugin, aws)
        kept = plugin.create(self.token, inputs)
        imported = plugin.import_(self.token, self.import_id(kept))
        assert imported is not None
        assert imported.id == kept.id
        ignored = self.not_imported
        assert {k: v for k, v in imported.state.items() if k not in ignored} == {
            k: v for k, v in kept.state.items() if k not in ignored
        }
        news = plugin.check(kept.urn, inputs, imported.inputs)
        left = {path for path in plugin.diff(imported, news).kinds if path.split(".")[0].split("[")[0] not in ignored}
        assert not left, f"the preview after an import shows {left}"

    def test_import_region(self, plugin: Plugin, aws: C) -> None:
        resource = registry.find(self.token)
        if resource.is_global or "region" not in specs(resource.Args):
            assert resource.is_global or "region" not in specs(resource.Args)
            return
        kept = plugin.create(self.token, self.inputs(plugin, aws))
        id, region = self.import_id_with_region(kept)
        imported = plugin.import_(self.token, id)
        assert imported is not None and imported.id == kept.id and imported.inputs["region"] == region

    def test_unknown_in_preview(self, plugin: Plugin, aws: C) -> None:
        inputs = plugin.check(urn_of(self.token, "preview"), self.inputs(plugin, aws))
        for name in inputs:
            urn = urn_of(self.token, "preview")
            checked = plugin.check(urn, {**inputs, name: UNKNOWN})
            assert checked[name] is UNKNOWN
            preview = plugin.preview_create(urn, checked)
            assert preview[name] is UNKNOWN
            difference = plugin.diff(Kept(urn, "id", inputs, inputs), checked)
            assert name in {path.split(".")[0].split("[")[0] for path in difference.kinds}

    def test_child_of_component(self, plugin: Plugin, aws: C) -> None:
        inputs = self.inputs(plugin, aws)
        urn = urn_of(self.token, "with::colons", parent="privateapi:aws:Network$other:Parent")
        checked = plugin.check(urn, inputs)
        answer = call(plugin.stub.Create, provider_pb2.CreateRequest(urn=urn, properties=encode(checked)))
        kept = Kept(urn, answer.id, checked, decode(answer.properties).values)
        plugin.made.append(kept)
        assert plugin.refresh(kept) is not None
        assert not plugin.diff(kept, checked)
        plugin.delete(kept)
        assert self.waits_only or self.gone(aws, kept)

    def test_failure_after_create(self, plugin: Plugin, aws: C, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        resource = type(registry.find(self.token))
        failure = ClientError({"Error": {"Code": "InternalError", "Message": "try again"}}, "Describe")

        def fail(*_: Any) -> None:
            raise failure

        urn = urn_of(self.token, "half")
        with monkeypatch.context() as patched:
            patched.setattr(resource, "settle", fail)
            with pytest.raises(Refused) as refused:
                plugin.create(self.token, inputs, name="half")
        assert refused.value.id, "the id of what was made must reach the engine"
        assert refused.value.text.startswith(f"setting up {resource.noun} (half, ")
        assert "Traceback" not in refused.value.text
        kept = plugin.made[-1]
        assert (kept.urn, kept.id) == (urn, refused.value.id)
        plugin.update(kept, inputs)
        refreshed = plugin.refresh(kept)
        assert refreshed is not None and refreshed.state == kept.state
        assert not plugin.diff(refreshed, plugin.check(urn, inputs, kept.inputs)), "the set-up was not finished"
        plugin.delete(kept)
        assert self.waits_only or self.gone(aws, kept)


def _replaces(spec: FieldSpec) -> bool:
    return spec.has(Replaces)
