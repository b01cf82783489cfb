"""Chinese Word files as offices write them, from a seed, each with the truth about it.

    python -m tests.word_files FOLDER [COUNT] [SEED]

Everything is WordprocessingML after ISO/IEC 29500, written as text and zipped; no library for Word files has a part in
it, and no code of the product, so that what reads them is judged by what was put in.

    truth.py       what a file says, in order, and what a reader should tell of it
    markup.py      paragraphs, runs, tables and properties as XML
    package.py     parts, their content types and relationships, and the ways in which programs zip them
    numerals.py    numbers as the formats of 17.18.59 write them
    numbering.py   lists and their counters (17.9)
    page.py        the body as it is written, with its truth beside it
    front.py       titles, kickers, names, red heads
    sections.py    headings and paragraphs, numbered in every way
    revisions.py   tracked changes and comments
    inline.py      fields, links, controls, hidden text, symbols
    blocks.py      tables, pictures, text boxes, notes, headers
    reports.py     a whole file: which of these it has (the door)
"""
