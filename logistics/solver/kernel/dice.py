"""Random numbers with a state of our own (xorshift64, Marsaglia 2003), equal on every machine and in every thread."""

from logistics.solver.kernel.arrays import DICE, I64
from logistics.solver.kernel.compiling import inlined

UNIT = 1.0 / 2**53


@inlined
def fraction(count: I64) -> float:
    """Uniform in [0, 1)."""
    x = count[DICE]
    x ^= x << 13
    x ^= (x >> 7) & 0x01FFFFFFFFFFFFFF
    x ^= x << 17
    count[DICE] = x
    return float((x >> 11) & 0x1FFFFFFFFFFFFF) * UNIT


@inlined
def below(count: I64, limit: int) -> int:
    """Uniform in 0 .. limit - 1."""
    return int(fraction(count) * limit)
