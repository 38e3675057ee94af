"""Things of which questions and answers speak, in English and in German, and others that might be meant instead.

`The car goes at 90 km/h` says nothing of the train whose speed was asked; `Der Zug fährt 90 km/h` does.
"""

from __future__ import annotations

from functools import lru_cache

from grader.answer.claim.prose.clauses import TOKEN
from grader.late import pattern
from grader.limits import KEPT

_KINDS = (
    "car auto wagen fahrzeug,train zug,bus,boat boot,ship schiff,plane flugzeug,cyclist radfahrer,lorry truck lkw",
    "ball kugel,stone stein,ladder leiter,bridge brücke,tower turm,tree baum,house haus,pole stange stab,rope seil,"
    "river fluss,mountain berg,well brunnen,building gebäude,wall wand mauer,table tisch,box kiste",
    "water wasser eau,acid säure acide hydrochloric salzsäure,base lauge natronlauge hydroxide,salt salz,oil öl,"
    "milk milch,oxygen sauerstoff,hydrogen wasserstoff,nitrogen stickstoff,carbon kohlenstoff,iron eisen,"
    "copper kupfer,silver silber,gold,sugar zucker,alcohol alkohol ethanol,ice eis,petrol benzin,"
    "chloride natriumchlorid kochsalz,air luft,steam dampf",
    "red rot rote roten,blue blau blaue blauen,white weiß weiße weißen,black schwarz schwarze schwarzen,"
    "green grün grüne grünen",
    "rectangle rechteck,square quadrat,triangle dreieck,circle kreis,cube würfel,cylinder zylinder,cone kegel",
)
"""Things of one kind on a line."""
_OTHERS = (
    "screw screws schraube schrauben,lamp lamps lampen,defective defekte defekten defekt,euro euros,"
    "people personen menschen leute,students studenten schüler,smaller kleinere kleineren,"
    "larger größere größeren,years year jahre jahren jahr,days day tage tagen tag,hours hour stunden stunde,"
    "minutes minute minuten,side seite,capital kapital,price preis,interest zinsen,motor engine,"
    "fill full voll füllen gefüllt filled,empty leer leeren emptied,jacket jacke,share aktie,pump pumpe,"
    "dice würfel,pool becken,tank becken,liters litres liter,body körper,spring feder,needs need braucht,"
    "draws draw züge,earn earns verdient verdienen,live leben lebt,reach reaches reicht reichen,due fällig,"
    "stretch stretches stretched dehnt gedehnt,voters wähler,party partei,votes stimmen,"
    "friends friend freunde freund,uses use verbraucht verbrauchen,month monat,solution lösung,hypotenuse,"
    "leg legs kathete katheten,old alt"
)
_KIND_ROWS = tuple(tuple(frozenset(row.casefold().split()) for row in line.split(",")) for line in _KINDS)
_ROWS = (
    *(row for rows in _KIND_ROWS for row in rows),
    *(frozenset(row.casefold().split()) for row in _OTHERS.split(",")),
)
_OF = pattern(r"(?<!\w)(?P<measure>[^\W\d_]{4,})\s(?:of|der|des|von)\s(?P<what>(?:[^\W\d_]+(?:\s|$)){1,4})")
_ENDS = frozenset("is are was equals ist sind beträgt with in at from that on and for to".split())
_POINTING = frozenset("the a an this that its it der die das dem den des ein eine einen".split())


@lru_cache(maxsize=KEPT)
def told(question: str) -> frozenset[str]:
    """The words of a question, also in the other language."""
    tokens = TOKEN.findall(question.casefold().replace("$", " "))
    words = {word for word in tokens if len(word) > 2 and word[0].isalpha()}
    words |= {word.removesuffix(end) for word in words if len(word) > 4 for end in ("n", "en", "s", "e")}
    return frozenset(words.union(*(row for row in _ROWS if not row.isdisjoint(words))))


def other_thing(before: str, question: str, asking: str) -> str:
    """The thing of which words say a value, where the question speaks of another one of its kind, or asks for the
    same of something else: `the density of water`, `the concentration of the acid`."""
    words, known = TOKEN.findall(before), told(question)
    for rows in _KIND_ROWS:
        if any(not row.isdisjoint(known) for row in rows):
            other = next((word for word in words if word not in known and any(word in row for row in rows)), "")
            if other:
                return other
    for found in _OF.finditer(before):
        what = _thing(found["what"])
        asked = [_thing(each["what"]) for each in _OF.finditer(asking) if each["measure"] == found["measure"]]
        if what and any(what.isdisjoint(told(" ".join(each))) for each in asked if each):
            return " ".join(found.group().split())
        if what and what.isdisjoint(known) and any(word in row for word in what for row in _ROWS):
            return " ".join(found.group().split())
    return ""


def _thing(said: str) -> frozenset[str]:
    words = said.split()
    end = next((k for k, word in enumerate(words) if word in _ENDS), len(words))
    return frozenset(words[:end]) - _POINTING
