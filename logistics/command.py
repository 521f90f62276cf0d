"""`regionalmarkt plan FILE`: reads a problem, plans tours, proves and prints them."""

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from logistics.checker import check
from logistics.formats import FormatError, Instance, documents, li_lim, mpdptw, sartori
from logistics.model import Refused
from logistics.pictures import draw
from logistics.solver import (
    COMPILED_BEFORE,
    Interruptible,
    LockBroken,
    MaxIterations,
    MaxSeconds,
    Report,
    Result,
    compile_now,
    solve,
)
from logistics.solver.explanation import explain_left_out

READERS: dict[str, Callable[[str], Instance]] = {
    "li-lim": li_lim.read,
    "sartori": sartori.read,
    "mpdptw": mpdptw.read,
    "json": documents.read,
}
GOOD, UNSERVED, BAD_INPUT = 0, 3, 2


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    options = argparse.ArgumentParser(prog="regionalmarkt plan", description="Plan pickup-and-delivery tours.")
    options.add_argument("file", type=Path, help="the problem")
    options.add_argument("--format", choices=sorted(READERS), default="json", help="what the file is (default: json)")
    options.add_argument("--seconds", type=float, default=10.0, help="how long to search (default: 10)")
    options.add_argument(
        "--iterations", type=int, help="search this many iterations instead: the same answer every time"
    )
    options.add_argument("--seed", type=int, default=1, help="first of the random numbers (default: 1)")
    options.add_argument("--threads", type=int, default=2, help="parallel searches (default: 2)")
    options.add_argument("--svg", type=Path, help="write pictures of the tours here")
    options.add_argument("--json", type=Path, help="write the plan here")
    options.add_argument("--quiet", action="store_true", help="no progress")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: all orders on tours; 3: some left out; 2: the input is wrong (line and reason on standard error), or
    a file cannot be read or written."""
    options = parser().parse_args(arguments)
    try:
        instance = READERS[options.format](options.file.read_text(encoding="utf-8"))
        return _print(instance, _search(instance, options), options)
    except FormatError as error:
        place = f"{options.file}:{error.line}" if error.line else f"{options.file}"
        return _fail(f"{place}: {error.reason}")
    except UnicodeDecodeError:
        return _fail(f"{options.file}: is not text in UTF-8")
    except OSError as error:
        return _fail(f"{error.filename or options.file}: {error.strerror}")
    except (Refused, LockBroken) as error:
        return _fail(f"{options.file}: {error}")
    except KeyboardInterrupt:
        return _fail("broken off before there was a plan")


def _fail(sentence: str) -> int:
    sys.stderr.write(f"error: {sentence}\n")
    return BAD_INPUT


def _search(instance: Instance, options: argparse.Namespace) -> Result:
    _compile(options)
    counted = options.iterations is not None
    rule = Interruptible(MaxIterations(options.iterations) if counted else MaxSeconds(options.seconds, time.monotonic))

    def stop(_number: int, _frame: FrameType | None) -> None:
        rule.interrupt()

    before = signal.signal(signal.SIGINT, stop)
    try:
        listener = None if options.quiet else _Progress(instance).hear
        return solve(instance.problem, stop=rule, seed=options.seed, threads=options.threads, listener=listener)
    finally:
        signal.signal(signal.SIGINT, before)


def _compile(options: argparse.Namespace) -> None:
    """Compile before the clock of the search runs, and count the seconds aloud if it takes some."""
    done, began = threading.Event(), time.monotonic()

    def count() -> None:
        while not done.wait(5.0):
            sys.stderr.write(f"  compiling for {time.monotonic() - began:.0f} s\n")

    if not COMPILED_BEFORE and not options.quiet:
        sys.stderr.write("compiling the solver; this happens once after an installation\n")
        threading.Thread(target=count, daemon=True).start()
    compile_now()
    done.set()


class _Progress:
    """Writes a line per second to standard error."""

    def __init__(self, instance: Instance) -> None:
        self._scale = instance.scale
        self._next = 0.0

    def hear(self, report: Report) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + 1.0
            missing, vehicles, cost = report.standing
            sys.stderr.write(
                f"{report.progress:4.0%} {report.phase}: {report.iterations} iterations, {missing:.0f} left out, "
                f"{vehicles:.0f} vehicles, cost {cost / self._scale:.2f}\n"
            )


def _print(instance: Instance, result: Result, options: argparse.Namespace) -> int:
    verdict = check(instance.problem, result.plan)
    state = "valid" if verdict.complete else "valid, orders left out" if verdict.valid else "BROKEN"
    lines = [
        *instance.lines(result.plan),
        f"Vehicles: {verdict.vehicles}",
        f"Distance: {instance.distance(result.plan):.2f}",
        *(f"Left out: {name}: {reason}" for name, reason in explain_left_out(instance.problem, result.plan)),
        f"Checker: {state}",
        *(f"  {violation}" for violation in verdict.violations),
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if options.json:
        options.json.write_text(json.dumps(documents.plan_document(instance.problem, result.plan), indent=1) + "\n")
    if options.svg:
        options.svg.write_text(draw(instance.problem, result.plan, result.history), encoding="utf-8")
    return GOOD if verdict.complete and not result.plan.left_out else UNSERVED


if __name__ == "__main__":
    sys.exit(main())
