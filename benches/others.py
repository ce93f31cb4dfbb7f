#!/usr/bin/env python3
"""How many symbols a second two well-known libraries make of the addresses on standard input, on one core.

libqrencode (Debian: libqrencode4) is called in C through ctypes, segno (PyPI) is Python. Each makes the symbol as its
own front door does: level M, the smallest version, the best mask; no picture. Says so when a library is not there.
"""

import ctypes
import ctypes.util
import sys
import time

SECONDS = 2


def libqrencode():
    found = ctypes.util.find_library("qrencode")
    if not found:
        return None
    library = ctypes.CDLL(found)
    library.QRcode_encodeString.restype = ctypes.c_void_p
    library.QRcode_free.argtypes = [ctypes.c_void_p]
    level_m, mode_8 = 1, 2

    def encode(address: str) -> None:
        symbol = library.QRcode_encodeString(address.encode(), 0, level_m, mode_8, 1)
        assert symbol, "it refused"
        library.QRcode_free(symbol)

    return encode


def segno():
    try:
        import segno as library
    except ImportError:
        return None
    return lambda address: library.make_qr(address, error="m", boost_error=False)


def rate(encode, addresses: list[str]) -> float:
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        encode(addresses[count % len(addresses)])
        count += 1
    return count / (time.perf_counter() - begun)


def main() -> None:
    addresses = sys.stdin.read().split()
    for name, library, install in (
        ("libqrencode", libqrencode(), "apt-get install libqrencode4"),
        ("segno", segno(), "pip install segno"),
    ):
        if library is None:
            print(f"{name}, no signature, no label: not measured, it is not installed ({install})")
        else:
            print(f"{name + ', no signature, no label':<45}{rate(library, addresses):>8.0f} per second")


if __name__ == "__main__":
    main()
