"""`python -m stemma.cli` does what `stemma` does."""

from stemma.cli import main

if __name__ == "__main__":  # the desk's child processes import this module again
    main()
