"""Hand-ins as the rules of the course see them: groups as one, the roster's people who handed nothing in among
them, each with the time it was due, and, where it is wanted so, under pseudonyms."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterator
from datetime import datetime

from grader.course.collect import Collected, once
from grader.course.model import Left, Owner, Source, Taken
from grader.course.rows import identities, letters
from grader.late import dataclass, replace
from grader.policy.late import Terms
from grader.policy.model import Policy
from grader.policy.moment import instant, moment
from grader.policy.people import Person

NOTHING = "nothing was handed in: known from the roster."


@dataclass(frozen=True, slots=True)
class Arranged:
    """The hand-ins, sentences on what did not fit, and what is known of the time of each, by its owner's label."""

    collected: Collected
    notes: tuple[str, ...]
    terms: dict[str, Terms]


@dataclass(frozen=True, slots=True)
class _One:
    """A hand-in with its people: of the roster, and the name of their group."""

    taken: Taken
    person: Person | None
    group: str


def arrange(collected: Collected, policy: Policy) -> Arranged:
    """Nothing of a hand-in is lost: where two of one group handed in, both are read as one document, and a part
    that is answered in both waits for a person."""
    groups = {key: name for name, members in policy.groups.items() for key in identities([*members, name])}
    ones = [_one(taken, policy, groups) for taken in collected.taken]
    notes = [f"{one.taken.owner.label} is not on the roster {policy.roster.file}."
             for one in ones if policy.roster and one.person is None and not one.group]  # fmt: skip
    left: list[Left] = list(collected.left)
    made: list[tuple[Taken, Terms, str]] = []
    for name in dict.fromkeys(one.group for one in ones):
        together = [one for one in ones if one.group == name]
        if name:
            made.append(_group(name, together, policy, left, notes))
        else:
            terms = (_terms([one.taken.owner], [one.person], policy) for one in together)
            made += [(_named(one), each, _known(one)) for one, each in zip(together, terms, strict=True)]
    made += _missing(ones, policy)
    notes += _strangers(policy)
    if policy.salt:
        made = [(_hidden(taken, policy.salt, who), terms, who) for taken, terms, who in made]
        silent = f"{len(notes)} remarks on names were left out here: take `pseudonyms:` away to see them."
        notes = [silent] * bool(notes)
        left = [Left(f"{len(left)} files", "not taken: `grader collect` says which, and why.")] * bool(left)
    taken = tuple(one for one, _, _ in made)
    return Arranged(Collected(taken, tuple(left)), tuple(notes), {one.owner.label: t for one, t, _ in made})


def _one(taken: Taken, policy: Policy, groups: dict[str, str]) -> _One:
    owner = taken.owner
    person = policy.roster.find(owner) if policy.roster else None
    names = [owner.label, owner.number, owner.email, owner.name, *(person.ids if person else ())]
    found = {groups[key] for key in identities(names) if key in groups}
    found |= {groups[key] for name in owner.members for key in identities([name]) if key in groups}
    return _One(taken, person, found.pop() if len(found) == 1 else "")


def _named(one: _One) -> Taken:
    """With the name that the roster says, where the course system says none."""
    owner = one.taken.owner
    if one.person is None or owner.name:
        return one.taken
    return replace(one.taken, owner=replace(owner, name=one.person.name))


def _known(one: _One) -> str:
    """What stays the same of a person from assignment to assignment, as far as it is known."""
    return one.person.id if one.person else one.taken.owner.number or one.taken.owner.label


def _group(
    name: str, ones: list[_One], policy: Policy, left: list[Left], notes: list[str]
) -> tuple[Taken, Terms, str]:
    """All that the members handed in, as one document."""
    members = policy.groups[name]
    sources = [source for one in ones for source in one.taken.sources]
    kept: list[Source] = once(sources, left) if len(sources) > 1 else sources
    if len(ones) > 1 and len(kept) > 1:
        notes.append(f"Group {name} handed in {len(ones)} times: what is answered twice waits for a person.")
    people = [one.person for one in ones]
    found = [policy.roster.named(member) if policy.roster else None for member in members]
    people += found
    owners = [*(one.taken.owner for one in ones), *map(Owner, members)]
    # The system's own owner stays where it is the group, so that marks find their way back.
    first = ones[0].taken.owner
    own = first if letters(first.name) == letters(name) else Owner(name)
    known_as = tuple(person.name if person else "" for person in found)
    own = replace(own, label=name, members=members, known_as=known_as)
    taken = Taken(own, tuple(kept), f"handed in by group {name}.")
    return taken, _terms(owners, people, policy), name


def _terms(owners: list[Owner], people: list[Person | None], policy: Policy) -> Terms:
    """Of several members the last time handed in, and the longest extension of any."""
    known = [one for one in people if one]
    times = [when for owner in owners if (when := _handed_in(owner, policy))]
    times += [when for one in known if (when := _handed_in(one.owner, policy))]
    names = identities(text for one in owners for text in (one.label, one.number, one.email, one.name))
    names |= identities(text for one in known for text in (one.name, *one.ids))
    longer = [policy.extensions[name] for name in names if name in policy.extensions]
    due = max((when for when in (policy.due, *longer) if when), key=instant, default=None)
    flagged = any(one.late for one in owners)
    return Terms(
        handed_in=max(times, key=instant, default=None),
        due=due,
        # An extension is later than what the course system knows: its flag then says nothing.
        flagged=flagged and not longer,
        punctual=not flagged and any(one.system == "canvas" for one in owners),
    )


def _handed_in(owner: Owner, policy: Policy) -> datetime | None:
    row = policy.times.find(owner) if policy.times else None
    return moment(row.handed_in if row else owner.handed_in, policy.zone)


def _missing(ones: list[_One], policy: Policy) -> Iterator[tuple[Taken, Terms, str]]:
    """Who is on the roster and handed nothing in, nor did the group."""
    there = {one.person.id for one in ones if one.person}
    there |= {
        person.id
        for one in ones
        if one.group and policy.roster
        for member in policy.groups[one.group]
        if (person := policy.roster.named(member))
    }
    for person in policy.roster.people if policy.roster else ():
        if person.id not in there:
            yield Taken(person.owner, (), NOTHING), Terms(), person.id


def _strangers(policy: Policy) -> Iterator[str]:
    """Names in the rules that the roster does not know."""
    if policy.roster is None:
        return
    for name in policy.extensions:
        if policy.roster.named(name) is None:
            yield f"The extension for {name} is nobody's on the roster {policy.roster.file}."
    for group, members in policy.groups.items():
        for name in members:
            if policy.roster.named(name) is None:
                yield f"{name} of group {group} is not on the roster {policy.roster.file}."


def pseudonym(salt: bytes, who: str) -> str:
    """The same for the same person as long as the salt is, and nobody without it can tell whose it is."""
    made = hmac.digest(salt, b"grader pseudonym\0" + who.strip().casefold().encode(errors="replace"), "sha256")
    return "p-" + base64.b32encode(made)[:10].decode().lower()


def _hidden(taken: Taken, salt: bytes, who: str) -> Taken:
    alias = pseudonym(salt, who)
    sources = tuple(replace(source, alias=alias) for source in taken.sources)
    owner = replace(taken.owner, label=alias, number=taken.owner.number or who)
    return replace(taken, owner=owner, sources=sources)
