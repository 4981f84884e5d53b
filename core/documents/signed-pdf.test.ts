import { expect, test } from 'vitest'
import { pdfFile, pdfHead } from './pdf-file.ts'
import { signPdf } from './signed-pdf.ts'

const head = pdfHead([
  '<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
])
// Bytes that no text encoding of the web keeps: 0x80 to 0x9f.
const stream = Uint8Array.from({ length: 256 }, (_, i) => i)
const pdf = pdfFile(head, [{ dictionary: '/Test 1', stream }], '/Root 1 0 R')

const signing = (sign: (content: Uint8Array) => Promise<Uint8Array>) => ({
  sign,
  signedAt: new Date('2026-03-02T02:30:00Z'),
  name: 'Bộ Công an',
  reason: 'Xác nhận',
})
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('the file stands unchanged before its signature, which is given everything but itself', async () => {
  let given = new Uint8Array()
  const signed = await signPdf(
    pdf,
    signing(async (content) => {
      given = Uint8Array.from(content)
      return Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x07)
    }),
  )
  expect(signed.subarray(0, pdf.length)).toEqual(pdf)
  const text = latin(signed)
  const [, from = 0, length = 0, then = 0, rest = 0] = (
    /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(text) ?? []
  ).map(Number)
  expect({ from, end: then + rest }).toEqual({ from: 0, end: signed.length })
  expect(text.slice(length, then)).toMatch(/^<30030201070*>$/)
  expect(given).toEqual(Uint8Array.from([...signed.subarray(0, length), ...signed.subarray(then)]))
  expect(text).toContain('/M (D:20260302023000Z)')
})

test('its new table of places leads to the objects it names', async () => {
  const text = latin(
    await signPdf(
      pdf,
      signing(async () => new Uint8Array(10)),
    ),
  )
  const places = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
  const rows = Array.from(
    text.slice(places).matchAll(/^(\d+) 1\n(\d{10}) 00000 n $/gm),
    ([, number, offset]) => ({
      number,
      found: text.slice(Number(offset)).startsWith(`${number} 0 obj\n`),
    }),
  )
  expect(rows).toEqual(['1', '3', '5', '6'].map((number) => ({ number, found: true })))
  expect(text.slice(places)).toContain(`/Size 7 /Root 1 0 R /Prev `)
})

test('a signature that is too long, other bytes and a file that is signed already are refused', async () => {
  const none = signing(async () => new Uint8Array(10))
  await expect(
    signPdf(
      pdf,
      signing(async () => new Uint8Array(9000)),
    ),
  ).rejects.toThrow(RangeError)
  await expect(signPdf(new TextEncoder().encode('%PDF-1.7'), none)).rejects.toThrow(RangeError)
  await expect(signPdf(await signPdf(pdf, none), none)).rejects.toThrow(RangeError)
})
