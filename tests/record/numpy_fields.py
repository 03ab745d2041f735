"""Prints where NumPy lays the fields of dtypes: numpy_fields.py FILE, whose lines are texts of dtypes.

A line for each: "name offset bytes, ... itemsize", by their offsets; nested fields as "outer.inner", and those of an
array of records as "outer[0].inner".
"""
import sys

import numpy as np


def fields(dtype, prefix, base):
    for name in dtype.names:
        part, offset = dtype.fields[name][:2]
        inner, shape = part.subdtype if part.subdtype else (part, ())
        if not inner.names:
            yield base + offset, prefix + name, part.itemsize
            continue
        for i in range(int(np.prod(shape, dtype=int))):
            index = f"[{i}]" if shape else ""
            yield from fields(inner, f"{prefix}{name}{index}.", base + offset + i * inner.itemsize)


for line in open(sys.argv[1], encoding="utf-8"):
    dtype = np.dtype(eval(line))
    parts = [f"{name} {offset} {size}, " for offset, name, size in sorted(fields(dtype, "", 0))]
    print("".join(parts) + str(dtype.itemsize))
