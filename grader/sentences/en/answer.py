"""What the kinds of answers say to a student."""

SENTENCES: dict[str, str] = {
    "nothing-written": "Nothing is written here that I could check.",
    "not-equal": "This is not equal to what was asked for.",
    "no-number": "I expected a number here.",
    "ambiguous-digits": "{digits} digits? Zeros at the end of a whole number may count or not: write 3.00e2 or 300.",
    "equal-to-digits": "The value is right, to {digits} {unit}.",
    "decimals-not-exact": "This is a rounded decimal. Give the exact value, such as a fraction or a root.",
    "rounded-value": "This is only a rounded value. Give more digits, or the exact value.",
    "not-a-decimal": "Write this as a decimal number, with as many digits as asked for.",
    "outside-tolerance": "The number is off by more than the tolerance.",
    "within-tolerance": "The number lies within the tolerance.",
    "power-of-ten": "The digits are right, but the number is off by a power of ten (10^{exponent}): look at the decimal point.",
    "contradictory-chain": "You write that {left} equals {right}, and it does not. I cannot tell which of them is your answer.",
    "chain-undecided": "I could not decide whether the sides of this chain are equal to each other.",
    "left-side-as-name": "I take {name} on the left as the name of what you compute.",
    "missing-constant": "An antiderivative is only known up to a constant: add + C.",
    "differentiated-instead": "This looks like the derivative. An antiderivative was asked for.",
    "integrand-repeated": "This is the function itself, not yet integrated.",
    "number-of-letters": "Other letters stand in your answer than I expected[[ ({student})]].",
    "domains-differ": "Both agree wherever both are defined, but not everywhere both are[[: {defined} is defined at {at}]].",
}
