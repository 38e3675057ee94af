"""The findings of this room, with the keys of their data in order, for those who write the sentences."""

from __future__ import annotations

BLOCK: dict[str, tuple[str, ...]] = {
    "unknown-key": ("key", "name", "suggestion", "keys"),
    "key-of-other-kind": ("key", "name", "kind", "other"),
    "number-as-key": ("key", "name"),
    "missing-key": ("key", "name"),
    "unknown-kind": ("key", "text", "suggestion", "words"),
    "unknown-word": ("key", "text", "suggestion", "words"),
    "not-a-scalar": ("key",),
    "not-a-flag": ("key", "text"),
    "not-a-number": ("key", "text"),
    "not-a-count": ("key", "text"),
    "not-a-mapping": ("key", "words", "example"),
    "not-options": ("key", "text"),
    "several-as-one": ("key", "text", "words"),
    "not-a-list": ("key",),
    "negative": ("key", "text"),
    "credit-above-one": ("key", "text"),
    "tolerance-too-wide": ("key", "text"),  # a note: relative, one or more
    "tolerance-and-digits": ("key",),  # a note
    "digits-one-of-two": ("key",),
    "exact-and-digits": ("key",),
    "expected-unread": ("key", "text"),  # the findings of the reader follow, with `key` before their own data
    "expected-empty": ("key",),
    "expected-of-other-kind": ("key", "text", "kind"),
    "unit-is-a-letter": ("key", "text", "name"),  # a note where another unit is left
    "missing-variable": ("key", "option"),
    "option-without": ("key", "option", "needs"),
    "not-a-seal": ("key",),
    "unknown-option": ("key", "text", "words"),  # of a choice; without `key` where a student named it
    "growth-unknown": ("key", "text"),  # a note
    "concept-without-words": ("key", "name"),
}
"""Mistakes of an author in an answer block; `key` is the path of the option."""

ANSWER: dict[str, tuple[str, ...]] = {
    "nothing-written": (),
    "nothing-said": ("text",),
    "limit-met": ("limit",),
    "answer-too-long": ("limit", "most"),
    # values
    "equal": (),
    "not-equal": (),
    "both-signs": ("value",),
    "other-shape": ("expected", "student"),  # names of kinds
    "other-case": (),  # words that differ in capital letters only
    "left-side-as-name": ("name",),
    "left-side-missing": ("name",),
    "zero-in-doubt": (),
    "zero-vector-meant": (),
    "zero-or-vector": (),
    "each-a-solution": (),  # 1 and 3
    "and-of-solutions": (),  # x = 1 and x = 3
    "check-fails": ("text",),
    "step-before-fails": ("text",),
    "and-of-regions": (),  # x < 1 and x > 3
    "contradictory-chain": ("left", "right"),
    "not-solved-yet": ("name",),  # x^2 = 4 for 2 and -2
    "not-for-all": ("left", "right"),
    "value-untold": ("left", "right"),
    "bounds-left-out": ("left", "right"),  # an integral with bounds, and an antiderivative of it
    "rounded-otherwise": ("left", "right"),
    "rounded-with-equals": ("left", "right"),
    "question-restated": (),
    "chain-undecided": (),
    "argument-left-out": ("name", "read"),
    "comma-in-doubt": ("number",),
    "letter-not-zero": ("name", "at"),
    "family-undecided": (),
    "not-of-the-family": (),
    "same-family": (),
    "constants-of-family": ("expected", "student"),
    "constants-too-many": ("student", "expected"),
    "under-a-condition": ("condition",),
    "condition-undecided": ("condition",),
    "condition-missing": (),
    "other-condition": ("condition",),
    "unit-ignored": ("unit",),
    "percent-sign-missing": (),
    "only-member": ("value",),  # of a set, where one number is asked
    "percent-meant": ("number",),
    "coordinates-in-doubt": ("letters",),
    "degrees-meant": ("number",),
    "angle-in-doubt": ("number",),
    "decimal-comma": ("number",),
    "imaginary-unit-in-doubt": (),
    "letter-for-constant": ("letter", "constant"),  # 2 + 3j
    "function-not-worked-out": ("name",),
    "no-number-expected": (),
    "words-for-number": ("text",),
    "words-for-formula": ("text",),
    "own-letter": ("name", "value"),  # p = s/n with s = x_1 + x_2
    "letter-in-words": ("name",),
    "formula-in-sentence": ("formula",),
    "value-turned": ("words",),
    "words-in-answer": ("words",),
    "word-in-doubt": ("word",),
    "name-in-doubt": ("name",),
    "name-taken": ("name",),
    "binomial-typed": ("text", "read"),
    "permutation-typed": ("text", "read"),
    "ends-in-doubt": ("text", "read"),  # between -3 and 3
    "reading-in-doubt": ("text", "read"),  # 1:30, J/kg*K
    "integer-signs": ("text", "read"),  # n // 2
    "gauss-bracket": ("text", "read"),  # [n/2]
    "log-base-in-doubt": ("base",),
    "count-in-doubt": ("text", "read"),  # C_k^n
    "power-in-doubt": (),
    "power-typed": ("text", "read"),
    "prime-transposes": ("text", "read"),
    "number-word": ("text", "read"),
    "letters-put-in": ("formula", "read"),  # z = 5 e^(i phi) with phi = pi/3
    "cases-read": ("text", "read"),  # x if x >= 0 else -x
    "units-summed": ("text", "read"),  # 3 h 30 min
    "words-read": ("text", "read"),  # all real numbers, x is at least 3
    "spaces-read": ("text", "read"),  # 2 3 5 7
    "dots-in-doubt": ("number",),
    "signs-apart": (),
    "matrix-not-worked-out": (),
    "right-beside-others": ("right",),
    "unread-beside": ("text",),
    "one-of-several": ("text",),
    "remainder-not-least": ("value",),
    "one-of-class": (),
    "not-normal-form": ("form", "clause"),
    "base-in-doubt": (),
    "all-in-doubt": (),
    "family-without-value": (),
    "families-in-doubt": (),
    "other-counter": ("name",),
    "point-in-doubt": ("number",),  # 250.000
    "remainder-in-doubt": (),
    "factors-together": ("text", "read"),
    "product-in-doubt": (),
    "factorial-in-doubt": ("text",),
    "no-value": (),
    "unknown-unit": ("text",),
    "degrees-in-doubt": (),  # 20 ° for 20 °C
    "binary-prefix": (),  # 4096 B for 4 kB
    # numbers
    "decimals-not-exact": (),
    "rounded-value": (),  # the exact value rounded, where it must be exact
    "rounded-too-far": (),  # an expected decimal, rounded to fewer figures
    "agrees-to-figures": ("digits",),
    "close-value": ("percent",),
    "degrees-rounded": (),  # 53.13° for arctan(4/3)
    "expected-is-rounded": (),  # an exact value where the expected one is a rounded decimal
    "equal-after-rounding": ("digits",),
    "power-of-ten": ("exponent",),
    "within-tolerance": (),
    "outside-tolerance": (),
    "no-number": (),
    "not-a-decimal": (),
    "equal-to-digits": ("digits", "unit"),  # unit: decimals or significant
    "ambiguous-digits": ("digits",),
    "too-few-digits": ("digits", "unit"),
    "too-many-digits": ("digits", "unit"),
    # quantities
    "missing-unit": (),
    "wrong-unit": ("number",),  # right or wrong
    "not-the-unit-asked": (),
    # up to something
    "missing-constant": (),
    "strange-constant": ("name",),  # C^2: not every number
    "log-without-absolute": (),
    "integrand-repeated": (),
    "differentiated-instead": (),
    "number-of-letters": ("expected", "student"),
    "same-order": (),
    "other-order": (),
    "order-undecided": (),
    # solutions
    "same-solutions": (),
    "other-solutions": (),
    "solutions-gained": ("name", "values", "at"),
    "solutions-lost": ("name", "values", "at"),
    "solutions-wrong": ("values",),  # of the student's points
    "solutions-missing": ("count",),
    "solutions-undecided": (),
    "no-common-solution": (),
    "not-a-statement": (),
    "other-subject": (),
    "other-function": ("name",),
    "system-contradictory": (),
    "parameter-in-doubt": ("names",),  # x = 3 - t for x = 1 + t: the same line, at another time
    "equations-not-implied": ("numbers",),
    "equations-lacking": ("numbers",),  # numbers count the expected equations
    "regions-differ": (),
    "sets-joined": (),
    "brackets-in-doubt": (),
    "values-apart": ("left", "right"),
    "ends-undecided": (),
    "end-should-belong": ("end",),
    "end-should-not-belong": ("end",),
    # entries
    "wrong-length": ("expected", "student"),
    "wrong-entries": ("places",),
    "missing-entries": ("count",),
    "extra-entries": ("values",),
    "entries-undecided": (),
    "other-brackets": (),
    "wrong-shape": ("expected", "student"),
    "not-a-multiple": (),
    "zero-vector": (),
    "uneven-rows": (),
    "read-as-vector": ("size",),
    # logic, choice
    "bar-in-doubt": (),
    "not-a-proposition": (),
    "other-truth-table": ("at",),
    "members-lost": ("inside", "outside"),
    "members-gained": ("inside", "outside"),
    "law-differs": ("inside", "outside"),
    "subset-in-doubt": (),
    "universe-in-doubt": ("name",),
    "right-choice": (),
    "some-choices": ("right", "wrong", "missing"),
    "other-choice": ("right", "wrong", "missing"),  # counts
    "two-choices": (),
    # orders of growth
    "growth-faster": ("student", "along"),
    "growth-slower": ("student", "along"),
    "growth-other": (),  # where letters may be meant small
    "growth-not-tight": (),
    "growth-bare": (),
    "growth-stronger": (),  # Theta where O was asked
    "growth-reduced": (),  # O(2n)
    "growth-symbol": ("said",),  # O, Theta, Omega, o, omega
    "growth-case": ("names",),
    "growth-letters": ("names",),
    "growth-small": ("names",),
    "growth-zero": (),  # 0(n)
    "growth-undecided": (),
    "growth-for-value": (),
    # texts
    "text-for-person": ("share",),
    "all-concepts": (),
    "concepts-lacking": ("share",),
    "concept-found": ("name", "quote"),
    "concept-seen": ("name", "quote"),
    "concept-doubtful": ("name", "quote", "reason"),
    "concept-not-found": ("name", "quote"),
    "concept-negated": ("name", "quote"),
    "concept-of-another": ("name", "quote"),
    "concept-forbidden": ("name", "quote"),
    "concept-hint": ("hint",),
    # sealed exercises
    "sealed-not-here": (),
    "sealed-undecided": (),
    "sealed-unavailable": (),
    "sealed-mistake": (),
    "sealed-feedback": ("text",),
}
"""What is said of an answer."""
