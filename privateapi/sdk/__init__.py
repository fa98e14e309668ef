"""Typed classes for programs: `from privateapi.sdk import ec2`, then `ec2.Vpc("main", cidr_block="10.0.0.0/16")`."""

from privateapi.sdk._base import Provider

__all__ = ["Provider"]
