"""QUO-03: quotas of Alibaba Cloud."""

from collections.abc import Iterator

from privateapi.rules.alibaba_counts import REGIONS, RESOURCES
from privateapi.rules.counting import QuotaRule
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome


class AlibabaQuotas(QuotaRule):
    """A VPC, group, server or region of Alibaba Cloud gets no more than its quotas."""

    id = "QUO-03"
    fix = "spread them over more resources, or ask for a higher quota"
    counters = {**RESOURCES, **REGIONS}
    remarks = "The quotas of internal DNS records are ALI-DNS-03 to ALI-DNS-05."

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from super().check(design)
        yield from self.without_live_data(design, REGIONS)
