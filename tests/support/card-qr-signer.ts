import { p256 } from '@noble/curves/nist.js'
import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import { cardLayout } from '../../core/card/templates.ts'
import { cardSignedQr } from '../../core/qr/card-signed-qr.ts'
import { verifySignedQr } from '../../core/qr/verify-signed-qr.ts'
import { writeSignedQr } from '../../core/qr/signed-qr.ts'
import { type CardSampleName, sampleFace } from '../../core/synthetic/card-samples.ts'

const secret = new Uint8Array(32).fill(7)
const at = Date.parse('2024-08-01T02:30:00Z')
const until = at + 20 * 365 * 86_400_000

/** Signs without a random number (RFC 6979): pictures of its codes are the same each time. */
const signer = {
  keyId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  sign: (data: Uint8Array) => Promise.resolve(p256.sign(data, secret)),
}

/** The specimen of a person, with a signed QR where its template has a place for one. */
export async function signedSampleFace(sample: CardSampleName, template: CardTemplate): Promise<CardFace> {
  const face = sampleFace(sample, template)
  const isSigned = cardLayout(template).back.barcodes.some(({ content }) => content.includes('signedQr'))
  if (!isSigned) return face
  const issue = { issuer: 'https://canuoc.example.vn', at, signerUntil: until }
  return { ...face, signedQr: await writeSignedQr(cardSignedQr({ ...face, residence: null }, issue), signer) }
}

/** The product's own verifier, with that signer alone and no network. */
export const verifyCardQr = (text: string) =>
  verifySignedQr(text, {
    signers: [
      {
        kid: '0102030405060708',
        spki: Buffer.from(p256.getPublicKey(secret, false)).toString('base64'),
        notBefore: new Date(at).toISOString(),
        notAfter: new Date(until).toISOString(),
        revoked: false,
      },
    ],
    at: at + 60_000,
    verify: async (point, signature, data) => {
      const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
      const key = await crypto.subtle.importKey('raw', Buffer.from(point, 'base64'), curve, false, ['verify'])
      return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, data)
    },
  })
