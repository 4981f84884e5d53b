import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import type { CardTemplate } from '../../core/card/card-face.ts'
import { cardSize } from '../../core/card/layout-parts.ts'
import { LegacyTemplate } from '../../core/card/templates.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { demoCard } from '../demo-card.ts'
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

/** The card of an invented person: the PDF, and both sides as pictures at 300 dpi. Needs no database. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sample: { type: 'string' },
      template: { type: 'string', default: '2024' },
      out: { type: 'string' },
    },
  })
  const { sample, out } = values
  const template = templates[values.template]
  if (sample === undefined || out === undefined || template === undefined) throw new WrongUsage()
  if (template === 'LEGACY') throw new LegacyTemplate()
  const card = await demoCard(sample, template)
  const pdf = renderCard({ ...card, fonts: await documentFonts(), dotsPerInch, productionKey: null })
  await openOutFolder(out)
  const [front, back] = await pictures(pdf)
  const files = { 'card.pdf': pdf, 'front.png': front, 'back.png': back }
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(out, name), bytes)
  return {
    done: true,
    facts: { template, files: Object.keys(files) },
    lines: Object.keys(files).map((name) => `Đã ghi / written: ${join(out, name)}`),
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
