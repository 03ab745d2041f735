"""Runs programs of view operations on CPython's memoryview and struct, for differential_test.cpp.

One operation a line on standard input, one answer a line on standard output: "ok ANSWER" or "err EXCEPTION". The
language is that of differential_program.hpp. Where vertexview does more than CPython, this script does the same by
other means; each such place is marked "Deviation" and listed in differential_test.cpp.
"""
import math
import struct
import sys

KINDS = (NotImplementedError, IndexError, TypeError, BufferError, OverflowError)
bases, views = {}, {}
held = {}  # what a view stands in for: it must keep the base viewed as long as the view would


def text(value):
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, int):
        return "i%d" % value
    if isinstance(value, float):
        return "fnan" if math.isnan(value) else "f" + struct.pack(">d", value).hex()
    if isinstance(value, (bytes, bytearray)):
        return "x" + value.hex()
    return "[" + ",".join(map(text, value)) + "]"


def value_of(token):
    kind, rest = token[0], token[1:]
    if kind == "i":
        return int(rest)
    if kind == "b":
        return rest == "1"
    if kind == "x":
        return bytes.fromhex(rest)
    return math.nan if rest == "nan" else struct.unpack(">d", bytes.fromhex(rest))[0]


def values_of(token):
    return [] if token == "-" else [value_of(t) for t in token.split(",")]


def ints_of(token):
    return () if token == "-" else tuple(map(int, token.split(",")))


def slice_of(start, stop, step):
    return slice(*(None if t == "n" else int(t) for t in (start, stop, step)))


def format_of(token):
    return bytes.fromhex(token).decode("latin-1")


def packed_layout(m):
    # Deviation emptyViewsAreContiguous: nothing lies between no items.
    if m.ndim == 1 and m.shape[0] == 0 and not m.c_contiguous:
        empty = memoryview(bytearray()).cast(m.format)
        return empty.toreadonly() if m.readonly else empty
    return m


def attributes(m):
    empty = m.nbytes == 0
    steps = [s if n > 1 else 0 for n, s in zip(m.shape, m.strides)]
    return "%s %d %d %d %s %s %d%d%d%d" % (
        m.format.lstrip("@"), m.itemsize, m.nbytes, m.ndim, list(m.shape), steps, m.readonly,
        m.c_contiguous or empty, m.f_contiguous or empty, m.contiguous or empty)


def get_index(token):
    index = ints_of(token)
    return index[0] if len(index) == 1 and not token.endswith(",") else index


def equal(a, b):
    try:
        if "?" not in a.format + b.format:
            return a == b
    except ValueError:
        return a == b  # a released view
    # Deviation truthValuesAreTruth: CPython compares the bytes, and finds 3 and 1 unequal.
    return a.ndim == b.ndim and a.tolist() == b.tolist()


def pack_into(format, m, offset, values):
    # Deviation failingWritesChangeNothing: what CPython wrote before it failed is undone.
    try:
        if m.nbytes == 0 and not m.readonly:
            m = memoryview(bytearray())  # Deviation emptyViewsAreContiguous
        before = m.tobytes() if m.c_contiguous else None
    except ValueError:
        before = None  # released: CPython answers TypeError
    try:
        struct.pack_into(format, m, offset, *values)
    except Exception:
        if before is not None and not m.readonly:
            m.cast("B")[:] = before
        raise


def records(m, format):
    # Deviation recordsAreItems: CPython has no items of struct formats; struct.iter_unpack reads the same bytes.
    if struct.calcsize(format) == 0:
        raise ValueError
    if m.ndim != 1 or m.format.lstrip("@") not in ("B", "b", "c"):
        raise TypeError
    m = packed_layout(m)
    if not m.c_contiguous:
        raise TypeError
    if m.nbytes % struct.calcsize(format):
        raise TypeError
    single = lambda t: t[0] if len(t) == 1 else list(t)
    return [single(t) for t in struct.iter_unpack(format, m)]


def run(words):
    op, arguments = words[0], words[1:]
    if op == "program":
        bases.clear()
        views.clear()
        held.clear()
        return words[1]
    if op == "base":
        data = bytes.fromhex(arguments[2][1:])
        bases[arguments[0]] = bytearray(data) if arguments[1] == "rw" else data
        return "new"
    if op == "view":
        views[arguments[0]] = memoryview(bases[arguments[1]])
        held.pop(arguments[0], None)
        return attributes(views[arguments[0]])
    if op == "resize":
        bases[arguments[0]].append(0)
        bases[arguments[0]].pop()
        return "resized"
    if op == "calcsize":
        return struct.calcsize(format_of(arguments[0]))
    if op == "pack":
        return text(struct.pack(format_of(arguments[0]), *values_of(arguments[1])))
    if op == "unpack":
        return text(struct.unpack(format_of(arguments[0]), value_of(arguments[1])))
    if op == "unpack_from":
        return text(struct.unpack_from(format_of(arguments[0]), value_of(arguments[1]), int(arguments[2])))
    if op == "iter_unpack":
        return text(list(struct.iter_unpack(format_of(arguments[0]), value_of(arguments[1]))))
    if op in ("slice", "cast", "copy", "readonly"):
        m = stands_for = views[arguments[1]]
        if op == "slice":
            made = m[slice_of(*arguments[2:5])]
        elif op == "copy":
            made = memoryview(m)
        elif op == "readonly":
            made = m.toreadonly()
        else:
            m.nbytes  # a released view answers first
            stands_for, m = m, packed_layout(m)
            shape = arguments[3]
            made = m.cast(format_of(arguments[2])) if shape == "n" else m.cast(format_of(arguments[2]), ints_of(shape))
        views[arguments[0]] = made
        held[arguments[0]] = (memoryview(stands_for), held.get(arguments[1]))
        return attributes(made)
    m = views[arguments[0]]
    if op == "attributes":
        return attributes(m)
    if op == "len":
        if m.ndim == 0:
            raise TypeError  # as from Python 3.12
        return len(m)
    if op == "get":
        return text(m[get_index(arguments[1])])
    if op == "set":
        m[get_index(arguments[1])] = value_of(arguments[2])
        return "set"
    if op == "assign":
        m[slice_of(*arguments[1:4])] = views[arguments[4]]
        return "assigned"
    if op == "tolist":
        return text(m.tolist())
    if op == "tobytes":
        return text(m.tobytes(arguments[1]))
    if op == "hex":
        if arguments[1] == "n":
            return m.hex()
        return m.hex(value_of(arguments[1]), int(arguments[2]))
    if op == "eq":
        return equal(m, views[arguments[1]])
    if op == "release":
        m.release()
        held.pop(arguments[0], None)
        return "released"
    if op == "pack_into":
        pack_into(format_of(arguments[1]), m, int(arguments[2]), values_of(arguments[3]))
        return "packed"
    m.nbytes  # a released view answers first, whatever its dimensions
    if op == "contains":
        return value_of(arguments[1]) in m
    if op == "iterate":
        return text(list(m))
    if op == "reversed":
        list(m)
        return text(list(reversed(m)))
    if op in ("count", "index"):
        # memoryview.count and .index are of Python 3.14: the list has them.
        len(m)
        values, value = list(m), value_of(arguments[1])
        if op == "count":
            return sum(v == value for v in values)
        start, stop, _ = slice(int(arguments[2]), int(arguments[3])).indices(len(values))
        for i in range(start, stop):
            if values[i] == value:
                return i
        raise ValueError
    if op == "records":
        return text(records(m, format_of(arguments[1])))
    if op == "record_eq":
        items = records(m, format_of(arguments[1]))
        return items == records(views[arguments[2]], format_of(arguments[3]))
    if op == "record_set":
        return record_set(m, format_of(arguments[1]), int(arguments[2]), values_of(arguments[3]))
    raise SystemExit("unknown operation " + op)


def record_set(m, format, index, values):
    items = records(m, format)
    if m.readonly:
        raise TypeError
    items[index]  # IndexError
    index += len(items) if index < 0 else 0
    if len(values) != len(struct.unpack(format, bytes(struct.calcsize(format)))):
        raise TypeError
    try:
        record = struct.pack(format, *values)
    except struct.error as error:
        # memoryview has TypeError for a value of another type, ValueError for one out of range.
        reason = str(error)
        if "char format" in reason:
            raise (ValueError if isinstance(values[0], bytes) else TypeError)
        raise (ValueError if "number" in reason or "range" in reason or "large" in reason else TypeError)
    except OverflowError:
        raise ValueError
    # Padding keeps its bytes where CPython's pack_into would zero them.
    keep = bytearray(m.cast("B")[index * len(record):][:len(record)])
    for i, is_value in enumerate(value_mask(format)):
        if is_value:
            keep[i] = record[i]
    m.cast("B")[index * len(record):][:len(record)] = bytes(keep)
    return "set"


def value_mask(format):
    """Which bytes of a record belong to values: those that change what unpack gives."""
    size = struct.calcsize(format)
    zero = repr(struct.unpack(format, bytes(size)))
    lengths = bytes(b"\x09" * size)
    nines = repr(struct.unpack(format, lengths))
    mask = []
    for i in range(size):
        one = bytearray(size)
        one[i] = 1
        ten = bytearray(lengths)
        ten[i] = 8
        mask.append(repr(struct.unpack(format, bytes(one))) != zero or repr(struct.unpack(format, bytes(ten))) != nines)
    return mask


def answer(line):
    try:
        return "ok %s" % (run(line.split()),)
    except struct.error:
        return "err struct.error"
    except KINDS as error:
        return "err " + type(error).__name__
    except ValueError:
        # Not ASCII, or a NUL: for struct these are bad formats like any other.
        return "err ValueError" if line.split()[0] not in ("calcsize",) else "err struct.error"


for input_line in sys.stdin:
    print(answer(input_line))
