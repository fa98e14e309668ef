"""Instances that resolve by internal DNS records (CloudAPI 2016-07-14: AssociateInstanceWithPrivateDNS)."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from privateapi.facts.alibaba import alibaba_facts
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.markers import Replaces
from privateapi.provider.model import AlibabaArgs, State
from privateapi.provider.resource import AlibabaResource
from privateapi.provider.values import holds_unknown
from privateapi.resources.alicloud._effect import WaitSeconds, wait_for_effect
from privateapi.resources.alicloud._instances import (
    DedicatedInstance,
    Instance,
    NoInstanceError,
    changing,
    find_instance,
)
from privateapi.resources.alicloud._judged import refuse_violations
from privateapi.resources.alicloud._records import IntranetDomain, find_record
from privateapi.rules.ali_dns.accessible_address import AccessibleAddress
from privateapi.rules.ali_dns.address_reserved import AddressReserved
from privateapi.rules.ali_dns.dedicated_instances import DedicatedInstances
from privateapi.rules.ali_dns.no_cluster import NoCluster
from privateapi.rules.ali_dns.one_kind import OneKind
from privateapi.topology.alibaba_answers import instance_node, record_node
from privateapi.topology.model import InternalRecordAssociation, Node, Origin
from privateapi.topology.values import Known, Ref, Refs

RULES = (DedicatedInstances(), OneKind(), NoCluster(), AccessibleAddress(), AddressReserved())
"""What the documents say of an instance and the records that it takes."""


def _sorted(values: list[str]) -> list[str]:
    return values if holds_unknown(values) else sorted(values)


class PrivateDnsAssociationArgs(AlibabaArgs):
    """Inputs of an association."""

    instance_id: Annotated[DedicatedInstance, Replaces()]
    """A dedicated instance; one in a dedicated instance cluster takes no records."""
    intranet_domains: Annotated[list[IntranetDomain], Field(min_length=1), AfterValidator(_sorted)]
    """Domain names that the instance resolves by their records. The records' type follows from the instance: ``A`` for
    a VPC integration instance, ``VPC`` for a conventional one. Other domains of the instance are left alone."""
    wait_seconds: WaitSeconds = 0
    """Seconds to wait after a change; it takes effect after about 10 minutes, which is 600."""

    def faults(self) -> Iterator[Fault]:
        names = self.intranet_domains if isinstance(self.intranet_domains, list) else []
        for name in dict.fromkeys(each for each in names if isinstance(each, str)):
            if names.count(name) > 1:
                yield Fault("intranetDomains", f"{name} is there more than once")


class PrivateDnsAssociationState(PrivateDnsAssociationArgs, State):
    """An association; its id is ``REGION/INSTANCE``."""

    instance_name: str
    """The name of the instance."""


class PrivateDnsAssociation(AlibabaResource[PrivateDnsAssociationArgs, PrivateDnsAssociationState]):
    """Domain names that one dedicated instance resolves by internal DNS records."""

    noun = "Alibaba Cloud API Gateway internal DNS association"
    id_form = "REGION/INSTANCE"
    id_example = "cn-hangzhou/apigateway-hz-ead4f4b0bac8"

    def create(self, ctx: Context, args: PrivateDnsAssociationArgs) -> str:
        self._associate(ctx, args.instance_id, args.intranet_domains)
        return f"{ctx.region}/{args.instance_id}"

    def settle(self, ctx: Context, id: str, args: PrivateDnsAssociationArgs) -> None:
        wait_for_effect(ctx, args.wait_seconds)

    def read(
        self, ctx: Context, id: str, prior: PrivateDnsAssociationState | None
    ) -> PrivateDnsAssociationState | None:
        instance_id = self.parts(id)[1]
        found = find_instance(ctx, instance_id)
        there = _domains(found) if found is not None else []
        mine = [name for name in there if prior is None or name in prior.intranet_domains]
        if found is None or not mine:
            return None
        return self.state(
            region=ctx.region,
            instance_id=instance_id,
            intranet_domains=mine,
            wait_seconds=prior.wait_seconds if prior else 0,
            instance_name=found["InstanceName"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: PrivateDnsAssociationState,
        new: PrivateDnsAssociationArgs,
        changed: frozenset[str],
    ) -> None:
        if "intranet_domains" not in changed:
            return
        self._associate(ctx, new.instance_id, new.intranet_domains)
        left = [name for name in old.intranet_domains if name not in new.intranet_domains]
        self._dissociate(ctx, new.instance_id, left)
        wait_for_effect(ctx, new.wait_seconds)

    def delete(self, ctx: Context, id: str, state: PrivateDnsAssociationState) -> None:
        with suppress(NoInstanceError):
            self._dissociate(ctx, self.parts(id)[1], state.intranet_domains)

    def _associate(self, ctx: Context, instance_id: str, domains: list[str]) -> None:
        with changing(ctx, instance_id) as instance:
            missing = [name for name in domains if name not in _domains(instance)]
            if not missing:
                return
            _check(ctx, instance, missing)
            self._call(ctx, "Associate", instance_id, missing)

    def _dissociate(self, ctx: Context, instance_id: str, domains: list[str]) -> None:
        with changing(ctx, instance_id) as instance:
            there = [name for name in domains if name in _domains(instance)]
            if there:
                self._call(ctx, "Dissociate", instance_id, there)

    def _call(self, ctx: Context, verb: str, instance_id: str, domains: list[str]) -> None:
        wanted = verb == "Associate"

        def is_done() -> bool:
            found = find_instance(ctx, instance_id)
            there = _domains(found) if found is not None else []
            return all((name in there) == wanted for name in domains)

        params = {"InstanceId": instance_id, "IntranetDomains": domains}
        ctx.call("cloudapi", f"{verb}InstanceWithPrivateDNS", params, is_done=is_done)


def _domains(instance: Instance) -> list[str]:
    """The domains that an instance is associated with."""
    return sorted(name.lower() for name in (instance.get("PrivateDnsList") or {}).get("PrivateDns") or ())


def _check(ctx: Context, instance: Instance, domains: list[str]) -> None:
    """Refuse what the documents refuse, with their reasons, before anything is changed."""
    planned: list[Node] = [instance_node(ctx.region, instance)]
    for domain in domains:
        found = _record_for(ctx, instance, domain)
        planned.append(record_node(ctx.region, found))
        planned.append(
            InternalRecordAssociation(
                origin=Origin(f"{ctx.region}/{instance['InstanceId']}#{domain}"),
                name=ctx.urn.name,
                region=Known(ctx.region),
                record=Ref.to(domain),
                instances=Refs.to(instance["InstanceId"]),
            )
        )
    refuse_violations(ctx, planned, RULES, "nothing was associated")


def _record_for(ctx: Context, instance: Instance, domain: str) -> dict[str, Any]:
    """The record of a domain, of the type for the instance if there is one, else of the other."""
    types = alibaba_facts().choices["apigw.record_types"].values
    kinds = sorted(types, key=lambda kind: (kind == "A") != (instance.get("DedicatedInstanceType") == "vpc_connect"))
    for kind in kinds:
        found = find_record(ctx, kind, domain)
        if found is not None:
            return dict(found)
    raise PluginError(
        f"there is no internal DNS record for {domain!r} in {ctx.region}; declare it (PrivateDns), and let "
        "intranetDomains depend on its intranetDomain"
    )
