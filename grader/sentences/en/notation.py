"""Where the reader of formulas stopped, and what it assumed."""

SENTENCES: dict[str, str] = {
    "control-character": "An invisible control character stands in this formula: delete it.",
    "look-alike-letter": "This {letter} only looks like a Latin letter[[ (it is {name})]]: type it anew.",
    "missing-operand": "Something is missing[[ after {after}]]: I expected a number, a letter or a bracket.",
    "too-deep": "This is nested too deeply for me (limit {limit}): write it in smaller steps.",
    "too-long": "This formula is too long for me (limit {limit}): write it in smaller steps.",
    "unclosed-bracket": "The bracket {bracket} that opens here is never closed.",
    "unexpected-token": "I could read up to here, and then did not expect {token}.",
    "unknown-character": "I do not know the character {character}.",
    "unknown-command": "I do not know {command}[[: did you mean {suggestion}?]]",
}
