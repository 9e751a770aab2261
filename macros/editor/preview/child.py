"""The process that renders: one request a line on its input, one answer a line on its output, as JSON.

It is `python -m macros.editor.preview.child` in the project's folder, and ends when its input does. The
first line gives the texts of all files that are being edited, by their paths, and is answered once all
is loaded.
A request is `{"do": …}` with what it is given; an answer `{"failed": …}` says in words why there is none.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

from macros import tuning


def main() -> int:
    """Answer until the input ends."""
    tuning.for_a_build()
    # Whatever a macro prints or reads, also where it is only loaded, must not reach the protocol.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    return run(requests, answers)


def run(requests: IO[str], answers: IO[str]) -> int:
    """Answer each line of the requests; the first answer says what can be asked for."""

    def answer(content: object) -> None:
        answers.write(json.dumps(content) + "\n")
        answers.flush()

    try:
        from macros.editor.preview.answering import Answering

        answering = Answering(Path.cwd(), json.loads(requests.readline() or "{}"))
        answer(answering.start())
    except (Exception, SystemExit) as error:
        answer({"failed": f"{type(error).__name__}: {error}"})
        return 1
    for line in requests:
        request = json.loads(line)
        try:
            answer(getattr(answering, request.pop("do"))(**request))
        except Exception as error:  # what a project's own code raises is told, not died of
            answer({"failed": f"{type(error).__name__}: {error}"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
