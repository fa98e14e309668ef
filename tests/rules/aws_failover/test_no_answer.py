"""AWS-FO-01."""

from dataclasses import replace

from privateapi.rules.aws_failover.no_answer import NoAnswer
from privateapi.topology.model import Geolocation, HostedZone, Node, RecordSet, ZoneVpc
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.failover_designs import EAST, NAME, WEST, changed, design, inbound, records_of, values
from tests.rules.suite import RuleSuite


def _in(area: Geolocation) -> list[Node]:
    """The design with geolocation records: the east's for an area, the west's for Asia."""

    def change(record: RecordSet) -> RecordSet:
        place = area if record.name == EAST else Geolocation(continent=Known("AS"))
        return replace(record, latency_region=MISSING, geolocation=Known(place))

    return records_of(design(), change)


def _zone_of(region: str) -> list[Node]:
    """The design whose zone is associated with the VPC of one Region."""
    vpcs = Known((ZoneVpc(Ref.by(f"vpc:{region}")),))
    return [replace(node, vpcs=vpcs) if isinstance(node, HostedZone) else node for node in design()]


def _public() -> RecordSet:
    return replace(
        values("db", "db.internal.example.com", "orders.abc.us-east-1.rds.amazonaws.com"), type=Known("CNAME")
    )


class TestNoAnswer(RuleSuite):
    rule = NoAnswer
    passing = [
        ("two Regions", design()),
        ("a default record", _in(Geolocation(country=Known("*")))),
        ("the area of all clients", _in(Geolocation(country=Known("US")))),
        ("clients on premises with a resolver in both Regions", [*design(), inbound(EAST), inbound(WEST)]),
        # That a VPC does not see the zone is said by AWS-R53-02, also where it answers only under a failure.
        (
            "clients on premises whose other resolver does not see the zone",
            [*_zone_of(WEST), inbound(EAST), inbound(WEST)],
        ),
        ("another name of a public name", [*design(), _public()]),
        ("clients on premises and all else in one Region", [*design([EAST]), inbound(EAST)]),
        ("nothing named", [node for node in design() if not isinstance(node, RecordSet)]),
    ]
    failing = [
        (
            "no area of the clients",
            _in(Geolocation(continent=Known("EU"))),
            [
                f"VPC {region} gets no answer for {NAME}, although nothing has failed: no record is for {region}, and "
                "there is no default record"
                for region in (EAST, WEST)
            ],
        ),
        (
            "clients on premises with a resolver in one Region",
            [*design(), inbound(EAST)],
            [
                f"while Region {EAST} is down, a client on premises by inbound-{EAST} gets no answer for {NAME}: no "
                f"inbound endpoint works: Region {EAST} is down"
            ],
        ),
        (
            "another name that is not there",
            [
                *design(),
                replace(
                    values("www", "www.internal.example.com", "gone.internal.example.com"),
                    type=Known("CNAME"),
                ),
            ],
            [
                f"VPC {region} gets no answer for www.internal.example.com, although nothing has failed: hosted zone "
                "internal has no A record gone.internal.example.com, and nothing else is asked"
                for region in (EAST, WEST)
            ],
        ),
    ]
    # What cannot be told of an answer is said by AWS-FO-02, once.
    unknown = [("a health that is not known", changed(design(), f"record:{WEST}", health_check=Ref(UNKNOWN)), [])]
