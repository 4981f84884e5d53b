#!/usr/bin/env python3
"""Decodes what was sent to an Evolis printer, without any code of the project.

    decode_esc.py STREAM OUT    commands as JSON lines on standard output; OUT-front.ppm, OUT-back.ppm: what comes to lie on
                                the card; OUT-front-k.pbm, OUT-back-k.pbm: the black alone, as a camera sees it

Written from the programming guide's syntax (A5013): ESC command ; parameters CR, images of 648 x 1016 dots upright, colours with
2, 32, 64 or 128 levels, plain (Db) or compressed (Dbc). Exits with 1 where the stream is not such a stream.
"""
import json
import sys

ESC, CR, SEMI = 0x1B, 0x0D, 0x3B
WIDTH, HEIGHT = 648, 1016
PIXELS = WIDTH * HEIGHT
BITS = {2: 1, 32: 5, 64: 6, 128: 7}


class Malformed(Exception):
    pass


def commands(stream):
    """Yields (name, parameters, data or None)."""
    at = 0
    while at < len(stream):
        if stream[at] == 0:
            at += 1
            continue
        if stream[at] == ESC:
            at += 1
        elif at == 0:
            raise Malformed("no ESC at the beginning")
        head, at = read_head(stream, at)
        fields = head.split(";")
        if fields[0] in ("Db", "Dbc"):
            length, data_at = announced(fields, stream, at)
            data = stream[data_at : data_at + length]
            at = data_at + length
            if len(data) < length or at >= len(stream) or stream[at] != CR:
                raise Malformed(f"{head}: no CR behind {length} bytes")
            yield fields[0], [f for f in fields[1:] if f != ""], data
        else:
            yield fields[0], fields[1:], None
        at += 1


def read_head(stream, at):
    """Up to the CR; of a download up to the separator before its data."""
    start = at
    separators = 0
    while at < len(stream) and stream[at] != CR:
        if stream[at] == SEMI:
            separators += 1
            name = bytes(stream[start : start + 4])
            if (name.startswith(b"Dbc;") and separators == 4) or (name.startswith(b"Db;") and separators == 3):
                return bytes(stream[start:at]).decode("ascii"), at + 1
        at += 1
    if at >= len(stream):
        raise Malformed("ends in the middle of a command")
    return bytes(stream[start:at]).decode("ascii"), at


def announced(fields, stream, at):
    if fields[0] == "Dbc":
        return int(fields[3]), at
    bits = BITS[int(fields[2])]
    usual, table = PIXELS * bits // 8, 656 * 1032 * bits // 8
    if at + usual < len(stream) and stream[at + usual] == CR:
        return usual, at
    return table, at


def plain(data, levels):
    """One weight a dot."""
    bits = BITS[levels]
    if bits == 1:
        table = [bytes((byte >> (7 - i)) & 1 for i in range(8)) for byte in range(256)]
        return b"".join(table[byte] for byte in data)[:PIXELS]
    out = bytearray()
    mask = levels - 1
    shifts = [bits * (7 - i) for i in range(8)]
    for at in range(0, PIXELS * bits // 8, bits):
        eight = int.from_bytes(data[at : at + bits], "big")
        out.extend((eight >> shift) & mask for shift in shifts)
    return bytes(out)


def black_lines(data):
    out = bytearray()
    at = 0
    for _ in range(HEIGHT):
        if at >= len(data):
            raise Malformed("black ends before the card does")
        first = data[at]
        at += 1
        if first in (0, 255):
            out += bytes([first]) * 81
        elif first <= 81:
            out += data[at : at + first].ljust(81, b"\0")
            at += first
        else:
            raise Malformed(f"a line of {first} bytes")
    if at != len(data):
        raise Malformed(f"{len(data) - at} bytes too many")
    return plain(bytes(out), 2)


def colour_runs(data, levels):
    out = bytearray()
    at = 0
    extra = {32: (0x40, 0x20), 64: (0x40,), 128: ()}[levels]
    while at < len(data) and len(out) < PIXELS:
        first = data[at]
        if first < 0x80:
            out.append(first)
            at += 1
            continue
        count = data[at + 1] + sum(256 for bit in extra if first & bit)
        if count == 0:
            out += bytes(WIDTH - len(out) % WIDTH)
        else:
            out += bytes([first & (levels - 1)]) * count
        at += 2
    if len(out) != PIXELS or at != len(data):
        raise Malformed(f"{len(out)} dots, {len(data) - at} bytes too many")
    if max(out) >= levels:
        raise Malformed("a weight beyond the levels")
    return bytes(out)


def weights(name, panel, levels, data):
    if name == "Db":
        return plain(data, levels)
    return black_lines(data) if levels == 2 else colour_runs(data, levels)


def turned(plane):
    """Upright to across: line 0 is the left edge, the last dot of a line the top."""
    return b"".join(plane[dot::WIDTH] for dot in range(WIDTH - 1, -1, -1))


class Side:
    def __init__(self):
        self.inks = {}

    def write(self, out):
        planes = []
        for panel in "cmy":
            plane, levels = self.inks.get(panel, (bytes(PIXELS), 2))
            light = bytes(round(255 * (levels - 1 - weight) / (levels - 1)) if weight < levels else 0 for weight in range(256))
            planes.append(turned(plane).translate(light))
        black = turned(self.inks["k"][0]) if "k" in self.inks else bytes(PIXELS)
        keep = bytes([255, 0]) + bytes(254)
        mask = int.from_bytes(black.translate(keep), "big")
        picture = bytearray(3 * PIXELS)
        for i, plane in enumerate(planes):
            picture[i::3] = (int.from_bytes(plane, "big") & mask).to_bytes(PIXELS, "big")
        with open(f"{out}.ppm", "wb") as file:
            file.write(b"P6 %d %d 255\n" % (HEIGHT, WIDTH) + picture)
        ink = bytes([0x30, 0x31]) + bytes(254)
        row_bytes = HEIGHT // 8
        text = black.translate(ink)
        rows = [int(text[y * HEIGHT : (y + 1) * HEIGHT], 2).to_bytes(row_bytes, "big") for y in range(WIDTH)]
        with open(f"{out}-k.pbm", "wb") as file:
            file.write(b"P4 %d %d\n" % (HEIGHT, WIDTH) + b"".join(rows))


def main(path, out):
    with open(path, "rb") as file:
        stream = file.read()
    sides = {"front": Side(), "back": Side()}
    side = "front"
    for name, parameters, data in commands(stream):
        shown = {"name": name, "parameters": parameters}
        if data is not None:
            panel, levels = parameters[0], int(parameters[1])
            if panel not in "ymcko" or (panel in "ko") != (levels == 2):
                raise Malformed(f"panel {panel} with {levels} levels")
            plane = weights(name, panel, levels, data)
            sides[side].inks[panel] = (plane, levels)
            shown |= {"side": side, "bytes": len(data), "dots": sum(1 for _ in filter(None, plane))}
        side = {"Ss": "front", "Sr": "front", "Sv": "back"}.get(name, side)
        print(json.dumps(shown))
    for name, one in sides.items():
        one.write(f"{out}-{name}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:3])
    except (Malformed, UnicodeDecodeError, KeyError, ValueError, IndexError) as fault:
        print(f"not a stream for this printer: {fault!r}", file=sys.stderr)
        sys.exit(1)
