"""Prints the buffers that numpy exports for many dtypes, and where their numbers really are.

A line each: FORMAT;ITEMSIZE;LEAVES[;LEAVES...], with leaves as OFFSET:KIND:SIZE:ORDER for every number and string,
elements of subarrays and bytes of voids one by one, KIND as in dtype.kind and ORDER < > or | for single bytes. Where
several dtypes give the same text and size but have their numbers elsewhere, all are listed.
"""
import itertools
import random
import sys

import numpy as np

rng = random.Random(11)
found = {}


def leaves(dtype, offset, out):
    if dtype.subdtype:
        base, shape = dtype.subdtype
        for i in range(int(np.prod(shape))):
            leaves(base, offset + i * base.itemsize, out)
    elif dtype.names:
        for name in dtype.names:
            leaves(dtype.fields[name][0], offset + dtype.fields[name][1], out)
    elif dtype.kind == "V":
        out.extend(f"{offset + i}:V:1:|" for i in range(dtype.itemsize))
    else:
        order = {"=": "<" if sys.byteorder == "little" else ">"}.get(dtype.byteorder, dtype.byteorder)
        single = dtype.itemsize == 1 or dtype.kind == "S"
        out.append(f"{offset}:{dtype.kind}:{dtype.itemsize}:{'|' if single else order}")
    return out


def show(dtype):
    view = memoryview(np.zeros(3, dtype))
    alternatives = found.setdefault((view.format, view.itemsize), [])
    text = " ".join(leaves(dtype, 0, []))
    if text not in alternatives:
        alternatives.append(text)


def some_fields(depth):
    """(kind or fields, shape) of each field of a record."""
    return [(some_fields(depth - 1) if depth > 0 and rng.random() < 0.3 else
             rng.choice(["i1", "u1", "?", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">i2", ">u4", ">f4", ">f8",
                         ">i8", "S1", "S3", "V2"]),
             rng.choice([(), (), (), (2,), (3,), (2, 2)])) for _ in range(rng.randint(1, 4))]


def records_in(fields):
    return 1 + sum(records_in(kind) for kind, _ in fields if isinstance(kind, list))


def levels(fields):
    return 1 + max((levels(kind) for kind, _ in fields if isinstance(kind, list)), default=0)


def dtype_of(fields, align):
    """`align` says of each record in turn whether it is aligned."""
    here = next(align)
    return np.dtype([(f"f{i}", dtype_of(kind, align) if isinstance(kind, list) else kind, shape)
                     for i, (kind, shape) in enumerate(fields)], align=here)


def show_all(fields):
    """All packed, all aligned, and every mixture of the two in records of records."""
    for align in (True, False):
        show(dtype_of(fields, itertools.repeat(align)))
    if levels(fields) <= 2 and records_in(fields) <= 5:
        for align in itertools.product([True, False], repeat=records_in(fields)):
            show(dtype_of(fields, iter(align)))


show_all([("f4", (3,)), ("u2", (3,))])
pair = [("i4", ()), ("i2", ())]
show_all(pair)
show_all([(pair, (3,)), ("i2", ())])
show_all([(pair, ()), ("u1", ())])
show_all([("i2", ()), (pair, (2, 2)), ("i8", ())])
show_all([([(pair, (3,)), ("u1", ())], (2,)), ("f8", ())])
show(np.dtype({"names": ["a", "b"], "formats": ["i4", "i2"], "offsets": [4, 12], "itemsize": 32}))
show(np.dtype({"names": ["a", "b"], "formats": ["<f4", ">u2"], "offsets": [1, 7], "itemsize": 9}))
for _ in range(1000):
    show_all(some_fields(3))
for (text, itemsize), alternatives in found.items():
    print(f"{text};{itemsize};{';'.join(alternatives)}")
