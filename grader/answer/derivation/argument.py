"""The walk along a derivation by equalities: each statement in turn becomes links, definitions or starts."""

from __future__ import annotations

from grader.answer.claim.cutting import has_relation
from grader.answer.claim.prose.denial import asks
from grader.answer.claim.prose.vocabulary import DERIVE, SETTING, SUPPOSING
from grader.answer.claim.put_in import draws, with_derivatives
from grader.answer.claim.scope import Scope, is_chance, is_label, is_untold_product
from grader.answer.claim.statements import Member, Statement
from grader.answer.claim.threads import spelling
from grader.answer.derivation import premises
from grader.answer.derivation.broken import whole
from grader.answer.derivation.conditional import is_condition, same_solutions
from grader.answer.derivation.entry import Entry, judged
from grader.answer.derivation.layout import FAULTS, fault, shown, sign
from grader.answer.derivation.link import Link
from grader.answer.derivation.links import EQUALITIES, explained, judge
from grader.answer.derivation.resuming import resumed
from grader.answer.value.formulas.antiderivatives import is_differential, variable_of
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.equivalence.meanings import free_names as unbound
from grader.errors import LimitError
from grader.late import dataclass, field, replace
from grader.notation.names import free_names
from grader.notation.tree import Bind, Call, Chain, Expr, Name, Number, walk
from grader.values import Finding, Step


@dataclass(slots=True)
class _Said:
    """What a left side was said to be: the thread and the last value."""

    thread: int
    value: Expr | None


@dataclass(slots=True)
class Argument:
    """The state of the walk. `question` stands before the first line, where the exercise says it."""

    scope: Scope
    question: Expr | None = None
    asked: tuple[Expr, ...] = ()
    """What the derivation is about: nobody takes it as given."""
    entries: list[Entry] = field(default_factory=list)
    last: Expr | None = None
    last_text: str = ""
    bare: bool = False
    thread: int = 0
    said: dict[str, _Said] = field(default_factory=dict)
    condition: Expr | None = None
    """The equation being solved, where one was set (`f'(x) = 0`)."""
    ends: dict[int, Expr] = field(default_factory=dict)
    """The last side of each chain, the one above last."""
    passed: list[Statement] = field(default_factory=list)
    """Statements that were neither judged nor used."""
    order: Expr | None = None
    """The last order that was claimed for all values."""

    def follow(self, found: tuple[Statement, ...]) -> None:
        """Judge all statements in order. A limit that is met leaves the rest undecided, by its name."""
        for statement in whole(found, self):
            try:
                self.take(statement)
            except (LimitError, RecursionError, *FAULTS) as error:
                self.unsure(statement, fault(error))

    def take(self, statement: Statement) -> None:
        self.scope = replace(self.scope, modulus=statement.modulus)
        if statement.role == "remark":
            self._pass(statement)
            return
        if statement.role == "denied":
            self.unsure(statement, Finding("formula-denied"))
            return
        self._notice_draws(statement)
        if statement.role == "assumption":
            self._assume(statement)
        elif statement.continues:
            self._continue(statement)
        elif statement.bare:
            self._expression(statement)
        else:
            self._relate(statement)

    def _notice_draws(self, statement: Statement) -> None:
        """What a random variable of the student is drawn from shows in the expectations of the same chain."""
        if "sim" in statement.text or "~" in statement.text:
            exprs = (self.scope.read(member.text)[0] for member in statement.members)
            found = draws(expr for expr in exprs if expr is not None)
            self.scope = replace(self.scope, drawn={**self.scope.drawn, **found})

    # ------------------------------------------------------------------------------------------ statements

    def _continue(self, statement: Statement) -> None:
        if self.last is None and not self.entries and self.question is not None:
            self.last = self.question
        self._links(statement, list(statement.members))

    def _expression(self, statement: Statement) -> None:
        """A line that is an expression: it goes on from the line above if it can, else a new chain begins."""
        member = statement.members[0]
        expr, findings = self.scope.read(member.text)
        if expr is None:
            self._unread(member, statement, findings)
            return
        if is_condition(expr) and self.condition is not None:
            solved = same_solutions(self.condition, expr, self.scope.context)
            self._add(statement, member, self.condition, expr, solved, member.text)
            return
        if self.last is not None:
            link = self._goes_on(self.last, expr, statement)
            if link is not None:
                self._add(statement, member, self.last, expr, link, member.text)
                self.settle(expr, member.text, bare=True)
                return
        self._begin(statement, member, expr, member.text)
        self.settle(expr, member.text, bare=True)

    def _goes_on(self, last: Expr, expr: Expr, statement: Statement) -> Link | None:
        link = judge(last, "=", expr, self.scope)
        if link.holds:
            return link
        if DERIVE.search(statement.before):
            derived = self._derived(last, expr)
            if derived is not None:
                return derived
        both = self.bare and statement.alone and not statement.before
        return link if both or statement.joint == "implies" else None

    def _derived(self, last: Expr, expr: Expr) -> Link | None:
        """The derivative of the line above, where words say that it is one."""
        known = CONSTANTS.union(self.scope.names.functions)
        for name in sorted({node.id for node in walk(last) if isinstance(node, Name)} - known):
            link = judge(Bind("diff", (Name(name),), (), last), "=", expr, self.scope)
            if link.holds:
                return replace(link, findings=(*link.findings, Finding("derivative-step", "note")))
        return None

    def _relate(self, statement: Statement) -> None:
        """`left = right = …`: a definition, a name for what is computed, or a claim."""
        first, second = statement.members[0], statement.members[1]
        if second.relation in EQUALITIES:
            self.scope = self.scope.calling(first.text)
        left, found = self.scope.read(first.text)
        right, more = self.scope.read(second.text)
        if right is None or (left is None and spelling(first.text) not in self.said):
            self._unread(second, statement, more if right is None else found, whole=True)
            self.last = right
            self._links(statement, list(statement.members[2:]))
            return
        text = f"{first.text} {sign(second.relation)} {second.text}"
        known = left is not None and self._premise(statement, left, right, text)
        if not known and not (second.relation in EQUALITIES and self._names(statement, left, right, text)):
            link = self._claim(first.text, left, second.relation, right)
            if left is not None and second.relation in ORDERS:
                link = self._from_order(Chain((left, right), (second.relation,)), link)
            if left is not None and not link.holds:
                link = self._solving(statement, left, second.relation, right, link)
            self._thread_of(first.text)
            self._add(statement, second, left, right, link, text, (*found, *more))
            if left is not None and link.outcome == "does_not_follow":
                self.scope = self.scope.mistaken(left, right)
        self.said[spelling(first.text)] = _Said(self.thread, right)
        self.settle(right, second.text)
        self._links(statement, list(statement.members[2:]))
        self.said[spelling(first.text)].value = self.last
        if left is not None and self.last is not None and is_chance(left) and not free_names(self.last):
            self.scope = premises.with_given(left, self.last, self.scope)

    def _premise(self, statement: Statement, left: Expr, right: Expr, text: str) -> bool:
        """Whether there is nothing to judge for want of what is said: a point (`x = 0`), a chance that is given
        (`P(A) = 0.01`), a choice (`N > 1/e`), a differential of what has no name yet, a circular definition."""
        note = self._why_premise(statement, left, right)
        if note:
            self._begin(statement, statement.members[1], right, text, left, (Finding(note, "note"),))
        return bool(note)

    def _why_premise(self, statement: Statement, left: Expr, right: Expr) -> str:
        scope, relation = self.scope, statement.members[1].relation
        if premises.is_choice(left, relation, right, scope) or premises.is_of_indexes(left, right, self.question):
            return "premise"
        if relation not in EQUALITIES:
            return ""
        if is_differential(left, scope.names):
            return "premise" if premises.is_premise_differential(left, right, scope) else ""
        first = spelling(statement.members[0].text) not in self.said
        if first and premises.is_given(left, right, scope, self.asked):
            self.scope = premises.with_given(left, right, scope)
            return "premise"
        solving = self.condition is not None
        if not solving and isinstance(left, Name) and premises.is_point(left.id, right, scope, self.asked):
            self.scope = premises.at_point(left.id, right, scope)
            return "point-set"
        if statement.role == "definition" and scope.is_circular(left, right):
            return "defined-in-a-circle" if judge(left, "=", right, scope).holds else ""
        return ""

    def _names(self, statement: Statement, left: Expr | None, right: Expr, text: str) -> bool:
        """Whether the statement gives its left side a meaning: nothing to judge, a chain begins there."""
        if left is None or spelling(statement.members[0].text) in self.said:
            return False
        if self.condition is not None and isinstance(left, Name) and left.id in free_names(self.condition):
            return False
        told = statement.role in ("definition", "assumption")
        named = premises.solved_for_new(left, right, self.scope)
        scope = self.scope.defining(*named, told) if named else self.scope.defining(left, right, told)
        if scope is None and not (is_label(left, self.scope) or is_untold_product(left, right, self.scope)):
            return False
        self._begin(statement, statement.members[1], right, text, left)
        self.scope = scope or self.scope
        return True

    def _claim(self, text: str, left: Expr | None, relation: str, right: Expr) -> Link:
        """By what the left side means; else by what was said of it last."""
        said = self.said.get(spelling(text))
        link = judge(left, relation, right, self.scope) if left is not None else Link("undecided", "none", False)
        if link.holds or said is None or said.value is None:
            if not link.holds and left is not None and self._is_premise(left, said):
                return Link("start", "premise", True, (Finding("premise", "note"),))
            return link
        again = judge(said.value, relation, right, self.scope)
        return again if again.holds or link.outcome == "undecided" else link

    def _from_order(self, order: Chain, link: Link) -> Link:
        """An order that nothing here proves may follow from the one above: `a + b >= 2c` from `a - 2c + b >= 0`."""
        before, self.order = self.order, order
        if before is None or link.outcome != "undecided":
            return link
        drawn = same_solutions(before, order, self.scope.context)
        holds = drawn.outcome in ("follows", "implies_only")  # what holds for all values may be said more weakly
        return Link("follows", drawn.by, drawn.certain) if holds else link

    def _solving(self, statement: Statement, left: Expr, relation: str, right: Expr, link: Link) -> Link:
        """An equation that is set (`f'(x) = 0`) begins; what is no identity may be a line of its solution."""
        condition = Chain((left, right), (relation,))
        names = set(unbound(left)) - CONSTANTS
        claimed = relation != "=" and bool(statement.joint)  # `… >= 0` behind an arrow is no condition
        sets = (right == Number("0") and not claimed) or bool(SETTING.search(statement.before))
        if sets and names and not isinstance(left, Name):
            if self.condition is None or free_names(self.condition).isdisjoint(names):
                said = self.said.get(spelling(statement.members[0].text))
                known = said.value if said is not None and said.value is not None else left
                self.condition = _written_out(Chain((known, right), (relation,)), self.scope)
                return Link("start", "condition", True, (Finding("condition-set", "note"),))
        elif self.condition is None or free_names(self.condition).isdisjoint(free_names(condition)):
            return link
        whole, _ = self.scope.read(statement.text)
        solved = same_solutions(self.condition, whole or condition, self.scope.context)
        if solved.outcome in ("follows", "implies_only", "implied_only"):
            self.condition = whole or condition
            return solved
        if not isinstance(left, Call | Bind):
            self.condition = whole or condition
        return link

    def _is_premise(self, left: Expr, said: _Said | None) -> bool:
        """Of an abstract function or a density, the first statement is a premise: nothing can refute it."""
        if not isinstance(left, Call) or not isinstance(left.function, Name) or said is not None:
            return False
        function = self.scope.names.functions.get(left.function.id)
        return function is not None and function.body is None and all(isinstance(arg, Name) for arg in left.args)

    def _assume(self, statement: Statement) -> None:
        """ "at x = 0", "for x = 0": a point; "set f'(x) = 0": an equation to be solved; "suppose 7^n = 6m + 1"."""
        chain = len(statement.members) > 2 and all(member.relation == "=" for member in statement.members[1:])
        if statement.members[-1].relation != "=" or (len(statement.members) != 2 and not chain):
            self._pass(statement)
            return
        (left, _), (right, _) = (self.scope.read(member.text) for member in statement.members[:2])
        if left is None or right is None or (chain and not premises.is_said_of(statement, left)):
            self._pass(statement)
            return
        numeric = not free_names(right) - CONSTANTS
        if is_chance(left) and numeric:
            self.scope = premises.with_given(left, right, self.scope)
        elif isinstance(left, Name) and left.id not in CONSTANTS and numeric:
            self.scope = premises.at_point(left.id, right, self.scope)
        elif isinstance(left, Name) and left.id not in CONSTANTS:  # "set u = x^2"
            if not SETTING.search(statement.before) or not self._names(statement, left, right, statement.text):
                self._pass(statement)
        elif (not numeric and premises.is_said_of(statement, left)) or SETTING.search(statement.before):
            self._relate(statement)
        elif SUPPOSING.search(statement.before):
            self.scope = premises.supposing(left, right, self.scope)
        else:
            self._pass(statement)

    def _pass(self, statement: Statement) -> None:
        if len(statement.members) > 1 or statement.continues or has_relation(statement.text):
            self.passed.append(statement)

    def _links(self, statement: Statement, members: list[Member]) -> None:
        """The sides of a chain, each judged against the one before it."""
        for member in members:
            expr, findings = self.scope.read(member.text)
            text = f"{sign(member.relation)} {member.text}"
            if expr is None:
                self._unread(member, statement, findings)
            elif self.last is None:
                self._begin(statement, member, expr, text)
            else:
                link = judge(self.last, member.relation, expr, self.scope)
                if not link.holds and statement.continues and member is members[0]:
                    link = resumed(self, member.relation, expr, link)
                self._add(statement, member, self.last, expr, link, text, findings)
            self.settle(expr, member.text)

    def settle(self, expr: Expr | None, text: str, bare: bool = False) -> None:
        self.last, self.last_text, self.bare = expr, spelling(text), bare
        if expr is not None:
            self.ends.pop(self.thread, None)
            self.ends[self.thread] = expr
            by = variable_of(expr, self.scope.names) or self.scope.integrating
            self.scope = replace(self.scope, seen=self.scope.seen | free_names(expr), integrating=by)

    def _thread_of(self, text: str) -> None:
        """A left side said again goes on with its chain, so does one that repeats the last value."""
        said = self.said.get(spelling(text))
        if said is not None:
            self.thread = said.thread
        elif spelling(text) != self.last_text:
            self.thread = self._fresh()

    def _fresh(self) -> int:
        return max((entry.thread for entry in self.entries), default=-1) + 1

    def _begin(
        self,
        statement: Statement,
        member: Member,
        expr: Expr,
        text: str,
        left: Expr | None = None,
        notes: tuple[Finding, ...] = (),
    ) -> None:
        self.thread = self._fresh()
        step = Step(member.line, text, "start", notes, *shown(left, "=", expr, self.scope.context))
        self.entries.append(Entry(step, self.thread, left, expr, statement.final))

    def _add(
        self,
        statement: Statement,
        member: Member,
        left: Expr | None,
        right: Expr,
        link: Link,
        text: str,
        findings: tuple[Finding, ...] = (),
    ) -> None:
        link = explained(link, left, right, self.scope)
        if self.question is not None and is_particular(link, right, self.scope):
            link = link.for_a_person()
        if link.outcome == "does_not_follow" and asks(statement.text):
            link = link.for_a_person()
        self.entries.append(judged(statement, member, left, right, link, text, self.thread, self.scope, findings))

    def _unread(
        self, member: Member, statement: Statement, findings: tuple[Finding, ...], whole: bool = False
    ) -> None:
        text = statement.text if whole else member.text
        self.entries.append(Entry(Step(member.line, text, "unreadable", findings), self.thread, certain=False))

    def unsure(self, statement: Statement, finding: Finding) -> None:
        step = Step(statement.line, statement.text, "undecided", (finding,))
        self.entries.append(Entry(step, self.thread, final=statement.final, certain=False))


def is_particular(link: Link, right: Expr, scope: Scope) -> bool:
    """Where something is to be shown: what holds under a supposition of the student's own, or (`let n = 1`) a form
    in n that is right for that n alone, which is one case of it."""
    chosen = not scope.asked_at and free_names(right) & scope.at.keys()
    return link.says("supposed") or bool(chosen and link.says("holds-at-point"))


def _written_out(equation: Chain, scope: Scope) -> Expr:
    """With derivatives of what the student defined in place of their names, so that others can solve it."""
    return Chain(tuple(with_derivatives(side, scope) for side in equation.operands), equation.relations)
