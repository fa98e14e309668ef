"""What every resource of the model has: where it was read, what it is called, where it lives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from privateapi.topology.values import UNKNOWN, Value


class Cloud(StrEnum):
    """The cloud of a resource. Region and zone names alone do not tell: `us-east-1` is a Region of both."""

    AWS = "aws"
    ALIBABA = "alibaba"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a resource was read.

    `key` is unique in one topology: the URN of a resource of a program, the ARN or `region/id` of a live one, with
    `#` and a path for a part of it (an inline route). `type` is the type as written there: `aws:ec2/vpc:Vpc`.
    """

    key: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One resource.

    `id` is what references to it hold (an id, an ARN or a name); `identifiers` are other texts that name it, such as
    its ARN or DNS name. `depends_on` and `parent` are keys of other resources: what it waits for, and the component
    that it belongs to. `live` says that it exists already, `tags` are pairs as the cloud has them.
    """

    cloud: ClassVar[Cloud] = Cloud.AWS
    noun: ClassVar[str] = "resource"

    origin: Origin
    name: str = ""
    id: Value[str] = UNKNOWN
    region: Value[str] = UNKNOWN
    account: Value[str] = UNKNOWN
    live: bool = False
    identifiers: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    parent: str = ""
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The key of the origin."""
        return self.origin.key

    @property
    def label(self) -> str:
        """How a message names the resource: `VPC hub`, `subnet subnet-0a1`."""
        return f"{self.noun} {self.name or (self.id.get() if self.id.known else self.key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherResource(Node):
    """A resource that the model has no type for; it is kept, because quotas count it and others depend on it.

    `unread` says why a resource that the model has a type for could not be read; empty for all others.
    """

    unread: str = ""
