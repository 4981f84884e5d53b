import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import { cardSize } from '../../core/card/layout-parts.ts'
import { LegacyTemplate, withSignedQr } from '../../core/card/templates.ts'
import { DomainError } from '../../core/errors.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { demoCard } from '../demo-card.ts'
import { demoQrSigner, demoSignedQr } from '../demo-qr-signer.ts'
import { systemClock } from '../kernel/clock.ts'
import { documentFonts } from '../kernel/fonts.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { openOutFolder } from './out-folder.ts'

const templates: Readonly<Record<string, CardTemplate | 'LEGACY'>> = {
  '2016': 'LEGACY',
  '2021': 'CCCD_2021',
  '2024': 'CC_2024',
  '2024-under6': 'CC_2024_UNDER_6',
  certificate: 'IDENTITY_CERTIFICATE_2024',
}

const dotsPerInch = 300
const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * dotsPerInch)

/** A template without a place for a signed QR. */
class NoPlaceForSignedQr extends DomainError<'NO_PLACE_FOR_SIGNED_QR'> {
  constructor() {
    super('NO_PLACE_FOR_SIGNED_QR', {
      vi: 'Mẫu thẻ này không có ô cho mã QR có chữ ký. Hãy chọn mẫu 2024 hoặc 2024-under6.',
      en: 'This template has no place for a signed QR. Choose 2024 or 2024-under6.',
    })
  }
}

/**
 * The card of an invented person: the PDF, and both sides as pictures at 300 dpi; with a signed QR also the text of that and the key
 * to check it by, made for it alone. Needs no database.
 */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sample: { type: 'string' },
      template: { type: 'string', default: '2024' },
      'signed-qr': { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  })
  const { sample, out } = values
  const wanted = templates[values.template]
  if (sample === undefined || out === undefined || wanted === undefined) throw new WrongUsage()
  if (wanted === 'LEGACY') throw new LegacyTemplate()
  const template = values['signed-qr'] ? withSignedQr(wanted) : wanted
  if (template === null) throw new NoPlaceForSignedQr()
  const card = await demoCard(sample, template)
  const signed = values['signed-qr'] ? await signedQrOf(card.face) : null
  const face = { ...card.face, signedQr: signed?.['qr.txt'] }
  const pdf = renderCard({ ...card, face, fonts: await documentFonts(), dotsPerInch, productionKey: null })
  await openOutFolder(out)
  const [front, back] = await pictures(pdf)
  const files = { 'card.pdf': pdf, 'front.png': front, 'back.png': back, ...signed }
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(out, name), bytes)
  return {
    done: true,
    facts: { template, files: Object.keys(files) },
    lines: Object.keys(files).map((name) => `Đã ghi / written: ${join(out, name)}`),
  }
}

async function signedQrOf(face: CardFace) {
  const signer = await demoQrSigner(systemClock())
  return {
    // The bytes of the code and no line's end: spaces belong to its alphabet.
    'qr.txt': await demoSignedQr({ ...face, residence: null }, signer),
    'qr-signer.spki': signer.spki,
  }
}

async function pictures(pdf: Uint8Array): Promise<readonly [Uint8Array, Uint8Array]> {
  const pdfium = await PDFiumLibrary.init()
  try {
    const document = await pdfium.loadDocument(pdf)
    const side = async (page: number) => {
      const size = { width: pixels(cardSize.width), height: pixels(cardSize.height) }
      const { data, width, height } = await document
        .getPage(page)
        .render({ scale: 1, ...size, render: 'bitmap' })
      const png = sharp(data, { raw: { width, height, channels: 4 } })
        .removeAlpha()
        .withMetadata({ density: dotsPerInch })
        .png()
      return new Uint8Array(await png.toBuffer())
    }
    const both = [await side(0), await side(1)] as const
    document.destroy()
    return both
  } finally {
    pdfium.destroy()
  }
}
