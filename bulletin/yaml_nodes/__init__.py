"""YAML text to nodes that know their places, over PyYAML's events.

In: the text of one YAML file or front matter.
Out: text scalars, listings and tables, each with line and column; or one `NodesError` in an editor's words.
Open first: events.py; nodes.py holds the values, faults.py the wording.
"""
