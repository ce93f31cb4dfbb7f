#!/usr/bin/env python3
"""Opens a print-house bundle as a print house would, with readers that share no code with us.

    open_bundle.py BUNDLE.zip

Python's zipfile unpacks it and checks every file, csv reads the list, openpyxl the workbook. Both lists must say the same, but for
apostrophes, no cell of the list may begin like a formula, divided at whatever sign, and no cell of the workbook may be one. Every
drawing named in the list must be there, and drawn by pillow, its symbol must be read by zxing-cpp and by ZBar as the address of its
row. The addresses are printed one per line.

Needs: libzbar0 (Debian); openpyxl, pillow, pyzbar and zxing-cpp (PyPI).
"""

import csv
import io
import re
import sys
import zipfile

import openpyxl
import PIL.Image
import PIL.ImageDraw
import pyzbar.pyzbar as zbar
import zxingcpp

PIXELS = 6  # a module


def read(drawing: str) -> str:
    """What the symbol of a drawing says: white, and runs of dark modules."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', drawing).group(1))
    picture = PIL.Image.new("L", (side * PIXELS, side * PIXELS), 255)
    pencil = PIL.ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing):
        left, top = int(x) * PIXELS, int(y) * PIXELS
        pencil.rectangle((left, top, left + int(length) * PIXELS - 1, top + PIXELS - 1), fill=0)
    [code] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    [also] = zbar.decode(picture, symbols=[zbar.ZBarSymbol.QRCODE])
    assert also.data.decode() == code.text, f"zxing-cpp reads {code.text}, ZBar {also.data.decode()}"
    return code.text


def main() -> int:
    bundle = zipfile.ZipFile(sys.argv[1])
    assert bundle.testzip() is None
    with io.TextIOWrapper(bundle.open("codes.csv"), "utf-8-sig", newline="") as text:
        rows = list(csv.reader(text, strict=True))
    book = openpyxl.load_workbook(io.BytesIO(bundle.read("codes.xlsx")), read_only=True)
    sheet = [["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert sheet == [[cell.replace("'", "") for cell in row] for row in rows], "the two lists differ"
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row), "a formula in the workbook"
    header, codes = rows[0], rows[1:]
    for row in codes:
        code = dict(zip(header, row, strict=True))
        cells = re.split(r"[;|\t]", ";".join(row))
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells), row
        assert read(bundle.read(code["berkas"]).decode()) == code["alamat"], code["berkas"]
        print(code["alamat"])
    assert len(bundle.namelist()) == len(codes) + 3
    assert f"Jumlah kode     : {len(codes)}\r\n" in bundle.read("BACA-SAYA.txt").decode()
    return 0


if __name__ == "__main__":
    sys.exit(main())
