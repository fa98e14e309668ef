"""Where certificates are, by what was read or by their ARN."""

import pytest

from privateapi.rules.certificates import certificate_place
from privateapi.topology.model import Certificate, CertificateValidation, Listener, Topology
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.api_nodes import certificate, listener
from tests.rules.nodes import node, ref

CERTIFICATE = node(Certificate, "name", "us-west-2", account=Known("111122223333"))
WAIT = node(CertificateValidation, "issued", "us-west-2", certificate=ref(Certificate, "name"))


@pytest.mark.parametrize("reference", [ref(Certificate, "name"), ref(CertificateValidation, "issued")])
def test_place_as_read(reference: Ref) -> None:
    topology = Topology([CERTIFICATE, WAIT])
    assert certificate_place(topology, reference, listener()) == (Known("us-west-2"), Known("111122223333"))


def test_place_by_arn() -> None:
    near = node(Listener, "https")
    arn = Ref.to("arn:aws:acm:eu-west-1:444455556666:certificate/1")
    assert certificate_place(Topology([certificate()]), arn, near) == (Known("eu-west-1"), Known("444455556666"))
    server = Ref.to("arn:aws:iam::444455556666:server-certificate/web")
    assert certificate_place(Topology(), server, near) == (MISSING, Known("444455556666"))


def test_place_that_is_not_known() -> None:
    near = node(Listener, "https")
    assert all(value.unknown for value in certificate_place(Topology(), Ref(UNKNOWN), near))
    assert certificate_place(Topology(), Ref(), near) == (MISSING, MISSING)
