import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { verifySignedQr } from '../../../core/qr/verify-signed-qr.ts'

const cli = join(import.meta.dirname, '../../../server/cli.ts')
let out: string
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'qr-signed-'))
})
afterAll(() => rm(out, { recursive: true }))

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

test('the sample’s text is verified with the key that lies beside it, named by the signer’s certificate', async () => {
  // Without a database anywhere.
  const { stdout } = await promisify(execFile)(process.execPath, [
    cli,
    'qr',
    'signed',
    '--sample',
    '--out',
    out,
  ])
  const text = await readFile(join(out, 'qr.txt'), 'utf8')
  expect(stdout).toBe(`${text}\n`)
  const [spki, certificate] = await Promise.all(
    ['qr-signer.spki', 'qr-signer.cer'].map(async (name) => new Uint8Array(await readFile(join(out, name)))),
  )
  const { notBefore, notAfter, publicKey } = readCardCertificate(certificate ?? new Uint8Array())
  const signer = {
    kid: toHex(
      createHash('sha256')
        .update(certificate ?? '')
        .digest()
        .subarray(0, 8),
    ),
    spki: Buffer.from(spki ?? '').toString('base64'),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    revoked: false,
  }
  // DER that WebCrypto takes: an uncompressed point under the curve's name.
  const key = await crypto.subtle.importKey('spki', Buffer.from(spki ?? ''), p256, true, ['verify'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', key))
  expect(point).toEqual(publicKey.key?.point)
  const { verdict, content } = await verifySignedQr(text, {
    signers: [signer],
    at: notBefore.getTime() + 1000,
    verify: (_, signature, data) =>
      crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, data),
  })
  expect(verdict).toBe('VALID')
  expect(content.person.number).toMatch(/^\d{12}$/)
})
