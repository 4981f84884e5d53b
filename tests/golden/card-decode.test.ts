import { describe, expect, test } from 'vitest'
import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import type { DotsPerInch } from '../../core/documents/printed-symbol.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { type CardSampleName, cardSampleNames } from '../../core/synthetic/card-samples.ts'
import { documentFonts } from '../../server/kernel/fonts.ts'
import { isZbarMissing, readAllWithZxing, readWithZbar, readWithZxing } from '../support/barcode-readers.ts'
import { signedSampleFace, verifyCardQr } from '../support/card-qr-signer.ts'
import { cardPixels, type GreyPicture, greyOf, worn } from '../support/card-pixels.ts'
import { greyPortrait } from '../support/golden-faces.ts'
import { readOcrB } from '../support/ocr-b-reader.ts'

const withoutZbar = isZbarMissing()

async function pixelsOf(
  sample: CardSampleName,
  {
    template,
    side,
    dotsPerInch,
  }: { template: CardTemplate; side: 'front' | 'back'; dotsPerInch: DotsPerInch },
) {
  const face = await signedSampleFace(sample, template)
  const order = { template, face, fonts: await documentFonts(), dotsPerInch, productionKey: null }
  const portrait = await greyPortrait(template)
  return { face, pixels: await cardPixels(renderCard({ ...order, portrait }), side, dotsPerInch) }
}

/** Turned by a degree and a half and blurred by a twentieth of a millimetre. */
const wear = (dotsPerInch: DotsPerInch) => ({ degrees: 1.5, blur: (0.6 * dotsPerInch) / 300 })

/** QR of more than 61 modules have modules of two dots at 300 dpi: blurred at that resolution ZBar no longer reads them. */
const tooFineForZbar: readonly CardSampleName[] = ['nha']

const back = { template: 'CC_2024', side: 'back' } as const
const everybody = cardSampleNames.map((sample) => ({ sample, dotsPerInch: 300 as const }))
const some = (['phuc', 'nha', 'nguyet'] as const).map((sample) => ({ sample, dotsPerInch: 600 as const }))

describe.each([...everybody, ...some])(
  'the back of $sample at $dotsPerInch dpi, blurred and turned',
  (card) => {
    const { sample, dotsPerInch } = card
    let drawn: Promise<{ readonly face: CardFace; readonly picture: GreyPicture }> | undefined
    const seen = () => (drawn ??= draw())
    const draw = async () => {
      const { face, pixels } = await pixelsOf(sample, { ...back, dotsPerInch })
      return { face, picture: await worn(pixels, wear(dotsPerInch)) }
    }

    test('has a machine-readable zone of which another reader reads all ninety characters', async () => {
      const { face, picture } = await seen()
      expect(await readOcrB(picture, dotsPerInch)).toEqual(face.mrz)
    })

    test('has a QR that ZXing reads', async () => {
      const { face, picture } = await seen()
      expect(await readWithZxing(picture, 'QRCode')).toBe(face.qr)
    })

    test.skipIf(withoutZbar || (dotsPerInch === 300 && tooFineForZbar.includes(sample)))(
      'has a QR that ZBar reads',
      async () => {
        const { face, picture } = await seen()
        expect(await readWithZbar(picture)).toBe(face.qr)
      },
    )
  },
)

/** The two of most people at 300 dpi; a name of sixty letters makes modules of two dots there, which worn ZBar does not read. */
describe.each([
  { sample: 'huong', template: 'CC_2024_SIGNED_QR', dotsPerInch: 300 },
  { sample: 'be', template: 'CC_2024_UNDER_6_SIGNED_QR', dotsPerInch: 300 },
  { sample: 'phuc', template: 'CC_2024_SIGNED_QR', dotsPerInch: 600 },
] as const)('the back of $sample by $template at $dotsPerInch dpi, blurred and turned', (card) => {
  const { sample, template, dotsPerInch } = card
  let drawn: ReturnType<typeof draw> | undefined
  const seen = () => (drawn ??= draw())
  const draw = async () => {
    const { face, pixels } = await pixelsOf(sample, { template, side: 'back', dotsPerInch })
    return { face, picture: await worn(pixels, wear(dotsPerInch)) }
  }

  test('has both QRs for ZXing, and the signed one is found genuine without a network', async () => {
    const { face, picture } = await seen()
    const read = await readAllWithZxing(picture, 'QRCode')
    expect(read.toSorted()).toEqual([face.qr, face.signedQr].toSorted())
    const { verdict, content } = await verifyCardQr(read.find((text) => text !== face.qr) ?? '')
    expect(verdict).toBe('VALID')
    expect(content.person).toMatchObject({ number: face.number, address: null })
    expect(content.person.name).toBe(face.name.normalize('NFC'))
  })

  test.skipIf(withoutZbar)('has both QRs for ZBar', async () => {
    const { face, picture } = await seen()
    const read = (await readWithZbar(picture)).split('\n')
    expect(read.toSorted()).toEqual([face.qr, face.signedQr].toSorted())
  })
})

describe.skipIf(withoutZbar)('ZBar', () => {
  test('reads the densest QR unblurred at 300 dpi', async () => {
    const { face, pixels } = await pixelsOf('nha', { ...back, dotsPerInch: 300 })
    expect(await readWithZbar(await greyOf(pixels))).toBe(face.qr)
  })

  test('reads the QR on the front of a card of 2021', async () => {
    const { face, pixels } = await pixelsOf('hhen', {
      template: 'CCCD_2021',
      side: 'front',
      dotsPerInch: 300,
    })
    expect(await readWithZbar(await worn(pixels, wear(300)))).toBe(face.qr)
  })

  test('reads QR and Code 128 on a certificate', async () => {
    const { face, pixels } = await pixelsOf('dat', {
      template: 'IDENTITY_CERTIFICATE_2024',
      side: 'back',
      dotsPerInch: 300,
    })
    const read = await readWithZbar(await worn(pixels, wear(300)))
    expect(read.split('\n').toSorted()).toEqual([face.number, face.qr].toSorted())
  })
})

test('another reader reads no machine-readable zone where one character was printed over', async () => {
  const { face, pixels } = await pixelsOf('huong', { ...back, dotsPerInch: 300 })
  const picture = await greyOf(pixels)
  // The second character of the first line, in millimetres, under a white square.
  for (let y = Math.round(34 * 11.81); y < 37.6 * 11.81; y++)
    picture.data.fill(255, y * picture.width + 86, y * picture.width + 112)
  expect(await readOcrB(picture, 300)).not.toEqual(face.mrz)
})
