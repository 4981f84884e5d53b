#!/usr/bin/env python3
"""Makes one card on an Evolis printer, without any code of the project.

    drive_card.py HOST:PORT CHIP_HOST:PORT BACK.pbm    raw TCP to the printer, vpcd's frames to the chip at its encoder

The front is stripes of every weight in yellow, magenta and cyan, with a black bar; the back is the bitmap (P4, 1016 x 648). Says
the replies as one JSON object; exits with 1 at the first reply that is not as it should be.
"""
import json
import socket
import struct
import sys

WIDTH, HEIGHT = 648, 1016


class Printer:
    def __init__(self, address):
        host, port = address.split(":")
        self.line = socket.create_connection((host, int(port)), timeout=30)
        self.rest = b""

    def say(self, command, data=b""):
        self.line.sendall(b"\x1b" + command.encode("ascii") + data + b"\r")
        while b"\0" not in self.rest:
            more = self.line.recv(4096)
            if not more:
                sys.exit("the printer hung up")
            self.rest += more
        reply, self.rest = self.rest.split(b"\0", 1)
        return reply.decode("ascii")

    def must(self, command, data=b"", reply="OK"):
        got = self.say(command, data)
        if got != reply:
            sys.exit(f"{command}: {got}")


def chip_status(address):
    """Powers the chip and asks which it is."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        def frame(message):
            line.sendall(struct.pack(">H", len(message)) + message)

        def answer():
            size = struct.unpack(">H", line.recv(2, socket.MSG_WAITALL))[0]
            return line.recv(size, socket.MSG_WAITALL)

        frame(b"\x01")
        frame(b"\x04")
        atr = answer()
        frame(bytes.fromhex("00cadf2000"))
        return atr.hex(), answer()


def packed(weights, bits):
    number = 0
    for weight in weights:
        number = number << bits | weight
    return number.to_bytes(WIDTH * bits // 8, "big")


def stripes(bits):
    """Line n has the weight n modulo the levels, in all its dots."""
    levels = 1 << bits
    lines = [packed([weight] * WIDTH, bits) for weight in range(levels)]
    return b"".join(lines[line % levels] for line in range(HEIGHT))


def upright(path):
    """A P4 bitmap of a card that lies across, turned by 270 degrees against the clock."""
    with open(path, "rb") as file:
        content = file.read()
    head = b"P4 %d %d\n" % (HEIGHT, WIDTH)
    if not content.startswith(head):
        sys.exit("not a bitmap of a card")
    bits = "".join(f"{byte:08b}" for byte in content[len(head) :])
    rows = [bits[y * HEIGHT : (y + 1) * HEIGHT] for y in range(WIDTH)]
    lines = ["".join(row[x] for row in reversed(rows)) for x in range(HEIGHT)]
    return b"".join(int(line, 2).to_bytes(WIDTH // 8, "big") for line in lines)


def compressed(bitmap):
    out = bytearray()
    for line in range(HEIGHT):
        row = bitmap[line * 81 : line * 81 + 81]
        used = row.rstrip(b"\0")
        if not used:
            out.append(0)
        elif row == b"\xff" * 81:
            out.append(255)
        else:
            out.append(len(used))
            out += used
    return bytes(out)


def main(printer_address, chip_address, back):
    printer = Printer(printer_address)
    said = {name: printer.say(name) for name in ("Rtp", "Rsn", "Rlr;p", "Rse;f", "Rrt;count", "Rco;c", "Rco;p")}
    for command in ("Pem;2", "Pr;ymckok", "Pmi;F"):
        printer.must(command)
    printer.must("Rlr;p", reply="NO CARD")
    printer.must("Sis")
    printer.must("Rlr;p", reply="ERR CARD")
    atr, status = chip_status(chip_address)
    said |= {"atr": atr, "chip": status.hex()}
    printer.must("Ss")
    printer.must("Sr")
    for panel, levels, bits in (("y", 32, 5), ("m", 64, 6), ("c", 128, 7)):
        printer.must(f"Db;{panel};{levels};", stripes(bits))
    bar = b"\xff" * 81 * 100 + bytes(81 * (HEIGHT - 100))
    printer.must("Db;k;2;", bar)
    printer.must("Dbc;o;2;1016;", b"\xff" * HEIGHT)
    printer.must("Sv")
    squeezed = compressed(upright(back))
    printer.must(f"Dbc;k;2;{len(squeezed)};", squeezed)
    printer.must("Se")
    said |= {f"{name} after": printer.say(name) for name in ("Rlr;p", "Rrt;count", "Rco;c", "Rco;p")}
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:4])
