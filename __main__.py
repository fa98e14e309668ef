"""The Pulumi program: reads the stack's configuration and builds the blueprint that it names."""

import importlib
import pkgutil

import pulumi

import stacks
from stacks.configuration import NAMESPACE, StackConfigurationError, raw, read


def blueprints() -> list[str]:
    """The blueprints of the folder `stacks`, by the name that a stack gives."""
    modules = (module.name for module in pkgutil.iter_modules(stacks.__path__) if not module.ispkg)
    return sorted(name.replace("_", "-") for name in modules if name != "configuration")


def main() -> None:
    """Declare the stack's resources and export its outputs."""
    chosen = raw().get("blueprint")
    if chosen not in blueprints():
        fault = "is required" if chosen is None else f"{chosen!r} is not a blueprint"
        raise StackConfigurationError(f"{NAMESPACE}:blueprint: {fault}; there are: {', '.join(blueprints())}")
    blueprint = importlib.import_module(f"stacks.{str(chosen).replace('-', '_')}")
    for name, value in blueprint.build(read(blueprint.Configuration), pulumi.get_stack()).items():
        pulumi.export(name, value)


main()
