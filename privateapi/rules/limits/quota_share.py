"""QUO-04: quotas that are nearly used up."""

from collections.abc import Iterator

from privateapi.facts.quotas import Quota
from privateapi.rules import alibaba_counts, aws_counts
from privateapi.rules.counting import Count, QuotaRule, existing, way_out
from privateapi.rules.design import Design, Limit
from privateapi.rules.rule import Outcome


class QuotaShare(QuotaRule):
    """What is planned leaves room in the quotas for the next change."""

    id = "QUO-04"
    fix = "ask for a higher quota before the next change needs it"
    counters = {
        **aws_counts.RESOURCES,
        **aws_counts.REGIONS,
        **aws_counts.SECURITY_GROUPS,
        **alibaba_counts.RESOURCES,
        **alibaba_counts.REGIONS,
    }
    remarks = "The share is in the configuration. A quota of one is no quota to leave room in."

    def judged(self, design: Design, count: Count, quota: Quota, limit: Limit) -> Iterator[Outcome]:
        percent = design.settings.quota_warning_percent
        if limit.value > 1 and limit.value * percent <= count.amount * 100 <= limit.value * 100:
            share = count.amount * 100 // limit.value
            has = f"{count.holder} has {count.amount}{existing(count)}"
            yield self.violation(
                f"{has}, {share} % of the limit {limit.text}: {quota.name}",
                *count.planned[:1],
                fix=way_out(quota),
            )
