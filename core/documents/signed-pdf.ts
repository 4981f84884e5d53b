/**
 * A signed PDF (ETSI EN 319 142-1, PAdES baseline B-B): behind the finished file an incremental update (ISO 32000-1, 7.5.6) adds
 *
 *   the signature    /Type /Sig, its /Contents the CMS over everything but itself (12.8.1), as /ByteRange tells
 *   its field        a widget without a size on the first page
 *   the catalogue and the first page once more, which now know of the field
 *
 * It signs what this folder draws: one section, its table of places uncompressed.
 */
import { pdfText } from './pdf-file.ts'

export interface PdfSigning {
  /** CMS over the bytes told, DER. */
  readonly sign: (content: Uint8Array) => Promise<Uint8Array>
  readonly signedAt: Date
  /** Who signs, as viewers show it. */
  readonly name: string
  readonly reason: string
}

/** Room for the CMS: signer and CSCA with explicit parameters take some 3 kB. */
const contentsBytes = 8192
const gap = '0'.repeat(2 * contentsBytes)
/** Ten digits each, so that the numbers can be written in when they are known. */
const unknownRange = '0000000000 0000000000 0000000000'

/** The same file with a signature over all of it. */
export async function signPdf(pdf: Uint8Array, signing: PdfSigning): Promise<Uint8Array> {
  // Not by TextDecoder, whose latin1 is Windows-1252 (WHATWG Encoding, 4.2).
  const file = Buffer.from(pdf).toString('latin1')
  const whole = file + update(file, signing)
  const gapStart = whole.lastIndexOf(`<${gap}>`)
  const gapEnd = gapStart + gap.length + 2
  const range = [gapStart, gapEnd, whole.length - gapEnd].map((at) => String(at).padStart(10, '0')).join(' ')
  const ranged = whole.replace(unknownRange, range)
  const content = latin(ranged.slice(0, gapStart) + ranged.slice(gapEnd))
  const cms = Buffer.from(await signing.sign(content)).toString('hex')
  if (cms.length > gap.length) throw new RangeError('the signature is longer than its place')
  return latin(`${ranged.slice(0, gapStart)}<${cms.padEnd(gap.length, '0')}>${ranged.slice(gapEnd)}`)
}

/** One byte for a letter: offsets in the text are offsets in the file. */
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

interface PdfEnd {
  readonly size: number
  readonly root: number
  /** Where the table of places begins. */
  readonly places: number
  /** What the next trailer repeats. */
  readonly kept: string
}

function endOf(file: string): PdfEnd {
  const trailer = file.slice(file.lastIndexOf('trailer'))
  const number = (entry: RegExp) => Number(entry.exec(trailer)?.[1] ?? Number.NaN)
  const end = {
    size: number(/\/Size (\d+)/),
    root: number(/\/Root (\d+) 0 R/),
    places: number(/startxref\s+(\d+)/),
    kept: (trailer.match(/\/Info \d+ 0 R|\/ID \[[^\]]*\]/g) ?? []).join(' '),
  }
  if (!Number.isFinite(end.size + end.root + end.places))
    throw new RangeError('not a PDF with a plain trailer')
  return end
}

/** What stands between `<<` and `>>` of an object that is a dictionary. */
function dictionaryOf(file: string, { places }: PdfEnd, number: number): string {
  const [, rows = ''] = /^xref\s+0 \d+\s*\n([^t]*)/.exec(file.slice(places)) ?? []
  // Twenty bytes a row (7.5.4).
  const offset = Number(rows.slice(number * 20, number * 20 + 10))
  const object = file.slice(offset, file.indexOf('endobj', offset))
  const [, body] = new RegExp(String.raw`^${number} 0 obj\s*<<([^]*)>>\s*$`).exec(object) ?? []
  if (body === undefined || /\/(?:Annots|AcroForm)\b/.test(body))
    throw new RangeError('not a page or catalogue of ours')
  return body.trim()
}

const referenced = (dictionary: string, entry: RegExp) => Number(entry.exec(dictionary)?.[1] ?? Number.NaN)

function update(file: string, { signedAt, name, reason }: PdfSigning): string {
  const end = endOf(file)
  const catalogue = dictionaryOf(file, end, end.root)
  const pages = dictionaryOf(file, end, referenced(catalogue, /\/Pages (\d+) 0 R/))
  const page = referenced(pages, /\/Kids \[\s*(\d+) 0 R/)
  const [signature, field] = [end.size, end.size + 1]
  const objects = new Map([
    [end.root, `${catalogue} /Version /1.7 /AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>`],
    [page, `${dictionaryOf(file, end, page)} /Annots [${field} 0 R]`],
    [
      signature,
      `/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${pdfDate(signedAt)}) /Name ${pdfText(name)} /Reason ${pdfText(reason)} /ByteRange [0 ${unknownRange}] /Contents <${gap}>`,
    ],
    // 132: printed, and locked against changes (12.5.3). SigFlags 3: signed, to be added to only by appending (12.7.2).
    [
      field,
      `/Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /F 132 /Rect [0 0 0 0] /P ${page} 0 R /V ${signature} 0 R`,
    ],
  ])
  let body = '\n'
  let places = ''
  for (const [number, dictionary] of [...objects].toSorted(([a], [b]) => a - b)) {
    places += `${number} 1\n${String(file.length + body.length).padStart(10, '0')} 00000 n \n`
    body += `${number} 0 obj\n<< ${dictionary} >>\nendobj\n`
  }
  const trailer = `trailer\n<< /Size ${end.size + 2} /Root ${end.root} 0 R /Prev ${end.places} ${end.kept} >>`
  return `${body}xref\n${places}${trailer}\nstartxref\n${file.length + body.length}\n%%EOF\n`
}

/** D:YYYYMMDDHHmmSSZ (7.9.4). */
const pdfDate = (date: Date) => `D:${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
