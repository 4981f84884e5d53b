import { CardRasteriser } from '../../card-printer-driver/card-raster.ts'
import { type CardFace, faceCommands } from '../../card-printer-driver/evolis/card-commands.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { demoCard } from '../../server/demo-card.ts'
import { documentFonts } from '../../server/kernel/fonts.ts'
import { type Measure, median, rounded } from './measure.ts'

const rounds = 7
const cardsARound = 6
const people = ['huong', 'phuc'] as const

/**
 * What a card costs between its pixels and the printer's line: both faces turned, separated into dyes, resin and varnish, and compressed,
 * by the face; against drawing the same faces' pixels from the PDF alone. Milliseconds of processor time.
 */
export async function* measureSeparation(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  const rasteriser = await CardRasteriser.open()
  try {
    const cards = await Promise.all(people.map((name) => cardOf(name)))
    const faces = (await Promise.all(cards.map((pdf) => facesOf(rasteriser, pdf)))).flat()
    separateAll(faces)
    const pairs: { readonly separation: number; readonly raster: number }[] = []
    for (let round = 1; round <= rounds; round++) {
      say(`separation and compression of card faces, round ${round} of ${rounds}`)
      const raster = await spent(async () => {
        for (let i = 0; i < cardsARound; i++)
          await rasteriser.faces(cards[i % cards.length] ?? new Uint8Array())
      })
      const separation = await spent(async () => {
        for (let i = 0; i < cardsARound; i++)
          separateAll(faces.slice((i % cards.length) * 2, (i % cards.length) * 2 + 2))
      })
      pairs.push({ raster: raster / (2 * cardsARound), separation: separation / (2 * cardsARound) })
    }
    yield {
      measure: 'separation_ms',
      value: rounded(median(pairs.map(({ separation }) => separation)), 1),
      unit: 'ms',
      baseline: rounded(median(pairs.map(({ raster }) => raster)), 1),
      ratio: rounded(median(pairs.map(({ separation, raster }) => separation / raster)), 2),
    }
  } finally {
    rasteriser.close()
  }
}

async function cardOf(name: string): Promise<Uint8Array> {
  const order = await demoCard(name, 'CC_2024')
  return renderCard({ ...order, fonts: await documentFonts(), productionKey: null })
}

async function facesOf(rasteriser: CardRasteriser, pdf: Uint8Array): Promise<readonly CardFace[]> {
  const [front, back] = await rasteriser.faces(pdf)
  return [
    { side: 'front', template: 'CC_2024', raster: front },
    { side: 'back', template: 'CC_2024', raster: back },
  ]
}

/** In colour on both sides: the dearest ribbon. */
function separateAll(faces: readonly CardFace[]): void {
  for (const face of faces) faceCommands(face, { ribbon: 'ymcko', levels: 32 })
}

/** Milliseconds of processor time. */
async function spent(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
