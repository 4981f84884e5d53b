/** The emulated printer from the outside: programs that are not the project's, real sockets and device files, real kills. */
import { execFile } from 'node:child_process'
import { open, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CardChannel } from '../../../card-printer-driver/chip/card-channel.ts'
import { stationEncoder } from '../../../card-printer-driver/emulators/evolis/station-encoder.ts'
import { readerMissing, startReader, type VirtualReader } from '../chip/virtual-reader.ts'
import { esc, openEscClient } from './esc-client.ts'
import { type EvolisProcess, startEvolis } from './evolis-process.ts'

const run = promisify(execFile)
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const [width, height] = [1016, 648]

let directory: string
let printer: EvolisProcess
let reader: VirtualReader | null = null
const started: EvolisProcess[] = []
const start = async (...options: readonly string[]) => {
  const one = await startEvolis(...options)
  started.push(one)
  return one
}
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evolis-test-'))
  printer = await start('--state', join(directory, 'state'))
  await printer.operate({
    action: 'load',
    blanks: [{ serial: 'PT26-000001', chipSerial: 'MAU0000000000001' }],
  })
  await printer.operate({ action: 'loadRange', first: 'PT26-000002', count: 9 })
})
afterAll(async () => {
  await Promise.all([reader?.stop(), ...started.map((one) => one.stop())])
  await rm(directory, { recursive: true })
})

/** Boxes, and a corner that tells turned from mirrored: 1 is black. */
function bitmap(): Uint8Array {
  const bits = new Uint8Array((width / 8) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width / 8; x++)
      bits[y * (width / 8) + x] =
        (x < 20 && y < 60) || (Math.floor(x / 5) + Math.floor(y / 40)) % 3 === 0 ? 0xf1 : 0
  return bits
}

const picture = async (path: string, type = 'image/png') => {
  const response = await fetch(`${printer.trayUrl}${path}`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
  return new Uint8Array(await response.arrayBuffer())
}

/** One byte a pixel, 0 black. */
const grey = async (png: Uint8Array) => await sharp(png).greyscale().toColourspace('b-w').raw().toBuffer()

const greyOfBits = (bits: Uint8Array) =>
  Buffer.from(
    Uint8Array.from({ length: width * height }, (_, i) =>
      (bits[i >> 3] ?? 0) & (0x80 >> (i & 7)) ? 0 : 255,
    ),
  )

describe('a program that is not the project’s', () => {
  test('makes a card with it: chip asked, both sides printed, counted, and seen in the tray as ordered', async () => {
    const back = bitmap()
    const file = join(directory, 'back.pbm')
    await writeFile(file, Buffer.concat([Buffer.from(`P4 ${width} ${height}\n`), back]))
    const chip = `${printer.chip.host}:${printer.chip.port}`
    const { stdout } = await run('python3', [script('drive_card.py'), printer.line, chip, file])
    const said: unknown = JSON.parse(stdout)
    expect(said).toMatchObject({
      'Rlr;p': 'NO CARD',
      'Rco;c': '0',
      'Rrt;count': '200',
      'Rlr;p after': 'NO CARD',
      'Rco;c after': '1',
      'Rco;p after': '6',
      'Rrt;count after': '199',
      chip: expect.stringContaining(Buffer.from('MAU0000000000001').toString('hex')),
    })
    expect((await grey(await picture('/1'))).equals(greyOfBits(back))).toBe(true)
    const front = await sharp(await picture('/PT26-000001/front.png'))
      .raw()
      .toBuffer()
    const column = (x: number) => [...front.subarray(3 * x, 3 * x + 3)]
    // Line n has weight n modulo 32, 64 and 128 of yellow, magenta and cyan; the first hundred are black.
    expect(column(99)).toEqual([0, 0, 0])
    expect(column(127)).toEqual([0, 0, 0])
    expect(column(128)).toEqual([255, 255, 255])
    expect(column(144)).toEqual([223, 190, 123])
    expect(front.subarray(0, 3 * width).equals(front.subarray(3 * width * (height - 1)))).toBe(true)
  })

  test('reads the pictures out of a stream, and says where one is none', async () => {
    const stream = join(directory, 'stream')
    const line = Uint8Array.from({ length: 81 }, (_, i) => (i < 4 ? 0x1b : 0x0d))
    const black = Buffer.concat(Array.from({ length: 1016 }, () => line))
    await writeFile(
      stream,
      Buffer.concat([esc('Ss'), esc('Sr'), esc('Db;k;2;', black), esc('Se'), Buffer.alloc(64)]),
    )
    const out = join(directory, 'decoded')
    const { stdout } = await run('python3', [script('decode_esc.py'), stream, out])
    expect(
      stdout
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text).name),
    ).toEqual(['Ss', 'Sr', 'Db', 'Se'])
    const decoded = await readFile(`${out}-front-k.pbm`)
    const head = `P4 ${width} ${height}\n`.length
    // The last dot of a line is the top of the card: 77 bytes of CR come first.
    const column = Array.from({ length: 16 }, (_, y) => (decoded[head + (y * width) / 8] ?? 0) >> 7)
    expect(column.join('')).toBe('1011000010110000')
    await writeFile(stream, Buffer.concat([esc('Ss'), Buffer.from('\u001BDbc;k;2;5;abc\r')]))
    await expect(run('python3', [script('decode_esc.py'), stream, out])).rejects.toMatchObject({ code: 1 })
  })
})

test('the tray shows both sides as a PDF, waits for a card in the machine, and knows no other', async () => {
  const response = await fetch(`${printer.trayUrl}/1`, { headers: { accept: 'application/pdf' } })
  const pdfium = await PDFiumLibrary.init()
  const document = await pdfium.loadDocument(new Uint8Array(await response.arrayBuffer()))
  expect(document.getPageCount()).toBe(2)
  const { data } = await document.getPage(1).render({ scale: 300 / 72, render: 'bitmap' })
  const dark = data.filter((value, i) => i % 4 === 0 && value < 128).length
  const ordered = greyOfBits(bitmap()).filter((value) => value === 0).length
  expect(Math.abs(dark - ordered) / ordered).toBeLessThan(0.02)
  document.destroy()
  expect((await fetch(`${printer.trayUrl}/PT26-000002`)).status).toBe(202)
  expect((await fetch(`${printer.trayUrl}/99`)).status).toBe(404)
  expect((await fetch(`${printer.trayUrl}/last`)).status).toBe(200)
  const page = await (await fetch(printer.trayUrl.replace('/tray', '/cards'))).text()
  expect(page).toContain('1 · PT26-000001 · OUTPUT')
})

test('a second client is shown the door while the first goes on', async () => {
  const first = await openEscClient(printer.line)
  expect(await first.say('Rem')).toBe('2;0')
  const second = await openEscClient(printer.line)
  await second.broken
  expect(await first.say('Rsn')).toBe('E000000001')
  first.close()
  expect((await printer.journal()).at(-1)?.event).toBe('second client refused')
})

const sent = async (channel: CardChannel, command: string) =>
  Buffer.from(await channel.transmit(Buffer.from(command, 'hex'))).toString('hex')

test('a chip is written at the station, and outlives the kill of the program, card, counters and all', async () => {
  const file = join(directory, 'killed')
  const before = await start('--state', file)
  await before.operate({
    action: 'load',
    blanks: [{ serial: 'PT26-000777', chipSerial: 'MAU0000000000001' }],
  })
  const client = await openEscClient(before.line)
  expect(await client.say('Sis')).toBe('OK')
  const blank = await stationEncoder(before.chip).present(
    { serial: 'MAU0000000000001' },
    new AbortController().signal,
  )
  const written = await blank.connect()
  // EF.COM of 16 bytes is made and begun.
  expect(await sent(written, '00e000000663040010011e')).toBe('9000')
  expect(await sent(written, '00a4020c02011e')).toBe('9000')
  expect(await sent(written, '00d600000160')).toBe('9000')
  expect(await client.say('Ss')).toBe('OK')
  expect(await client.say('Dbc;k;2;1016;', new Uint8Array(1016).fill(0xff))).toBe('OK')
  expect(await client.say('Dbc;o;2;1016;', new Uint8Array(1016).fill(0xff))).toBe('OK')
  await before.stop('SIGKILL')

  const after = await start('--state', file)
  expect(await after.cards()).toMatchObject([
    { serial: 'PT26-000777', number: 1, place: 'PRINT', printed: [{ panel: 'k', lines: 1016 }] },
  ])
  const again = await openEscClient(after.line)
  expect([await again.say('Rlr;p'), await again.say('Rco;c'), await again.say('Rco;p')]).toEqual([
    'ERR CARD',
    '1',
    '1',
  ])
  expect(await again.say('Sis')).toBe('OK')
  const found = await stationEncoder(after.chip).present({ serial: '' }, new AbortController().signal)
  const channel = await found.connect()
  // DF20: being personalised, and its serial.
  expect(await sent(channel, '00cadf2000')).toMatch(/^df201a80010181104d4155/)
  expect(await again.say('Ser')).toBe('OK')
  await expect(sent(channel, '00cadf2000')).rejects.toMatchObject({
    code: 'CHIP_LOST',
  })
})

test('a device file answers as the network does, a byte at a time and with padding', async () => {
  const link = join(directory, 'lp0')
  await start('--link', link, '--blanks', 'PT26-000001:1')
  const file = await open(link, 'r+')
  const reply = async () => {
    const buffer = new Uint8Array(100)
    const { bytesRead } = await file.read(buffer)
    return Buffer.from(buffer.subarray(0, bytesRead)).toString('latin1')
  }
  for (const byte of Buffer.from('\0\0\u001BRse;f\r')) await file.write(Uint8Array.of(byte))
  expect(await reply()).toBe('5,00 Volts\0')
  await file.write(esc('Dbc;k;2;4;', Buffer.from('\r\u001B\r\0')))
  expect(await reply()).toBe('OK\0')
  await file.close()
})

const missing = readerMissing()
test.skipIf(missing !== null)(
  'a card that comes to a station lies in the PC/SC reader until it leaves (skipped without pcscd, vsmartcard-vpcd, root)',
  async () => {
    reader = await startReader()
    const { line, operate } = await start('--vpcd', `127.0.0.1:${reader.ports[0]}`)
    await operate({ action: 'loadRange', first: 'PT26-000555', count: 1 })
    const client = await openEscClient(line)
    const environment = { ...process.env, PCSCLITE_CSOCK_NAME: reader.socket }
    const ask = async (...args: readonly string[]) =>
      (await run('opensc-tool', args, { env: environment }).catch(({ stdout }) => ({ stdout }))).stdout
    expect(await client.say('Sic')).toBe('OK')
    await expect.poll(() => ask('-l')).toMatch(/0\s+Yes/)
    // What GET DATA says of it, in opensc-tool's rows of sixteen.
    expect(await ask('-r', '0', '-s', '00cadf2000')).toContain('000000PT')
    expect(await client.say('Ser')).toBe('OK')
    await expect.poll(() => ask('-l')).toMatch(/0\s+No/)
    client.close()
  },
)
