"""AWS-API-11."""

from typing import Any

from privateapi.rules.aws_apigw.domain_name_covered import DomainNameCovered
from privateapi.topology.model import ApiDomain, Certificate
from privateapi.topology.values import UNKNOWN, Known, Ref, values_of
from tests.rules.api_nodes import alias, certificate, domain, record, zone
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

USES: dict[str, Any] = {"certificate": ref(Certificate, "name")}
TO_DOMAIN: dict[str, Any] = {"alias": alias(ref(ApiDomain, "orders"))}


class TestDomainNameCovered(RuleSuite):
    rule = DomainNameCovered
    passing = [
        ("the name", [domain(**USES), certificate()]),
        ("a wildcard", [domain(**USES), certificate(domain="*.example.com")]),
        (
            "an alternative name",
            [domain(**USES), certificate(domain="x.y", subject_alternative_names=values_of("ORDERS.example.com"))],
        ),
        (
            "a domain with a wildcard",
            [domain(domain_name=Known("*.example.com"), **USES), certificate(domain="*.example.com")],
        ),
        ("its record", [domain(**USES), certificate(), zone(), record("a", **TO_DOMAIN)]),
        ("another record", [domain(**USES), certificate(), zone(), record("a", record_name=Known("b.example.com"))]),
        ("no certificate", [domain()]),
    ]
    failing = [
        (
            "another name",
            [domain(**USES), certificate(domain="payments.example.com")],
            ["API domain orders is for orders.example.com, which is not on certificate name (payments.example.com)"],
        ),
        (
            "another name, and its record",
            [domain(**USES), certificate(domain="*.com"), zone(), record("a", **TO_DOMAIN)],
            ["API domain orders is for orders.example.com, which is not on certificate name (*.com)"],
        ),
        (
            "a record of another name",
            [
                domain(**USES),
                certificate(),
                zone(),
                record("a", record_name=Known("shop.example.com"), **TO_DOMAIN),
            ],
            [
                "record a is for shop.example.com and points to API domain orders, whose certificate name is for "
                "orders.example.com"
            ],
        ),
    ]
    unknown = [
        (
            "a certificate that was not read",
            [domain(certificate=Ref.to("arn:aws:acm:1"))],
            [
                "API domain orders: its certificate names 'arn:aws:acm:1', which is not among the resources that were "
                "read"
            ],
        ),
        (
            "names that are not known",
            [domain(**USES), certificate(domain=UNKNOWN)],
            ["API domain orders: the names of certificate name: domainName is not known yet"],
        ),
        (
            "a domain that is not known",
            [domain(domain_name=UNKNOWN, **USES), certificate()],
            ["API domain orders: the domainName is not known yet"],
        ),
    ]
