"""Whether a call is signed by a known key, in time and once: both signatures that clients of Alibaba Cloud use.

V3 (ACS3-HMAC-SHA256) signs method, path, query, headers and a digest of the body, and stands in the header
`Authorization`; V1 (HMAC-SHA1) signs the sorted parameters of query and form together, and is one of them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import Cloud

WINDOW = timedelta(minutes=15)
V1_FIELDS = frozenset(
    ("AccessKeyId", "Action", "Format", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce")
    + ("SignatureType", "SignatureVersion", "Timestamp", "Version")
)

_V3 = "ACS3-HMAC-SHA256"
_V3_HEADER = re.compile(rf"{_V3} Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]+)")


def verify(
    cloud: Cloud,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    form: list[tuple[str, str]],
    headers: Mapping[str, str],
    body: bytes,
) -> None:
    """Accept a signed call. `headers` has lower-case names.

    Raises:
        Refused: the key is missing or unknown, the signature is another, the time stamp is no time or more than 15
            minutes off, or the nonce was used before.
    """
    parameters = dict(query + form)
    if "authorization" in headers:
        text = headers["authorization"]
        match = _V3_HEADER.fullmatch(text)
        if match is None:
            raise refused("SignatureDoesNotMatch", f"The header Authorization is no {_V3} signature.")
        key, signed, given = match.groups()
        secret = _secret(cloud, key)
        digest = hashlib.sha256(body).hexdigest()
        if headers.get("x-acs-content-sha256") != digest:
            raise refused("SignatureDoesNotMatch", "x-acs-content-sha256 is not the digest of the body.")
        names = signed.split(";")
        canonical_headers = "".join(f"{name}:{headers.get(name, '').strip()}\n" for name in names)
        canonical = "\n".join((method, path, canonical_query(query), canonical_headers, signed, digest))
        text_to_sign = f"{_V3}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        right = hmac.new(secret.encode(), text_to_sign.encode(), hashlib.sha256).hexdigest()
        stamp, nonce = headers.get("x-acs-date", ""), headers.get("x-acs-signature-nonce", "")
    elif "Signature" in parameters:
        key, given = parameters.get("AccessKeyId", ""), parameters["Signature"]
        secret = _secret(cloud, key)
        if parameters.get("SignatureMethod") != "HMAC-SHA1":
            raise refused("SignatureDoesNotMatch", "SignatureMethod is not HMAC-SHA1.")
        signed_fields = [(name, value) for name, value in query + form if name != "Signature"]
        text_to_sign = f"{method}&{_encode('/')}&{_encode(canonical_query(signed_fields))}"
        mac = hmac.new(f"{secret}&".encode(), text_to_sign.encode(), hashlib.sha1)
        right = base64.b64encode(mac.digest()).decode()
        stamp, nonce = parameters.get("Timestamp", ""), parameters.get("SignatureNonce", "")
    else:
        raise refused("MissingAccessKeyId")
    if not hmac.compare_digest(given.encode(), right.encode()):
        raise refused("SignatureDoesNotMatch", f"server string to sign is:{text_to_sign}")
    _in_time(cloud, stamp)
    _once(cloud, nonce)


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """The pairs sorted and percent-encoded as RFC 3986 says, joined by `&`."""
    return "&".join(sorted(f"{_encode(name)}={_encode(value)}" for name, value in pairs))


def _encode(text: str) -> str:
    return quote(text, safe="~")


def _secret(cloud: Cloud, key: str) -> str:
    if not key:
        raise refused("MissingAccessKeyId")
    if key not in cloud.keys:
        raise refused("InvalidAccessKeyId.NotFound")
    return cloud.keys[key]


def _in_time(cloud: Cloud, stamp: str) -> None:
    try:
        given = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise refused("InvalidTimeStamp.Format") from None
    if abs(cloud.now() - given) > WINDOW:
        raise refused("InvalidTimeStamp.Expired")


def _once(cloud: Cloud, nonce: str) -> None:
    now = cloud.now()
    # A nonce needs to be remembered only as long as its time stamp would still be accepted.
    for old in [old for old, seen in cloud.nonces.items() if now - seen > 2 * WINDOW]:
        del cloud.nonces[old]
    if not nonce or nonce in cloud.nonces:
        raise refused("SignatureNonceUsed")
    cloud.nonces[nonce] = now
