/** Who signs QRs: what anybody needs to verify one without asking again. The answer of GET /pki/qr-signers. */
import { z } from 'zod'

const qrSignerSchema = z.object({
  /** Key id in the QR, hexadecimal: the first eight bytes of the SHA-256 of the signer's certificate. */
  kid: z.string().regex(/^[0-9a-f]{16}$/),
  /** SubjectPublicKeyInfo of a P-256 key, its curve named; DER in base64. */
  spki: z.base64(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** Whoever has a revoked key can make QRs of any date: none of its QRs is taken for genuine. */
  revoked: z.boolean(),
})
export type ListedQrSigner = z.infer<typeof qrSignerSchema>

export const qrSignersSchema = z.object({ signers: z.array(qrSignerSchema) })
export type QrSigners = z.infer<typeof qrSignersSchema>
