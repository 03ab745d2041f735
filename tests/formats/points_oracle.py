"""An independent reader of the points that the library writes: prints the header and a line for each point.

    points_oracle.py las FILE     "format N, points N", the bounds and the points by return, then
                                  "X Y Z intensity returns class scan_angle user_data source_id [time] [R G B]"
    points_oracle.py pcd FILE     the fields as "NAME TYPE SIZE COUNT", then the numbers of each point

Numbers are as struct unpacks them; floats are written as float.hex() does, so that nothing is rounded. A coordinate of
LAS is number * scale + offset in doubles, as laspy and the specification have it.
"""
import struct
import sys


def text(value):
    return value.hex() if isinstance(value, float) else str(value)


def line(values):
    print(" ".join(text(value) for value in values))


def las(data):
    assert data[:4] == b"LASF" and data[24:26] == b"\x01\x02"
    size, begin, records = struct.unpack_from("<HII", data, 94)
    point_format, length, count = struct.unpack_from("<BHI", data, 104)
    returns = struct.unpack_from("<5I", data, 111)
    scale = struct.unpack_from("<3d", data, 131)
    offset = struct.unpack_from("<3d", data, 155)
    bounds = struct.unpack_from("<6d", data, 179)
    assert size == begin == 227 and records == 0
    codes = "<3iHBBbBH" + ("d" if point_format & 1 else "") + ("3H" if point_format & 2 else "")
    assert length == struct.calcsize(codes) and len(data) == begin + count * length
    line(["format", point_format, "points", count])
    line(["bounds", *bounds])
    line(["returns", *returns])
    for i in range(count):
        point = struct.unpack_from(codes, data, begin + i * length)
        line([number * scale[axis] + offset[axis] for axis, number in enumerate(point[:3])] + list(point[3:]))


def pcd(data):
    head, body = data.split(b"DATA binary\n", 1)
    header = {words[0]: words[1:] for words in (row.split() for row in head.decode().splitlines() if row[0] != "#")}
    codes = {"I1": "b", "U1": "B", "I2": "h", "U2": "H", "I4": "i", "U4": "I", "I8": "q", "U8": "Q", "F4": "f", "F8": "d"}
    fields = list(zip(header["FIELDS"], header["TYPE"], header["SIZE"], header["COUNT"], strict=True))
    count = int(header["POINTS"][0])
    assert int(header["WIDTH"][0]) * int(header["HEIGHT"][0]) == count and header["VERSION"] == ["0.7"]
    for field in fields:
        line(field)
    record = struct.Struct("<" + "".join(repeats + codes[kind + size] for _, kind, size, repeats in fields))
    assert len(body) == count * record.size
    for point in record.iter_unpack(body):
        line(point)


if __name__ == "__main__":
    with open(sys.argv[2], "rb") as file:
        {"las": las, "pcd": pcd}[sys.argv[1]](file.read())
