"""The error of a component whose arguments are wrong: shown by Pulumi as its text alone, without a traceback."""

import pulumi


class ComponentError(pulumi.RunError):
    """A component's arguments cannot work: which component, which argument, which value, what would be right."""

    def __init__(self, component: str, name: str, *faults: object) -> None:
        """`component` is the class's name, `name` the Pulumi name, `faults` one sentence for each wrong argument."""
        lines = "\n".join(f"  {line}" for fault in faults for line in str(fault).splitlines())
        super().__init__(f"{component} ({name}):\n{lines}")
