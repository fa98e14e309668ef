"""Why a drill is refused or cannot go on, in the user's terms."""


class DrillError(Exception):
    """What is wrong and what would be right."""


class OptionError(DrillError):
    """An option of the command names what there is not."""
