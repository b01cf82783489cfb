"""Font files, over HarfBuzz: which face draws a character, how wide, where its ink lies; faces cut for embedding.

In: the folder with fonts.yaml.
Out: `Faces` for rooms that compose and draw, subsets for the PDF writer; lengths are whole thousandths of the em.
Open first: face.py; shape.py and subset.py alone call HarfBuzz, table.py reads fonts.yaml.
"""
