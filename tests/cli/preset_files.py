"""Writes a file of a preset layout with NumPy, and tells the colours that it must be shown in.

preset_files.py PRESET FILE   576 records on a grid, x and y from 0 to 23; prints JSON:
    {"colors": [[r, g, b], ...]} as 8-bit values, for layouts that hold colours, or
    {"values": [...]} the numbers that go through the ramp
"""

import json
import sys

import numpy as np

DTYPES = {
    "vertex": [("position", "<f4", 3), ("color", "<u2", 3), ("padding", "V2")],
    "kitti": [("position", "<f4", 3), ("intensity", "<f4")],
    "nuscenes": [("position", "<f4", 3), ("intensity", "<f4"), ("ring", "<f4")],
    "xyz": [("position", "<f4", 3)],
    "xyzrgb": [("position", "<f4", 3), ("color", "<f4", 3)],
    "xyzrgb8": [("position", "<f4", 3), ("color", "u1", 3)],
    "waymo": [("position", "<f4", 3), ("intensity", "<f4"), ("elongation", "<f4"), ("timestamp", "<f4")],
    "splat": [("position", "<f4", 3), ("scale", "<f4", 3), ("color", "u1", 4), ("rotation", "u1", 4)],
}

preset, path = sys.argv[1:]
random = np.random.default_rng(11)
records = np.zeros(24 * 24, DTYPES[preset])
records["position"][:, 0] = np.tile(np.arange(24), 24)
records["position"][:, 1] = np.repeat(np.arange(24), 24)
records["position"][:, 2] = random.uniform(0, 5, 576)
if "intensity" in records.dtype.names:
    records["intensity"] = random.uniform(0, 255 if preset == "nuscenes" else 1, 576)
if "color" in records.dtype.names:
    kind = records.dtype["color"].base
    shape = records["color"].shape
    if kind.kind == "f":
        records["color"] = random.uniform(0, 1, shape)
        records["color"][0] = 1  # the whole range is used
        eight_bits = np.rint(np.rint(records["color"].astype(np.float64) * 65535) / 257)
    else:
        records["color"] = random.integers(0, 1 << 8 * kind.itemsize, shape)
        eight_bits = np.rint(records["color"] / (1 if kind.itemsize == 1 else 257))
    answer = {"colors": eight_bits[:, :3].astype(int).tolist()}
else:
    values = records["intensity"] if "intensity" in records.dtype.names else records["position"][:, 2]
    answer = {"values": values.tolist()}
records.tofile(path)
print(json.dumps(answer))
