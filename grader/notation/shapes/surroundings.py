"""What stands around the formula: a label, words that carry the answer, a leading sign."""

from __future__ import annotations

from grader.late import pattern
from grader.notation.reader import Reader
from grader.notation.words import CARRIERS

LABEL = pattern(
    r"[\s$]*(?P<label>\([a-z0-9]{1,3}\)(?=\s*\\q?quad)|(?P<bare>[a-z0-9]{1,2}\))(?=\s*(?:\\q?quad|\s)))"
)

LEADS = CARRIERS | {"hence", "thus", "so", "therefore", "then", "daher", "also", "somit", "folglich", "damit"}
"""Words before a formula that say nothing of its value."""


def label(r: Reader) -> None:
    r"""Pass over the number of a part: `(c) \quad`, `1) `."""
    label = LABEL.match(r.text)
    if label is None or (label["bare"] and r.text.count("(") >= r.text.count(")")):
        return
    while r.peek().start < label.end("label") and r.peek().kind != "stop":
        r.at += 1
    r.note("label", 0, level="note", label=label["label"])


def arrow_name(r: Reader) -> None:
    r"""Pass over the name in `f: x \mapsto x^2` and `f: A \to B`."""
    if (
        r.peek().kind == "name"
        and r.is_op("colon", 1)
        and any(t.word is not None and t.word.op in {"map", "to"} for t in r.tokens)
    ):
        r.at += 2


def carriers(r: Reader) -> None:
    """Take out words around the formula that say nothing: `The answer is 5`."""
    said = [t for t in r.tokens if t.kind == "prose"]
    if not said or any(not set(t.value.lower().split()) <= CARRIERS for t in said):
        return
    formulas = [t for t in r.tokens if t.kind not in {"prose", "stop"}]
    if not formulas or any(formulas[0].start < t.start < formulas[-1].start for t in said):
        return
    behind = next((t.value.lower().split()[0] for t in said if t.start > formulas[-1].start), "")
    if behind in ("of", "to"):  # `1/2 of the answer`
        return
    words = " ".join(t.value for t in said)
    r.tokens = [t for t in r.tokens if t.kind != "prose"]
    if len(r.tokens) > 2 and r.tokens[0].word is not None and r.tokens[0].word.op in {"colon", ","}:
        r.at = 1
    r.note("words-around", 0, words=words)


def opening(r: Reader) -> None:
    """Pass over a conclusion sign or `=` before the first operand."""
    while True:
        token = r.peek()
        word = token.word
        if word is None:
            if token.kind != "text" or not LEADS.issuperset(token.value.lower().strip(" ,:").split()):
                return
            if r.peek(1).kind == "stop":
                return
            r.at += 1
            r.note("words-around", token.start, token.end, words=token.value)
            continue
        if word.prefix == "skip" or word.op in {"implies", "iff"}:
            r.at += 1
        elif (word.op in {"=", "approx"} and not word.prefix) or (word.op == "cell" and r.at == 0):
            r.at += 1
            r.note("leading-relation", token.start, relation=r.said(token))
        elif word.infix == "relation" and not word.prefix:
            raise r.fail("leading-relation", token, relation=r.said(token))
        else:
            return


def defined_here(r: Reader) -> frozenset[str]:
    """`V(t) = ...` at the start makes V a function in this text; `V(t) = ... V(0) ...` is then read as a call."""
    tokens = r.tokens
    if len(tokens) < 6 or tokens[0].kind != "name" or r.names.functions.get(tokens[0].value):
        return frozenset()
    head = tokens[0].value
    if head in {"E", "P"} and tokens[2].value.isupper():
        return frozenset()
    at = 1
    if tokens[at].kind == "subscript":
        head = f"{head}_{tokens[at].value}"
        at += 1
    if tokens[at].word is None or tokens[at].word.op != "(":  # type: ignore[union-attr]
        return frozenset()
    at += 1
    while at + 2 < len(tokens) and tokens[at].kind == "name":
        at += 2 if tokens[at + 1].kind == "subscript" else 1
        word = tokens[at].word
        if word is not None and word.op == ",":
            at += 1
        elif word is not None and word.op == ")":
            after = tokens[at + 1].word
            known = head in r.names.variables
            return (
                frozenset({head})
                if after is not None and after.op in {"=", "defines"} and not known
                else frozenset()
            )
        else:
            return frozenset()
    return frozenset()
