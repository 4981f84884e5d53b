import sharp from 'sharp'
import type { CardTemplate } from '../core/card/card-face.ts'
import { cardLayout } from '../core/card/templates.ts'
import type { CardOrder } from '../core/documents/render-card.ts'
import { ageOn } from '../core/dates/calendar-date.ts'
import { DomainError } from '../core/errors.ts'
import { type CardSampleName, cardSampleNames, sampleFace } from '../core/synthetic/card-samples.ts'
import { renderImpression, synthesiseFinger } from '../core/synthetic/finger.ts'
import { portraitSvg } from '../core/synthetic/portrait.ts'

export class UnknownSample extends DomainError<'UNKNOWN_SAMPLE'> {
  constructor() {
    const names = cardSampleNames.join(', ')
    super(
      'UNKNOWN_SAMPLE',
      {
        vi: `Không có người mẫu này. Hãy chọn: ${names}.`,
        en: `There is no such sample. Choose one of: ${names}.`,
      },
      { names },
    )
  }
}

const sampleOf = (name: string): CardSampleName => {
  const found = cardSampleNames.find((sample) => sample === name.toLowerCase())
  if (!found) throw new UnknownSample()
  return found
}

/** The card of an invented person, always the same one, with pictures of a person and of fingers that nobody has. */
export async function demoCard(
  name: string,
  template: CardTemplate,
): Promise<Pick<CardOrder, 'template' | 'face' | 'portrait' | 'fingerprints'>> {
  const sample = sampleOf(name)
  const face = sampleFace(sample, template)
  const age = ageOn(face.birthDate, face.issuedOn)
  const svg = portraitSvg(`card/${sample}`, { ageYears: age, sex: face.sex })
  const jpeg = () => sharp(Buffer.from(svg)).resize(480, 640).jpeg({ quality: 86 }).toBuffer()
  const seed = cardSampleNames.indexOf(sample) * 2
  return {
    template,
    face,
    portrait: cardLayout(template).front.portrait ? new Uint8Array(await jpeg()) : null,
    ...(template === 'CCCD_2021' && {
      fingerprints: { left: await fingerPicture(seed), right: await fingerPicture(seed + 1) },
    }),
  }
}

/** Two thirds as wide as high, as the boxes on the card are. */
const glass = { width: 300, height: 450 } as const

async function fingerPicture(seed: number): Promise<Uint8Array> {
  const { width, height, pixels } = renderImpression(synthesiseFinger(seed), 0, glass)
  const png = sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
  return new Uint8Array(await png.toBuffer())
}
