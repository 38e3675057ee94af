"""Why two formulas could not be told apart or taken as the same."""

SENTENCES: dict[str, str] = {
    "engine-fault": "Something went wrong inside the program while comparing ({fault}): a person will decide.",
    "extreme-values": "The values grow too large or too small to compare them: a person will decide.",
    "no-method": "I have no method to compare this[[ (it holds {word})]]: a person will decide.",
    "piecewise-undecided": "I could not decide the cases of this[[ ({word})]]: a person will.",
    "precision-exhausted": "Even with many digits I could not tell the two sides apart or prove them equal: a person will decide.",
    "shapes-do-not-fit": "The sizes do not fit together here[[: {left} and {right}]].",
    "too-complex": "This agrees wherever I tried, but it is too complex for me to be sure: a person will decide.",
    "too-few-points": "I found too few places where this has a value: a person will decide.",
    "shapes-undeclared": "I do not know the sizes of these vectors and matrices, so I could not be sure: a person will decide.",
    "form-undecided": "I could not decide whether this has the form that was asked for ({form}): a person will.",
    "taken-positive": "I take {names} as positive here.",
    "function-unknown": "I know nothing of {name}, so I could not compare this: a person will decide.",
}
