"""How the products of Alibaba Cloud are called: API versions, endpoints, encodings; from `alibaba_products.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from privateapi.facts.files import read

Place = Literal["query", "body"]


@dataclass(frozen=True, slots=True)
class Product:
    """One product. `names` are those that its endpoint is overridden by; a regional one is told the region."""

    id: str
    version: str
    names: tuple[str, ...]
    endpoint: str
    endpoints: Mapping[str, str]
    regional: bool
    source: str
    json_parameters: Mapping[tuple[str, str], Place]
    """By action and name, where a list or an object goes as one JSON text."""

    def endpoint_in(self, region: str) -> str:
        """The public host of the product in a region."""
        return self.endpoints.get(region) or self.endpoint.format(region=region)


@cache
def alibaba_products() -> Mapping[str, Product]:
    """The products by id."""
    table = read("alibaba_products")
    found = {}
    for row in table["products"]:
        encoded = {
            (each["action"], each["name"]): each["place"]
            for each in table["json_parameters"]
            if each["product"] == row["id"]
        }
        found[row["id"]] = Product(**{**row, "names": tuple(row["names"])}, json_parameters=encoded)
    return found
