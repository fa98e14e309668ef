"""AWS-TLS-03."""

import pytest

from privateapi.facts.services import service_choice
from privateapi.rules.aws_tls.name_validatable import NameValidatable
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, values_of
from tests.rules.api_nodes import certificate
from tests.rules.suite import RuleSuite, run


class TestNameValidatable(RuleSuite):
    rule = NameValidatable
    passing = [
        ("a public name", [certificate(subject_alternative_names=values_of("*.example.com"))]),
        ("a label of that name further up", [certificate(domain="internal.example.com")]),
        (
            "a private authority",
            [certificate(domain="api.internal", certificate_authority=Ref.to("arn:aws:acm-pca:x"))],
        ),
        ("imported", [certificate(domain=MISSING, imported=Known(True))]),
    ]
    failing = [
        (
            "below .internal",
            [certificate(domain="API.Example.Internal")],
            [
                "certificate name is asked for api.example.internal, which cannot be validated: .internal is no public "
                "domain"
            ],
        ),
        (
            "an alternative name",
            [certificate(subject_alternative_names=values_of("*.corp.local"))],
            ["certificate name is asked for *.corp.local, which cannot be validated: .local is no public domain"],
        ),
        (
            "a single label",
            [certificate(domain="orders")],
            ["certificate name is asked for orders, which cannot be validated: it is a single label"],
        ),
    ]
    unknown = [
        (
            "a name that is not known",
            [certificate(subject_alternative_names=values_of(UNKNOWN))],
            ["certificate name: one of its names is not known yet"],
        ),
        (
            "a list that is not known",
            [certificate(subject_alternative_names=UNKNOWN)],
            ["certificate name: the subjectAlternativeNames is not known yet"],
        ),
    ]

    @pytest.mark.parametrize("ending", service_choice("aws.acm.not_validatable").values)
    def test_every_ending(self, ending: str) -> None:
        assert len(run(NameValidatable, [certificate(domain=f"api.{ending}")]).violations) == 1
