"""Seven fuzzers: whatever is wrong in a file that is read, the command ends well.

    python -m tests.fuzz KIND|all COUNT SEED [--from NUMBER] [--workers N] [--keep DIR]

KIND is `content`, `layout`, `font`, `picture`, `template`, `word` or `foreign` (a PDF for preflight). A case is one
call of the command on files made for it: sound ones by the rules of their format, then spoilt. It is made from its
kind, seed and number alone: `python -m tests.fuzz KIND 1 SEED --from NUMBER --keep DIR` makes it again and, where it
has a fault, leaves its folder in DIR.

    case.py        what a case is; each of the seven modules named like a kind has a `make` that writes one
    office.py      a small sound issue, options of a call, files of odd kinds: what the seven share
    spoil.py       bytes and trees, spoilt
    parts.py       packages of Office programs, spoilt: their XML, relations and archive
    judge.py       what must hold after a case, whatever was in its files
    worker.py      a process that runs cases one after another, within limits of time and memory
    sweep.py       hands cases to workers, starts a new one when a case ended its worker, gathers what was found
    test_fuzz.py   the judge itself, quickly; the seven for two minutes in the slow sweep

Sound codes are 0, 1, 2, 3, 4 and 5; 6 (the proof refused what was drawn) is told apart but is a finding too.
"""
