"""Made when first used: dataclasses and regular expressions.

A command that checks one answer meets a hundred and fifty of each in what it imports, and uses some of them. The
standard library makes them all at once, in a third of the time to a verdict: it compiles six functions for a frozen
dataclass, and every pattern. Here a class gets its methods, and a pattern its program, when first asked for.

Classes are frozen for whoever reads and checks the program: to assign to a field is an error of `make lint`. While
the program runs nothing watches for it: that would make each value take twice as long to make, and a comparison
makes a hundred of them.

    from grader.late import dataclass, field, fields, replace      # for type checkers, those of `dataclasses`
    from grader.late import pattern                                # and `re.compile`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
    from re import compile as pattern

    __all__ = ["Field", "dataclass", "field", "fields", "is_dataclass", "pattern", "replace"]
else:
    import re

    MISSING = object()
    METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")

    class Pattern:
        """As `re.compile` makes it, for modules; not what `match.re` is. After the first use its methods are the
        compiled pattern's own."""

        def __init__(self, text, flags=0):
            self._text, self._flags = text, flags

        def __getattr__(self, name):
            made = re.compile(self._text, self._flags)
            for method in METHODS:
                setattr(self, method, getattr(made, method))
            return getattr(made, name)

    pattern = Pattern

    class Field:
        """What is known of one field of a class."""

        __slots__ = ("compare", "default", "default_factory", "kw_only", "metadata", "name", "repr")

        def __init__(self, default, default_factory, repr, compare, metadata):
            self.name, self.kw_only = "", False
            self.default, self.default_factory = default, default_factory
            self.repr, self.compare, self.metadata = repr, compare, metadata

    def field(*, default=MISSING, default_factory=MISSING, repr=True, compare=True, metadata=None):
        return Field(default, default_factory, repr, compare, metadata or {})

    def fields(kind):
        return tuple(kind.__record__.values())

    def is_dataclass(value):
        return hasattr(value, "__record__")

    def replace(value, /, **changes):
        kind = value.__class__
        for name in kind.__record__:
            if name not in changes:
                changes[name] = getattr(value, name)
        return kind(**changes)

    def dataclass(*, frozen=False, slots=False, kw_only=False):
        def make(base):
            known = _fields(base, kw_only)
            taken = dict(base.__dict__)
            for name, one in known.items():
                if name in taken and (slots or one.default is MISSING):
                    del taken[name]
                elif name in taken:
                    taken[name] = one.default
            if slots:
                above = {name for each in base.__mro__[1:] for name in getattr(each, "__record__", ())}
                taken["__slots__"] = tuple(name for name in known if name not in above)
            for name in ("__dict__", "__weakref__"):
                taken.pop(name, None)
            taken["__record__"] = known
            taken["__match_args__"] = tuple(name for name, one in known.items() if not one.kw_only)
            if taken.get("__hash__") is None:
                taken["__hash__"] = _late("__hash__", _hash) if frozen else None
            for name, method in (("__init__", _init), ("__eq__", _eq)):
                taken.setdefault(name, _late(name, method))
            taken.setdefault("__repr__", _repr)
            made = type(base)(base.__name__, base.__bases__, taken)
            made.__qualname__ = base.__qualname__
            return made

        return make

    def _fields(base, kw_only):
        """The fields of a class, those of the classes above it first."""
        known = {}
        for above in reversed(base.__mro__[1:]):
            known |= above.__dict__.get("__record__", {})
        for name, about in base.__annotations__.items():
            if str(about).startswith("ClassVar"):
                continue
            given = base.__dict__.get(name, MISSING)
            one = given if isinstance(given, Field) else Field(given, MISSING, True, True, {})
            one.name, one.kw_only = name, kw_only
            known[name] = one
        return known

    def _late(name, make):
        """A method that makes the real one when it is first called, and puts it in its place."""

        def method(self, /, *args, **options):
            kind = next(each for each in self.__class__.__mro__ if each.__dict__.get(name) is method)
            made = make(kind)
            setattr(kind, name, made)
            return made(self, *args, **options)

        return method

    def _init(kind):
        """Arguments into fields. The text is made of the names of fields in our own source."""
        given, head, body = {"absent": MISSING}, ["self"], []
        for name, one in kind.__record__.items():
            if one.kw_only and "*" not in head:
                head.append("*")
            value, default = name, ""
            if one.default_factory is not MISSING:
                given[f"make_{name}"] = one.default_factory
                value, default = f"make_{name}() if {name} is absent else {name}", "=absent"
            elif one.default is not MISSING:
                given[f"default_{name}"] = one.default
                default = f"=default_{name}"
            head.append(name + default)
            body.append(f"self.{name} = {value}")
        return _made("__init__", head, body, given)

    def _eq(kind):
        mine, other = (_values(kind, whose) for whose in ("self", "other"))
        same = f"return {mine} == {other} if other.__class__ is self.__class__ else NotImplemented"
        return _made("__eq__", ["self", "other"], [same], {})

    def _hash(kind):
        return _made("__hash__", ["self"], [f"return hash({_values(kind, 'self')})"], {})

    def _values(kind, whose):
        return f"({''.join(f'{whose}.{one.name},' for one in kind.__record__.values() if one.compare)})"

    def _made(name, head, body, given):
        inside = "".join(f"\n  {line}" for line in body or ["pass"])
        text = f"def make({', '.join(given)}):\n def {name}({', '.join(head)}):{inside}\n return {name}"
        space = {}
        exec(text, {}, space)  # noqa: S102
        return space["make"](**given)

    def _repr(self):
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in self.__record__.values() if one.repr)
        return f"{self.__class__.__qualname__}({', '.join(shown)})"
