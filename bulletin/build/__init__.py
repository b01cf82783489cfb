"""Around the pipeline: what becomes of the files that a build hands back.

In: the files of a `Printed`. Out: where each of them stands now. Open `delivery.py`: all outputs reach their places or
none does, and one that is open in a viewer is left alone.
"""
