"""Compares `vertexview stats --json` with numpy on random files of random layouts.

usage: stats_oracle.py PROGRAM FOLDER [SEED]

Every element type and encoding in both byte orders, NaN and infinities, far outliers, few and many distinct values,
0, 1, 4 and 100,003 records. Prints what differs; nothing where all agrees.
"""
import json
import math
import pathlib
import subprocess
import sys

import numpy as np

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
random = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
LETTERS = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q", "u8": "Q", "f2": "e",
           "f4": "f", "f8": "d", "b1": "?"}
PACKED = {"unorm10_10_10_2": ("u4", ((0, 10), (10, 10), (20, 10), (30, 2))),
          "snorm10_10_10_2": ("u4", ((0, 10), (10, 10), (20, 10), (30, 2))),
          "unorm5_6_5": ("u2", ((11, 5), (5, 6), (0, 5))),
          "ufloat11_11_10": ("u4", ((0, 11), (11, 11), (22, 10)))}
problems = []


def numbers(code, count):
    """Numbers of a type that look like one of several things that files hold."""
    dtype = np.dtype(code)
    if dtype.kind == "b":
        return random.integers(0, 2, count).astype(bool)
    if dtype.kind != "f":
        info = np.iinfo(dtype)
        kind = random.integers(0, 4)
        low, high = [(info.min, info.max), (0, min(10, info.max)), (5, 6), (info.max // 2 - 60, info.max // 2 + 60)][kind]
        values = random.integers(low, high, count, dtype=dtype, endpoint=True)
        values[:2] = [info.min, info.max][: min(2, count)] if kind == 0 else values[:2]
        return values
    kind = random.integers(0, 5)
    values = [lambda: random.normal(0, 50, count), lambda: random.uniform(1000, 1001, count),
              lambda: random.integers(0, 30, count) * 0.1, lambda: np.full(count, 0.1),
              lambda: random.normal(0, 1, count) * 10.0 ** random.integers(-3, 4, count)][kind]()
    values = values.astype(dtype)
    if random.random() < 0.5:
        for odd in (np.nan, np.inf, -np.inf, 0.0, -0.0, np.finfo(dtype).tiny / 2, np.finfo(np.float16).max):
            values[random.random(count) < 0.001] = odd
    if random.random() < 0.1:
        values[:] = np.nan
    return values


def snorm(values, largest):
    return np.maximum(values.astype(float) / largest, -1.0)


def decoded_packed(encoding, words, place):
    shift, width = PACKED[encoding][1][place]
    bits = (words.astype(np.uint64) >> np.uint64(shift)) & np.uint64(2**width - 1)
    if encoding.startswith("unorm"):
        return bits.astype(float) / (2**width - 1)
    if encoding.startswith("snorm"):
        signed = bits.astype(np.int64)
        signed[signed >= 2 ** (width - 1)] -= 2**width
        return snorm(signed, 2 ** (width - 1) - 1)
    return (bits << np.uint64(15 - width)).astype(np.uint16).view(np.float16).astype(float)


def octahedral(pair, largest):
    x, y = snorm(pair[:, 0], largest), snorm(pair[:, 1], largest)
    z = 1 - abs(x) - abs(y)
    fold = z < 0
    x, y = np.where(fold, np.copysign(1 - abs(y), x), x), np.where(fold, np.copysign(1 - abs(x), y), y)
    length = np.sqrt(x * x + y * y + z * z)
    return [x / length, y / length, z / length]


def element(index, order, count):
    """One random element: its text in the layout, its stored column, and its numbers by their names."""
    name = f"e{index}"
    kind = random.integers(0, 10)
    if kind < 6:
        code = random.choice(list(LETTERS))
        run = int(random.integers(1, 4))
        columns = [numbers(code, count) for _ in range(run)]
        names = [name] if run == 1 else [f"{name}[{i}]" for i in range(run)]
        text = f"{run if run > 1 else ''}{LETTERS[code]}:{name}:"
        return text, np.stack(columns, 1).astype(order + code), dict(zip(names, columns))
    if kind < 8:
        unsigned = random.random() < 0.5
        code = random.choice(["u1", "u2", "u4"] if unsigned else ["i1", "i2", "i4"])
        column = numbers(code, count)
        largest = np.iinfo(code).max
        values = column.astype(float) / largest if unsigned else snorm(column, largest)
        text = f"{LETTERS[code]}:{name}({'unorm' if unsigned else 'snorm'}):"
        return text, column.reshape(-1, 1).astype(order + code), {name: values}
    if kind < 9:
        encoding = random.choice(list(PACKED))
        code, parts = PACKED[encoding]
        words = random.integers(0, np.iinfo(code).max, count, dtype=code, endpoint=True)
        values = {f"{name}[{i}]": decoded_packed(encoding, words, i) for i in range(len(parts))}
        return f"{LETTERS[code]}:{name}({encoding}):", words.reshape(-1, 1).astype(order + code), values
    code = random.choice(["i1", "i2"])
    pair = random.integers(-np.iinfo(code).max, np.iinfo(code).max, (count, 2), dtype=code, endpoint=True)
    values = {f"{name}[{i}]": column for i, column in enumerate(octahedral(pair, np.iinfo(code).max))}
    return f"2{LETTERS[code]}:{name}(oct):", pair.astype(order + code), values


def near(ours, theirs, tolerance):
    return ours == theirs or abs(ours - theirs) <= tolerance


def same_extreme(ours, value):
    if isinstance(ours, int) and not isinstance(value, (float, np.floating)):
        return ours == int(value)
    with np.errstate(all="ignore"):
        return float(ours) == float(value) or np.float32(ours) == np.float32(value) or value.dtype == np.float16 and np.float16(
            ours) == value


def differences(row, values):
    """What of a row of the JSON is not what numpy says of the column."""
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    nan = int(np.isnan(values).sum()) if values.dtype.kind == "f" else 0
    if (row["count"], row["nan"], row["inf"]) != (len(values), nan, len(values) - nan - len(finite)):
        yield f"counts {row['count']}, {row['nan']}, {row['inf']}"
    if len(finite) == 0:
        if any(row[key] is not None for key in ("min", "mean", "percentiles", "histogram", "distinct")):
            yield "a number without any that is finite"
        return
    if not same_extreme(row["min"], finite.min()) or not same_extreme(row["max"], finite.max()):
        yield f"min {row['min']} or max {row['max']}: {finite.min()!r} {finite.max()!r}"
    wide = finite.astype(float)
    largest = float(np.abs(wide).max())
    mean = math.fsum(wide) / len(wide)
    deviation = math.sqrt(math.fsum((wide - mean) ** 2) / len(wide))
    if not near(row["mean"], mean, 1e-13 * largest):
        yield f"mean {row['mean']}: {mean}"
    if not near(row["deviation"], deviation, 1e-12 * largest):
        yield f"deviation {row['deviation']}: {deviation}"
    expected = np.percentile(wide, [float(key) for key in row["percentiles"]])
    error = row["percentile_error"]
    exact = values.dtype.itemsize <= 2 or len(np.unique(finite)) <= 64
    if exact and error != 0:
        yield f"an error of {error} of what is exact"
    # Intervals share the range that nearly all numbers take, and the rest are as far from each other.
    if error > max(1e-3 * (expected[-1] - expected[0]), np.spacing(largest)) and len(wide) > 1000:
        yield f"an error of {error} of {expected[0]} to {expected[-1]}"
    for ours, theirs in zip(row["percentiles"].values(), expected):
        if not near(ours, theirs, error * (1 + 1e-9) + 1e-15 * largest):
            yield f"percentile {ours}: {theirs}, error {error}"
    yield from histogram_differences(row["histogram"], wide, error == 0)
    distinct, counts = np.unique(finite, return_counts=True)
    listed = row["distinct"]
    if (listed is None) != (len(distinct) > 64):
        yield f"{len(distinct)} distinct values"
    elif listed is not None and ([one["count"] for one in listed] != counts.tolist() or not all(
            same_extreme(one["value"], value) for one, value in zip(listed, distinct))):
        yield f"distinct values {listed}"


def histogram_differences(histogram, wide, exact):
    low, high = histogram["low"], histogram["high"]
    total = sum(histogram["counts"]) + histogram["below"] + histogram["above"]
    if total != len(wide):
        yield f"a histogram of {total}"
    if low == high:
        return
    if exact and histogram["below"] + histogram["above"] == 0 and not low <= wide.min() <= wide.max() <= high:
        yield f"a histogram from {low} to {high}"
    counts, _ = np.histogram(wide, 256, (low, high))
    # A number on the end of an interval may be rounded to either side.
    apart = np.abs(np.cumsum(counts) - np.cumsum(histogram["counts"]))
    edges = low + (high - low) * np.arange(1, 257) / 256
    slack = 1e-12 * max(abs(low), abs(high), high - low)
    at_edges = np.searchsorted(np.sort(wide), edges + slack) - np.searchsorted(np.sort(wide), edges - slack)
    if (apart > at_edges + int((np.abs(wide - low) <= slack).sum())).any():
        yield f"a histogram of other counts: {apart.max()}"


for trial in range(40):
    order = random.choice(["<", ">"])
    count = [0, 1, 4, 100_003][trial % 4] if trial < 24 else int(random.integers(2, 3000))
    made = [element(i, order, count) for i in range(int(random.integers(1, 7)))]
    record = np.zeros(count, np.dtype([(f"f{i}", column.dtype, column.shape[1:]) for i, (_, column, _) in enumerate(made)]))
    for i, (_, column, _) in enumerate(made):
        record[f"f{i}"] = column
    layout = order + "".join(text for text, _, _ in made)
    path = folder / f"random{trial}.bin"
    path.write_bytes(record.tobytes())
    ended = subprocess.run([program, "stats", path, "--json", "--layout", layout], capture_output=True, text=True)
    if ended.returncode != 0:
        problems.append(f"{layout}: {ended.stderr}")
        continue
    rows = {row["name"]: row for row in json.loads(ended.stdout)["elements"]}
    expected = {name: values for _, _, numbers_of in made for name, values in numbers_of.items()}
    if list(rows) != list(expected):
        problems.append(f"{layout}: {list(rows)}")
        continue
    for name, values in expected.items():
        problems += [f"{count} x {layout} {name}: {text}" for text in differences(rows[name], values)]

print("\n".join(problems[:40]), end="")
