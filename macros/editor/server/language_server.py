"""The language server, put together from its parts; it speaks over standard input and output.

A part is a function that takes the server and adds its handlers; a further one, such as previews, stands
in a module of its own and is named in PARTS. It names its commands `COMMANDS` + "…", since an editor's
own commands may not bear the same names, and follows edits by `on_text`, `on_values` and `on_leave` of
the server, since the protocol allows one handler for each event.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from macros import tuning
from macros.editor.server import answers, previewing
from macros.editor.server.state import Server

PARTS: tuple[Callable[[Server], None], ...] = (answers.add, previewing.add)


def make_server() -> Server:
    """Return a server with all its parts."""
    server = Server()
    for add in PARTS:
        add(server)
    return server


def start() -> None:
    """Serve one editor until it leaves."""
    tuning.for_a_server()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    make_server().start_io()
