"""The walk along a derivation by equivalences: conditions, each with the solutions of the one above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from grader.answer.claim.cutting import has_relation
from grader.answer.claim.prose.denial import asks
from grader.answer.claim.prose.vocabulary import cue
from grader.answer.claim.statements import Statement, behind_commas
from grader.answer.derivation import drawn
from grader.answer.derivation.argument import Argument
from grader.answer.derivation.branches import (
    MOST,
    as_alternatives,
    as_meant,
    branches,
    is_equation,
    is_numbered,
    is_of_several,
    is_one_equation,
    solved_for,
    unknown,
    unmarked,
)
from grader.answer.derivation.conditional import is_condition, same_solutions
from grader.answer.derivation.drawn import draws_from, given, is_domain, is_system, system_of, values_found
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.layout import FAULTS, fault, shown
from grader.answer.derivation.link import Link
from grader.answer.derivation.separation import same_slopes, unknowns
from grader.answer.derivation.side import (
    CHECK,
    arithmetic,
    is_domain_of_definition,
    is_numeric,
    is_set,
    named,
    only_names,
    says_of_function,
    without_domain,
    worked_out,
)
from grader.answer.derivation.substitution import Substitution, substitution
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.equivalence.rewriting.signs import signed
from grader.errors import LimitError
from grader.late import dataclass, field, replace
from grader.notation.names import free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name, walk
from grader.values import Finding, Step

NOTHING = frozenset({"none", "no solution", "no solutions", "false", "keine lösung", "unlösbar"})
WRONG = frozenset({"does_not_follow", "implies_only", "implied_only"})
OF_MATRICES = frozenset({"det", "trace", "rank"})
EVERYTHING = frozenset({"all", "true", "all real numbers", "allgemeingültig"})


@dataclass(slots=True)
class Solving:
    """The state of the walk: `before` is the last condition; expressions and chains of values go to `values`."""

    values: Argument
    question: Expr | None = None
    before: Expr | None = None
    exact: Expr | None = None
    """The condition before solutions were gained, until they are dropped again."""
    system: Expr | None = None
    """Several equations that hold together, while one of them is worked on; `facts`: what was drawn from them."""
    facts: list[Expr] = field(default_factory=list)
    unfinished: Link | None = None
    """How the last line stands to the one above, where it follows from the system alone, and is not all of it."""
    given: dict[str, Expr] = field(default_factory=dict)
    """Values of letters that were written down for a formula."""
    checking: int = 0
    """The line of a check, where one was begun."""
    limited: bool = False
    """Whether something was said of where the solutions lie, or which of them are none."""
    stands: Substitution | None = None
    """What another letter stands for."""
    slope: tuple[str, str] | None = None
    """The variable and the function of a differential equation that is being solved."""

    @property
    def entries(self) -> list[Entry]:
        return self.values.entries

    def follow(self, found: tuple[Statement, ...]) -> None:
        """Judge all statements in order. A limit that is met leaves the rest undecided, by its name."""
        index = 0
        self.stands, found = substitution(found, self.question, self.values.scope)
        found = tuple(part for at, each in enumerate(found) for part in self._one_by_one(each, not at))
        while index < len(found):
            statement, after = found[index], found[index + 1] if index + 1 < len(found) else None
            taken = 0
            try:
                taken = self._side_by_side(found[index : index + MOST])
                if not taken:
                    self._take(statement, after)
            except (LimitError, RecursionError, *FAULTS) as error:
                self.values.unsure(statement, fault(error))
            index += taken or 1

    def _one_by_one(self, statement: Statement, first: bool) -> tuple[Statement, ...]:
        """`2x + 3 = 11, 2x = 8, x = 4`: equations of one letter behind commas follow each other; solutions stand
        beside each other, and equations in several letters are a system."""
        parts = behind_commas(statement) if statement.role == "claim" else ()
        if len(parts) < 2:
            return (statement,)
        read = [(expr := self._read(part)) and worked_out(expr, self.values.scope) for part in parts]
        if not all(expr is not None and is_equation(expr) for expr in read) or solved_for(read[0]):
            return (statement,)
        letters = frozenset(name for expr in read if expr is not None for name in free_names(expr)) - CONSTANTS
        last = read[-1].operands[-1] if isinstance(read[-1], Chain) else read[-1]
        ends = not first and bool(solved_for(read[-1])) and is_numeric(last)  # `x = 2 and y = 2` below a system
        return parts if len(letters) == 1 or ends else (statement,)

    def _side_by_side(self, found: Sequence[Statement]) -> int:
        """How many of the statements are taken together: the equations of the system that is asked about, or the
        solutions of the equation above, each by itself."""
        plain = list(takewhile(lambda each: each.role == "claim" and not each.continues, found))
        if len(plain) < 2:
            return 0
        read = [self._meant(each) for each in plain]
        context, start = self.values.scope.context, self.before or self.question
        split = branches(start, read, context) if start is not None and unknown(start) else None
        if split is not None:
            self.before = start
            taken, whole = split.taken, split.together
            links = [Link("follows", "branches", split.certain)] * taken
        elif self.before is None:
            taken = system_of(self.question, read, context)
            if not taken and drawn.works_on_one(self.question, read, context):
                self.before = self.system = self.question
            whole = Apply("and", tuple(expr for expr in read[:taken] if expr is not None))
            links = [Link("start", "start")] * taken
        else:
            return 0
        for each, expr, link in zip(plain, read, links, strict=False):
            self._add(each, whole if each is plain[taken - 1] else expr, link)
        if taken:
            self._settle(whole, plain[taken - 1])
        return taken

    def _meant(self, statement: Statement) -> Expr | None:
        """A statement as it is read in the letter of the equation above; a number alone as another value of it."""
        expr = self._read(statement)
        if expr is None:
            return None
        above = self.before or self.question
        if above is not None and is_condition(expr):
            expr = unmarked(expr, above, self.values.scope.names)
        if self.before is None:  # `x_{1,2} = …` as the first line is about the letter of the question
            about = self.question is not None and is_condition(expr)
            return as_meant(expr, self.question, self.values.scope.names) if about and self.question else expr
        last, letter = self.before, unknown(self.before)
        if statement.bare and letter and not is_condition(expr) and not free_names(expr) - CONSTANTS:
            return Chain((Name(letter), expr), ("=",)) if statement.joint == "" else expr
        return as_meant(substituted(expr, self.given) if self.given else expr, last, self.values.scope.names)

    def _take(self, statement: Statement, after: Statement | None) -> None:
        reason = statement.role == "assumption" and (self.before is not None or self._is_elsewhere(statement))
        if statement.role in ("remark", "denied") or reason:
            self.limited = True
            if self._rejects_a_solution(statement):
                self.values.unsure(statement, Finding("formula-denied"))
            else:
                self.values.take(statement)
            return
        if statement.continues and self.before is not None and not isinstance(self.before, Chain):
            self._condition(replace(statement, text=statement.members[0].text), self._read(statement, 0))
            return
        chain = after is not None and after.continues and self.before is None and len(statement.members) == 2
        expr = self._read(statement)
        about, names = self.before or self.question, self.values.scope.names
        called = isinstance(expr, Chain) and isinstance(expr.operands[0], Name | Call)
        defines = statement.role == "definition" and (called or expr is None)
        if statement.continues or chain or defines or (expr and says_of_function(expr, about, self.values.scope)):
            self.values.take(statement)
            return
        if about is not None and is_of_several(expr, about, names):
            self._add(statement, expr, Link("undecided", "none", False, (Finding("step-undecided"),)), beside=True)
            return
        if not (about is not None and is_numbered(expr, about, names)) and self._is_beside(statement, expr):
            return
        if expr is not None and not is_condition(expr) and statement.bare and has_relation(statement.text):
            self.values.passed.append(statement)
        elif expr is not None and not is_condition(expr) and statement.bare:
            self.values.take(statement)
        else:
            self._condition(statement, expr)

    def _is_elsewhere(self, statement: Statement) -> bool:
        """Whether a condition in words at the beginning is none of the question's: `since x = y`."""
        expr, asked = self._read(statement), self.question
        return not (asked is None or expr is None or same_solutions(asked, expr, self.values.scope.context).holds)

    def _rejects_a_solution(self, statement: Statement) -> bool:
        """Whether words say of a solution that it is none: why, a person reads."""
        before, expr = self.exact or self.before, self._meant(statement) if statement.role == "remark" else None
        if before is None or expr is None or is_numeric(expr) or not is_condition(expr):
            return False
        return same_solutions(before, expr, self.values.scope.context).outcome in ("follows", "implied_only")

    def _is_beside(self, statement: Statement, expr: Expr | None) -> bool:
        """Whether a line says nothing of the unknowns and was judged by itself: arithmetic, a check, a number under
        its own name."""
        if CHECK.search(statement.before):
            self.checking = statement.line
        elif statement.line != self.checking or cue(statement.before) == "so":
            self.checking = 0
        scope = self.values.scope
        if expr is None or not is_condition(expr):
            return False
        if is_domain_of_definition(expr):
            self.limited = True
            self.values.passed.append(statement)
            return True
        link = arithmetic(expr, scope)
        aside = self.checking or (self.entries and is_numeric(self.entries[-1].right))
        if link and statement.joint == "iff" and not aside:  # `2x = 0 <=> 0 = 0`
            return False
        if self.before is None:
            if self.question is None:
                return False
            link = link or named(expr, self.question, self._known(), self.given, scope)  # `D = 9 + 16 = 25`
            if link is None or same_solutions(self.question, expr, scope.context).holds:
                return False
            self._add(statement, expr, link, beside=True)
            return True
        if link is None and is_numeric(expr) and (self.checking or self._link(self.before, expr).holds):
            if not self.checking:
                return False
            link = Link("undecided", "none", False, (Finding("step-undecided"),))
        link = link or named(expr, self.before, self._known(), self.given, scope)
        if link is None and self.checking:
            self.limited = True
            self.values.passed.append(statement)
            return True
        if link is None:
            return False
        self._add(statement, expr, link, beside=True)
        match expr:
            case Chain((Name(id), *sides), _) if (
                link.holds and is_numeric(sides[-1]) and not self._is_said(Name(id))
            ):
                self.given[id] = sides[-1]
        return True

    def _read(self, statement: Statement, member: int | None = None) -> Expr | None:
        text = statement.text if member is None else statement.members[member].text
        words = text.strip().lower()
        if words in NOTHING | EVERYTHING:
            return Name("false" if words in NOTHING else "true")
        expr = self.values.scope.read(text)[0]
        if expr is not None and self.stands is not None:
            expr = self.stands.undone(expr, self.values.scope.names)
        return None if expr is None else without_domain(expr)

    def _condition(self, statement: Statement, expr: Expr | None) -> None:
        if expr is None:
            findings = self.values.scope.read(statement.text)[1]
            self._add(statement, None, Link("unreadable", "notation", False, findings))
            return
        if self.before is None and draws_from(self.question, expr, self.values.scope.context):
            self.before = self.question
            self.system = self.question if is_system(self.question) else None
        if self.before is None:
            expr = self._said(self._meant(statement) or expr)
            expr = (self.question is not None and as_alternatives(expr)) or expr
            self._add(statement, expr, Link("start", "start"))
        else:
            expr = worked_out(self._meant(statement) or expr, self.values.scope)
            if self._only_says(expr):
                return
            expr, link = self._linked(self.before, expr)
            link = self._dropping(expr, link)
            self._add(statement, expr, self._out_of_the_unsaid(expr, link))
        self._settle(expr, statement)

    def _settle(self, expr: Expr, statement: Statement) -> None:
        self.before = expr
        orders = (node for node in walk(expr) if isinstance(node, Chain) and not ORDERS.isdisjoint(node.relations))
        self.limited = self.limited or (any(orders) and not isinstance(expr, Chain))
        if is_system(expr) and values_found(self.facts) is None:
            self.system, self.facts = expr, []
        self.values.settle(expr.operands[-1] if isinstance(expr, Chain) else None, statement.members[-1].text)

    def _only_says(self, expr: Expr) -> bool:
        """Whether a line says where the solutions lie (`x > 3`), or what letters of a formula stand for (`a = 1`):
        nothing follows from it by itself."""
        scope, before = self.values.scope, self.before
        if before is None or is_domain(self.exact or before, expr, scope.context):
            self.limited = True
            return before is not None
        known = self._known()
        values = given(expr, known) if not free_names(expr) & known else {}
        self.given.update(values)
        return bool(values)

    def _known(self) -> frozenset[str]:
        """The letters of which something is said: what the equations are about."""
        scope = self.values.scope
        asked = (each for each in (self.before, self.system, self.question) if each is not None)
        return scope.known.union(scope.own, scope.names.declared, *map(free_names, asked))

    def _linked(self, before: Expr, expr: Expr) -> tuple[Expr, Link]:
        """The condition as it is meant, and its link: with the one above, as one solution or the other, or with the
        whole system that is being solved."""
        link, self.unfinished = self._link(before, expr), None
        either = as_alternatives(expr)
        if link.outcome in WRONG and either is not None:
            return either, self._link(before, either)
        if self.system is None:
            return expr, link
        self.facts.append(expr)
        context = self.values.scope.context
        drawn = link if link.holds else same_solutions(self.system, expr, context)
        if not drawn.holds and (drawn.outcome != "implies_only" or not is_one_equation(expr)):
            return expr, link
        whole = values_found(self.facts)
        if whole is not None and (last := same_solutions(self.system, whole, context)).holds:
            return whole, last
        self.unfinished = None if drawn.holds else link
        return expr, Link("follows", drawn.by, drawn.certain)

    def close(self) -> None:
        """Where no end is asked for, the last line is all of the system: `x = 2` below two is not."""
        link, last = self.unfinished, self.entries[-1] if self.entries else None
        if link is not None and last is not None:
            step = replace(
                last.step, outcome=link.outcome, findings=link.findings, counterexample=link.counterexample
            )
            self.entries[-1] = replace(last, step=step, certain=link.certain, by=link.by)

    def _out_of_the_unsaid(self, expr: Expr, link: Link) -> Link:
        """`det(A - l I) = 0`, `\\nabla J = 0` speak of what is not said here: nobody can tell what follows from it.
        Where the question stands after it, that is where the solution begins."""
        scope = self.values.scope
        matrices = (n for n in walk(self.before or expr) if isinstance(n, Apply) and n.op in OF_MATRICES)
        unsaid = link.outcome in WRONG and not all(map(self._is_said, matrices))
        if link.holds or not (unsaid or is_set(self.before, scope)):
            return link
        if self.question is not None and same_solutions(self.question, expr, scope.context).holds:
            return Link("start", "start", True, (Finding("premise", "note"),))
        return Link("undecided", "none", False, (Finding("step-undecided"), Finding("letters-unsaid")))

    def _is_said(self, expr: Expr) -> bool:
        """Whether something is known of every letter in it."""
        scope = self.values.scope
        return free_names(expr) <= scope.known | scope.own | scope.names.declared | CONSTANTS

    def _said(self, expr: Expr) -> Expr:
        """`p(l) = det(A - l I) = (4 - l)(3 - l) - 2 = 0` without the sides that only name what is set to zero."""
        if not isinstance(expr, Chain) or set(expr.relations) != {"="}:
            return expr
        unsaid = [self._names_only(side) for side in expr.operands]
        first = unsaid.index(False) if False in unsaid else 0
        if len(expr.operands) - first < 2:
            return expr
        return Chain(expr.operands[first:], expr.relations[first:])

    def _names_only(self, side: Expr) -> bool:
        matrices = [node for node in walk(side) if isinstance(node, Apply) and node.op in OF_MATRICES]
        return only_names(side, self.values.scope) or any(not self._is_said(node) for node in matrices)

    def _dropping(self, expr: Expr, link: Link) -> Link:
        """A one-way step between equations (squaring) that gained solutions is made good by the line that drops
        just these out of the list of all."""
        if link.outcome == "implies_only" and is_one_equation(expr):
            self.exact = self.exact or self.before
        several = isinstance(self.before, Apply) or (self.before is not None and signed(self.before))
        listed = (several or self.limited) and link.outcome == "implied_only"
        if not listed or not self.exact or not same_solutions(self.exact, expr, self.values.scope.context).holds:
            return link
        self.exact = None
        for index, entry in enumerate(self.entries):
            if entry.step.outcome == "implies_only":
                self.entries[index] = replace(entry, settled=True)
        return Link("follows", link.by, link.certain, (Finding("gained-dropped", "note"),))

    def _link(self, before: Expr, expr: Expr) -> Link:
        """By the solutions; in a differential equation by their slopes."""
        context = self.values.scope.context
        if "d" not in context.names.declared:
            self.slope = self.slope or unknowns(before)
        by_slope = same_slopes(before, expr, self.slope, context) if self.slope else None
        return by_slope or same_solutions(before, expr, context)

    def _add(self, statement: Statement, expr: Expr | None, link: Link, beside: bool = False) -> None:
        if link.outcome in WRONG and asks(statement.text):
            link = link.for_a_person()
        read_as, mathml = ("", "") if expr is None else shown(None, "", expr, self.values.scope.context)
        line, told = (statement.line, statement.text), (link.outcome, link.findings)
        step = Step(*line, *told, read_as, mathml, link.counterexample)
        self.entries.append(
            Entry(step, 0, self.before, expr, statement.final, link.certain, link.by, beside=beside)
        )
