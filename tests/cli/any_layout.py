"""The other side of convert and of dump for any layout: NumPy and namedtuples.

any_layout.py write DTYPE FILE COUNT SEED     random records of every bit pattern
any_layout.py same-npy DTYPE FILE NPY         whether NPY holds the same fields, bit for bit
any_layout.py same-csv DTYPE FILE CSV         whether CSV reads back to the same values
any_layout.py pprint DTYPE FILE FIRST COUNT   what dump must print
"""

import ast
import csv
import pprint
import sys
from collections import namedtuple

import numpy as np

command, dtype, path = sys.argv[1], np.dtype(ast.literal_eval(sys.argv[2])), sys.argv[3]


def load():
    return np.fromfile(path, dtype)


def flat(record):
    for name in record.dtype.names:
        value = record[name]
        yield from value.reshape(-1) if isinstance(value, np.ndarray) else [value]


def plain(value):
    if isinstance(value, np.ndarray):
        return tuple(plain(v) for v in value)
    return float(value) if isinstance(value, np.floating) else value.item()


def same(a, b):
    return a.tobytes() == b.tobytes() or (a != a and b != b)


if command == "write":
    count, seed = int(sys.argv[4]), int(sys.argv[5])
    records = np.frombuffer(np.random.default_rng(seed).bytes(count * dtype.itemsize), dtype).copy()
    for name in dtype.names:  # a bool is 0 or 1
        if dtype[name].base == np.bool_:
            records[name] = records.view(np.uint8).reshape(count, dtype.itemsize)[:, :1].reshape(records[name].shape) & 1
    records.tofile(path)
elif command == "same-npy":
    expected, found = load(), np.load(sys.argv[4])
    assert found.dtype.itemsize == dtype.itemsize, found.dtype
    assert [n for n in found.dtype.names if n] == [n for n in dtype.names if not n.startswith("_")], found.dtype
    for name in found.dtype.names:
        assert found.dtype[name] == dtype[name], (found.dtype, dtype)
        assert found[name].tobytes() == expected[name].tobytes(), name
    assert len(found) == len(expected)
elif command == "same-csv":
    expected = load()
    with open(sys.argv[4], newline="") as file:
        rows = list(csv.reader(file))
    print(",".join(rows[0]))
    assert len(rows) == len(expected) + 1, len(rows)
    with np.errstate(all="ignore"):
        for row, record in zip(rows[1:], expected):
            values = list(flat(record))
            assert len(row) == len(values), row
            for text, value in zip(row, values):
                if isinstance(value, np.floating):
                    assert same(type(value)(text), value), (text, value)
                elif isinstance(value, np.bool_):
                    assert text == str(int(value)), (text, value)
                else:
                    assert text == str(value), (text, value)
else:
    first, count = int(sys.argv[4]), int(sys.argv[5])
    Record = namedtuple("Record", dtype.names)
    pprint.pprint([Record(*(plain(r[n]) for n in dtype.names)) for r in load()[first : first + count]])
