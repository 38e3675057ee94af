"""`python -m grader` is the same program."""

import sys

from grader.cli import main

if __name__ == "__main__":
    sys.exit(main())
