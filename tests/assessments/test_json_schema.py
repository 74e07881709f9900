"""The schema for editors: current, and no stricter than the product itself."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pipeline.assessments.json_schema import FILE, assessment_schema, schema_text
from pipeline.rules import ASSESSMENTS
from tests.assessments.plans import plan

SCHEMA = assessment_schema()
KINDS = {
    "string": (str, datetime.date),
    "integer": int,
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}


def _fits(value: Any, schema: dict[str, Any]) -> bool:
    """As much of JSON Schema as this schema uses; days count as text, as they do in an editor."""
    if "$ref" in schema and not _fits(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]):
        return False
    if "anyOf" in schema and not any(_fits(value, one) for one in schema["anyOf"]):
        return False
    if "oneOf" in schema and sum(_fits(value, one) for one in schema["oneOf"]) != 1:
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    kind = schema.get("type")
    if kind and (not isinstance(value, KINDS[kind]) or (kind == "integer" and isinstance(value, bool))):
        return False
    if isinstance(value, dict):
        return _mapping_fits(value, schema)
    return not isinstance(value, list) or all(_fits(item, schema.get("items", {})) for item in value)


def _mapping_fits(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    properties, other = schema.get("properties", {}), schema.get("additionalProperties", {})
    if not set(schema.get("required", ())) <= set(value):
        return False
    if other is False and not set(value) <= set(properties):
        return False
    other = other if isinstance(other, dict) else {}
    return all(_fits(inner, properties.get(key, other)) for key, inner in value.items())


def _read(text: str) -> Any:
    return YAML(typ="safe").load(text)


def test_the_schema_in_the_folder_is_current() -> None:
    assert (ASSESSMENTS / FILE).read_text("utf-8") == schema_text(), "make it again: assessment schema"


def test_the_schema_names_nothing_but_its_own_parts() -> None:
    refs = {part["$ref"] for part in _parts(SCHEMA) if "$ref" in part}
    assert {ref.rpartition("/")[2] for ref in refs} <= set(SCHEMA["$defs"])
    assert json.loads(schema_text()) == SCHEMA


def _parts(node: Any) -> list[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [*([node] if isinstance(node, dict) else []), *(part for one in inner for part in _parts(one))]


@pytest.mark.parametrize("path", sorted(ASSESSMENTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_assessment_that_comes_with_the_product_is_valid_under_it(path: Path) -> None:
    document = _read(path.read_text("utf-8"))
    assert [key for key, value in document.items() if not _fits(value, SCHEMA["properties"][key])] == []
    assert _fits(document, SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        plan(ranking="ranking: {clause: A, wihtin: all}\n"),
        plan(ranking="ranking: {clause: A, within: some}\n"),
        plan(ranking="ranking: {clause: A, within: {gap: 怎样排, when: always}}\n"),
        plan(steps="- {step: xyz, id: a, clause: A}\n"),
        plan(steps="- {step: base, id: a, clause: A, measure: 单位积分, tariff: [{amount: 0.5}]}\n"),
        plan(steps="- {step: base, id: a, clause: A, measure: 单位积分, only: {colour: 红}}\n"),
        plan(steps="- {step: base, id: a, clause: A, measure: {gap: 计什么, clause: A, when: always}}\n"),
    ],
)
def test_a_slip_is_marked(text: str) -> None:
    assert _fits(_read(plan()), SCHEMA)
    assert not _fits(_read(text), SCHEMA)


def test_every_validator_there_is_agrees() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for path in ASSESSMENTS.glob("*.yaml"):
        document = json.loads(json.dumps(_read(path.read_text("utf-8")), default=str))
        jsonschema.Draft202012Validator(SCHEMA).validate(document)
