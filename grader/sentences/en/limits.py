"""Each limit of `grader.limits`, where it was met."""

SENTENCES: dict[str, str] = {
    "limit-met": "I stopped at a limit ({limit}) before I could decide: a person will.",
    "limit-met limit=ANSWER_SECONDS": "Checking this took too long (limit ANSWER_SECONDS): a person will decide.",
    "limit-met limit=DEPTH": "This is nested too deeply for me (limit DEPTH): a person will decide.",
    "limit-met limit=EXACT_BITS": "The numbers in this grow too large for me (limit EXACT_BITS): a person will decide.",
    "limit-met limit=POLYNOMIAL_TERMS": (
        "Written out this has too many terms for me (limit POLYNOMIAL_TERMS): a person will decide."
    ),
    "limit-met limit=POLYNOMIAL_DEGREE": (
        "The powers in this are too high for me (limit POLYNOMIAL_DEGREE): a person will decide."
    ),
    "limit-met limit=FREE_SYMBOLS": "More letters stand in this than I can vary (limit FREE_SYMBOLS): a person will decide.",
    "limit-met limit=STATEMENTS": "There are more lines here than I can check (limit STATEMENTS): a person will decide.",
    "answer-too-long": "This is longer than the {most} characters that I read (limit {limit}): hand in what counts.",
    "limit": "I stopped at a limit ({limit}) before I could decide: a person will.",
}
