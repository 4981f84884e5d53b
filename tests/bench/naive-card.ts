import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import bwipjs from 'bwip-js/node'
import PDFDocument from 'pdfkit'
import type { CardFace } from '../../core/card/card-face.ts'
import { cardSize } from '../../core/card/layout-parts.ts'
import type { FaceLayout } from '../../core/card/layout.ts'
import { printedValue } from '../../core/card/printed-value.ts'
import { cardLayout } from '../../core/card/templates.ts'

const { resolve } = createRequire(import.meta.url)
const type = (path: string) => readFile(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
const files = Promise.all([
  type('400Regular/BeVietnamPro_400Regular.ttf'),
  type('700Bold/BeVietnamPro_700Bold.ttf'),
])

const point = 72 / 25.4

/**
 * A card as one writes it on the first day, for comparison: pdfkit with its defaults, both faces of type handed over as
 * bytes for each card, the QR as a PNG of bwip-js; the same texts and portrait, and none of the art.
 */
export async function naiveCard(face: CardFace, portrait: Uint8Array): Promise<Uint8Array> {
  const [regular, bold] = await files
  const layout = cardLayout('CC_2024')
  const document = new PDFDocument({
    size: [cardSize.width * point, cardSize.height * point],
    margin: 0,
  })
  document.registerFont('regular', regular).registerFont('bold', bold)
  const bytes = gathered(document)
  drawTexts(document, layout.front, face)
  if (layout.front.portrait) {
    const { x, y, width, height } = layout.front.portrait
    document.image(Buffer.from(portrait), x * point, y * point, { cover: [width * point, height * point] })
  }
  document.addPage()
  drawTexts(document, layout.back, face)
  const qr = await bwipjs.toBuffer({ bcid: 'qrcode', text: face.qr })
  for (const { box } of layout.back.barcodes)
    document.image(qr, box.x * point, box.y * point, { width: box.width * point })
  if (layout.back.mrz) {
    const { box, linePitch } = layout.back.mrz
    document.font('Courier', 9)
    for (const [i, line] of face.mrz.entries())
      document.text(line, box.x * point, (box.y + i * linePitch) * point)
  }
  document.end()
  return bytes
}

function drawTexts(document: PDFKit.PDFDocument, { texts, fields }: FaceLayout, face: CardFace): void {
  const plain = { lineBreak: false }
  for (const { text, box, size } of texts) {
    document
      .font('bold', size)
      .text(text, box.x * point, box.y * point, { ...plain, width: box.width * point })
  }
  for (const { field, label, labelBox, box, size } of fields) {
    document
      .font('regular', 4.7)
      .text(`${label.vi} / ${label.en}:`, labelBox.x * point, labelBox.y * point, plain)
    document
      .font('bold', size.min)
      .text(printedValue(face, field) ?? '', box.x * point, box.y * point, { width: box.width * point })
  }
}

async function gathered(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}
