"""Keys for the memory: a value with its type and the names of its fields, so that no field is left out or shifted."""

from collections.abc import Hashable, Mapping


def value_key(value: object) -> Hashable:
    """A key that is equal only for values of the same type and contents; mappings may stand inside records.

    NamedTuples of different types are equal when their values are, and a slice of one hides which fields it holds:
    so every record goes into a key whole, beside its type, and one with a mapping in it field by field, by name.

    Raises:
        TypeError: a value that is neither hashable nor a tuple, record or mapping, such as a list.
    """
    try:
        hash(value)
    except TypeError:
        if isinstance(value, Mapping):
            return type(value), tuple((name, value_key(part)) for name, part in value.items())
        if isinstance(value, tuple):
            names = getattr(value, "_fields", range(len(value)))
            return type(value), tuple((name, value_key(part)) for name, part in zip(names, value, strict=True))
        raise
    return type(value), value
