"""What the marking scheme says."""

SENTENCES: dict[str, str] = {
    "nothing-handed-in": "I found no answer to this part in your hand-in.",
    "answer-withdrawn": "Something here takes the answer back, or puts a question mark to it: a person reads what is meant.",
    "only-question": "Here stands the question, and no answer to it.",
    "all-quoted": "All that stands here is marked as a quotation (line {line}): a person looks whether it is your answer.",
    "summed-otherwise": "Line {line} sums up another answer to this part than stands in it: a person looks which one counts.",
    "answers-others": "Line {line} below this part answers another one: a person looks what belongs where.",
    "taken-back-elsewhere": "Line {line} says that this part is wrong, or corrects it: a person looks what counts.",
    "names-another-part": "This speaks of another part, for which I found no answer, or of a correction: a person looks what answers what.",
    "printed-otherwise": "Because of `{command}` what is printed is not what I read: a person looks at the printed text.",
    "perhaps-elsewhere": "I found no answer under a label of this part, but there is content in your hand-in that I "
    "could not assign to a part. A person looks whether it belongs here.",
    "label-missing": "I found no answer under a label of this part. Some of your document stands under no label: if it"
    " belongs here, write the part before it.",
    "value-for-several": "`{value}` stands here once, and several things were asked: a person will see which it answers.",
    "value-of-another": "`{value}` is said of `{said}`, which is not what was asked here: a person will see whether it is meant.",
    "numbered-otherwise": "Each value is right under another number: a person decides whether you were free to choose"
    " the order.",
    "values-exchanged": "This is the value of the other thing that was asked: the two have changed places.",
    "answered-twice": "This part is answered in several places (lines {lines}). I do not choose between them: a person will.",
    "carried-from": (
        "Your value from part {part} was wrong, but what you do with it here is right: with `{value}` I get the same,"
        " so the same mistake does not cost you twice."
    ),
    "carried-partly": (
        "Your value from part {part} was wrong. I judged this with it (`{value}`), so the same mistake does not cost"
        " you twice."
    ),
    "carried-easier": "With your value from the earlier part little is left to do here: a person decides what it is worth.",
    "foreseen-mistake": "Your instructor has foreseen this answer and has a word on it.",
    "decided-by-person": "A person has looked at this answer and decided.",
    "outcome-correct": "This is right.",
    "outcome-partial": "Part of this is right.",
    "outcome-incorrect": "This is not right yet.",
    "outcome-undecided": "I could not decide this: a person will.",
}
