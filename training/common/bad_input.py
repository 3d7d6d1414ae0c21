"""What is wrong outside the code, told in one sentence."""

import contextlib
import sys


class BadInput(Exception):
    """Something outside the code is wrong; the message is one plain sentence that says what and where."""


@contextlib.contextmanager
def one_sentence():
    """Ends the process with the sentence of a BadInput in place of a stack trace."""
    try:
        yield
    except BadInput as e:
        sys.exit(str(e))
