import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import type { PublicPoint } from '../../../core/pki/signing-key.ts'
import { publicPoint } from '../../pki/public-point.ts'

/** PKCS#8, base64: what the encoder writes into a chip that does not make its own keys. */
const injectedKeysSchema = z.strictObject({
  activeAuthentication: z.base64(),
  chipAuthentication: z.base64(),
})
export type InjectedKeys = z.infer<typeof injectedKeysSchema>

/** A key pair of one chip, on its way there. */
export function chipKeyPair(curve: CurveName): { readonly point: PublicPoint; readonly pkcs8: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curves[curve].opensslName })
  return {
    point: publicPoint(publicKey.export({ type: 'spki', format: 'der' })),
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
}

/*
 * Sealed form: 12 IV | ciphertext | 16 tag, AES-256-GCM; the job's id is the associated data, so that one job's keys are not passed off as
 * another's.
 */
const ivBytes = 12
const tagBytes = 16

export function sealChipKeys(keys: InjectedKeys, { secret, jobId }: KeySeal): Buffer<ArrayBuffer> {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(jobId))
  return Buffer.concat([iv, cipher.update(JSON.stringify(keys)), cipher.final(), cipher.getAuthTag()])
}

/** Throws where the sealed form was altered or is another job's. */
export function openChipKeys(sealed: Uint8Array, { secret, jobId }: KeySeal): InjectedKeys {
  const cipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, ivBytes))
  cipher.setAAD(Buffer.from(jobId)).setAuthTag(sealed.subarray(-tagBytes))
  const text = Buffer.concat([cipher.update(sealed.subarray(ivBytes, -tagBytes)), cipher.final()])
  return injectedKeysSchema.parse(JSON.parse(text.toString('utf8')))
}

export interface KeySeal {
  /** 32 bytes. */
  readonly secret: Uint8Array
  readonly jobId: string
}
