#!/usr/bin/env python3
"""Reads printed labels back, format by format, with decoders and readers that share no code with us.

    read_labels.py FORMAT FILE [--expect COUNT] [--dpi 203] [--pitch 32]

The addresses are printed one per line, in the order of the labels, each as often as it is printed. FORMAT is one of

    zpl      drawn by zpl-renderer-js (draw_zpl.mjs beside this file)
    tspl     SIZE, GAP, DIRECTION, REFERENCE, CLS, BITMAP, PRINT, as TSC's manual has them; anything else is refused
    escpos   ESC @, GS v 0, ESC d, as Epson's reference has them
    png svg  one label
    zip      such labels in an archive, unpacked by Python's zipfile

Every symbol is read by zxing-cpp and by ZBar, which must agree. Exit 1 if a symbol cannot be read, or if their count is not --expect.

Needs: libzbar0 (Debian); zxing-cpp, pillow and pyzbar (PyPI); for zpl, node and `npm install` in this folder.
"""

import argparse
import collections
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

import PIL.Image
import PIL.ImageDraw
import pyzbar.pyzbar as zbar
import zxingcpp

Paper = collections.namedtuple("Paper", "dpi pitch")
SVG = "{http://www.w3.org/2000/svg}"


def bits(width: int, height: int, rows: bytes) -> PIL.Image.Image:
    """A picture from rows of bits, 1 being white."""
    return PIL.Image.frombytes("1", (width, height), rows).convert("L")


def zpl(file: bytes, paper: Paper):
    """Each graphic as often as ^PQ says."""
    formats = file.decode("ascii").split("^XZ")[:-1]
    unknown = {command for label in formats for command in re.findall(r"[\^~][A-Z]{2}", label)}
    unknown -= {"^XA", "^MN", "^PW", "^LL", "^LH", "^FO", "^GF", "^FS", "^PQ"}
    assert not unknown, f"commands that were not expected: {unknown}"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "labels.zpl"
        path.write_bytes(file)
        here = pathlib.Path(__file__).parent
        subprocess.run(["node", here / "draw_zpl.mjs", path, str(round(paper.dpi / 25.4)), folder], check=True)
        drawn = sorted(pathlib.Path(folder).glob("*.png"))
        assert len(drawn) == len(formats), f"{len(formats)} formats, {len(drawn)} pictures"
        for label, picture in zip(formats, drawn):
            copies = re.search(r"\^PQ(\d+)", label)
            yield PIL.Image.open(picture).convert("L"), int(copies[1]) if copies else 1


def tspl(file: bytes, paper: Paper):
    """TSPL/TSPL2 programming manual: mode 0 of BITMAP overwrites, and prints the bits that are 0."""
    picture, at = None, 0
    while at < len(file):
        end = file.index(b"\n", at)
        if bitmap := re.match(rb"BITMAP 0,0,(\d+),(\d+),0,", file[at:]):
            width, height = int(bitmap[1]), int(bitmap[2])
            start = at + bitmap.end()
            picture = bits(8 * width, height, file[start : start + width * height])
            end = start + width * height + 1
            assert file[end - 1 : end + 1] == b"\r\n"
        elif printed := re.fullmatch(rb"PRINT 1,(\d+)\r", file[at:end]):
            yield picture, int(printed[1])
        else:
            setting = rb"SIZE [\d.]+ mm,[\d.]+ mm|GAP [\d.]+ mm,0 mm|DIRECTION [01]|REFERENCE 0,0|CLS"
            assert re.fullmatch(rb"(" + setting + rb")\r", file[at:end]), file[at:end]
        at = end + 1


def escpos(file: bytes, paper: Paper):
    """GS v 0 m xL xH yL yH: x bytes a row, y rows, 1 is black; 8 dots a millimetre. A label begins every pitch."""
    assert file.startswith(b"\x1b@")
    at, rows, width = 2, b"", 0
    while file[at : at + 4] == b"\x1dv0\x00":
        width, height = (int.from_bytes(file[at + n : at + n + 2], "little") for n in (4, 6))
        rows += file[at + 8 : at + 8 + width * height]
        at += 8 + width * height
    assert re.fullmatch(rb"\x1bd[\x00-\xff]", file[at:], re.DOTALL), file[at : at + 20]
    pitch = round(paper.pitch * 8)
    assert len(rows) % (pitch * width) == 0, f"{len(rows) // width} rows are not a number of labels"
    for start in range(0, len(rows), pitch * width):
        yield bits(8 * width, pitch, bytes(byte ^ 0xFF for byte in rows[start : start + pitch * width])), 1


def png(file: bytes, paper: Paper):
    yield PIL.Image.open(io.BytesIO(file)).convert("L"), 1


def svg(file: bytes, paper: Paper):
    """The rectangles of the symbol's path, drawn 8 pixels a module; the rest must be well-formed."""
    document = xml.etree.ElementTree.fromstring(file)
    symbol = document.findall(f".//{SVG}g/{SVG}path")[-1].get("d")
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", symbol)]
    side = max(y for _, y, _ in runs) + 1
    picture = PIL.Image.new("L", (8 * (side + 8), 8 * (side + 8)), 255)
    draw = PIL.ImageDraw.Draw(picture)
    for x, y, length in runs:
        draw.rectangle([8 * (x + 4), 8 * (y + 4), 8 * (x + 4 + length) - 1, 8 * (y + 5) - 1], fill=0)
    yield picture, 1


def unzipped(file: bytes, paper: Paper):
    archive = zipfile.ZipFile(io.BytesIO(file))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[\w.-]+-\d{7,}\.(png|svg)", name) for name in names)
    for name in names:
        yield from READERS[name[-3:]](archive.read(name), paper)


READERS = {"zpl": zpl, "tspl": tspl, "escpos": escpos, "png": png, "svg": svg, "zip": unzipped}


def addresses(picture: PIL.Image.Image) -> list[str]:
    """All symbols of a picture, from above."""
    # The edge of a label is no quiet zone to a decoder; paper goes on behind it.
    framed = PIL.Image.new("L", (picture.width + 40, picture.height + 40), 255)
    framed.paste(picture, (20, 20))
    read = zxingcpp.read_barcodes(framed, formats=zxingcpp.BarcodeFormat.QRCode)
    found = [code for code in read if "micro" not in str(code.format).lower()]
    texts = [code.text for code in sorted(found, key=lambda code: (code.position.top_left.y // 50, code.position.top_left.x))]
    also = [code.data.decode() for code in zbar.decode(framed, symbols=[zbar.ZBarSymbol.QRCODE])]
    assert sorted(also) == sorted(texts), f"zxing-cpp reads {texts}, ZBar {also}"
    return texts


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("format", choices=READERS)
    arguments.add_argument("file", type=pathlib.Path)
    arguments.add_argument("--expect", type=int, help="how many symbols there must be")
    arguments.add_argument("--dpi", type=int, default=203, help="dots per inch, for zpl")
    arguments.add_argument("--pitch", type=float, help="from label to label in mm, for escpos")
    chosen = arguments.parse_args()

    paper = Paper(chosen.dpi, chosen.pitch)
    count, unread = 0, 0
    for picture, copies in READERS[chosen.format](chosen.file.read_bytes(), paper):
        found = addresses(picture)
        unread += not found
        count += copies * len(found)
        for address in found * copies:
            print(address)
    print(f"{chosen.format}: {count} symbols, {unread} pictures without one", file=sys.stderr)
    right_count = chosen.expect is None or count == chosen.expect
    if not right_count:
        print(f"expected {chosen.expect} symbols", file=sys.stderr)
    return 0 if right_count and not unread else 1


if __name__ == "__main__":
    sys.exit(main())
