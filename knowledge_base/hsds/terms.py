"""The ids of our rows in HSDS, always the same for the same thing, and the taxonomies for what HSDS has no column for."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from uuid import UUID, uuid5

import yaml

from knowledge_base.hsds.tables import Row, Tables

NAMESPACE = UUID("82674dea-0807-4fbe-9530-cf144ac65cbf")  # ours, drawn once; with another one every id would change
FIELDS, NEEDS, DISTRICTS = "fields", "needs", "districts"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PREFIX = {FIELDS: "field", NEEDS: "need", DISTRICTS: "district"}


def is_uuid(text: str) -> bool:
    """True for an id in the only form that HSDS has for one."""
    return bool(_UUID.fullmatch(text))


def id_of(*parts: object) -> str:
    """The UUID of a thing of ours, from the words that name it."""
    return str(uuid5(NAMESPACE, "/".join(map(str, parts))))


@cache
def own_words() -> Mapping[str, dict]:
    """What terms.yml says: each taxonomy with name and description, and `terms` with the meaning of each field."""
    return yaml.safe_load((files(__package__) / "terms.yml").read_text(encoding="utf-8"))


def taxonomy_row(kind: str) -> Row:
    """The row of one of our three taxonomies."""
    return Row("taxonomy", {"id": id_of("taxonomy", kind), **own_words()[kind]})


def term_row(kind: str, code: str, name: str = "", city: str = "") -> Row:
    """The row of a term. Codes are unique in the whole table, so they begin with the kind: `need.legal`."""
    name = name or code.replace("_", " ")
    values = {
        "id": id_of("term", kind, city, code),
        "code": f"{_PREFIX[kind]}.{code}",
        "name": name,
        "description": own_words()["terms"][code] if kind == FIELDS else name,
        "taxonomy": own_words()[kind]["name"],
        "taxonomy_id": id_of("taxonomy", kind),
    }
    return Row("taxonomy_term", values)


def meaning(term: Row | None) -> tuple[str, str] | None:
    """(taxonomy, code) when the term is of a taxonomy of ours, e.g. `("needs", "legal")`; None for any other."""
    for kind, prefix in _PREFIX.items():
        if term and term.get("taxonomy_id") == id_of("taxonomy", kind) and term.get("code").startswith(f"{prefix}."):
            return kind, term.get("code").removeprefix(f"{prefix}.")
    return None


def districts_in(tables: Tables) -> dict[str, str]:
    """District -> name, of all districts in the tables."""
    found = [(meaning(term), term.get("name")) for term in tables.of("taxonomy_term")]
    return {known[1]: name for known, name in found if known and known[0] == DISTRICTS}
