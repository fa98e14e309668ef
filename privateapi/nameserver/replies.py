"""DNS messages: a query as it came in, and the reply of a VPC's resolver to it.

Whatever comes in, a reply or nothing goes out; no packet ends the server.
"""

from __future__ import annotations

import random
import struct
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import dns.edns
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from privateapi.topology.dns import NEGATIVE_TTL, START_OF_AUTHORITY, Answer, Given, Result
from privateapi.topology.model import HostedZone, RecordSet
from privateapi.topology.routing import MULTIVALUE_ANSWERS
from privateapi.topology.values import Known

# What a server of today sends over UDP at most, when the client takes more than the 512 bytes of RFC 1035 (RFC 9715).
LARGEST_UDP = 1232
_SMALLEST_UDP = 512

_HEADER = 12


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in wire format, and one line about it for people."""

    wire: bytes
    text: str


class Replies:
    """Replies from what `ask` answers to a name and a type.

    `chance` draws among records that share the queries, so that many queries get them by their weights.
    """

    def __init__(self, ask: Callable[[str, str], Answer], chance: random.Random | None = None) -> None:
        self._ask = ask
        self._chance = chance or random.Random()

    def reply(self, packet: bytes, udp: bool) -> Reply | None:
        """The reply to a packet; None when it is no query, to which nothing is said."""
        if len(packet) < _HEADER or packet[2] & 0x80:
            return None
        try:
            query = dns.message.from_wire(packet, ignore_trailing=True)
        # dnspython raises ValueError and others for options and records that it cannot take apart.
        except Exception:
            return _malformed(packet)
        response = dns.message.make_response(query, recursion_available=True, our_payload=LARGEST_UDP)
        return self._answer(query, response, udp)

    def _answer(self, query: dns.message.Message, response: dns.message.Message, udp: bool) -> Reply:
        refused = _refusal(query)
        if refused is not None:
            response.set_rcode(refused)
            return Reply(_wire(query, response, udp), f"refused: {dns.rcode.to_text(refused)}")
        (question,) = query.question
        asked = question.name.to_text(omit_final_dot=True)
        type = dns.rdatatype.to_text(question.rdtype)
        if question.rdtype == dns.rdatatype.ANY:
            # One small record instead of all (RFC 8482).
            response.answer.append(dns.rrset.from_text(question.name, 3600, "IN", "HINFO", '"RFC8482" ""'))
            return Reply(_wire(query, response, udp), f"{asked} {type}: RFC 8482")
        parts = draw(self._ask(asked, type).parts, self._chance)
        why = _not_told(parts)
        try:
            said = _fail(query, response, why) if why else _write(response, question.name, question.rdtype, parts)
            if not why and parts[0].result is Result.NO_ANSWER:
                _explain(query, response, parts[0].reason)
            wire = _wire(query, response, udp)
        # What a design holds is not checked before: a value may be no address, a TTL no number of 32 bits. For these
        # dnspython raises its own exceptions, ValueError or struct.error, some of them not before the wire format.
        except (dns.exception.DNSException, ValueError, struct.error) as fault:
            said = _fail(query, response, f"the answer cannot be written: {fault}")
            wire = _wire(query, response, udp)
        return Reply(wire, f"{asked} {type}: {said}")


def draw(parts: Sequence[Given], chance: random.Random) -> tuple[Given, ...]:
    """What one query gets: one of the parts by their shares; multivalue records of one set answer together.

    Of more than eight of them a query gets eight (API reference, ResourceRecordSet, MultiValueAnswer).
    """
    sets: defaultdict[tuple[str, ...], list[Given]] = defaultdict(list)
    for part in parts:
        *above, last = part.chain or (None,)
        together = last is not None and last.multivalue == Known(True)
        sets[tuple(record.key for record in (above if together else part.chain) if record is not None)].append(part)
    choices = list(sets.values())
    shares = [sum(part.share for part in group) / min(len(group), MULTIVALUE_ANSWERS) for group in choices]
    (chosen,) = chance.choices(choices, shares)
    return tuple(chance.sample(chosen, min(len(chosen), MULTIVALUE_ANSWERS)))


def _refusal(query: dns.message.Message) -> dns.rcode.Rcode | None:
    """Why a query is refused before it is asked."""
    if query.edns > 0:
        return dns.rcode.BADVERS
    if query.opcode() != dns.opcode.QUERY:
        return dns.rcode.NOTIMP
    if len(query.question) != 1:
        return dns.rcode.FORMERR
    (question,) = query.question
    if question.rdclass != dns.rdataclass.IN:
        return dns.rcode.REFUSED
    # Transfers and other types that are no data; the VPC Resolver does not serve them.
    if dns.rdatatype.is_metatype(question.rdtype) and question.rdtype != dns.rdatatype.ANY:
        return dns.rcode.REFUSED
    return None


def _not_told(parts: Sequence[Given]) -> str:
    """Why it cannot be told what a client gets; empty when it can."""
    for part in parts:
        if part.result in (Result.UNKNOWN, Result.FORWARDED, Result.PUBLIC):
            return part.reason
        if part.result is Result.ANSWERED and part.values.unknown:
            return f"the addresses of {_named(part)} are not known"
    return ""


def _write(
    response: dns.message.Message, asked: dns.name.Name, type: dns.rdatatype.RdataType, parts: Sequence[Given]
) -> str:
    """Put the records of the parts into the reply; says what the client gets."""
    first = parts[0]
    owner = asked
    for record in first.chain:
        target = _other_name(record)
        if target is not None and type != dns.rdatatype.CNAME:
            response.answer.append(dns.rrset.from_text(owner, _seconds(record), "IN", "CNAME", target))
            owner = dns.name.from_text(target)
    if first.result is not Result.ANSWERED:
        if first.result is Result.NO_NAME:
            response.set_rcode(dns.rcode.NXDOMAIN)
        _start_of_authority(response, first.zone)
        return str(first.result)
    values = [value for part in parts for value in part.values.get(())]
    if not values:
        _start_of_authority(response, first.zone)
        return str(Result.NO_DATA)
    ttl = min(part.ttl.value if isinstance(part.ttl, Known) else 0 for part in parts)
    # Route 53 takes every domain name in a value for a full one, with the last dot or without it.
    rdatas = dns.rrset.from_text_list(
        owner, ttl, "IN", dns.rdatatype.to_text(type), dict.fromkeys(values), origin=dns.name.root, relativize=False
    )
    response.answer.append(rdatas)
    unhealthy = "" if all(part.healthy for part in parts) else ", none healthy"
    return f"{' '.join(values)} from {_named(first)}, {ttl} s{unhealthy}"


def _other_name(record: RecordSet) -> str | None:
    """The name that a CNAME record gives; None for other records, and for aliases, which leave no trace."""
    if record.type != Known("CNAME") or not record.alias.missing or not isinstance(record.records, Known):
        return None
    value = record.records.value[0] if record.records.value else None
    return f"{value.value.rstrip('.')}." if isinstance(value, Known) else None


def _seconds(record: RecordSet) -> int:
    return record.ttl.value if isinstance(record.ttl, Known) else 0


def _start_of_authority(response: dns.message.Message, zone: HostedZone | None) -> None:
    """A resolver keeps that there is no answer as long as the SOA record says (RFC 2308)."""
    if zone is not None and isinstance(zone.zone_name, Known):
        name = dns.name.from_text(zone.zone_name.value)
        response.authority.append(dns.rrset.from_text(name, NEGATIVE_TTL, "IN", "SOA", START_OF_AUTHORITY))


def _fail(query: dns.message.Message, response: dns.message.Message, reason: str) -> str:
    response.answer.clear()
    response.authority.clear()
    response.set_rcode(dns.rcode.SERVFAIL)
    _explain(query, response, reason)
    return f"SERVFAIL: {reason}"


def _explain(query: dns.message.Message, response: dns.message.Message, reason: str) -> None:
    """Say why in an Extended DNS Error (RFC 8914), to clients that speak EDNS; `dig` shows it."""
    if query.edns >= 0:
        response.use_edns(0, payload=LARGEST_UDP, options=[dns.edns.EDEOption(dns.edns.EDECode.OTHER, reason)])


def _wire(query: dns.message.Message, response: dns.message.Message, udp: bool) -> bytes:
    if not udp:
        return response.to_wire(max_size=65535)
    size = min(max(query.payload, _SMALLEST_UDP), LARGEST_UDP) if query.edns >= 0 else _SMALLEST_UDP
    # What does not fit is cut off and marked as truncated; the client asks again over TCP.
    return response.to_wire(max_size=size, prefer_truncation=True)


def _malformed(packet: bytes) -> Reply:
    """FORMERR with the id of the packet and nothing else of it (RFC 1035, 4.1.1)."""
    response = dns.message.Message(int.from_bytes(packet[:2], "big"))
    response.flags = dns.flags.QR | dns.flags.RA | (dns.flags.RD if packet[2] & 0x01 else 0)
    response.set_rcode(dns.rcode.FORMERR)
    return Reply(response.to_wire(), "malformed")


def _named(part: Given) -> str:
    if part.target is not None:
        return part.target.label
    return part.chain[-1].label if part.chain else "the name"
