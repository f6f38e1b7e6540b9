"""The front door: `python scan.py COMMAND`. Everything is in `scanner`."""

from scanner.cli.main import main

if __name__ == "__main__":
    main()
