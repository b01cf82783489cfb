"""The ICC profile of sRGB, made from the numbers of its standard: no file to carry, no licence to keep.

A matrix profile of version 4.2 with a parametric curve (ICC.1:2004-10), about 500 bytes.
"""

import struct

# IEC 61966-2-1 primaries adapted to D50 by the linear Bradford transform, as in the registry's own sRGB profiles.
RED = (0.43607, 0.22249, 0.01392)
GREEN = (0.38515, 0.71687, 0.09708)
BLUE = (0.14307, 0.06061, 0.71410)
D50 = (0.96420, 1.0, 0.82491)  # D50, the profile connection space's white (ICC.1:2004-10, 7.2.16)
ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00923, 0.01508, 0.75168)  # D65 to D50

# IEC 61966-2-1, 5.2: above 0.04045 ((v + 0.055) / 1.055) ** 2.4, below it v / 12.92.
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _fixed(*values: float) -> bytes:
    """s15Fixed16Numbers."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _text(text: str) -> bytes:
    """A multiLocalizedUnicodeType of one English record."""
    body = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II", 1, 12) + b"enUS" + struct.pack(">II", len(body), 28) + body


def srgb_profile() -> bytes:
    """The profile's bytes, the same on every call."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*CURVE)
    xyz = b"XYZ " + bytes(4)
    tags = (
        (b"desc", _text("sRGB IEC61966-2.1")), (b"cprt", _text("No copyright: computed from IEC 61966-2-1")),
        (b"wtpt", xyz + _fixed(*D50)), (b"chad", b"sf32" + bytes(4) + _fixed(*ADAPTATION)),
        (b"rXYZ", xyz + _fixed(*RED)), (b"gXYZ", xyz + _fixed(*GREEN)), (b"bXYZ", xyz + _fixed(*BLUE)),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    )  # fmt: skip
    offset = 128 + 4 + 12 * len(tags)
    table, bodies, places = b"", b"", dict[bytes, int]()
    for name, body in tags:
        if body not in places:  # the three curves share one
            places[body] = offset + len(bodies)
            bodies += body + bytes(-len(body) % 4)
        table += name + struct.pack(">II", places[body], len(body))
    # Length, version 4.2, class, colour and connection space, date, signature, white; what is not said is 0 (7.2).
    header = struct.pack(">I4xI", offset + len(bodies), 0x04200000) + b"mntr" + b"RGB " + b"XYZ "
    header += struct.pack(">6H", 2019, 4, 24, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(*D50) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + bodies
