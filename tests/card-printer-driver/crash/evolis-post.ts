import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Card } from '../../../card-printer-driver/emulators/evolis/world.ts'
import { issueBlanks } from '../../../server/production/issue-blanks.ts'
import { openLine } from '../../enrollment-kiosk/outbox/cutting-proxy.ts'
import { centres } from '../../support/app.ts'
import { stockKeeper } from '../../support/factory.ts'
import { control } from '../processes.ts'
import { certified, type FloorPlan, type PhysicalCard, type Post, type PostPlan } from './post.ts'
import { freePort, Program } from './program.ts'

const roomy = ['--output', '5000', '--reject', '5000', '--ribbon', 'ymckok:9000']

/** A station with an Evolis that writes the chip where the card lies; its blanks are the very ones of the books, in the same order. */
export async function openEvolisPost(plan: FloorPlan, at: PostPlan): Promise<Post> {
  const { app } = plan
  const place = join(at.directory, at.name)
  await mkdir(place)
  const socket = join(place, 'printer.sock')
  const [port, tray, chip] = [await freePort(), await freePort(), await freePort()]
  const ports = ['--port', String(port), '--tray-port', String(tray), '--chip-port', String(chip)]
  const kept = ['--control', socket, '--state', join(place, 'world'), '--dir', join(place, 'cards')]
  const printer = new Program({
    args: ['emulate.ts', 'evolis', '--no-pace', ...ports, ...kept, ...roomy],
    ready: /^ready /,
  })
  await printer.start()
  const line = await openLine(() => port)
  const station = new Program({
    args: ['card-printer-driver/main.ts'],
    env: {
      SERVER_URL: at.serverUrl,
      STATION_DATA_DIR: join(place, 'station'),
      PRINTER_URL: line.url.replace('http:', 'evolis+tcp:'),
      TRAY_URL: `http://127.0.0.1:${tray}/tray`,
      CHIP_READER: `127.0.0.1:${chip}`,
      CENTRE: centres.factory.code,
      POLL_MS: '50',
      ...plan.station,
    },
    ready: /trạm in sẵn sàng/,
  })
  const started = station.start()
  const id = await certified(app)
  await issueBlanks(app, stockKeeper, { stationId: id, count: at.blanks })
  const ask = (method: string, path: string, body?: unknown) =>
    control(socket, { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const { serial: first } = await app.db.blankCard.findFirstOrThrow({
    where: { stationId: id },
    orderBy: { serial: 'asc' },
  })
  await ask('POST', '/operator', { action: 'loadRange', first, count: at.blanks })
  await started
  return {
    name: at.name,
    directory: join(place, 'station'),
    station,
    printer,
    printerLine: line,
    id,
    fault: async (faults) => void (await ask('PUT', '/faults', faults)),
    cards: async () => physical(JSON.parse(await ask('GET', '/cards')) as readonly Card[], tray),
    nameOf: ({ blankSerial }) => blankSerial ?? '',
    provocations: {
      reject: { trips: [{ at: 'print', cause: 'COVER' }] },
      return: { deadChip: true },
    },
    // It holds one card, and no queue.
    isQueued: async () => false,
  }
}

const places = {
  FEEDER: 'feeder',
  REAR: 'feeder',
  CONTACT: 'inside',
  CONTACTLESS: 'inside',
  PRINT: 'inside',
  OUTPUT: 'tray',
  REJECT: 'waste',
  REMOVED: 'waste',
} as const satisfies Record<Card['place'], PhysicalCard['at']>

const physical = (cards: readonly Card[], tray: number): readonly PhysicalCard[] =>
  cards.map(({ serial: name, place }) => ({
    name,
    at: places[place],
    picture: async () => {
      const seen = await fetch(`http://127.0.0.1:${tray}/cards/${name}/back.png`)
      return new Uint8Array(await seen.arrayBuffer())
    },
  }))
