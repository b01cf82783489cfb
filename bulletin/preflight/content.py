"""A content stream as instructions, one by one: a list of all would take a hundred times the room of the stream."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf

from bulletin.preflight.foreign import MOST_DATA, UNREADABLE, data_of, entry, items_of
from bulletin.preflight.reasons import UnreadError, reason

MOST_OPERANDS = 64  # of one instruction: no operator takes more than 33
INCOMPLETE = ("too many errors", "EOF while reading", "EOF found")  # warnings of qpdf: what follows is not read

Perform = Callable[[str, list[Any]], None]


class _Grouped(pikepdf.StreamParser):
    """Hands each operator on with its operands; operands without an operator come under "".

    What `BI` and `ID` enclose comes as operands of `ID`.
    """

    def __init__(self, perform: Perform) -> None:
        super().__init__()
        self._perform = perform
        self._operands: list[Any] = []

    def handle_object(self, thing: Any, offset: int, length: int) -> None:
        if isinstance(thing, (int, Decimal)):  # most are: this test is the cheapest
            self._operands.append(thing)
        elif isinstance(thing, pikepdf.Operator):
            operands, self._operands = self._operands, []
            self._perform(bytes(thing.unparse()).decode("latin-1"), operands)
        else:
            self._operands.append(thing)
        if len(self._operands) > MOST_OPERANDS:  # no instruction, but it must cost something
            self._perform("", self._operands)
            self._operands = []

    def handle_eof(self) -> None:
        if self._operands:
            self._perform("", self._operands)


def content_of(thing: Any) -> tuple[bytes, str]:
    """The content of a page, a form or a pattern, as far as it can be read, and why not all of it; "" for all.

    Raises:
        one of UNREADABLE: nothing of a form or a pattern can be read.
    """
    if isinstance(thing, bytes):
        return thing, ""
    if isinstance(thing, pikepdf.Stream):
        return data_of(thing), ""
    contents = entry(thing, "/Contents")
    streams = items_of(contents) or (() if contents is None or isinstance(contents, pikepdf.Array) else (contents,))
    pieces: list[bytes] = []
    failed, size = "", 0
    for stream in streams:
        try:
            pieces.append(data_of(stream))
        except UNREADABLE as error:
            failed = failed or reason(error)
            continue
        size += len(pieces[-1])
        if size > MOST_DATA:
            return b"", "解压后过大"
    return b"\n".join(pieces), failed


def run_content(data: bytes, perform: Perform) -> None:
    """Read instructions and have each performed.

    Raises:
        UnreadError: what follows cannot be read.
    """
    with pikepdf.new() as desk:  # of its own: qpdf's warnings on the content gather here
        page = desk.add_blank_page()
        page.obj.Contents = desk.make_stream(data)
        page.parse_contents(_Grouped(perform))
        if any(phrase in str(warning) for warning in desk.get_warnings() for phrase in INCOMPLETE):
            raise UnreadError("内容没有写完")
