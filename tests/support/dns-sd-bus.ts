import { createServer, type Server, type Socket } from 'node:net'

/*
 * ippeveprinter announces itself through Avahi and does not start without that daemon, even where it is told to announce nothing. The
 * daemon is reached over the D-Bus system bus; here a bus of four answers says that it is running, so that no test needs root, and
 * several may run at once.
 *
 * D-Bus specification, message format, little-endian:
 *   'l' · type 1 · flags 1 · version 1 · body length 4 · serial 4 · fields length 4
 *   { code 1 · signature · value, from a multiple of 8 }* · padding to a multiple of 8 · body
 */

const authorised = 'BEGIN\r\n'

/** What is asked, and the answer with its type. AVAHI_SERVER_RUNNING is 2. */
const answers: Readonly<Record<string, { readonly signature: string; readonly body: Buffer }>> = {
  Hello: { signature: 's', body: Buffer.concat([uint32(4), Buffer.from(':1.1\0')]) },
  NameHasOwner: { signature: 'b', body: uint32(1) },
  GetAPIVersion: { signature: 'u', body: uint32(516) },
  GetState: { signature: 'i', body: uint32(2) },
}

/** Listens on a Unix socket; its address is DBUS_SYSTEM_BUS_ADDRESS of whoever shall find Avahi there. */
export async function startDnsSdBus(socket: string): Promise<Server> {
  const server = createServer(serve)
  await new Promise<void>((resolve) => {
    server.listen(socket, resolve)
  })
  return server
}

function serve(line: Socket): void {
  let bytes: Buffer = Buffer.alloc(0)
  let open = false
  line.on('error', () => undefined)
  line.on('data', (part) => {
    bytes = Buffer.concat([bytes, part])
    if (!open) {
      const end = bytes.indexOf(authorised)
      const said = bytes.subarray(0, end < 0 ? bytes.length : end).toString('latin1')
      if (said.includes('AUTH EXTERNAL')) line.write(`OK ${'0'.repeat(32)}\r\n`)
      if (said.includes('NEGOTIATE')) line.write('ERROR\r\n')
      open = end >= 0
      bytes = open ? bytes.subarray(end + authorised.length) : Buffer.alloc(0)
    }
    while (open && bytes.length >= 16) {
      const length = aligned(16 + bytes.readUInt32LE(12)) + bytes.readUInt32LE(4)
      if (bytes.length < length) return
      reply(line, bytes.subarray(0, length))
      bytes = bytes.subarray(length)
    }
  })
}

function reply(line: Socket, call: Buffer): void {
  const name = Object.keys(answers).find((member) => call.includes(`${member}\0`))
  const { signature, body } = (name && answers[name]) || { signature: '', body: Buffer.alloc(0) }
  const serial = call.readUInt32LE(8)
  // Fields 5 (which call is answered) and 8 (the body's type).
  const fields = Buffer.concat([
    Buffer.from([5, 1, 0x75, 0]),
    uint32(serial),
    Buffer.from([8, 1, 0x67, 0, signature.length]),
    Buffer.from(`${signature}\0`),
  ])
  const head = Buffer.concat([
    Buffer.from([0x6c, 2, 1, 1]),
    uint32(body.length),
    uint32(serial),
    uint32(fields.length),
    fields,
  ])
  line.write(Buffer.concat([head, Buffer.alloc(aligned(head.length) - head.length), body]))
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}
