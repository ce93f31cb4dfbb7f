#!/usr/bin/env python3
"""Draws data/map/lampung.tsv from data/lampung-kabupaten.geojson: one line per kabupaten, `code <tab> SVG path`.

Neighbours share their borders: rings are cut where three regions or the sea meet, every piece is simplified once
(Visvalingam-Whyatt), and both neighbours use the same piece. Run it again only when the boundaries change.
"""
import json, math, pathlib

HERE = pathlib.Path(__file__).resolve().parent
WIDTH = 200  # units of the drawing; one unit is about two thirds of a pixel on a phone
SMALLEST = 6.0  # triangles smaller than this many square units are smoothed away
ISLET = 6.0  # islands smaller than this are left out

shapes = {}
for feature in json.loads((HERE.parent / "lampung-kabupaten.geojson").read_text())["features"]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    shapes[feature["id"]] = [ring for polygon in polygons for ring in polygon]

points = [point for rings in shapes.values() for ring in rings for point in ring]
west, north = min(p[0] for p in points), max(p[1] for p in points)
scale = WIDTH / (max(p[0] for p in points) - west)
squash = 1 / math.cos(math.radians(-5))


def place(point):
    return (round((point[0] - west) * scale, 2), round((north - point[1]) * scale * squash, 2))


rings = {code: [[place(p) for p in ring[:-1]] for ring in rings] for code, rings in shapes.items()}
touch = {}
for code, group in rings.items():
    for ring in group:
        for point in ring:
            touch.setdefault(point, set()).add(code)


def area(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def smooth(line):
    line = list(line)
    while len(line) > 2:
        sizes = [(area(line[i - 1], line[i], line[i + 1]), i) for i in range(1, len(line) - 1)]
        size, i = min(sizes)
        if size >= SMALLEST:
            break
        del line[i]
    return line


def pieces(ring):
    """Cuts a ring where its set of owners changes."""
    count = len(ring)
    cuts = [i for i in range(count)
            if not (touch[ring[i]] == touch[ring[i - 1]] == touch[ring[(i + 1) % count]])
            and len(touch[ring[i]]) >= max(len(touch[ring[i - 1]]), len(touch[ring[(i + 1) % count]]))]
    if not cuts:
        start = min(range(count), key=lambda i: ring[i])
        half = max(range(count), key=lambda i: math.dist(ring[i], ring[start]))
        cuts = sorted({start, half})
    for here, there in zip(cuts, cuts[1:] + [cuts[0] + count]):
        yield [ring[i % count] for i in range(here, there + 1)]


def draw(ring):
    line = []
    for piece in pieces(ring):
        forward = piece[0] <= piece[-1]
        smoothed = smooth(piece if forward else piece[::-1])
        line += (smoothed if forward else smoothed[::-1])[:-1]
    size = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, line[1:] + line[:1]))) / 2
    if size < ISLET or len(line) < 3:
        return ""
    whole = [(round(x), round(y)) for x, y in line]
    path, last = f"M{whole[0][0]} {whole[0][1]}l", whole[0]
    for point in whole[1:]:
        if point != last:
            dx, dy = point[0] - last[0], point[1] - last[1]
            path += ("" if path[-1] == "l" or dx < 0 else " ") + str(dx) + ("" if dy < 0 else " ") + str(dy)
            last = point
    return path + "z"


lines = [f"{code}\t{''.join(draw(ring) for ring in group)}\n" for code, group in sorted(rings.items())]
(HERE / "lampung.tsv").write_text("".join(lines))
height = max(place(p)[1] for p in points)
print(f"{WIDTH} x {math.ceil(height)}, {sum(map(len, lines))} bytes")
