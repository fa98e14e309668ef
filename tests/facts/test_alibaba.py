"""Every row of the names and defaults of Alibaba Cloud."""

import pytest

from privateapi.facts.alibaba import BalancerDefaults, GroupDefaults, Names, alibaba_facts

FACTS = alibaba_facts()


@pytest.mark.parametrize("row", FACTS.choices.values(), ids=list(FACTS.choices))
def test_names_row(row: Names) -> None:
    assert row.source and row.values
    assert len(set(row.values)) == len(row.values)
    assert row.values[0] in row and "" not in row


@pytest.mark.parametrize("row", FACTS.security_groups.values(), ids=list(FACTS.security_groups))
def test_security_group_row(row: GroupDefaults) -> None:
    assert row.source
    assert row.ingress == "drop"
    assert row.egress in ("accept", "drop")
    assert row.same_group in ("policy", "drop")


@pytest.mark.parametrize("row", FACTS.balancers.values(), ids=list(FACTS.balancers))
def test_balancer_row(row: BalancerDefaults) -> None:
    assert row.source and row.ingress == "accept"


def test_subset_of_https_policies() -> None:
    assert set(FACTS.choices["apigw.https_policies_tls_1_2"].values) < set(FACTS.choices["apigw.https_policies"].values)


def test_loader_reads_once() -> None:
    assert alibaba_facts() is alibaba_facts()
