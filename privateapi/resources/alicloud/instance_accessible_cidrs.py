"""CIDR blocks that a VPC integration instance may reach (CloudAPI 2016-07-14: ModifyInstanceAttribute)."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.kinds import Ipv4Cidr
from privateapi.provider.markers import Replaces
from privateapi.provider.model import AlibabaArgs, State
from privateapi.provider.resource import AlibabaResource
from privateapi.provider.values import holds_unknown
from privateapi.resources.alicloud._instances import (
    CHANGE_TIMEOUT,
    DedicatedInstance,
    Instance,
    NoInstanceError,
    changing,
    find_instance,
    need_instance,
    running_instance,
)
from privateapi.resources.alicloud._judged import refuse_violations
from privateapi.resources.alicloud._reserved import reserved_everywhere
from privateapi.rules.ali_access.added_block_reserved import AddedBlockReserved
from privateapi.topology.alibaba_answers import connect_cidr_blocks, instance_node, own_cidr_blocks
from privateapi.topology.cidr import parse_cidr
from privateapi.topology.model import AccessibleCidrs, Origin
from privateapi.topology.values import Known, Ref, values_of


def _sorted(blocks: list[str]) -> list[str]:
    if holds_unknown(blocks):
        return blocks
    return sorted(blocks, key=lambda block: (parse_cidr(block).first, parse_cidr(block).prefix))


class InstanceAccessibleCidrsArgs(AlibabaArgs):
    """Inputs of the accessible CIDR blocks of an instance."""

    instance_id: Annotated[DedicatedInstance, Replaces()]
    """A VPC integration instance."""
    cidr_blocks: Annotated[list[Ipv4Cidr], Field(min_length=1), AfterValidator(_sorted)]
    """All blocks that were added to those of the instance's own vSwitches, which are accessible anyway: inside the VPC
    of the instance, or connected to it. Blocks that are not here are taken away."""

    def faults(self) -> Iterator[Fault]:
        blocks = self.cidr_blocks if isinstance(self.cidr_blocks, list) else []
        for block in dict.fromkeys(each for each in blocks if isinstance(each, str)):
            if blocks.count(block) > 1:
                yield Fault("cidrBlocks", f"{block} is there more than once")
            reserved = reserved_everywhere(self.region, parse_cidr(block))
            if reserved is not None:
                yield Fault("cidrBlocks", f"{block} {reserved}")


class InstanceAccessibleCidrsState(InstanceAccessibleCidrsArgs, State):
    """The accessible CIDR blocks of an instance; the id is ``REGION/INSTANCE``."""

    own_cidr_blocks: list[str]
    """Blocks of the vSwitches that the instance was made with."""


class InstanceAccessibleCidrs(AlibabaResource[InstanceAccessibleCidrsArgs, InstanceAccessibleCidrsState]):
    """The whole set of CIDR blocks that were added to what a VPC integration instance may reach.

    An instance has one such resource. The argument `toConnectVpcIpBlocks` of `alicloud.apigateway.Instance` sends the
    first block only, takes none away and sees no drift (pulumi_alicloud 4.0.0).
    """

    noun = "Alibaba Cloud API Gateway accessible CIDR blocks"
    id_form = "REGION/INSTANCE"
    id_example = "cn-hangzhou/apigateway-hz-ead4f4b0bac8"

    def create(self, ctx: Context, args: InstanceAccessibleCidrsArgs) -> str:
        instance = running_instance(ctx, args.instance_id)
        _check(ctx, instance, args.cidr_blocks)
        return f"{ctx.region}/{args.instance_id}"

    def settle(self, ctx: Context, id: str, args: InstanceAccessibleCidrsArgs) -> None:
        self._bring(ctx, args.instance_id, args.cidr_blocks)

    def read(
        self, ctx: Context, id: str, prior: InstanceAccessibleCidrsState | None
    ) -> InstanceAccessibleCidrsState | None:
        instance_id = self.parts(id)[1]
        found = find_instance(ctx, instance_id)
        if found is None:
            return None
        # A vSwitch's own block counts for added where the program names it: taking it away would be wrong as well.
        own = own_cidr_blocks(found)
        named = prior.cidr_blocks if prior is not None else []
        added = [block for block in connect_cidr_blocks(found) if block not in own or block in named]
        if not added:
            return None
        return self.state(region=ctx.region, instance_id=instance_id, cidr_blocks=added, own_cidr_blocks=own)

    def update(
        self,
        ctx: Context,
        id: str,
        old: InstanceAccessibleCidrsState,
        new: InstanceAccessibleCidrsArgs,
        changed: frozenset[str],
    ) -> None:
        if "cidr_blocks" in changed:
            _check(ctx, running_instance(ctx, new.instance_id), new.cidr_blocks)
            self._bring(ctx, new.instance_id, new.cidr_blocks)

    def delete(self, ctx: Context, id: str, state: InstanceAccessibleCidrsState) -> None:
        with suppress(NoInstanceError):
            self._bring(ctx, self.parts(id)[1], [])

    def _bring(self, ctx: Context, instance_id: str, wanted: list[str]) -> None:
        """Add and take away, one block in a call: the API takes one, and the instance one change at a time."""
        with changing(ctx, instance_id) as instance:
            own, there = own_cidr_blocks(instance), connect_cidr_blocks(instance)
            # What is added first is never missed in between.
            for block in wanted:
                if block not in there:
                    change = {"ToConnectVpcIpBlock": {"CidrBlock": block, "Customized": True}}
                    self._modify(ctx, instance_id, block, change, True)
            for block in there:
                if block not in wanted and block not in own:
                    self._modify(ctx, instance_id, block, {"DeleteVpcIpBlock": block}, False)

    def _modify(self, ctx: Context, instance_id: str, block: str, change: dict[str, Any], wanted: bool) -> None:
        def is_done() -> bool:
            return (block in connect_cidr_blocks(need_instance(ctx, instance_id))) == wanted

        ctx.status(f"{'adding' if wanted else 'taking away'} {block}")
        params = {"InstanceId": instance_id, "Token": uuid.uuid4().hex, **change}
        ctx.call("cloudapi", "ModifyInstanceAttribute", params, is_done=is_done)
        running_instance(ctx, instance_id)
        ctx.until(is_done, CHANGE_TIMEOUT)


def _check(ctx: Context, instance: Instance, blocks: list[str]) -> None:
    """Refuse an instance of another kind, and blocks that API Gateway keeps for itself in a zone of the instance."""
    kind = instance.get("DedicatedInstanceType")
    if kind != "vpc_connect":
        raise PluginError(
            f"{instance['InstanceId']} is an instance of type {kind!r}; only VPC integration instances (vpc_connect) "
            "have accessible CIDR blocks"
        )
    added = AccessibleCidrs(
        origin=Origin(ctx.urn.text),
        name=ctx.urn.name,
        region=Known(ctx.region),
        instance=Ref.to(instance["InstanceId"]),
        cidr_blocks=values_of(*blocks),
    )
    refuse_violations(ctx, [instance_node(ctx.region, instance), added], [AddedBlockReserved()], "nothing was added")
