"""DNS of Alibaba Cloud: private zones, and records that are public."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import AlibabaPrivateZone, AlibabaPublicRecord, Node
from privateapi.topology.values import Value


@reads("alicloud:pvtz/zone:Zone", id="zoneId")
def private_zone(read: Reading) -> Iterator[Node]:
    yield AlibabaPrivateZone(**read.node, zone_name=read.text("zoneName", "name"))


@reads("alicloud:dns/alidnsRecord:AlidnsRecord")
def record(read: Reading) -> Iterator[Node]:
    yield AlibabaPublicRecord(
        **read.node, record_name=_joined(read.text("rr"), read.text("domainName")), type=read.text("type")
    )


@reads("alicloud:dns/record:Record")
def older_record(read: Reading) -> Iterator[Node]:
    yield AlibabaPublicRecord(
        **read.node, record_name=_joined(read.text("hostRecord"), read.text("name")), type=read.text("type")
    )


def _joined(host: Value[str], domain: Value[str]) -> Value[str]:
    """The absolute name; `@` stands for the domain itself."""
    return host.then(lambda label: domain.map(lambda name: name if label == "@" else f"{label}.{name}"))
