"""`python -m grader` is the same program."""

from grader.cli import run

if __name__ == "__main__":
    run()
