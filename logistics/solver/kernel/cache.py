"""Where compiled code is kept."""

import hashlib
import os
import tempfile
from pathlib import Path

import numba


def folder() -> Path:
    """The folder for the compiled form of exactly this kernel."""
    text = hashlib.sha256(numba.__version__.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        text.update(module.read_bytes())
    base = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "regionalmarkt-logistics" / text.hexdigest()[:16]


def prepare() -> bool:
    """Point the compiler at the folder; a home that cannot be written to is replaced by the temporary folder. True if
    compiled code lies there already."""
    found = folder()
    try:
        found.mkdir(parents=True, exist_ok=True)
    except OSError:
        found = Path(tempfile.gettempdir()) / f"regionalmarkt-logistics-{os.getuid()}" / found.name
        found.mkdir(parents=True, exist_ok=True)
    vars(numba.config)["CACHE_DIR"] = str(found)
    return any(found.rglob("*.nbc"))
