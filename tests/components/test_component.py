"""The base of components: the type of a class, also of one that a program derives."""

from components.aws import Network
from tests.components.aws.networks import existing
from tests.components.declaring import declare


class OwnNetwork(Network):
    """A program's own kind of network."""


# A program's classes are in a module without a package.
OwnNetwork.__module__ = "__main__"


def test_class_of_a_program() -> None:
    made = declare(lambda: OwnNetwork("net", region="us-east-1", existing=existing()))
    assert list(made.all("aws:OwnNetwork")) == ["net"]
