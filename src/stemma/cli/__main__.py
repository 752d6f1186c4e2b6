"""`python -m stemma.cli` does what `stemma` does."""

from stemma.cli import main

main()
