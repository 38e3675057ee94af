"""Every finding of this room: its code and the names of its data. `marking.feedback` has the sentences."""

from __future__ import annotations

CODES: dict[str, tuple[str, ...]] = {
    # why a comparison is Unknown
    "limit": ("limit",),
    "too-complex": (),
    "engine-fault": ("fault",),
    "no-method": ("word",),
    "function-unknown": ("name",),
    "undefined-everywhere": (),
    "too-few-points": (),
    "piecewise-undecided": ("word",),
    "extreme-values": (),
    "precision-exhausted": (),
    "shapes-do-not-fit": ("word", "left", "right"),
    "shapes-undeclared": (),
    # notes beside a Same
    "domains-differ": ("defined", "at"),
    "taken-positive": ("names",),
    # how nearly right
    "near-sign": (),
    "near-factor": ("factor",),
    "near-constant": ("constant",),
    "near-reciprocal": (),
    "near-derivative": ("variable",),
    "near-antiderivative": ("variable",),
    "near-inner-derivative": ("factor",),
    "near-degrees": (),
    "near-swapped": ("first", "second"),
}
