"""Every finding of this room: its code, what its data are called, and what it means.

The sentences for students stand in `grader.sentences`, by code and language; a test holds both to this table.
`line` counts through the file; in notebooks `Document.where` turns it into cell and line.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

CODES: Final = MappingProxyType(
    {
        # the file
        "not-utf8": (
            ("byte", "line"),
            "Bytes that are no UTF-8, the first at this byte; they are shown as a sign.",
        ),
        "control-character": (
            ("character", "line"),
            "A control character; it is shown as the sign for an unreadable one.",
        ),
        "invisible-character": (
            ("character", "line"),
            "A character that shows nothing or turns the direction of writing.",
        ),
        "several-files": (("names",), "The hand-in consists of these files, in this order."),
        # labels
        "label-guessed": (
            ("label", "part", "line"),
            "The label was taken for this part, for this part is expected there.",
        ),
        "heading-missing": (("exercise", "line"), "Labels before the first heading were taken for this exercise."),
        "exercises-by-order": (("line",), "No exercise is named; the runs of labels were taken in order."),
        "disguised-label": (
            ("label", "line"),
            "A heading with invisible characters or letters of another alphabet.",
        ),
        "part-twice": (
            ("part", "lines", "line"),
            "The part is answered in several places; a person decides which counts.",
        ),
        "empty-part": (("part", "line"), "A label with nothing below it."),
        "unknown-exercise": (("label", "count", "line"), "Exercises that are not part of this assignment."),
        "unknown-part": (("label", "exercise", "line"), "A label that no part of the exercise has."),
        "no-exercise": (("label", "line"), "Labels below no exercise; it is not clear which exercise is meant."),
        "not-placed": (("text", "line"), "Formulas, or text, that stand under no label."),
        "part-too-long": (("part", "limit", "line"), "More text in one part than is shown or graded."),
        "quote-left-out": (("line",), "A quotation was taken for the text of the question."),
        "quotes-left-out": (("lines",), "Several quotations were taken for the texts of questions."),
        # what leaves a part to a person
        "all-quoted": (("line",), "All that stands under the label of a part is marked as a quotation."),
        "answered-twice": (("lines",), "The label of the part stands again, where it may be that of an item."),
        "summed-otherwise": (("line",), "A line that sums up answers says another one than the part."),
        "answers-others": (("line",), "A line below the part answers another one."),
        "taken-back-elsewhere": (("line",), "A line outside the part says that it is wrong, or corrects it."),
        "printed-otherwise": (("command",), "Because of this command something else is printed than was read."),
        "more-notes": (("count",), "Further notes that are not listed."),
        # formulas and blocks
        "unclosed-delimiter": (("delimiter", "line"), "A formula or struck-out text that nothing closes."),
        "unclosed-fence": (("line",), "A fence of code that nothing closes; its text was read as usual."),
        "unclosed-comment": (("line",), "A comment that nothing closes; its text was read as usual."),
        "hidden-text": (("line",), "An element of HTML that shows nothing; what it hides was left out."),
        "picture": (("line",), "A picture; what is in it cannot be read."),
        "front-matter-refused": (("line", "column"), "The head of the file is no plain YAML and was left out."),
        "front-matter-ignored": (("keys", "line"), "Keys in the head of the file that have no influence."),
        # LaTeX
        "macro-redefines": (
            ("command", "line"),
            "A command of mathematics got another meaning; a person reads the answers that use it.",
        ),
        "macro-not-supported": (("text", "line"), "A definition that cannot be expanded."),
        "macro-loop": ((), "Commands that call themselves, or nest too deeply; they were left as they are."),
        "macro-too-long": ((), "Commands whose expansion is too long; the rest was left as it is."),
        "tex-command-ignored": (
            ("text", "line"),
            "A command that would open a file or run something; nothing was opened.",
        ),
        "after-end": (("line",), "Text after the end of the document; it is not printed and was not read."),
        "unclosed-environment": (
            ("name", "line"),
            "An environment that nothing closes; its text was read as usual.",
        ),
        "unbalanced-brace": (("text", "line"), "A brace that nothing closes."),
        # notebooks
        "cell-skipped": (("cell",), "A cell that is neither text nor code."),
        "cells-skipped": (("limit",), "More cells than are read."),
        # answer files
        "yaml-too-long": (("limit", "line", "column"), "An answer file above this many KiB; read line by line."),
        "yaml-character": (("line", "column"), "A character that YAML does not allow; read line by line."),
        "yaml-broken": (("problem", "line", "column"), "No proper YAML; read line by line."),
        "yaml-not-fields": (("line", "column"), "An answer file must consist of lines `6.2a: answer`."),
        "yaml-key": (("line", "column"), "A key that is no text."),
        "yaml-tab": (("line", "column"), "A tab at the start of a line; YAML wants spaces. Read line by line."),
        "yaml-colon": (
            ("line", "column"),
            "A colon within an answer: put the answer in quotes. Read line by line.",
        ),
        "yaml-documents": (("line", "column"), "Several documents in one file; read line by line."),
        "yaml-alias": (
            ("line", "column"),
            "Anchors, aliases and merge keys are not allowed: put the answer in quotes.",
        ),
        "yaml-tag": (("line", "column"), "Tags (`!…`) are not allowed: put the answer in quotes."),
        "yaml-deep": (("limit", "line", "column"), "Nested too deeply; read line by line."),
        "yaml-duplicate-key": (("key", "first", "line"), "A key that stands there twice."),
        "student-ignored": (("name", "line"), "Whose hand-in it is, its file says, not a key in it."),
    }
)
"""Code: (names of its data, in order; meaning)."""
