"""YAML text to nodes that know their places.

In: the text of one YAML file or front matter. Out: text scalars, listings and tables, each with line and column, or
one `NodesError` in an editor's words. Open `events.py` first; `nodes.py` holds the values, `faults.py` the wording.
"""
