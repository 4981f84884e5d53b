import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { backArt, frontArt } from '../card/art/card-art.ts'
import type { CardTemplate } from '../card/card-face.ts'
import { cardLayout, cardSize, groundColours } from '../card/templates.ts'
import { inMillimetres, point, shapeOperators } from './pdf-operators.ts'

export const pageSize: [number, number] = [cardSize.width * point, cardSize.height * point]

/** A document whose bytes depend on nothing but what is drawn: no clock, no default face. */
export function emptyDocument(): PDFKit.PDFDocument {
  const options = {
    size: pageSize,
    margin: 0,
    autoFirstPage: false,
    lang: 'vi',
    info: {
      Title: 'Thẻ căn cước (mẫu)',
      Producer: 'citizen-id',
      Creator: 'citizen-id',
      CreationDate: new Date(0),
    },
  }
  // null keeps pdfkit from opening Helvetica; its types know only names.
  return new PDFDocument({ ...options, font: null as unknown as string })
}

/** Ends the document and gathers its bytes. */
export async function finish(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', resolve)
    document.on('error', reject)
  })
  document.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

export type Side = 'front' | 'back'

const drawnArt = new Map<string, Uint8Array>()

/** What is the same on every card of a template, compressed once for all cards. */
function artContent(template: CardTemplate, side: Side): Uint8Array {
  const key = `${template} ${side}`
  const known = drawnArt.get(key)
  if (known) return known
  const layout = cardLayout(template)
  const shapes = side === 'front' ? frontArt(layout) : backArt(layout)
  const content = new Uint8Array(deflateSync(inMillimetres(`1 j 1 J\n${shapeOperators(shapes)}`)))
  drawnArt.set(key, content)
  return content
}

/** Draws the ground and the art of one side: a form XObject (ISO 32000-1, 8.10). */
export function drawGround(document: PDFKit.PDFDocument, template: CardTemplate, side: Side): void {
  const [width, height] = pageSize
  const [first, middle, last] = groundColours
  const ground = document.linearGradient(0, 0, width, 0).stop(0, first).stop(0.5, middle).stop(1, last)
  document.rect(0, 0, width, height).fill(ground)
  const form = document.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Filter: 'FlateDecode',
  })
  form.end(artContent(template, side))
  document.page.xobjects['Art'] = form
  document.addContent('/Art Do')
}
