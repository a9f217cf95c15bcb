"""The part of JSON Schema that the schema of banks uses: does a value fit, and values that fit."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "resources" / "schemas" / "bank.schema.json").read_text(encoding="utf-8")
)
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}
UNDERSTOOD = {
    "$schema", "$id", "title", "description", "type", "required", "additionalProperties", "properties", "$defs", "$ref", "const",
    "enum",     "anyOf", "items", "maxItems", "minLength", "maxLength", "pattern",
}  # fmt: skip


def resolved(rule: dict[str, Any]) -> dict[str, Any]:
    return SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule


def fits(value: Any, rule: dict[str, Any] = SCHEMA) -> bool:
    """Whether a value is as the rule says."""
    rule = resolved(rule)
    assert rule.keys() <= UNDERSTOOD
    if "anyOf" in rule:
        return any(fits(value, one) for one in rule["anyOf"])
    if "const" in rule:
        return type(value) is type(rule["const"]) and value == rule["const"]
    if "enum" in rule:
        return value in rule["enum"]
    if type(value) is not TYPES[rule["type"]]:
        return False
    if isinstance(value, str):
        if re.search("[\ud800-\udfff]", value):
            return False  # no text: half of a letter, which no file can hold
        return (
            rule.get("minLength", 0) <= len(value) <= rule["maxLength"]
            and re.search(rule["pattern"], value) is not None
        )
    if isinstance(value, list):
        return len(value) <= rule["maxItems"] and all(fits(one, rule["items"]) for one in value)
    if isinstance(value, dict):
        known = rule["properties"]
        return (
            set(rule["required"]) <= value.keys() <= known.keys()
            and rule["additionalProperties"] is False
            and all(fits(one, known[key]) for key, one in value.items())
        )
    return True


def values(rule: dict[str, Any] = SCHEMA) -> st.SearchStrategy[Any]:
    """Values that fit."""
    rule = resolved(rule)
    if "anyOf" in rule:
        return st.one_of([values(one) for one in rule["anyOf"]])
    if "const" in rule:
        return st.just(rule["const"])
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    match rule["type"]:
        case "boolean":
            return st.booleans()
        case "string":
            letters = st.characters(exclude_categories=("Cs",))
            return st.text(letters, max_size=12).filter(lambda text: fits(text, rule))
        case "array":
            return st.lists(values(rule["items"]), max_size=3)
        case _:
            known = {key: values(one) for key, one in rule["properties"].items()}
            needed = {key: known.pop(key) for key in rule["required"]}
            return st.fixed_dictionaries(needed, optional=known)
