/**
 * The camera above the output hopper:
 *
 *     GET /tray/<n> | /tray/<serial> | /tray/last        the back as PNG; with Accept: application/pdf both sides as PDF
 *     GET /tray/<…>/front.png | back.png | card.pdf      as asked
 *
 * A card is named by what `Rco;c` said when it was taken in, or by the serial on its plastic. 200 the picture · 202 not there yet ·
 * 410 it went elsewhere, or its picture is not kept any more · 404 no such card.
 *
 * What no camera sees is shown as well, to whoever wants to know what the machine has done:
 *
 *     GET /cards                                         a page with the last cards, wherever they are
 *     GET /cards/<…>/front.png | back.png | card.pdf     any card, also a half printed one in the machine
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Machine } from './machine.ts'
import { pdfOf, pngOf, sidePicture } from './picture.ts'
import type { Card, World } from './world.ts'

const views = ['front.png', 'back.png', 'card.pdf'] as const
type View = (typeof views)[number]

const asked = /^\/(tray|cards)\/([\w-]{1,40})(?:\/(front\.png|back\.png|card\.pdf))?$/

/** Listens on the loopback; 0 takes any free port. */
export async function openCamera(
  machine: Machine,
  port: number,
): Promise<{ readonly server: Server; readonly port: number }> {
  // What it cannot show is a fault of the emulator itself, and ends it.
  const server = createServer((request, response) => void show(machine, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

async function show(machine: Machine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '', headers } = request
  if (method === 'GET' && url === '/cards') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(machine.world))
    return
  }
  const [, from, name = '', wanted] = asked.exec(url) ?? []
  const card = method === 'GET' && from ? named(machine.world, name) : undefined
  const status = card ? statusOf(card, from === 'tray') : 404
  const pdf = headers.accept?.includes('application/pdf') === true
  const view = views.find((one) => one === wanted) ?? (pdf ? 'card.pdf' : 'back.png')
  const picture = card && status === 200 ? await pictureOf(machine, card, view) : null
  if (!picture) {
    response.writeHead(status === 200 ? 410 : status, { 'retry-after': '1' }).end()
    return
  }
  const type = view === 'card.pdf' ? 'application/pdf' : 'image/png'
  response.writeHead(200, { 'content-type': type, 'content-length': picture.length }).end(picture)
}

function statusOf({ place, number }: Card, ofTray: boolean): number {
  if (place === 'OUTPUT' || (!ofTray && number !== null)) return 200
  return ['REJECT', 'REAR', 'REMOVED'].includes(place) ? 410 : 202
}

/** The serial first: it may be digits only. */
function named({ cards, numbers, last }: World, name: string): Card | undefined {
  if (name === 'last') return last ?? undefined
  return cards.get(name) ?? (/^\d{1,9}$/.test(name) ? numbers.get(Number(name)) : undefined)
}

async function pictureOf({ settings }: Machine, card: Card, view: View): Promise<Uint8Array | null> {
  const side = (name: 'front' | 'back') => sidePicture(settings.store, card, name)
  if (view !== 'card.pdf') {
    const picture = side(view === 'front.png' ? 'front' : 'back')
    return picture && (await pngOf(picture))
  }
  const [front, back] = [side('front'), side('back')]
  return front && back && (await pdfOf(front, back))
}

const shownCards = 30

/** Serials are letters, digits and dashes: nothing to escape. */
function pageOf({ numbers, inserted, printer }: World): string {
  const rows: string[] = []
  for (let number = inserted; number > Math.max(0, inserted - shownCards); number--) {
    const card = numbers.get(number)
    if (!card) continue
    const images = ['front', 'back'].map((side) => `<img src="/cards/${number}/${side}.png" alt="${side}">`)
    rows.push(`<h2>${number} · ${card.serial} · ${card.place}</h2><p>${images.join(' ')}</p>`)
  }
  const style =
    'body{font:16px system-ui;background:#ddd}img{width:20rem;border-radius:.7rem;background:#fff}'
  const title = `Máy in mô phỏng ${printer}`
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${title}</title><style>${style}</style><h1>${title}</h1>${rows.join('')}`
}
