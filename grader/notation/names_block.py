"""The `notation:` block of an exercise -> Names. Every mistake is a finding with the path of its entry."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.late import pattern
from grader.notation.grammar import NO_NAMES, parse
from grader.notation.names import Domain, DomainKind, Function, Names
from grader.notation.tree import Expr, Index, Name
from grader.values import Finding

KEYS = (
    "variables",
    "functions",
    "definitions",
    "same",
    "implicit_multiplication",
    "decimal_comma",
    "mixed_numbers",
    "independent",
)
PLAIN: Mapping[str, DomainKind] = {
    "real": "real", "positive": "positive", "positive real": "positive", "nonnegative": "nonnegative",
    "non-negative": "nonnegative", "nonnegative real": "nonnegative", "nonzero": "nonzero", "non-zero": "nonzero",
    "integer": "integer", "positive integer": "positive integer", "natural": "positive integer",
    "nonnegative integer": "nonnegative integer", "complex": "complex", "rational": "rational",
    "indexed": "indexed", "random": "random", "iid": "iid", "event": "event", "boolean": "boolean",
}  # fmt: skip
TAKEN = frozenset("exp log ln sin cos tan sinh cosh tanh arcsin arccos arctan sqrt abs".split())
"""Names that everybody reads as one function: an exercise cannot give them another meaning."""
SHAPES = {"vector": "vector(n)", "matrix": "matrix(n, d)"}
_SHAPED = pattern(r"(vector|matrix)\s*\(([^()]*)\)")
_RANGE = pattern(r"([(\[])([^,;()\[\]]+)[,;]([^,;()\[\]]+)([)\]])")


def read_block(block: object) -> tuple[Names, tuple[Finding, ...]]:
    """See `grader.notation.names.read_names`."""
    findings: list[Finding] = []
    if block is None or block == {}:
        return NO_NAMES, ()
    if not isinstance(block, Mapping):
        return Names(), (_problem("notation-not-a-table", "notation", str(type(block).__name__)),)
    for key in block:
        if key not in KEYS:
            near = next(iter(difflib.get_close_matches(str(key), KEYS, 1)), "")
            findings.append(_problem("unknown-key", str(key), str(key), near))
    flags = {name: _flag(block, name, default, findings) for name, default in _FLAGS}
    variables, default = _variables(_table(block, "variables", findings), findings)
    same = _same(_table(block, "same", findings), findings)
    functions, bodies = _heads(_table(block, "functions", findings), findings)
    names = Names(_frozen(variables), default, _frozen(functions), _frozen({}), _frozen(same), **flags)
    functions = {id: _with_body(id, f, bodies.get(id), names, findings) for id, f in functions.items()}
    definitions = {}
    for key, value in _table(block, "definitions", findings).items():
        id = _id(str(key))
        body = _expr(str(value), names, f"definitions.{key}", findings)
        if id and body is not None:
            definitions[id] = body
        elif not id:
            findings.append(_problem("not-a-name", f"definitions.{key}", str(key)))
    findings += _taken(variables=variables, functions=functions, definitions=definitions, same=same)
    independent = _independent(block.get("independent"), findings)
    return Names(
        _frozen(variables), default, _frozen(functions), _frozen(definitions), _frozen(same),
        independent=independent, **flags,
    ), tuple(findings)  # fmt: skip


_FLAGS: tuple[tuple[str, bool | None], ...] = (
    ("implicit_multiplication", True),
    ("decimal_comma", False),
    ("mixed_numbers", None),
)


def _taken(**tables: Mapping[str, Any]) -> list[Finding]:
    """Names of the block that are not free to be given a meaning."""
    taken = [(key, id) for key, table in tables.items() for id in table if id in TAKEN]
    return [_problem("name-taken", f"{key}.{id}", id) for key, id in taken]


def _frozen(table: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(table))


def _problem(code: str, key: str, value: str, suggestion: str = "") -> Finding:
    return Finding(code, "error", None, (("key", key), ("value", value), ("suggestion", suggestion)))


def _table(block: Mapping[Any, Any], name: str, findings: list[Finding]) -> Mapping[Any, Any]:
    value = block.get(name)
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    findings.append(_problem("notation-not-a-table", name, type(value).__name__))
    return {}


def _independent(value: object, findings: list[Finding]) -> tuple[str, ...]:
    """A list of names: `independent: [X, Y]`."""
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    ids = [_id(str(item)) for item in items]
    for item, id in zip(items, ids, strict=True):
        if not id:
            findings.append(_problem("not-a-name", "independent", str(item)))
    return tuple(filter(None, ids))


def _flag(block: Mapping[Any, Any], name: str, default: bool | None, findings: list[Finding]) -> Any:
    value = block.get(name, default)
    if isinstance(value, bool) or value is default:
        return value
    if str(value).lower() in {"true", "false"}:
        return str(value).lower() == "true"
    findings.append(_problem("not-true-or-false", name, str(value)))
    return default


def _id(text: str) -> str:
    """The canonical id of a name as written (`x`, `\\theta`, `\\hat{p}`, `x_1`); empty if it is not one name."""
    if text.isalnum() and text[:1].isalpha() and text.isascii() and len(text) > 1:
        from grader.notation.words import GREEK_WORDS

        return GREEK_WORDS.get(text, text)
    expr = parse(text, Names(implicit_multiplication=False)).expr
    match expr:
        case Name(id):
            return id
        case Index(Name(id), _):
            return id
        case _:
            return ""


def _variables(table: Mapping[Any, Any], findings: list[Finding]) -> tuple[dict[str, Domain], Domain | None]:
    variables: dict[str, Domain] = {}
    default: Domain | None = None
    for key, value in table.items():
        domain = read_domain(str(value))
        if domain is None:
            shape = str(value).partition("(")[0].strip()
            near = SHAPES.get(shape) or next(iter(difflib.get_close_matches(str(value), list(PLAIN), 1)), "")
            findings.append(_problem("unknown-domain", f"variables.{key}", str(value), near))
            continue
        if str(key) == "*":
            default = domain
            continue
        id = _id(str(key))
        if id:
            variables[id] = domain
        else:
            findings.append(_problem("not-a-name", f"variables.{key}", str(key)))
    return variables, default


def read_domain(text: str) -> Domain | None:
    """`real`, `vector(n)`, `matrix(n, d)`, `(0, 1)`, `[0, oo)`; None where it is none of these."""
    words = " ".join(text.split())
    if words in PLAIN:
        return Domain(PLAIN[words])
    if words in {"vector", "matrix"}:
        return Domain("vector" if words == "vector" else "matrix", ("n",) if words == "vector" else ("n", "n"))
    shaped = _SHAPED.fullmatch(words)
    if shaped:
        sizes = tuple(size.strip() for size in shaped[2].split(","))
        wanted = 1 if shaped[1] == "vector" else 2
        if len(sizes) == wanted and all(size.isalnum() for size in sizes):
            return Domain("vector" if wanted == 1 else "matrix", sizes)
        return None
    ends = _RANGE.fullmatch(words)
    if ends:
        low, high = ends[2].strip(), ends[3].strip()
        unbounded = {"oo", "inf", "infinity", "∞", "-oo", "-inf", "-infinity", "-∞", "\\infty", "-\\infty"}
        return Domain(
            "interval", (), None if low in unbounded else low, None if high in unbounded else high,
            (ends[1] == "[", ends[4] == "]"),
        )  # fmt: skip
    return None


def _same(table: Mapping[Any, Any], findings: list[Finding]) -> dict[str, str]:
    same: dict[str, str] = {}
    for key, value in table.items():
        left, right = _id(str(key)), _id(str(value))
        if left and right:
            same[left] = right
        else:
            findings.append(_problem("not-a-name", f"same.{key}", str(key) if not left else str(value)))
    return {left: _final(right, same) for left, right in same.items()}


def _final(name: str, same: dict[str, str]) -> str:
    seen = {name}
    while name in same and same[name] not in seen:
        name = same[name]
        seen.add(name)
    return name


def _heads(
    table: Mapping[Any, Any], findings: list[Finding]
) -> tuple[dict[str, Function], dict[str, tuple[str, str]]]:
    functions: dict[str, Function] = {}
    bodies: dict[str, tuple[str, str]] = {}
    for key, value in table.items():
        head, params = _head(str(key))
        if not head:
            findings.append(_problem("not-a-name", f"functions.{key}", str(key)))
            continue
        words = str(value).strip()
        if words in {"abstract", "density"}:
            functions[head] = Function(params, None, "abstract" if words == "abstract" else "density")
        elif not params:
            findings.append(_problem("function-without-argument", f"functions.{key}", str(key)))
        else:
            functions[head] = Function(params, None, "defined")
            bodies[head] = (words, f"functions.{key}")
    return functions, bodies


def _head(text: str) -> tuple[str, tuple[str, ...]]:
    """`sigma(x)` -> sigma and its parameters; `p` -> p and none."""
    head, bracket, rest = text.strip().rpartition("(") if text.strip().endswith(")") else (text, "", "")
    if not bracket or not _id(head):
        id = _id(text)
        return (id, ()) if "(" not in text or id else ("", ())
    if _id(text):
        return _id(text), ()
    params = tuple(_id(p.strip()) for p in re.split("[,;|]", rest[:-1]))
    return (_id(head), params) if all(params) else ("", ())


def _with_body(
    id: str, function: Function, body: tuple[str, str] | None, names: Names, findings: list[Finding]
) -> Function:
    if body is None:
        return function
    return Function(function.params, _expr(body[0], names, body[1], findings), function.kind)


def _expr(text: str, names: Names, key: str, findings: list[Finding]) -> Expr | None:
    parsed = parse(text, names)
    for finding in parsed.findings:
        if finding.level == "error":
            findings.append(Finding(finding.code, "error", finding.span, (("key", key), *finding.data)))
    return parsed.expr
