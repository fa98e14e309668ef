"""CIDR blocks that are given to API Gateway."""

from collections.abc import Mapping

from privateapi.topology.cidr import CidrError, parse_cidr


def cidr_faults(blocks: Mapping[str, str]) -> list[str]:
    """What is wrong with the form of IPv4 blocks, given by the paths of their arguments."""
    faults = []
    for path, text in blocks.items():
        try:
            if parse_cidr(text).version != 4:
                faults.append(f"{path}: {text!r} is an IPv6 block; API Gateway connects to IPv4 blocks")
        except CidrError as error:
            faults.append(f"{path}: {error}")
    return faults
