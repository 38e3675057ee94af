"""Words that only join what a text says of its concepts.

A sentence of these, and of the words of the rubric, says what it seems to say. Any other word may turn it round
(`pretends to be`, `used to be`, `in fairy tales`), and a list of such words would never be complete.
"""

from __future__ import annotations

VERBS = frozenset(
    "is are be remains remain stays stay has have consists consist comes come contains contain means"
    " ist sind bleibt bleiben hat haben besteht bestehen stammt stammen kommt kommen enthält enthalten"
    " bedeutet".split()
)
"""A sentence needs one of these, or a sign of equality: without any it only lists words."""
JOINING = frozenset(
    "a an the this that these those it its they them we us our one ones each all both i you he she"
    " of in on at by from to for with as into over and so since because thus hence therefore while whereas"
    " which who also here there do does can"
    " made make makes given gives give computed calculated derived built determined taken takes take formed form"
    " use obtained estimated described drawn"
    " general generally practice contrast something data point points value values case sum average"
    " mean set number size part mass weight weights probability frac"
    " der die das den dem des ein eine einer eines einem einen dieser diese dieses diesen jede jeder jedes jeden"
    " alle aus von vom zu zum zur in im an am auf mit und weil da denn also daher deshalb damit für durch"
    " über als wird werden kann gebildet berechnet gemacht gegeben bestimmt geschätzt beschrieben sich es"
    " sie er wir uns man ich du hier dort allgemein allgemeinen praxis daten punkt punkte wert werte summe"
    " mittel zahl teil masse gewicht gewichte wahrscheinlichkeit".split()
)
PLAIN = VERBS | JOINING


def is_plain(word: str) -> bool:
    """Whether a word turns nothing round; a letter or a number does not."""
    return word in PLAIN or len(word) == 1 or word.isdigit()
