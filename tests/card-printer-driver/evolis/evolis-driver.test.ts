/** The driver against the emulated printer's process, over every line that it speaks. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CardRasteriser } from '../../../card-printer-driver/card-raster.ts'
import type { EvolisCardPrinter } from '../../../card-printer-driver/evolis/evolis-card-printer.ts'
import { loadFonts } from '../../../card-printer-driver/load-fonts.ts'
import { CardReader } from '../../../card-printer-driver/scan-back.ts'
import type { LineAddress } from '../../../card-printer-driver/transport/line-address.ts'
import { renderCard } from '../../../core/documents/render-card.ts'
import { plainPortrait, printOrder } from '../orders.ts'
import { driverOf, ended, plainCard, printed } from './driver.ts'
import { type EvolisProcess, startEvolis } from './evolis-process.ts'

const run = promisify(execFile)
const decoder = fileURLToPath(new URL('decode_esc.py', import.meta.url))

let directory: string
let emulator: EvolisProcess
let rasteriser: CardRasteriser
let reader: CardReader
let card: { readonly qr: string; readonly pdf: Uint8Array }
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evolis-driver-'))
  ;[rasteriser, reader] = await Promise.all([CardRasteriser.open(), CardReader.open()])
  const portrait = await plainPortrait()
  const { face } = printOrder(1, portrait)
  const pdf = renderCard({
    template: 'CC_2024',
    face,
    portrait,
    fonts: await loadFonts(),
    productionKey: null,
  })
  card = { qr: face.qr, pdf }
})
afterAll(async () => {
  reader.close()
  rasteriser.close()
  await rm(directory, { recursive: true })
})

afterEach(() => emulator.stop())

const lineKinds = ['tcp', 'file', 'serial'] as const

/** The driver on a printer with three blanks, at the other end of such a line. */
async function connected(kind: (typeof lineKinds)[number]): Promise<EvolisCardPrinter> {
  const path = join(directory, kind)
  const place = kind === 'tcp' ? ['--port', '0'] : ['--link', path]
  emulator = await startEvolis(...place, '--blanks', 'PT26-000001:3')
  const addresses: Readonly<Record<typeof kind, Partial<{ address: LineAddress }>>> = {
    tcp: {},
    file: { address: { kind: 'file', path } },
    serial: { address: { kind: 'serial', path, baudRate: 115_200 } },
  }
  return driverOf(emulator, rasteriser, addresses[kind])
}

describe.each(lineKinds)('over %s', (kind) => {
  test('a card is fed to its chip, printed on both sides, counted and seen in the tray with its QR, and a broken line costs one card', async () => {
    const printer = await connected(kind)
    expect(await printer.isEmulated()).toBe(true)
    expect(await printer.state()).toMatchObject({
      serial: 'E000000001',
      trouble: null,
      warnings: ['CARDS_LOW'],
      ribbon: { kind: 'ymckok', left: 200 },
      counters: { cards: 0 },
      cardInside: false,
    })
    const moved: string[] = []
    const held = await printer.feed('một', {
      moving: async () => {
        const { inserted } = await emulator.state()
        moved.push(`before: ${inserted}`)
      },
    })
    expect(moved).toEqual(['before: 0'])
    expect(await emulator.cards()).toMatchObject([
      { place: 'CONTACT' },
      { place: 'FEEDER' },
      { place: 'FEEDER' },
    ])
    const chip = await held.encoder?.present({ serial: '' }, new AbortController().signal)
    const channel = await chip?.connect()
    expect(channel?.atr.length).toBeGreaterThan(4)
    await channel?.close()
    await chip?.release()
    const { jobId } = await held.print({ pdf: card.pdf, template: 'CC_2024' })
    expect(await ended(printer, jobId)).toEqual({ state: 'printed' })
    const page = await printer.tray(jobId)
    expect(page && (await reader.readQrs(page))).toMatchObject({ qr: card.qr })
    const [made] = await emulator.cards()
    expect(made).toMatchObject({ place: 'OUTPUT', number: jobId })
    expect(made?.printed.map(({ side, panel, lines }) => `${side} ${panel} ${lines}`)).toEqual([
      ...['y', 'm', 'c', 'k', 'o'].map((panel) => `front ${panel} 1016`),
      'back k 1016',
    ])
    expect(await printer.state()).toMatchObject({ counters: { cards: 1 }, ribbon: { left: 199 } })
    await pulledAndPutBack(printer)
    await printer.close()
  })
})

/** A card that lies inside meanwhile is spoiled, and the next one is whole. */
async function pulledAndPutBack(printer: EvolisCardPrinter): Promise<void> {
  const held = await printer.feed('một')
  await emulator.setFaults({ unplugged: true })
  const { jobId } = await held.print({ pdf: plainCard(), template: 'CC_2024' })
  await expect(ended(printer, jobId)).rejects.toMatchObject({ code: 'PRINTER_OFF' })
  await emulator.setFaults({})
  expect(await ended(printer, jobId)).toMatchObject({ state: 'failed', reason: 'POWER_LOST' })
  await held.reject()
  expect(await printed(printer, await printer.feed('hai'), plainCard())).toEqual({ state: 'printed' })
  expect((await emulator.cards()).map(({ place }) => place)).toEqual(['OUTPUT', 'REJECT', 'OUTPUT'])
}

test('with a ribbon of four colours both sides are printed in colour, with two sets', async () => {
  emulator = await startEvolis('--blanks', 'PT26-000001:1', '--ribbon', 'ymcko:3')
  const printer = driverOf(emulator, rasteriser, { ribbon: 'ymcko', levels: 64 })
  expect(await printer.state()).toMatchObject({ ribbon: { kind: 'ymcko', left: 1 }, trouble: null })
  const held = await printer.feed('một')
  expect(await printed(printer, held, card.pdf)).toEqual({ state: 'printed' })
  const page = await printer.tray(held.number)
  expect(page && (await reader.readQrs(page))).toMatchObject({ qr: card.qr })
  const [made] = await emulator.cards()
  expect(made?.printed).toHaveLength(10)
  expect(await printer.trouble()).toBe('RIBBON_OUT')
  await printer.close()
})

test('what it sends is read by a program that is not the project’s', async () => {
  emulator = await startEvolis('--blanks', 'PT26-000001:1')
  const stream: Uint8Array[] = []
  // Whatever goes down the line is written along.
  const tap = createServer((socket) => {
    const printer = connect(Number(emulator.line.split(':')[1]), '127.0.0.1')
    for (const end of [socket, printer]) end.on('error', () => undefined)
    socket.on('data', (bytes: Uint8Array) => stream.push(bytes))
    socket.pipe(printer).pipe(socket)
  })
  await new Promise<void>((resolve) => tap.listen(0, '127.0.0.1', resolve))
  const address = { kind: 'tcp', host: '127.0.0.1', port: (tap.address() as AddressInfo).port } as const
  const printer = driverOf(emulator, rasteriser, { address })
  const held = await printer.feed('một')
  expect(await printed(printer, held, card.pdf)).toEqual({ state: 'printed' })
  await printer.close()
  tap.close()
  const file = join(directory, 'stream')
  await writeFile(file, Buffer.concat(stream))
  const { stdout } = await run('python3', [decoder, file, join(directory, 'decoded')])
  const said: { name: string; parameters: string[]; side?: string; dots?: number }[] = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  const shown = said.map(({ name, parameters }) => [name, ...parameters.slice(0, 2)].join(';'))
  expect(shown.slice(0, 4)).toEqual(['Rtp', 'Pem;2', 'Pmi;F', 'Pr;ymckok'])
  expect(shown.slice(shown.indexOf('Ss'))).toEqual([
    'Ss',
    'Sr',
    ...['y', 'm', 'c'].map((panel) => `Dbc;${panel};32`),
    'Dbc;k;2',
    'Dbc;o;2',
    'Sv',
    'Dbc;k;2',
    'Se',
    'Rlr;p',
  ])
  // Varnish everywhere on the front: its contacts are on the back.
  expect(said.find(({ name, parameters }) => name === 'Dbc' && parameters[0] === 'o')?.dots).toBe(648 * 1016)
  const back = await readFile(join(directory, 'decoded-back-k.pbm'))
  expect(await reader.readQrs(await pngOf(back))).toMatchObject({ qr: card.qr })
})

/** P4 with its head of `P4 1016 648`. */
async function pngOf(pbm: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const bits = pbm.subarray('P4 1016 648\n'.length)
  const grey = Uint8Array.from({ length: 1016 * 648 }, (_, at) =>
    (bits[at >> 3] ?? 0) & (0x80 >> (at & 7)) ? 0 : 255,
  )
  return new Uint8Array(
    await sharp(grey, { raw: { width: 1016, height: 648, channels: 1 } })
      .png()
      .toBuffer(),
  )
}
