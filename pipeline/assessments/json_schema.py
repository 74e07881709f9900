"""The JSON Schema of assessment files, for editors that complete and check YAML while one types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.rules import WRITTEN_OUT
from schemas.assessment import Assessment
from schemas.conditions import FACTS
from schemas.gaps import Gap

FILE = "assessment.schema.json"


def assessment_schema() -> dict[str, Any]:
    """The model's own schema, where every value that need not be there may be a gap instead; Chinese descriptions stay, code's words go."""
    schema = Assessment.model_json_schema()
    gap = Gap.model_json_schema()
    models = schema.pop("$defs")
    for model in (schema, *models.values()):
        _open(model)
    models |= {name: model for name, model in gap.pop("$defs").items() if name not in models}
    models |= {"Gap": gap, "Where": _where()}
    for model in (schema, *models.values()):
        model.pop("description", None)  # the docstring, written for programmers
    whole = {**schema, "$defs": models}
    for node in _nodes(whole):
        _plain(node)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "考核办法", **whole}


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(assessment_schema(), ensure_ascii=False, indent=1) + "\n"


def _open(model: dict[str, Any]) -> None:
    """Let the value of each key that need not be there be a gap."""
    closed = WRITTEN_OUT.union(model.get("required", ()))
    for key, value in model.get("properties", {}).items():
        if key not in closed:
            described = {"description": value.pop("description")} if "description" in value else {}
            model["properties"][key] = {"anyOf": [value, {"$ref": "#/$defs/Gap"}], **described}


def _where() -> dict[str, Any]:
    """A condition: the facts there are, by their Chinese names."""
    facts = {name: {"description": fact.label} for name, fact in FACTS.items()}
    return {"type": "object", "properties": facts, "additionalProperties": False}


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(inner)


def _plain(node: dict[str, Any]) -> None:
    """Take out the code's own names; an amount with decimals is written in quotes, so a number is whole."""
    if isinstance(node.get("title"), str):
        del node["title"]
    if node.get("type") == "number":
        node["type"] = "integer"
