"""Tools over the pipeline and its outputs."""
