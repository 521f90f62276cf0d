"""`python -m config.runtime.with_stores DIR COMMAND ...`: run a command with the embedded stores below DIR."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.instance import stores


def main() -> int:
    folder, *command = sys.argv[1:]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with stores(DataFolder.prepare(Path(folder)), lambda line: print(line, file=sys.stderr)) as environment:
            return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode  # noqa: S603
    except StartRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
