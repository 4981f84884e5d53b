import { compactVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CaptureRecord } from '../enrollment/evidence.ts'
import { evidenceSigned, readEvidenceLine, signEvidenceLine } from './evidence-line.ts'

const record: CaptureRecord = {
  version: 1,
  transaction: '11111111-1111-4111-8111-111111111111',
  applicationCode: 'HN001-01-260302-0001-J',
  centre: 'HN001',
  machine: '22222222-2222-4222-8222-222222222222',
  sequence: 1,
  kind: 'FINGER',
  position: 2,
  impression: 1,
  device: { kind: 'FINGERPRINT', model: 'Máy quét Mẫu', serial: 'S1', firmware: null },
  dpi: 500,
  bitDepth: 8,
  capturedAt: '2026-03-02T02:20:00.000Z',
  sha256: 'ab'.repeat(32),
  derivedFrom: null,
  enrolls: true,
  previous: null,
}

const newKeys = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
let keys: Awaited<ReturnType<typeof newKeys>>
let line: string
beforeAll(async () => {
  keys = await newKeys()
  line = await signEvidenceLine(record, keys.privateKey)
})

describe('a line of capture evidence', () => {
  test('is a JWS that any library verifies, with a type of its own', async () => {
    const { payload, protectedHeader } = await compactVerify(line, keys.publicKey, { algorithms: ['ES256'] })
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'capture-evidence+jws' })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(record)
  })

  test('is read and proven as it was signed', async () => {
    expect(readEvidenceLine(line)).toEqual(record)
    expect(await evidenceSigned([line, line], keys.publicKey)).toBe(true)
  })

  test('with any character changed, or by another key, is not proven', async () => {
    const changed = (at: number) => line.slice(0, at) + (line[at] === 'A' ? 'B' : 'A') + line.slice(at + 1)
    for (let at = 0; at < line.length - 1; at += 37) {
      expect(await evidenceSigned([line, changed(at)], keys.publicKey)).toBe(false)
    }
    expect(await evidenceSigned([line], (await newKeys()).publicKey)).toBe(false)
    expect(await evidenceSigned([line.slice(0, -20)], keys.publicKey)).toBe(false)
  })

  test('under another header, with another field or no JSON is none', () => {
    const [header = '', , signature = ''] = line.split('.')
    const encode = (text: string) => Buffer.from(text).toString('base64url')
    const payload = encode(JSON.stringify(record))
    expect(readEvidenceLine([encode('{"alg":"ES256"}'), payload, signature].join('.'))).toBeNull()
    expect(
      readEvidenceLine([header, encode(JSON.stringify({ ...record, more: 1 })), signature].join('.')),
    ).toBeNull()
    expect(readEvidenceLine([header, encode('{'), signature].join('.'))).toBeNull()
    expect(readEvidenceLine(`${line}.x`)).toBeNull()
  })
})
