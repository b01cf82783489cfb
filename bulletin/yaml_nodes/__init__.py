"""YAML text to nodes that know their places."""
