"""The exact method: a normal form over Q with kernels. What it proves is certain; what it cannot prove it leaves.

The difference of the two sides is brought to one fraction of polynomials in kernels (`field`); it is zero wherever
both sides are defined if its numerator reduces to zero. Laws are used only where they hold in the declared domain;
what had to be positive or non-zero for them is kept, and a point where all of that holds is found before the
answer is Same (`domain`), so two sides that are undefined everywhere are never called equal.
"""

from __future__ import annotations

from grader.equivalence.methods.exact.decision import decide

__all__ = ["decide"]
