"""Instances, internal DNS records, VPCs and vSwitches that exist on Alibaba Cloud."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from privateapi.provider.alibaba import AlibabaClient
from privateapi.readers.live.data import LiveData
from privateapi.readers.live.place import Place, Source, given, to
from privateapi.readers.live.reader import read_all
from privateapi.topology.alibaba_answers import instance_node, record_node
from privateapi.topology.model import AlibabaVpc, Node, Origin, VSwitch
from privateapi.topology.values import Known


@functools.cache
def read_alibaba(regions: tuple[str, ...], time_limit_seconds: float) -> LiveData:
    """What exists in those regions for the ambient credentials. It is read once in a process."""
    client = AlibabaClient()
    try:
        return read_regions(regions, time_limit_seconds, client)
    finally:
        client.close()


def read_regions(regions: Sequence[str], time_limit_seconds: float, client: AlibabaClient) -> LiveData:
    """As `read_alibaba`, with a client."""
    deadline = time.monotonic() + time_limit_seconds
    # A call is repeated for longer than anybody waits here.
    ended = threading.Event()
    places = [
        Place("", region, lambda product: functools.partial(client.pages, product, cancelled=ended))
        for region in dict.fromkeys(regions)
    ]
    try:
        asked = ((source, place) for source in SOURCES for place in places)
        return read_all(asked, "", deadline, time_limit_seconds)
    finally:
        ended.set()


def _source(what: str, product: str, action: str, items: str, node: Callable[[str, Mapping[str, Any]], Node]) -> Source:
    def read(place: Place) -> Iterator[Node]:
        for found in place.client(product)(action, items, region=place.region):
            yield node(place.region, found)

    return Source(what, f"{product}:{action}", nodes=read)


def _vpc(region: str, found: Mapping[str, Any]) -> AlibabaVpc:
    return AlibabaVpc(**_common(region, found["VpcId"], found.get("VpcName")), cidr_block=given(found.get("CidrBlock")))


def _vswitch(region: str, found: Mapping[str, Any]) -> VSwitch:
    return VSwitch(
        **_common(region, found["VSwitchId"], found.get("VSwitchName")),
        vpc=to(found.get("VpcId")),
        cidr_block=given(found.get("CidrBlock")),
        zone=given(found.get("ZoneId")),
    )


def _common(region: str, id: str, name: str | None) -> dict[str, Any]:
    return {
        "origin": Origin(f"{region}/{id}"),
        "name": name or id,
        "id": Known(id),
        "region": Known(region),
        "live": True,
    }


SOURCES = (
    _source("VPCs", "vpc", "DescribeVpcs", "Vpcs.Vpc", _vpc),
    _source("vSwitches", "vpc", "DescribeVSwitches", "VSwitches.VSwitch", _vswitch),
    _source("API Gateway instances", "cloudapi", "DescribeInstances", "Instances.InstanceAttribute", instance_node),
    _source("internal DNS records", "cloudapi", "ListPrivateDNS", "PrivateDNSList", record_node),
)
