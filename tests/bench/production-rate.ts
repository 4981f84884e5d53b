import { renderCard } from '../../core/documents/render-card.ts'
import { loadFonts } from '../../card-printer-driver/load-fonts.ts'
import { type Floor, openFloor } from '../card-printer-driver/crash/floor.ts'
import { plainPortrait, printOrder } from '../card-printer-driver/orders.ts'
import { type Measure, rounded } from './measure.ts'
import { floorSettings, openBooks } from './production-crash.ts'
import { proportionalMemoryMb } from './process-memory.ts'

const warmingUp = 60
const cards = 600
const inFlight = 3

/** Cards from claim to stack by two stations and two emulated printers without pacing, against the plain loop of drawing alone. */
export async function* measureRate(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  const books = await openBooks(floorSettings)
  const station = { IN_FLIGHT: String(inFlight) }
  const floor = await openFloor({ ...books, cards: warmingUp + cards, planned: warmingUp, slow: 0, station })
  try {
    await stacked(floor, warmingUp)
    const drawn = await drawingRate()
    const before = await memoryOf(floor)
    say(`${cards} cards through two stations`)
    await floor.plan(cards)
    const began = performance.now()
    await stacked(floor, warmingUp + cards)
    const perHour = cards / ((performance.now() - began) / 3_600_000)
    yield {
      measure: 'cards_per_hour',
      value: rounded(perHour, 0),
      unit: '1/h',
      baseline: rounded(drawn, 0),
      ratio: rounded(perHour / drawn),
    }
    const growth = (await memoryOf(floor)) - before
    yield { measure: 'stations_memory_mb', value: rounded(growth, 0), unit: 'MB' }
  } finally {
    await floor.close()
    await books.close()
  }
}

async function stacked({ app }: Floor, count: number): Promise<void> {
  while ((await app.db.printJob.count({ where: { status: 'STACKED' } })) < count)
    await new Promise((resolve) => setTimeout(resolve, 100))
}

/** What both stations hold. */
async function memoryOf({ posts }: Floor): Promise<number> {
  const held = await Promise.all(
    posts.map(({ station, directory }) => proportionalMemoryMb(station.pid, directory)),
  )
  return held.reduce((sum, one) => sum + one, 0)
}

/** Cards an hour that one thread draws and does nothing else with. */
async function drawingRate(): Promise<number> {
  const [fonts, portrait] = await Promise.all([loadFonts(), plainPortrait()])
  const draw = (n: number) => {
    const { template, face } = printOrder(n, portrait)
    renderCard({ template, face, portrait, fonts, productionKey: null })
  }
  for (let n = 1; n <= warmingUp; n++) draw(n)
  const began = performance.now()
  for (let n = 1; n <= cards; n++) draw(n)
  return cards / ((performance.now() - began) / 3_600_000)
}
