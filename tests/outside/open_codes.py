#!/usr/bin/env python3
"""Opens codes with a COSE library that shares no code with us (cwt), from nothing but the spec and a key list.

    open_codes.py jwks.json < addresses.txt

One line of claims (JSON) per address. Exit 1 when a code does not open, or when one whose path was changed does.

Needs: cwt (PyPI).
"""

import base64
import json
import re
import sys

import cbor2
from cwt import COSE, COSEKey

CHUNKS = {3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7}
# Numbers of the COSE registries.
SIGN1, OKP, ED25519, EDDSA = 18, 1, 6, -8


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def envelope(digits: str) -> bytes:
    """Section 2 of the format: 17 digits are 7 bytes."""
    parts = re.findall(r"\d{1,17}", digits)
    return b"".join(int(part).to_bytes(CHUNKS[len(part)], "big") for part in parts)


def split(address: str) -> tuple[str, str]:
    """The GS1 path (or nothing) and the digits."""
    path = "/" + address.split("://", 1)[1].split("/", 1)[1]
    before, mark, digits = path.partition("?t=")
    return (before, digits) if mark else ("", path[1:])


def opened(address: str, keys: list[COSEKey]) -> dict:
    aad, digits = split(address)
    untagged = cbor2.loads(envelope(digits))
    payload = COSE.new().decode(cbor2.CBORTag(SIGN1, untagged), keys, external_aad=aad.encode())
    return cbor2.loads(payload)


def refused(address: str, keys: list[COSEKey]) -> bool:
    try:
        opened(address, keys)
    except Exception:  # whatever the library calls a signature that does not fit
        return True
    return False


def main() -> int:
    with open(sys.argv[1]) as file:
        listed = json.load(file)["keys"]
    keys = [COSEKey.new({1: OKP, -1: ED25519, 3: EDDSA, 2: bytes.fromhex(jwk["kid"]), -2: unpadded(jwk["x"])}) for jwk in listed]
    count = 0
    for address in filter(None, map(str.strip, sys.stdin)):
        try:
            claims = opened(address, keys)
        except Exception as error:
            print(f"{address}: {error!r}", file=sys.stderr)
            return 1
        print(json.dumps(claims, ensure_ascii=False))
        if "/21/" in address and not refused(address.replace("/21/", "/21/9"), keys):
            print(f"{address}: another item number opens too", file=sys.stderr)
            return 1
        count += 1
    print(f"{count} codes opened", file=sys.stderr)
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
