"""The life cycle of a resource: what each one writes, and what is the same for all.

A resource is one file `privateapi/resources/<service>/<resource>.py` with three classes: ``XArgs``, ``XState`` and
``X(Resource[XArgs, XState])``. Its token follows from the file and the class: `privateapi:<service>:<X>`.
State is built in one place, ``read``: after a creation and after an update the base class reads.
"""

import abc
import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Generic, Literal, TypeVar, cast, get_args, get_origin

from privateapi.facts.alibaba_regions import alibaba_regions
from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError, error_table, matches
from privateapi.provider.model import Args, State, lenient

A = TypeVar("A", bound=Args)
S = TypeVar("S", bound=State)

IMPORT_REGION = re.compile(r"^(?P<id>.+)@(?P<region>[a-z]{2}(?:-[a-z]+)+-\d+)$")


class Resource(abc.ABC, Generic[A, S]):
    """One kind of resource of one service."""

    noun: ClassVar[str]
    """What AWS calls it, for errors: ``EC2 VPC``."""
    provided_by: ClassVar[Literal["aws", "alicloud"]] = "aws"
    """The cloud that has it, whose regions and credentials it takes."""
    service: ClassVar[str]
    """Error table that applies: a boto3 service such as ``ec2``, or ``alicloud``."""
    replaced_first: ClassVar[tuple[str, ...] | None] = None
    """snake_case inputs that must be unique together: if a replacement changes none of them, the old resource is
    deleted before the new one is made. ``()`` means always; ``None`` means never: both can stand side by side."""
    is_global: ClassVar[bool] = False
    """The service has no regions (IAM, Route 53)."""

    Args: ClassVar[type[Args]]
    State: ClassVar[type[State]]
    token: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for base in getattr(cls, "__orig_bases__", ()):
            arguments = get_args(base)
            origin = get_origin(base)
            if isinstance(origin, type) and issubclass(origin, Resource) and len(arguments) == 2:
                if isinstance(arguments[0], type):
                    cls.Args, cls.State = arguments
                    # `lambda_` is the folder of Lambda: the service's name is a word of Python's.
                    cls.token = f"privateapi:{cls.__module__.rsplit('.', 2)[-2].rstrip('_')}:{cls.__name__}"

    # --- what a resource writes -------------------------------------------------------------------------------------

    @abc.abstractmethod
    def create(self, ctx: Context, args: A) -> str:
        """Make it, with the one call that gives the id, and return the id; everything after belongs into ``settle``."""

    def settle(self, ctx: Context, id: str, args: A) -> None:
        """Bring a just created resource to what the inputs say: wait for it, set what its creation does not take.

        It is run again, by the next ``pulumi up``, after it failed: it must bear that it has been done in part.
        """
        return

    @abc.abstractmethod
    def read(self, ctx: Context, id: str, prior: S | None) -> S | None:
        """The state, or ``None`` when it is gone; a not-found code of the service's error table means gone as well.

        ``prior`` is what was known before (for values that the cloud never gives back), ``None`` in an import: then
        everything follows from the id.
        """

    def update(self, ctx: Context, id: str, old: S, new: A, changed: frozenset[str]) -> None:
        """Change in place the inputs named in ``changed`` (snake_case). Not called when nothing changed."""
        raise NotImplementedError(f"{self.noun} has no property that is changed in place")  # pragma: no cover

    @abc.abstractmethod
    def delete(self, ctx: Context, id: str, state: S) -> None:
        """Delete it and wait until it is gone. A not-found code of the service's error table means done."""

    def find_interrupted(self, ctx: Context, args: A) -> str | None:
        """The id of what a killed creation left behind, found by its mark or by a natural key together with a mark."""
        return None

    def abandon(self, ctx: Context, id: str) -> None:
        """Called when a creation failed after the id was known: take off the mark, the state has the id now."""
        return

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        """Fill in wire inputs (camelCase) that follow from other ones, in every check and before they are validated.

        ``name`` is the Pulumi resource's. Values may be unknown or wrong; what cannot be filled in is left out.
        """
        return

    def known_outputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Outputs (camelCase) that follow from the wire inputs alone; a preview shows them before anything is made."""
        return {}

    def import_id(self, id: str, region: str | None) -> tuple[str, str | None]:
        """The id and the region in what the user typed after ``pulumi import TYPE NAME``: ``vpc-0abc@eu-west-1``.

        An ARN names its region itself.
        """
        match = None if self.is_global else IMPORT_REGION.match(id)
        if match:
            return match["id"], match["region"]
        parts = id.split(":", 5)
        named = parts[3] or None if len(parts) == 6 and parts[0] == "arn" and not self.is_global else None
        return id, region or named

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        """Whether a replacement must delete the old resource first, because the two cannot stand side by side.

        ``old`` and ``new`` are the inputs as they are on the wire, ``changed`` the names (snake_case) that differ.
        """
        return self.replaced_first is not None and changed.isdisjoint(self.replaced_first)

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        """Inputs (snake_case) whose change from ``old`` to ``new`` the cloud refuses, beyond those marked to replace.

        Both are wire inputs; new values may be unknown. Names of inputs that do not differ have no effect.
        """
        return frozenset()

    # --- what is the same for all -----------------------------------------------------------------------------------

    def state(self, **values: Any) -> S:
        """The state out of what the cloud answered (snake_case), kept also where a program could not ask for it."""
        return cast(S, lenient(self.State, values))

    def is_gone(self, error: BaseException) -> bool:
        """Whether the cloud says with this error that the resource does not exist."""
        return matches(error, error_table(self.service).not_found)


class AlibabaResource(Resource[A, S]):
    """A resource of Alibaba Cloud; its id begins with its region: ``cn-hangzhou/A/db.internal``."""

    provided_by = "alicloud"
    service = "alicloud"

    id_form: ClassVar[str]
    """The parts of an id by name: ``REGION/TYPE/DOMAIN``."""
    id_example: ClassVar[str]
    """An id, for errors."""

    def parts(self, id: str) -> list[str]:
        """The parts of an id, the region first.

        Raises:
            PluginError: it has other parts, or does not begin with a region of Alibaba Cloud.
        """
        found = id.split("/")
        if len(found) != len(self.id_form.split("/")) or not all(found) or found[0] not in alibaba_regions():
            raise self.wrong_id(id)
        return found

    def wrong_id(self, id: str) -> PluginError:
        """The error of a text that is no id of this resource."""
        return PluginError(f"{id!r} is not an id; write it as {self.id_form}, as in {self.id_example}")

    def import_id(self, id: str, region: str | None) -> tuple[str, str | None]:
        """The id, and the region that it begins with.

        Raises:
            PluginError: it is no id.
        """
        return id, self.parts(id)[0]


def tag_changes(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> tuple[dict[str, str], list[str]]:
    """Tags to set and keys to remove to come from the old tags to the new ones."""
    before, after = dict(old or {}), dict(new or {})
    to_set = {key: value for key, value in after.items() if before.get(key) != value}
    return to_set, [key for key in before if key not in after]


def own_tags(tags: Mapping[str, str]) -> dict[str, str] | None:
    """The tags that belong to the user: not AWS's ``aws:`` ones and not this plugin's marks."""
    mine = {key: value for key, value in tags.items() if not key.startswith(("aws:", "privateapi:"))}
    return mine or None


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags in the list form of most of AWS's services."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def tag_map(tags: Iterable[Mapping[str, str]] | None) -> dict[str, str] | None:
    """The user's own tags out of the list form; ``None`` when there are none."""
    return own_tags({tag["Key"]: tag.get("Value", "") for tag in tags or ()})
