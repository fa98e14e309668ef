"""ALI-DNS-04: how many records a region has."""

from typing import ClassVar

from privateapi.rules.counting import Counters, QuotaRule, in_region
from privateapi.topology.model import InternalRecord


class RecordCount(QuotaRule):
    """A region has at most as many internal DNS records as the quota allows, those that exist already included."""

    id = "ALI-DNS-04"
    fix = "remove records, or spread the domains over regions"
    counters: ClassVar[Counters] = {"ali.apigw.dns_records": in_region(InternalRecord)}
