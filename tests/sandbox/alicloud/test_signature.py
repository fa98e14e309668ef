"""Which calls are let in: both kinds of signatures, keys, time stamps and nonces."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alibabacloud_sts20150401.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from privateapi.sandbox.alicloud.call import CLOUDAPI, STS
from privateapi.sandbox.alicloud.server import Endpoint, serve
from privateapi.sandbox.alicloud.testing import CallError, Clients, Dialect

DIALECTS: tuple[Dialect, ...] = ("V3", "V1")


@pytest.fixture(params=DIALECTS)
def clients(endpoint: Endpoint, request: pytest.FixtureRequest) -> Clients:
    return Clients(endpoint, dialect=request.param)


def refusal(clients: Clients, **arguments: Any) -> tuple[str, int]:
    with pytest.raises(CallError) as refused:
        clients.call(STS, "GetCallerIdentity", **arguments)
    return refused.value.code, refused.value.status


def test_signed_call_is_let_in(clients: Clients) -> None:
    answer = clients.call(STS, "GetCallerIdentity", {"Text": "a b+c/~*&=é"}, form={"Other": "a b+c/~*&=é"})
    assert answer["AccountId"] == "123456789012"


def test_wrong_secret(clients: Clients) -> None:
    wrong = dataclasses.replace(clients, secret="another")
    assert refusal(wrong) == ("SignatureDoesNotMatch", 400)


def test_unknown_key(clients: Clients) -> None:
    assert refusal(dataclasses.replace(clients, key="LTAI")) == ("InvalidAccessKeyId.NotFound", 404)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_typed_client_with_a_wrong_secret_or_key(endpoint: Endpoint, dialect: Dialect) -> None:
    signed = Clients(endpoint, dialect=dialect)
    wrong_secret = dataclasses.replace(signed, secret="another")
    unknown = dataclasses.replace(signed, key="LTAI")
    for clients, code in ((wrong_secret, "SignatureDoesNotMatch"), (unknown, "InvalidAccessKeyId.NotFound")):
        with pytest.raises(ClientException) as refused:
            clients.typed(Client).get_caller_identity()
        assert refused.value.code == code


@pytest.mark.parametrize("dialect", DIALECTS)
def test_secret_is_in_no_answer(dialect: Dialect) -> None:
    with serve(keys={"LTAI": "the-secret"}) as other:
        clients = Clients(other, "LTAI", "the-wrong-secret", dialect)
        with pytest.raises(CallError) as refused:
            clients.call(STS, "GetCallerIdentity")
        assert "secret" not in str(refused.value.answer)
        assert (
            dataclasses.replace(clients, secret="the-secret").call(STS, "GetCallerIdentity")["IdentityType"]
            == "Account"
        )


def test_no_signature_at_all(ali: Clients) -> None:
    with pytest.raises(CallError) as refused:
        ali.send("POST", "/?Action=GetCallerIdentity&Version=2015-04-01", {})
    assert (refused.value.code, refused.value.status) == ("MissingAccessKeyId", 400)


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(-14, ""), (14, ""), (-16, "InvalidTimeStamp.Expired"), (16, "InvalidTimeStamp.Expired")],
)
def test_time_stamp_is_of_a_quarter_of_an_hour(clients: Clients, minutes: int, code: str) -> None:
    stamp = (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    if code:
        assert refusal(clients, stamp=stamp) == (code, 400)
    else:
        assert clients.call(STS, "GetCallerIdentity", stamp=stamp)["UserId"]


@pytest.mark.parametrize("stamp", ["", "yesterday", "2026-11-28 16:00:00", "2026-13-01T00:00:00Z"])
def test_time_stamp_that_is_none(clients: Clients, stamp: str) -> None:
    assert refusal(clients, stamp=stamp) == ("InvalidTimeStamp.Format", 400)


def test_clock_of_the_cloud_can_be_ahead(endpoint: Endpoint, clients: Clients) -> None:
    endpoint.advance(16 * 60)
    assert refusal(clients) == ("InvalidTimeStamp.Expired", 400)
    endpoint.advance(-16 * 60)
    assert clients.call(STS, "GetCallerIdentity")["UserId"]


def test_nonce_is_used_once(endpoint: Endpoint, clients: Clients) -> None:
    clients.call(STS, "GetCallerIdentity", nonce="n")
    assert refusal(clients, nonce="n") == ("SignatureNonceUsed", 400)
    assert refusal(clients, nonce="") == ("SignatureNonceUsed", 400)
    # A refused call does not use its nonce up, or nobody could try again.
    refusal(dataclasses.replace(clients, secret="another"), nonce="m")
    clients.call(STS, "GetCallerIdentity", nonce="m")


def test_nonces_are_forgotten_with_their_time_stamps(endpoint: Endpoint, clients: Clients) -> None:
    clients.call(STS, "GetCallerIdentity", nonce="n")
    endpoint.advance(31 * 60)
    stamp = (datetime.now(UTC) + timedelta(minutes=31)).strftime("%Y-%m-%dT%H:%M:%SZ")
    clients.call(STS, "GetCallerIdentity", nonce="n", stamp=stamp)


@pytest.mark.parametrize("header", ["AWS4-HMAC-SHA256 Credential=a", "ACS3-HMAC-SHA256 Credential=sandbox", "Bearer x"])
def test_authorization_of_another_kind(ali: Clients, header: str) -> None:
    with pytest.raises(CallError) as refused:
        ali.send("POST", "/", {"authorization": header, "x-acs-action": "GetCallerIdentity"})
    assert refused.value.code == "SignatureDoesNotMatch"


def test_changed_body_is_refused(endpoint: Endpoint) -> None:
    sign = Clients._v3

    class Tampering(Clients):
        def _v3(self, *arguments: Any) -> tuple[str, dict[str, str], str]:
            target, headers, content = sign(self, *arguments)
            return target, headers, content.replace("10.0.0.1", "10.0.0.2")

    with pytest.raises(CallError, match="is not the digest of the body") as refused:
        parameters = {"IntranetDomain": "a.b", "Type": "A"}
        Tampering(endpoint).call(CLOUDAPI, "CreatePrivateDNS", parameters, form={"Records": '[{"Record": "10.0.0.1"}]'})
    assert refused.value.code == "SignatureDoesNotMatch"
