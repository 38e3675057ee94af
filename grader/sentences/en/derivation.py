"""What stands beside the lines of a derivation."""

SENTENCES: dict[str, str] = {
    "step-differs": "This does not follow: {left} is not equal to {right}[[. The side before it always equals {left-equals}]][[, this one equals {right-equals}]]",
    "step-not-near": "{left} is not near {right}: even roughly this does not hold.",
    "step-undecided": "I could not decide whether this line follows from the one above.",
    "relation-fails": "This does not hold for all values: {left} {relation} {right}.",
    "rounded-step": "This holds as far as its digits go.",
    "holds-nearly": "This holds approximately.",
    "holds-at-point": "This holds at the point that is asked for.",
    "carried-forward": "This follows from what you wrote before, though that was wrong: it keeps its marks.",
    "half-derivative": "I take the numerator of this derivative to begin with \\partial, which is missing.",
    "two-final-values": "Two different results stand here, and I cannot tell which of them is your answer.",
    "no-formula-found": "I found no formula here that I could check.",
}
