"""botocore's service models without their documentation, which is half of their size and never read here."""

import json
import os
from typing import Any

import botocore.session
from botocore.loaders import JSONFileLoader, Loader


class _WithoutDocumentation(JSONFileLoader):  # type: ignore[misc]
    """Reads a model and empties every ``documentation`` while it is parsed."""

    def _load_file(self, full_path: str, open_method: Any) -> Any:
        if not os.path.isfile(full_path):
            return None
        with open_method(full_path, "rb") as file:
            return json.loads(file.read().decode("utf-8"), object_pairs_hook=_lean)


def _lean(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Emptied and not left out: botocore reads the key. A member of a shape may have this name; it is an object.
    return {key: "" if key == "documentation" and isinstance(value, str) else value for key, value in pairs}


def use_lean_models(session: botocore.session.Session) -> None:
    """Let a session load lean models: the clients of one deployment take 15 MB less."""
    session.register_component("data_loader", Loader(file_loader=_WithoutDocumentation()))
