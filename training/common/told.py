"""What is said once to whoever waits, beside what a step prints in the end."""

import functools
import sys


@functools.cache
def once(sentence: str):
    """A sentence on stderr, the first time."""
    print(sentence, file=sys.stderr, flush=True)
