"""Internal domain: a name that instances of API Gateway resolve to addresses in a VPC, or to a VPC access."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pulumi

from privateapi.rules.ali_dns.a_record_count import ARecordCount
from privateapi.rules.ali_dns.a_records import ARecords
from privateapi.rules.ali_dns.accessible_address import AccessibleAddress
from privateapi.rules.ali_dns.address_reserved import AddressReserved
from privateapi.rules.ali_dns.dedicated_instances import DedicatedInstances
from privateapi.rules.ali_dns.host_of_access import HostOfAccess
from privateapi.rules.ali_dns.no_values import NoValues
from privateapi.rules.ali_dns.one_kind import OneKind
from privateapi.rules.ali_dns.record_once import RecordOnce
from privateapi.rules.ali_dns.single_weight import SingleWeight
from privateapi.rules.ali_dns.some_weight import SomeWeight
from privateapi.rules.ali_dns.weight_range import WeightRange
from privateapi.sdk import alicloud
from privateapi.topology.model import InternalRecord, InternalRecordAssociation, WeightedAddress
from privateapi.topology.values import MISSING, Known, Refs, value_of, values_of

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component
from .dedicated_instance import AnyInstance, described
from .vpc_access import AuthorizedServer
from .vpc_integration_instance import VpcIntegrationInstance

RULES = (
    DedicatedInstances(),
    ARecords(),
    ARecordCount(),
    WeightRange(),
    SingleWeight(),
    SomeWeight(),
    AccessibleAddress(),
    OneKind(),
    HostOfAccess(),
    NoValues(),
    RecordOnce(),
    AddressReserved(),
)


@dataclass(frozen=True)
class WeightedRecord:
    """An A record: an IPv4 address and its weight, 0 to 100; only the ratio counts, and 0 means no requests."""

    address: str
    weight: int = 1


class InternalDomain(Component):
    """A domain name with its records, associated with dedicated instances of one kind.

    Instances resolve the name to these records even where it has a public resolution; a change takes effect after about
    ten minutes (API Gateway documentation, internal domain name resolution). VPC integration instances take A records;
    conventional instances take none, and reach the server of the VPC access whose Host value is the name.

    Args:
        region: region id.
        domain_name: the name.
        instances: the instances that resolve it, by a label that stays the same.
        records: up to 20 A records, for VPC integration instances.
        access: the VPC access with the name as its Host value, for conventional instances.
        wait_seconds: how long to wait after a change of the records; 600 seconds make it certain that what comes after
            finds them in effect.

    Raises:
        ComponentError: records or instances are such that the records have no effect or would be refused.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        domain_name: str,
        instances: Mapping[str, AnyInstance],
        records: Sequence[WeightedRecord] | None = None,
        access: AuthorizedServer | None = None,
        wait_seconds: int | None = None,
    ) -> None:
        faults = []
        if (records is None) == (access is None):
            faults.append(
                "give either records (A records, for VPC integration instances) or access (a VPC access, for "
                "conventional ones)"
            )
        if records is not None and not records:
            faults.append("records: there is none; the name would have no answer")
        if not instances:
            faults.append(
                "instances: there is none; a record has an effect on the instances that it is associated with"
            )
        if faults:
            raise ComponentError("InternalDomain", name, *faults)
        type: Literal["A", "VPC"] = "A" if records is not None else "VPC"
        design = _designed(name, region, domain_name, type, instances, records, access)
        super().__init__(
            name,
            {
                "region": region,
                "domainName": domain_name,
                "type": type,
                "records": [{"record": each.address, "weight": each.weight} for each in records or ()],
                "instances": list(instances),
            },
            opts,
        )
        self.domain_name = domain_name
        self.design = design
        record = alicloud.PrivateDns(
            name,
            self._child([access.resource] if access is not None else ()),
            region=region,
            intranet_domain=domain_name,
            type=type,
            records=[{"record": each.address, "weight": each.weight} for each in records] if records else None,
            wait_seconds=wait_seconds,
        )
        for label, instance in instances.items():
            alicloud.PrivateDnsAssociation(
                f"{name}-{label}",
                # An address is accepted only while an accessible block of the instance holds it.
                self._child([record, *([instance] if isinstance(instance, VpcIntegrationInstance) else [])]),
                region=region,
                instance_id=instance.instance_id,
                intranet_domains=[record.intranet_domain],
            )
        self.register_outputs({"domainName": record.intranet_domain})


def _designed(
    name: str,
    region: str,
    domain_name: str,
    type: str,
    instances: Mapping[str, AnyInstance],
    records: Sequence[WeightedRecord] | None,
    access: AuthorizedServer | None,
) -> ComponentDesign:
    """The design with the record in it, judged."""
    around = {label: described(instance, region) for label, instance in instances.items()}
    parts = [part for part, _ in around.values()]
    design = ComponentDesign("InternalDomain", name, [*parts, *([access.design] if access is not None else [])])
    record = design.add(
        InternalRecord(
            origin=design.origin("records"),
            name=name,
            region=Known(region),
            domain_name=Known(domain_name),
            type=value_of(type),
            addresses=Known(tuple(WeightedAddress(Known(each.address), Known(each.weight)) for each in records))
            if records is not None
            else MISSING,
        )
    )
    for label, (_, instance) in around.items():
        design.add(
            InternalRecordAssociation(
                origin=design.origin(f"instances.{label}"),
                name=f"{name}-{label}",
                region=Known(region),
                record=record,
                instances=Refs(values_of(instance.id), instance.nodes),
            )
        )
    design.require(RULES)
    return design
