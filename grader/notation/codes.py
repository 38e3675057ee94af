"""Every finding of this room: its level and the names of its data, in their order. Sentences live elsewhere.

The findings of `read_names` carry `key` (the path of the entry) before these.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.values import Level

CODES: Mapping[str, tuple[Level, tuple[str, ...]]] = {
    # the text was not read
    "control-character": ("error", ("character",)),
    "empty-answer": ("error", ()),
    "empty-group": ("error", ()),
    "leading-relation": ("error", ("relation",)),
    "look-alike-letter": ("error", ("letter", "name")),
    "mismatched-bracket": ("error", ("opened", "closed")),
    "mismatched-environment": ("error", ("opened", "closed")),
    "missing-argument": ("error", ("word",)),
    "missing-before": ("error", ("token",)),
    "missing-differential": ("error", ()),
    "missing-index": ("error", ("operator",)),
    "missing-operand": ("error", ("after",)),
    "too-deep": ("error", ("limit",)),
    "too-long": ("error", ("limit",)),
    "trailing-text": ("error", ("read", "rest")),
    "two-numbers": ("error", ("first", "second")),
    "unclosed-bracket": ("error", ("bracket",)),
    "unclosed-environment": ("error", ("name",)),
    "unexpected-token": ("error", ("token",)),
    "uneven-rows": ("error", ("rows",)),
    "unknown-character": ("error", ("character",)),
    "unknown-command": ("error", ("command", "suggestion")),
    "unknown-environment": ("error", ("name",)),
    "unknown-function": ("error", ("name", "suggestion")),
    "unopened-bracket": ("error", ("bracket",)),
    "which-variable": ("error", ("sign",)),
    "wrong-arguments": ("error", ("function", "count")),
    # the text was read, and something was assumed
    "angle-inner": ("assumption", ()),
    "angle-vector": ("assumption", ()),
    "bracket-is-power": ("assumption", ("name",)),
    "braces-group": ("assumption", ()),
    "colon-is-ratio": ("assumption", ()),
    "comma-separates": ("assumption", ("read",)),
    "decimal-comma": ("assumption", ("number",)),
    "decimal-point": ("assumption", ("number",)),
    "derivative-at": ("assumption", ("read",)),
    "division-first": ("assumption", ("divisor", "factor")),
    "dropped-subscript": ("assumption", ("word",)),
    "exponent-digits": ("assumption", ("exponent",)),
    "exponent-ends": ("assumption", ("exponent", "factor")),
    "function-argument": ("assumption", ("function", "argument")),
    "imaginary-unit": ("assumption", ("letter",)),
    "index-digits": ("assumption", ("read", "name")),
    "inverse-function": ("assumption", ("function",)),
    "letter-is-factor": ("assumption", ("read", "name")),
    "letters-apart": ("assumption", ("letters", "product")),
    "letters-in-denominator": ("assumption", ("denominator",)),
    "lines-joined": ("assumption", ()),
    "missing-d": ("assumption", ("read",)),
    "mixed-number": ("assumption", ()),
    "number-base": ("assumption", ("number", "base", "value")),
    "power-is-factor": ("assumption", ("name",)),
    "power-of-ten": ("assumption", ("number",)),
    "prime-is-derivative": ("assumption", ("name",)),
    "prime-transpose": ("assumption", ()),
    "quotient-is-derivative": ("assumption", ("read",)),
    "repeating-decimal": ("assumption", ("number",)),
    "root-ends": ("assumption", ("root", "after")),
    "times-sign": ("assumption", ("sign",)),
    "transpose": ("assumption", ()),
    "two-factors": ("assumption", ("first", "second")),
    "units-joined": ("assumption", ()),
    "values-between": ("assumption", ("name",)),
    "words-around": ("assumption", ("words",)),
    "label": ("note", ("label",)),
    # the notation block of an exercise
    "function-without-argument": ("error", ("key", "value", "suggestion")),
    "not-a-name": ("error", ("key", "value", "suggestion")),
    "name-taken": ("error", ("key", "value", "suggestion")),
    "not-true-or-false": ("error", ("key", "value", "suggestion")),
    "notation-not-a-table": ("error", ("key", "value", "suggestion")),
    "unknown-domain": ("error", ("key", "value", "suggestion")),
    "unknown-key": ("error", ("key", "value", "suggestion")),
}
"""`leading-relation` is an assumption where the relation is `=` and what follows was read."""
