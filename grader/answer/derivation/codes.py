"""The findings of derivations, with the keys of their data in order, for those who write the sentences.

Where a verdict names a wrong step, the finding of the step is repeated with `line` before its other data.
"""

from __future__ import annotations

CODES: dict[str, tuple[str, ...]] = {
    # of a step: why it does not follow
    # of the last five: two where a side is constant, else the point where both were evaluated, with the values
    # and what changed: a term that became another, was lost or was added
    "step-differs": (
        "left",
        "right",
        "left-equals",
        "right-equals",
        "at",
        "left-there",
        "right-there",
        "was",
        "became",
        "lost",
        "added",
    ),
    "step-not-near": ("left", "right"),  # the sides of ≈ are far apart
    "relation-fails": ("left", "relation", "right"),  # <, ≤, ≠ and their like
    "solutions-differ": ("left", "right"),
    "constant-left-out": (),  # integrated without an arbitrary constant
    "solutions-gained": ("name", "values", "at"),
    "solutions-lost": ("name", "values", "at"),
    # of a step: notes
    "only-at-point": (),  # with letters on both sides: by chance, or with some values put in already
    "holds-at-point": (),  # not as formulas, but at the point of the exercise
    "carried-forward": (),  # follows from the student's own earlier value
    "rounded-step": (),  # = where the decimals are rounded
    "holds-nearly": (),  # ≈
    "derivative-step": (),  # the derivative of the line above
    "premise": (),  # of an abstract function: nothing to refute
    "condition-set": (),  # an equation that is set, as f'(x) = 0
    "identity-in": ("name",),  # read as meant for all values of the letter
    "up-to-constant": (),  # an integral without bounds
    "derivatives-differ": ("left", "right"),
    "supposed": (),  # under what the student takes for true
    "given-used": (),  # P(A) = 0.01, taken as given
    "point-set": (),  # x = 0: a point, no claim
    "defined-in-a-circle": (),
    "rule-stated": (),  # (uv)' = u'v + uv'
    "gained-dropped": (),  # of a line that drops what squaring brought in
    "letters-unsaid": (),  # det(A - l I) = 0, where nothing is said of A
    "half-derivative": (),  # \frac{L}{\partial t} read as a derivative
    # of a step: open
    "step-undecided": ("line", "text"),  # without data on the step itself
    "step-unread": ("line", "text"),
    "line-unjudged": ("line", "text"),  # beside the argument, and the mark is not full without it
    "engine-fault": ("fault",),
    "formula-denied": (),  # words around it take it back
    "limit-met": ("limit",),
    "answer-too-long": ("limit", "most"),
    # of the whole
    "every-line-follows": (),
    "derivation-complete": (),
    "more-wrong-steps": ("count",),
    "start-not-found": (),  # no chain begins at what was asked
    "argued-by-cases": (),  # lines of several cases, in words
    "steps-elsewhere": (),  # the end is only claimed; sound lines about a letter for the question stand there
    "end-rearranged": (),  # all between is the known end by arithmetic: a step, or the end worked back
    "no-steps-shown": ("beside",),  # from the question to the known end without a form between
    "error-taken-back": ("line", "next"),  # one wrong form, and the next link takes it back
    "errors-cancel": (),  # the end stands there, but a step on the way is wrong
    "begins-in-the-middle": ("line",),  # a first line with nothing before its sign
    "end-stands-first": ("line",),  # the end at once, its steps after it
    "step-too-large": ("line", "limit"),
    "derivative-not-shown": ("line",),  # from the derivative of a defined function past it without its definition
    "end-not-reached": (),
    "waypoint-missing": (),
    "no-formula-found": ("there",),
    "words-contradict": ("text",),  # the words conclude the contrary of what the formulas show
    "words-conclude": ("text",),  # the conclusion stands there in words alone
    "words-only": (),
    "nothing-written": (),
    # of picking one value
    "two-final-values": (),
    # of the exercise
    "shares-do-not-add-up": ("key",),
    "from-and-to-differ": ("key", "text"),
    "not-a-name": ("key", "text"),
}
