import sharp from 'sharp'
import { type CardFace, type CardTemplate, cardTemplates } from '../../core/card/card-face.ts'
import { cardLayout } from '../../core/card/templates.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { type CardSampleName, cardSampleNames } from '../../core/synthetic/card-samples.ts'
import { documentFonts } from '../../server/kernel/fonts.ts'
import { signedSampleFace } from './card-qr-signer.ts'
import { cardPixels, type GreyPicture, greyOf } from './card-pixels.ts'

/** One picture at 300 dpi: of a template with its art, or of a person with the ink alone. */
export interface GoldenFace {
  readonly file: string
  readonly template: CardTemplate
  readonly sample: CardSampleName
  readonly side: 'front' | 'back'
  /** Grey levels that are kept: with two of them only text, symbols and pictures remain, and the file is small. */
  readonly levels: 2 | 8
}

const sides = ['front', 'back'] as const

/** Every template once as it is, and every person of the table on the card of 2024, and the hardest on that of 2021. */
export const goldenFaces: readonly GoldenFace[] = [
  ...cardTemplates.map((template) => ({ template, sample: 'huong' as const, levels: 8 as const })),
  ...cardSampleNames.map((sample) => ({ template: 'CC_2024' as const, sample, levels: 2 as const })),
  ...(['phuc', 'nha', 'hhen'] as const).map((sample) => ({
    template: 'CCCD_2021' as const,
    sample,
    levels: 2 as const,
  })),
].flatMap((face) =>
  sides.map((side) => ({
    ...face,
    side,
    file: [
      face.template.toLowerCase(),
      face.sample,
      ...(face.levels === 8 ? ['art'] : []),
      `${side}.png`,
    ].join('-'),
  })),
)

let grey: Promise<Uint8Array> | undefined

/** Not a face, but of a portrait's shape: the same pixels everywhere, which no JPEG encoder promises. */
export async function greyPortrait(template: CardTemplate): Promise<Uint8Array | null> {
  return cardLayout(template).front.portrait ? (grey ??= drawGrey()) : null
}

async function drawGrey(): Promise<Uint8Array> {
  const background = { r: 150, g: 150, b: 150 }
  return new Uint8Array(
    await sharp({ create: { width: 20, height: 30, channels: 3, background } })
      .png()
      .toBuffer(),
  )
}

/** The side of a golden picture, drawn anew; with another word on it, where a test wants to see that it is noticed. */
export async function drawnFace(
  { template, sample, side }: GoldenFace,
  change: Partial<CardFace> = {},
): Promise<GreyPicture> {
  const pdf = renderCard({
    template,
    face: { ...(await signedSampleFace(sample, template)), ...change },
    portrait: await greyPortrait(template),
    fonts: await documentFonts(),
    productionKey: null,
  })
  return greyOf(await cardPixels(pdf, side, 300))
}

/** A pixel as a level: of two, ink is what is darker than a third; of eight, equal steps. */
export function levelled({ width, height, data }: GreyPicture, levels: 2 | 8): GreyPicture {
  const step = 255 / (levels - 1)
  const level = (value: number) =>
    levels === 2 ? (value < 85 ? 0 : 255) : Math.round(Math.round(value / step) * step)
  return { width, height, data: data.map(level) }
}

export async function writeGolden({ width, height, data }: GreyPicture, file: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 1 } })
    .png({ palette: true, colours: 8, dither: 0, compressionLevel: 9 })
    .toFile(file)
}

export async function readGolden(file: string): Promise<GreyPicture> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}
