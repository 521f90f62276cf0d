"""When goods can be collected, and with which code. Pure decisions: no Django, no clock, no database.

A slot is computed, never typed: it lies on a grid of `length`, wholly inside one opening interval, and starts when the
goods are packed at the earliest. Closing days and holidays are already missing from the opening intervals.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from random import Random

Interval = tuple[datetime, datetime]

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: what sounds or looks alike on paper and on the phone is left out.
ALPHABET = "ACDEFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 6
MAX_ATTEMPTS = 5
LOCKED_FOR = timedelta(minutes=15)
QR_PREFIX = "RM1"
MAX_LENGTH = timedelta(hours=1)
MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A stretch of time in which a shop hands out goods. Aware UTC."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class SlotVerdict:
    """A slot and why it cannot be had: PACKING, FULL, or None if it can."""

    slot: Slot
    refusal: str | None


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Wrong codes typed so far, and when the last one was."""

    attempts: int
    last_attempt: datetime | None


def slots(opening: Iterable[Interval], *, length: timedelta) -> Iterator[Slot]:
    """The grid's slots that lie wholly inside an opening interval, in order of time."""
    for opens, closes in opening:
        starts = _next_on_grid(opens, length)
        while starts + length <= closes:
            yield Slot(starts=starts, ends=starts + length)
            starts += length


def verdicts(
    opening: Sequence[Interval],
    *,
    now: datetime,
    packed: datetime | None,
    length: timedelta,
    capacity: int,
    taken: Sequence[Interval],
) -> Iterator[SlotVerdict]:
    """Every slot that starts after now, with the reason against it. `packed`: when the goods are ready (None: never);
    `taken`: the windows of the pickups that hold a place, by start."""
    for slot in slots(opening, length=length):
        if slot.starts > now:
            yield SlotVerdict(slot=slot, refusal=refusal(slot, packed=packed, capacity=capacity, taken=taken))


def refusal(slot: Slot, *, packed: datetime | None, capacity: int, taken: Sequence[Interval]) -> str | None:
    """Why nobody can take this slot any more: PACKING or FULL; None while somebody can. `taken`: by start."""
    if packed is None or slot.starts < packed:
        return "PACKING"
    near = taken[bisect_left(taken, slot.starts - MAX_LENGTH, key=_start) : bisect_left(taken, slot.ends, key=_start)]
    if sum(ends > slot.starts for _, ends in near) >= capacity:
        return "FULL"
    return None


def slot_at(opening: Iterable[Interval], starts: datetime, *, length: timedelta) -> Slot | None:
    """The slot that starts at this moment, if the opening times have one."""
    around = ((opens, closes) for opens, closes in opening if opens <= starts < closes)
    return next((slot for slot in slots(around, length=length) if slot.starts == starts), None)


def slot_key(slot: Slot) -> str:
    """The offer key: minutes since 1970, readable by `starts_of`."""
    return str(int(slot.starts.timestamp()) // 60)


def starts_of(key: str) -> datetime | None:
    """The start inside an offer key; None for anything that is not one."""
    if not key.isascii() or not key.isdecimal() or len(key) > 9:
        return None
    return MIDNIGHT + timedelta(minutes=int(key))


def new_code(random: Random) -> str:
    """A pickup code that can be read aloud. About 190 million of them: guessing is hopeless within MAX_ATTEMPTS."""
    return "".join(random.choice(ALPHABET) for _ in range(CODE_LENGTH))


def qr_text(reference: str, code: str) -> str:
    """What the QR picture says: enough for a desk to find the pickup and check it without typing."""
    return f"{QR_PREFIX}:{reference}:{code}"


def is_code(typed: str, *, reference: str, code: str) -> bool:
    """True if what was typed or scanned is this pickup's code. Spaces, dashes and case do not matter; takes the same
    time for every wrong code."""
    head, _, rest = typed.strip().partition(":")
    if head == QR_PREFIX:
        scanned, _, typed = rest.partition(":")
        if not compare_digest(scanned.encode(), reference.encode()):
            typed = ""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return bool(code) and compare_digest(plain.encode(), code.encode())


def is_locked(guard: Guard, *, now: datetime) -> bool:
    """True while too many wrong codes bar further ones."""
    return guard.attempts >= MAX_ATTEMPTS and guard.last_attempt is not None and now < guard.last_attempt + LOCKED_FOR


def after_wrong_code(guard: Guard, *, now: datetime) -> Guard:
    """The guard after one more wrong code; a lock that has run out starts the count anew."""
    expired = guard.last_attempt is not None and now >= guard.last_attempt + LOCKED_FOR
    return Guard(attempts=1 if expired else guard.attempts + 1, last_attempt=now)


def _next_on_grid(moment: datetime, length: timedelta) -> datetime:
    """The moment, or the next one on a grid that starts at full hours UTC."""
    late = (moment - MIDNIGHT) % length
    return moment.astimezone(UTC) if not late else moment.astimezone(UTC) + (length - late)


def _start(window: Interval) -> datetime:
    return window[0]
