"""Orders of growth: which of two formulas grows faster when all letters are large and positive.

Each side is brought to a normal form, a sum of terms `exp(c_1 p_1 + c_2 p_2 + …)` (`terms`, `sums`). The rules:

* constants before a term are dropped at the end, and so are bases of logarithms; until then they are exact, so that
  `(n + 1)^2 - n^2` is of order n;
* a product is a sum in the exponent: `n^2 log n` is `exp(2 log n + log log n)`, `2^n` is `exp(log(2) n)`, and
  bounded parts of an exponent are constants: `2^{n + 1}` is of order `2^n`, `4^n` is not, `2^{log_2 n}` is `n`;
* the logarithm of a sum is that of its leading term, and what is left out is bounded and carried along; the
  factorial is Stirling's formula up to a constant;
* a logarithm in an exponent has the base that is written; without one, what holds for bases e and 2 counts;
* a term is dropped where another one dominates it for all large letters, whichever of the letters is larger.

Same: each leading term of one side is bounded by a term of the other, or by a mean of two (`m n` by `m^2 + n^2`).
Different has a witness: for one letter the leading terms, for several a path (`m = n^2`) along which both are
compared. What the normal form does not know (`NoOrder`) is undecided.
"""

from __future__ import annotations

from grader.equivalence.growth.order import Order, letters, order

__all__ = ["Order", "letters", "order"]
