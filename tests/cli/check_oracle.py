"""Compares the counts of `vertexview check --json` with numpy on random files.

usage: check_oracle.py PROGRAM FOLDER [SEED]

Prints what differs; nothing where all agrees.
"""
import json
import pathlib
import subprocess
import sys

import numpy as np

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
random = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 11)
LAYOUT = "3f:position:4B:rgba:3f:normal:I:id:d:time:h:level:2x"
problems = []


def records(count, order):
    dtype = np.dtype([("p", order + "f4", 3), ("c", "u1", 4), ("n", order + "f4", 3), ("id", order + "u4"),
                      ("time", order + "f8"), ("level", order + "i2"), ("pad", "u1", 2)])
    made = np.zeros(count, dtype)
    some = lambda share: random.random(count) < (share if random.random() < 0.5 else 0)
    made["p"] = random.integers(-50, 50, (count, 3)) if random.random() < 0.5 else random.normal(0, 9, (count, 3))
    made["c"] = random.integers(0, 256, (count, 4)) if random.random() < 0.8 else random.integers(0, 2) * 9
    made["n"] = random.normal(0, 1, (count, 3))
    made["n"] /= np.maximum(np.linalg.norm(made["n"], axis=1, keepdims=True), 1e-9)
    made["n"][some(0.01)] *= 1.5
    made["n"][some(0.01)] = 0
    made["id"] = np.arange(count) + 5 if random.random() < 0.5 else random.integers(0, 2**32, count)
    made["time"] = np.sort(random.random(count)) if random.random() < 0.5 else random.random(count)
    made["level"] = random.integers(0, 3, count) if random.random() < 0.5 else 7
    made["pad"][some(0.01)] = (0, 1)
    made["p"][some(0.01), 1] = np.nan
    made["p"][some(0.01), 2] = -np.inf
    made["p"][some(0.01)] = 0
    made["p"][some(0.01), 0] = 1e-40
    made["p"][some(0.002), 0] = 1e15
    made["time"][some(0.01)] = np.inf
    if count > 1:
        for at in np.flatnonzero(some(0.01))[1:]:
            made[at] = made[at - 1]
    return made


def expected(made):
    """The count of each kind, by numpy."""
    count = len(made)
    position = made["p"].astype(float)
    columns = [*position.T, *made["c"].T.astype(float), *made["n"].T.astype(float), made["id"].astype(float), made["time"],
               made["level"].astype(float)]
    finite = np.isfinite(position).all(axis=1)
    counts = {"non-finite": sum(~np.isfinite(column) for column in columns).astype(bool).sum()}
    middle = [np.sort(axis[np.isfinite(axis)]) for axis in position.T]
    if all(len(axis) for axis in middle):
        middle = np.array([axis[len(axis) // 2] for axis in middle])
        apart = np.abs(position - middle)
        extent = max(np.sort(axis[np.isfinite(axis)])[np.isfinite(axis).sum() // 2] for axis in apart.T)
        if extent > 0:
            counts["far"] = ((apart > 1e6 * extent) & np.isfinite(position)).any(axis=1).sum()
    normal = made["n"].astype(float)
    length = np.sqrt(normal[:, 0] ** 2 + normal[:, 1] ** 2 + normal[:, 2] ** 2)
    counts["normal"] = (np.abs(length - 1) > 0.02).sum()
    rgb = made["c"][:, :3]
    same = (rgb == rgb[:1]).all()
    counts["colour"] = count if same and (count > 1 or not rgb.any()) else 0
    counts["alpha"] = (made["c"][:, 3] == 0).sum()
    counts["origin"] = (position == 0).all(axis=1).sum()
    raw = made.view(np.uint8).reshape(count, -1)
    counts["repeated"] = (raw[1:] == raw[:-1]).all(axis=1).sum()
    whole = position[finite] + 0.0
    counts["duplicate"] = len(whole) - len(np.unique(whole, axis=0)) if len(whole) else 0
    tiny = lambda column, least: (column != 0) & (np.abs(column) < least)
    floats = np.concatenate([tiny(position, np.finfo("f4").tiny), tiny(normal, np.finfo("f4").tiny),
                             tiny(made["time"], np.finfo("f8").tiny)[:, None]], axis=1)
    counts["denormal"] = floats.any(axis=1).sum()
    counts["padding"] = made["pad"].any(axis=1).sum()
    likes = 0
    for name in ("id", "time", "level"):
        column = made[name].astype(float)
        with np.errstate(invalid="ignore"):
            step = np.diff(column)
            rising = bool((column[1:] >= column[:-1]).all()) and not np.isnan(column[:1]).any()
        likes += rising and (name != "time" and count >= 4 and bool((column[1:] == column[:-1] + 1).all())
                             or int((column[1:] > column[:-1]).sum()) >= 16)
    counts["index-like"] = likes
    counts["constant"] = sum((column == column[0]).all() for column in columns) if count > 1 else 0
    return {kind: int(number) for kind, number in counts.items() if number}


for trial in range(30):
    order = random.choice(["<", ">"])
    count = [1, 4, 3000, 40_000][trial % 4] if trial < 12 else int(random.integers(2, 5000))
    # Of no more records than a sample has, because numpy's medians are those of all.
    count = min(count, 16_384)
    made = records(count, order)
    path = folder / f"random{trial}.bin"
    path.write_bytes(made.tobytes())
    ended = subprocess.run([program, "check", path, "--json", "--layout", order + LAYOUT], capture_output=True, text=True)
    if ended.returncode != 0:
        problems.append(f"{trial}: {ended.stderr}")
        continue
    found = {one["kind"]: one["count"] for one in json.loads(ended.stdout)["findings"]}
    if found != expected(made):
        problems.append(f"{trial}, {count} records: {found}, numpy {expected(made)}")

print("\n".join(problems), end="")
