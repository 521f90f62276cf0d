"""What `regionalmarkt` starts: `plan` needs neither settings nor a database; everything else is Django's command
line."""

import sys


def main() -> None:
    if sys.argv[1:2] == ["plan"]:
        from logistics import command as planning

        sys.exit(planning.main(sys.argv[2:]))
    from config import command

    command.main()


if __name__ == "__main__":
    main()
