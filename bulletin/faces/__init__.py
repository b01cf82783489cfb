"""Font files, over HarfBuzz: which face draws a character, how wide, where its ink lies; faces cut for embedding.

In: the folder with fonts.yaml. Out: `Faces` (face.py, `open_faces`), asked by rooms that compose and draw, and
`subset` (subset.py), asked by the PDF writer. Lengths that leave this room are whole thousandths of the em.
Start at face.py; shape.py and subset.py are the only files that call HarfBuzz, table.py reads fonts.yaml.
"""
