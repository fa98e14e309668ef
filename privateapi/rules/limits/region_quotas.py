"""QUO-02: quotas of a Region and of an account on AWS."""

from collections.abc import Iterator

from privateapi.rules.aws_counts import REGIONS
from privateapi.rules.counting import QuotaRule
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome


class RegionQuotas(QuotaRule):
    """A Region or an account gets no more than its quotas, what exists already included."""

    id = "QUO-02"
    fix = "ask for a higher quota before the deployment"
    counters = REGIONS
    remarks = (
        "Without live data only what is planned is counted, and that is said. What the deployment deletes is counted "
        "as long as it exists, because it may be deleted after the new resources are made."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from super().check(design)
        yield from self.without_live_data(design, REGIONS)
