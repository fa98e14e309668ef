"""QUO-01: quotas of one resource on AWS."""

from privateapi.rules.aws_counts import RESOURCES
from privateapi.rules.counting import QuotaRule


class ResourceQuotas(QuotaRule):
    """One VPC, balancer, zone, API or route table gets no more than its quotas."""

    id = "QUO-01"
    fix = "spread them over more resources"
    counters = RESOURCES
    remarks = (
        "Quotas with a row of their own are not repeated: rules and groups (AWS-SG-02), attachments of a VPC "
        "(AWS-CIDR-14), peerings of two gateways (AWS-MR-02), records of one name (AWS-R53-22), lengths of policies."
    )
