import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { CardFace } from '../../core/card/card-face.ts'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import type { DocumentFonts } from '../../core/documents/fonts.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { formatCardQr } from '../../core/qr/card-qr.ts'
import { chipHolder } from '../../core/synthetic/chip-holder.ts'
import { demoPopulation } from '../../core/synthetic/demo-population.ts'
import { demoCommunes } from '../../core/synthetic/places.ts'
import { syntheticHouseholds } from '../../core/synthetic/population.ts'
import { demoCard } from '../../server/demo-card.ts'
import { documentFonts } from '../../server/kernel/fonts.ts'
import { type Measure, median, rounded } from './measure.ts'
import { naiveCard } from './naive-card.ts'

const rounds = 7
const naiveCards = 20
const smallBatch = 100
const batches = [smallBatch, 1000, 10_000] as const
/** At the end of a batch, in hundreds: their median, so that what else the machine does decides nothing. */
const lastCards = 1000

interface PdfStock {
  readonly faces: readonly CardFace[]
  /** One person after the other, for all batches: nobody comes again before everybody was drawn. */
  readonly next: () => CardFace
  readonly portrait: Uint8Array
  readonly fonts: DocumentFonts
}

/** A card as a PDF against one drawn as one would at first, in turn; then batches of three sizes, and what they leave in memory. */
export async function* measurePdf(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  const stock = await pdfStock()
  drawCards(stock, 500)
  await drawNaively(stock, 3)
  const pairs: { readonly ours: number; readonly naive: number }[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`card PDFs and naive ones, round ${round} of ${rounds}`)
    pairs.push({ naive: await drawNaively(stock, naiveCards), ours: drawCards(stock, 500) })
  }
  yield {
    measure: 'card_pdf_ratio',
    value: rounded(median(pairs.map(({ ours }) => ours))),
    unit: 'ms',
    baseline: rounded(median(pairs.map(({ naive }) => naive))),
    ratio: rounded(median(pairs.map(({ ours, naive }) => naive / ours)), 1),
  }
  yield* measureBatches(stock, say)
}

async function* measureBatches(
  stock: PdfStock,
  say: (what: string) => void,
): AsyncGenerator<Measure, void, void> {
  let smallest = 0
  const before = heldMegabytes()
  for (const batch of batches) {
    say(`a batch of ${batch} card PDFs`)
    drawCards(stock, Math.max(0, batch - lastCards))
    const each = median(Array.from({ length: lastCards / smallBatch }, () => drawCards(stock, smallBatch)))
    if (batch === smallBatch) smallest = each
    yield {
      measure: `card_pdf_batch_${batch}`,
      value: rounded(each),
      unit: 'ms',
      baseline: rounded(smallest),
      ratio: rounded(each / smallest),
    }
  }
  yield { measure: 'card_pdf_memory_mb', value: rounded(heldMegabytes() - before, 1), unit: 'MB' }
}

/** What is still held once the collector has been: objects and the bytes outside the heap. */
function heldMegabytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

/** Milliseconds a card, each for another person. */
function drawCards({ next, portrait, fonts }: PdfStock, count: number): number {
  if (count === 0) return 0
  const began = performance.now()
  for (let i = 0; i < count; i++)
    renderCard({ template: 'CC_2024', face: next(), portrait, fonts, productionKey: null })
  return (performance.now() - began) / count
}

async function drawNaively({ faces, portrait }: PdfStock, count: number): Promise<number> {
  const began = performance.now()
  for (const face of faces.slice(0, count)) await naiveCard(face, portrait)
  return (performance.now() - began) / count
}

async function pdfStock(): Promise<PdfStock> {
  const { portrait } = await demoCard('huong', 'CC_2024')
  if (!portrait) throw new RangeError('the sample has no portrait')
  const faces = [...facesOfPeople()]
  return { faces, next: inTurn(faces), portrait, fonts: await documentFonts() }
}

function inTurn<Each>(all: readonly Each[]): () => Each {
  let at = 0
  return () => {
    const each = all[at++ % all.length]
    if (each === undefined) throw new RangeError('nobody to draw a card for')
    return each
  }
}

const issuedOn = '2026-11-22' as CalendarDate

function* facesOfPeople(): Generator<CardFace> {
  for (const household of syntheticHouseholds({ ...demoPopulation, units: demoCommunes })) {
    for (const resident of household.members) {
      const holder = chipHolder(resident, household, { issuedOn, noExpiry: '991231' })
      if (!holder) continue
      const { name, birthDate, sex, nationality, residence, origin, expiresOn, mrz, legacyNumber } = holder
      const number = parseCitizenNumber(holder.number)
      const printed = { number, name, birthDate, sex, residence, issuedOn }
      const qr = formatCardQr({
        era: 2024,
        ...printed,
        legacyNumber,
        cancelledNumber: null,
        fatherName: null,
        motherName: null,
      })
      yield { ...printed, nationality, birthRegistrationPlace: origin, expiresOn, qr, mrz }
    }
  }
}
