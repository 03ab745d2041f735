"""Prints the buffers that ctypes exports for many structures, and where their numbers really are.

The lines are those of exported_numpy_oracle.py.
"""
import ctypes
import random

rng = random.Random(12)
KINDS = {"c": "S", "b": "i", "B": "u", "?": "b", "h": "i", "H": "u", "i": "i", "I": "u", "l": "i", "L": "u", "q": "i",
        "Q": "u", "f": "f", "d": "f"}
EITHER = [ctypes.c_char, ctypes.c_byte, ctypes.c_ubyte, ctypes.c_short, ctypes.c_ushort, ctypes.c_int, ctypes.c_uint,
          ctypes.c_longlong, ctypes.c_ulonglong, ctypes.c_float, ctypes.c_double]
NATIVE = EITHER + [ctypes.c_bool, ctypes.c_long, ctypes.c_ulong, ctypes.c_size_t]
found = {}


def leaves(kind, offset, order, out):
    if issubclass(kind, ctypes.Array):
        for i in range(kind._length_):
            leaves(kind._type_, offset + i * ctypes.sizeof(kind._type_), order, out)
    elif issubclass(kind, ctypes.Structure):
        for name, member in kind._fields_:
            leaves(member, offset + getattr(kind, name).offset, order, out)
    else:
        size = ctypes.sizeof(kind)
        out.append(f"{offset}:{KINDS[kind._type_]}:{size}:{'|' if size == 1 else order}")
    return out


def show(structure, order):
    view = memoryview(structure())
    text = " ".join(leaves(structure, 0, order, []))
    alternatives = found.setdefault((view.format, view.itemsize), [])
    if text not in alternatives:
        alternatives.append(text)


def structure(base, kinds, depth):
    fields = []
    for i in range(rng.randint(1, 4)):
        kind = structure(base, kinds, depth - 1) if depth > 0 and rng.random() < 0.3 else rng.choice(kinds)
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
            kind = kind * rng.randint(1, 3)
        fields.append((f"f{i}", kind))
    return type("Record", (base,), {"_fields_": fields})


class Vertex(ctypes.Structure):
    _fields_ = [("position", ctypes.c_float * 3), ("color", ctypes.c_uint16 * 3)]


show(Vertex, "<")
for _ in range(500):
    show(structure(ctypes.LittleEndianStructure, NATIVE if ctypes.LittleEndianStructure is ctypes.Structure else EITHER, 3), "<")
    show(structure(ctypes.BigEndianStructure, NATIVE if ctypes.BigEndianStructure is ctypes.Structure else EITHER, 3), ">")
for (text, itemsize), alternatives in found.items():
    print(f"{text};{itemsize};{';'.join(alternatives)}")
