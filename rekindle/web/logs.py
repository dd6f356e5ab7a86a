"""Logs that carry no words: the class and the line of an error, never its message, its values or the request."""

import logging
import traceback


class Bare(logging.Filter):
    """Rewrites a record so that an exception leaves only its class and where it was raised."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = _where(record.exc_info[1]), ()
        elif record.name.startswith("django"):
            # Django formats paths, and sometimes values, into its messages.
            record.msg, record.args = f"{record.name} {getattr(record, 'status_code', '')}".strip(), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = (
        f" at {frames[-1].filename.rsplit('/', 2)[-2]}/{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}"
        if frames
        else ""
    )
    return f"{type(error).__name__}{last}"
