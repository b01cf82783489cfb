"""Reports to slides: an edition and its designs in, a `Deck` of `model/slide.py` out.

Comes in: reports as they were read, the print design for colours, the slide design, faces, an office's template.
Goes out: layouts, slides in the edition's order, their notes, and problems. `draw/pptx` turns it into a file.
Open first: `deck.py`, whose `make_slides` is what other rooms call. `report.py` plans one slide (`on_template.py` on an
office's layouts), `arrange.py` decides which points stand in which column and how much is said of each, `layouts.py`
where things stand, `measure.py` how many lines a text takes. Which points there are is decided in `choose/`.
"""
