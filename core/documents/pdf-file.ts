/*
 * A PDF (ISO 32000-1, 7.5) of two parts: objects that many files begin with, written once with their places, and those
 * of one file behind them; then the table of places and the trailer.
 *
 *   %PDF-1.7 · objects 1 … n (head) · objects n+1 … m (tail) · xref · trailer · startxref
 */

const encoder = new TextEncoder()
const latin = (text: string) => encoder.encode(text)

/** What stands in `N 0 obj … endobj`. */
export type PdfObject = string | { readonly dictionary: string; readonly stream: Uint8Array }

export interface PdfHead {
  readonly bytes: Uint8Array
  /** Rows of the table for the head's objects. */
  readonly rows: string
  readonly count: number
}

function objectBytes(number: number, object: PdfObject): readonly Uint8Array[] {
  if (typeof object === 'string') return [latin(`${number} 0 obj\n${object}\nendobj\n`)]
  const { dictionary, stream } = object
  return [
    latin(`${number} 0 obj\n<< ${dictionary} /Length ${stream.length} >>\nstream\n`),
    stream,
    latin('\nendstream\nendobj\n'),
  ]
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

// Twenty bytes each, the end of line included (7.5.4).
const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`

function written(objects: readonly PdfObject[], from: { readonly number: number; readonly offset: number }) {
  const parts: Uint8Array[] = []
  let rows = ''
  let offset = from.offset
  for (const [i, object] of objects.entries()) {
    rows += row(offset)
    for (const part of objectBytes(from.number + i, object)) {
      parts.push(part)
      offset += part.length
    }
  }
  return { parts, rows, offset }
}

/** Objects 1 … n, as every file of a kind begins. The four bytes above 127 say that the file is binary (7.5.2). */
export function pdfHead(objects: readonly PdfObject[]): PdfHead {
  const mark = joined([latin('%PDF-1.7\n%'), Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3), latin('\n')])
  const { parts, rows } = written(objects, { number: 1, offset: mark.length })
  return { bytes: joined([mark, ...parts]), rows, count: objects.length }
}

/** A whole file: the head, and objects from `head.count + 1` on. `trailer` names root and information by their objects. */
export function pdfFile(head: PdfHead, objects: readonly PdfObject[], trailer: string): Uint8Array {
  const tail = written(objects, { number: head.count + 1, offset: head.bytes.length })
  const size = head.count + objects.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${head.rows}${tail.rows}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${tail.offset}\n%%EOF\n`
  return joined([head.bytes, ...tail.parts, latin(end)])
}

/** A text string in UTF-16BE (7.9.2.2), as hexadecimal digits. */
export function pdfText(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) =>
    text.charCodeAt(i).toString(16).padStart(4, '0'),
  )
  return `<feff${units.join('')}>`
}
