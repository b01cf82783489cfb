"""A set of outputs from its staged files to its places, as a whole: carried on, or back, from wherever it stopped.

Once the journal stands the set is new: what comes next only has to be repeated until it is done. A staged file that is
no longer there has been moved. Nothing is moved or removed but by its digest.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from bulletin.build.beside import spot
from bulletin.build.journal import BACK, FORWARD, Journal, Move, OutputFolder
from bulletin.build.lease import Lease
from bulletin.build.record import RECORD_NAME, Record, RecordedOutput, filed_in
from bulletin.build.storage import Found, flush_folder, is_filed, is_own_folder, keep, look, remove, stands, write_new
from bulletin.model.output import PREVIEW, File

_PAGED = ("screen", "printer", "office")  # outputs whose pages are those of the issue; a booklet has sheets


@contextmanager
def blamed_on(path: str) -> Iterator[None]:
    """Let an OSError within name the output that it kept from its place."""
    try:
        yield
    except OSError as error:
        error.filename = path
        raise


class Transaction(NamedTuple):
    """What a delivery works with: the folder, whose turn it is, and the record as it was before."""

    folder: OutputFolder
    lease: Lease
    before: Record

    def prepare(
        self,
        stage: str,
        files: Sequence[File],
        entries: Sequence[Mapping[str, Any]],
        record: Mapping[str, Any],
        fallen: Sequence[RecordedOutput] = (),
    ) -> Journal:
        """Stage the files and what must be put back if a move fails. No output is touched.

        Args:
            fallen: what goes out of HISTORY.

        Raises:
            OSError: there is no room, or no right to write.
        """
        os.mkdir(self.folder.inner(stage))
        moves: list[Move] = []
        for file, entry in zip(files, entries, strict=True):
            place = spot(self.folder.here, file.name, entry["sha256"], self.before, over=file.over)
            old, reason = place.found.digest, place.reason
            with blamed_on(self.folder.output(file.name)):
                write_new(self._new(stage, len(moves)), file.data)
                self._keep(stage, len(moves), place.name, place.found)
            moves.append(Move(of=file.name, to=place.name, new=entry["sha256"], old=old, reason=reason, entry=entry))
        moves += self._stale(moves)
        moves += [_taken_away(entry) for entry in fallen]
        flush_folder(self.folder.inner(stage))
        flush_folder(self.folder.private)
        return Journal(stage=stage, moves=tuple(moves), record=record)

    def _stale(self, moves: Sequence[Move]) -> list[Move]:
        """What we delivered earlier and nobody edited, and what has no use now: copies beside an output that has its
        own name again or another copy, and pictures of pages that are no longer there."""
        names, places = {move.of for move in moves}, {move.to for move in moves}
        previews = any(move.entry["purpose"] == "preview" for move in moves)
        pages = max((move.entry["pages"] for move in moves if move.entry["purpose"] in _PAGED), default=0)
        stale = []
        for entry in (*self.before.entries, *self.before.filed):
            copy = entry.of in names and entry.path != entry.of
            shown = PREVIEW.fullmatch(entry.of)
            past = previews or (pages and shown and int(shown[1]) > pages)
            gone = past and entry.purpose == "preview" and entry.of not in names
            unused = (copy or gone) and entry.path not in places
            if unused and look(self.folder.output(entry.path)).is_file(entry.sha256):
                stale.append(_taken_away(entry))
        return stale

    def carry_on(self, journal: Journal) -> Journal:
        """Move what is still staged, then write the record; the journal as it was carried out.

        Raises:
            OSError: a move is not possible, or a staged file is not what was staged.
            LostError: another process has taken over.
        """
        for index, move in enumerate(journal.moves):
            if is_filed(move.to) and not self._history_stands():
                continue
            if not move.new:
                self._take_away(journal, index)
            elif self._staged(journal, index):
                with blamed_on(self.folder.output(move.of)):
                    journal = self._put(journal, index)
        if _files_something(journal):
            flush_folder(self.folder.history)
        flush_folder(self.folder.here)
        self.lease.confirm()
        self.folder.write(self.folder.inner(RECORD_NAME), self._record(journal), journal.stage)
        return journal

    def _put(self, journal: Journal, index: int) -> Journal:
        """One output to its place, or beside it: the journal says where before it is moved."""
        refused: set[str] = set()
        while True:
            move = journal.moves[index]
            over = move.old if move.to == move.of else ""  # it was replaceable when the files were staged
            place = spot(self.folder.here, move.of, move.new, self.before, refused, over)
            if (place.name, place.found.digest) != (move.to, move.old):
                move = move._replace(to=place.name, old=place.found.digest, reason=place.reason)
                journal = journal._replace(moves=(*journal.moves[:index], move, *journal.moves[index + 1 :]))
                self._keep(journal.stage, index, place.name, place.found)
                flush_folder(self.folder.inner(journal.stage))
                self.lease.confirm()
                self.folder.write_journal(journal)
            self.lease.confirm()
            try:
                os.replace(self._new(journal.stage, index), self.folder.output(move.to))
            except PermissionError:  # a program holds the file that stands there; else the folder takes no files
                if place.found.kind == "nothing":
                    raise
                refused.add(place.name)
                continue
            return journal

    def _history_stands(self) -> bool:
        """Whether HISTORY is a folder of this place, made now if nothing stands there.

        Where something else has taken its place since the delivery was prepared, nothing is filed.
        """
        if not os.path.lexists(self.folder.history):
            self.lease.confirm()
            with blamed_on(self.folder.history):
                os.mkdir(self.folder.history)
            with suppress(OSError):  # a file system without modes
                os.chmod(self.folder.history, stat.S_IMODE(os.stat(self.folder.here).st_mode))
        return is_own_folder(self.folder.history)

    def _take_away(self, journal: Journal, index: int) -> None:
        move = journal.moves[index]
        place = self.folder.output(move.to)
        if not look(place).is_file(move.old):
            return  # edited since, or open in a program
        self.lease.confirm()
        try:
            os.replace(place, self._old(journal.stage, index, move.old))
        except PermissionError:
            return  # open in a program: it stays in the record and goes another time

    def _record(self, journal: Journal) -> dict[str, Any]:
        """The record with all outputs that stand now."""
        new = [{**move.entry, "path": move.to} for move in journal.moves if move.new]
        taken = {entry["path"] for entry in new}
        kept = [entry for entry in journal.record["outputs"] if entry["path"] not in taken]
        filed = [entry.data for entry in filed_in(journal.record) if entry.path not in taken]
        outputs = [*kept, *(entry for entry in new if not is_filed(entry["path"]))]
        history = [*filed, *(entry for entry in new if is_filed(entry["path"]))]
        return {**journal.record, "outputs": self._standing(outputs), "history": self._standing(history)}

    def _standing(self, entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return [entry for entry in entries if os.path.lexists(self.folder.output(entry["path"]))]

    def go_back(self, journal: Journal) -> bool:
        """Put back what had been moved; whether everything stands as it stood.

        Raises:
            OSError: a move is not possible.
            LostError: another process has taken over.
        """
        history = is_own_folder(self.folder.history)
        moves = [(index, move) for index, move in enumerate(journal.moves) if history or not is_filed(move.to)]
        for index, move in reversed(moves):
            place = self.folder.output(move.to)
            kept = self._old(journal.stage, index, move.old)
            self.lease.confirm()
            if os.path.lexists(self._new(journal.stage, index)):
                continue  # it never left
            if stands(place, move.new) and stands(kept, move.old):
                if move.old:
                    os.replace(kept, place)
                elif move.new:  # into the stage: where another process cleared that away, this fails
                    os.replace(place, self._new(journal.stage, index))
        if history and _files_something(journal):
            flush_folder(self.folder.history)
            with suppress(OSError):  # it is not empty
                os.rmdir(self.folder.history)
        flush_folder(self.folder.here)
        return all(stands(self.folder.output(move.to), move.old) for _, move in moves)

    def clear(self, stage: str) -> None:
        """Remove the journal, then its stage: from here on there is nothing to carry on."""
        flush_folder(self.folder.private)  # the record first
        for name in (FORWARD, BACK):
            remove(self.folder.inner(stage, name))
        remove(self.folder.inner(stage))

    def turn_back(self, journal: Journal) -> bool:
        """From now on the journal leads back; whether everything stands as it stood."""
        self.lease.confirm()
        os.replace(self.folder.inner(journal.stage, FORWARD), self.folder.inner(journal.stage, BACK))
        flush_folder(self.folder.inner(journal.stage))
        return self.go_back(journal)

    def recover(self) -> str:
        """Finish or undo what was interrupted and sweep what it left; a Chinese line on what was done, or ""."""
        said = ""
        for stage in self.folder.stages():
            if journal := self.folder.read_journal(stage, BACK):
                self.go_back(journal)
                said = "上次生成没有完成，已恢复原有成品"
            elif journal := self.folder.read_journal(stage, FORWARD):
                if self._spoilt(journal):
                    self.turn_back(journal)
                    said = "上次生成没有完成，已恢复原有成品"
                else:
                    self.carry_on(journal)
                    said = "上次生成在写入时中断，已补齐成品"
            elif os.path.lexists(self.folder.inner(stage, FORWARD)):
                said = "上次生成没有完成，它的记录已损坏；成品可能新旧不一，请再生成一次"
            self.lease.confirm()
            if is_own_folder(self.folder.inner(stage)):
                self.clear(stage)
            else:
                remove(self.folder.inner(stage))
        return said

    def _staged(self, journal: Journal, index: int) -> bool:
        """Whether a file still waits to be moved. It must then be what was staged, and a doubt is no answer."""
        path = self._new(journal.stage, index)
        if stands(path, ""):
            return False
        if not stands(path, journal.moves[index].new):
            raise OSError(errno.EIO, "unread", path)
        return True

    def _spoilt(self, journal: Journal) -> bool:
        """Whether a staged file is not what was staged."""
        staged = [(self._new(journal.stage, index), move.new) for index, move in enumerate(journal.moves)]
        return any(os.path.lexists(path) and not stands(path, new) for path, new in staged)

    def _keep(self, stage: str, index: int, name: str, found: Found) -> None:
        """A second name for what stands at an output's place, to put it back from."""
        kept = self._old(stage, index, found.digest)
        if found.digest and not os.path.lexists(kept):
            keep(self.folder.output(name), kept)

    def _new(self, stage: str, index: int) -> str:
        return self.folder.inner(stage, f"new-{index}")

    def _old(self, stage: str, index: int, digest: str) -> str:
        return self.folder.inner(stage, f"old-{index}-{digest[:16]}")


def _taken_away(entry: RecordedOutput) -> Move:
    return Move(of=entry.of, to=entry.path, new="", old=entry.sha256, reason="", entry=entry.data)


def _files_something(journal: Journal) -> bool:
    return any(is_filed(move.to) for move in journal.moves)
