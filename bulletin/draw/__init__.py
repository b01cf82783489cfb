"""Pages and slides to bytes; nothing is decided here.

In: finished pages (model/page.py) and slides. Out: PDF files (pdf/file.py), PPTX files (pptx/), PNG previews
(previews.py), and a page as text for golden files (dump.py). Start at pdf/file.py.
"""
