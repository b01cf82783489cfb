"""Finished pages to PDF files, over reportlab's pdfdoc, Pillow and pikepdf.

In: a `Bulletin`, its `Design` and the opened `Faces`. Out: the bytes of a file for screen, print shop or copier
(file.py, `draw_pdf`), or of a booklet (imposition.py, `impose`). Nothing is decided here: where marks stand is the
pages' affair, what the purposes differ in is one record, `Target`. Start at file.py, then target.py and page.py.
"""
