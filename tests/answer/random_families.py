"""All families of random questions, by name."""

from __future__ import annotations

import random_conditions
import random_logic
import random_measures
import random_numbers
import random_regions
import random_workings
from random_case import Family

FAMILIES: dict[str, Family] = {
    "antiderivatives": random_conditions.antiderivatives,
    "chains": random_workings.chains,
    "choices": random_workings.choices,
    "complex numbers": random_conditions.complex_numbers,
    "conditional": random_conditions.conditional,
    "digits": random_conditions.digits,
    "families": random_measures.families,
    "finite sets": random_numbers.finite_sets,
    "forms": random_workings.forms,
    "inequalities": random_regions.inequalities,
    "intervals": random_regions.intervals,
    "linear": random_workings.linear,
    "lines": random_numbers.lines,
    "lists": random_numbers.lists,
    "matrices": random_numbers.matrices,
    "orders": random_measures.orders,
    "propositions": random_logic.propositions,
    "quantities": random_measures.quantities,
    "solutions": random_numbers.solutions,
    "systems": random_numbers.systems,
    "tolerances": random_measures.tolerances,
}
PARTLY = frozenset({"antiderivatives", "chains", "digits", "forms", "linear"})
"""Families in which a wrong answer earns its share."""
AS_THEY_ARE = frozenset({"chains", "choices", "linear"})
"""Families whose answers are more than one formula."""
