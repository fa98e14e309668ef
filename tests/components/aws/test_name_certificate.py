"""NameCertificate: one certificate in each region, and one record for all of them."""

import pytest

from components.aws import ComponentError, NameCertificate
from tests.components.declaring import Declared, declare, text

NAME = "orders.internal.example.com"
OPTION = {"domainName": NAME, "resourceRecordName": "_a.example.com", "resourceRecordValue": "_b.example.com"}
REGIONS = ("us-east-1", "us-west-2")


def certificate(*regions: str, zone_id: str | None = "Z123") -> Declared[NameCertificate]:
    return declare(
        lambda: NameCertificate(
            "orders", domain_name=NAME, regions=regions, validation_zone_id=zone_id, tags={"team": "orders"}
        ),
        answers={"acm:Certificate": {"domainValidationOptions": [OPTION]}},
        resolve=lambda made: made.arns,
    )


def test_certificates() -> None:
    made = certificate(*REGIONS)
    assert made.inputs("acm:Certificate") == {
        f"orders-{region}": {
            "region": region,
            "domainName": NAME,
            "validationMethod": "DNS",
            "tags": {"Name": NAME, "team": "orders"},
        }
        for region in REGIONS
    }
    assert made.inputs("acm:CertificateValidation") == {
        f"orders-{region}": {"region": region, "certificateArn": text("Certificate", f"orders-{region}", "arn")}
        for region in REGIONS
    }
    assert set(made.values) == set(REGIONS)


def test_one_record_for_all_regions() -> None:
    made = certificate(*REGIONS)
    [record] = made.all("route53:RecordSet").values()
    assert record.inputs["zoneId"] == "Z123"
    assert (record.inputs["name"], record.inputs["type"], record.inputs["ttl"], record.inputs["records"]) == (
        "_a.example.com",
        "CNAME",
        60,
        ["_b.example.com"],
    )
    for validation in made.all("acm:CertificateValidation").values():
        assert record.urn in validation.depends_on


def test_record_is_of_no_region() -> None:
    """Whatever regions come, go or change places, it is the same resource with the same inputs."""
    records = [
        (each.urn, each.inputs)
        for regions in (REGIONS, REGIONS[::-1], REGIONS[1:], ("eu-central-1", *REGIONS))
        for each in certificate(*regions).all("route53:RecordSet").values()
    ]
    assert len(records) == 4 and all(each == records[0] for each in records)


def test_no_zone() -> None:
    assert "route53:RecordSet" not in certificate(*REGIONS, zone_id=None).counts()


def test_refused() -> None:
    with pytest.raises(ComponentError) as caught:
        certificate()
    assert str(caught.value) == "NameCertificate (orders):\n  regions: there is none; give at least one"


@pytest.mark.parametrize(
    ("domain_name", "why"),
    [("orders.example.local", ".local is no public domain"), ("orders", "it is a single label")],
)
def test_refused_names(domain_name: str, why: str) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: NameCertificate("orders", domain_name=domain_name, regions=REGIONS))
    assert str(caught.value) == (
        f"NameCertificate (orders):\n  domainName: AWS-TLS-03: certificate orders is asked for {domain_name}, which "
        f"cannot be validated: {why}. Fix: use a name below a public domain that you own, or a private certificate "
        f"authority (certificateAuthorityArn)"
    )
