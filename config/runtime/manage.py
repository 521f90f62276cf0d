"""`python -m config.runtime.manage DIR COMMAND ...`: a management command with a running instance's environment."""

import os
import sys
from pathlib import Path

from config.runtime.folders import DataFolder


def main() -> None:
    folder, *command = sys.argv[1:]
    environment = DataFolder(Path(folder).resolve()).recall("environment")
    if not isinstance(environment, dict):
        print(f"error: nothing has been started in {folder}; run script/server first", file=sys.stderr)
        sys.exit(1)
    program = Path(sys.executable).with_name("regionalmarkt")
    os.execve(program, [str(program), *command], {**environment, **os.environ})  # noqa: S606 our own command


if __name__ == "__main__":
    main()
