import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { boxOf, keyBytes } from './box.ts'

/** OWASP's figure for PBKDF2 with SHA-256; kept beside the salt, so that it may grow. */
const iterations = 600_000
const saltBytes = 16

export const pinWrapSchema = z.strictObject({
  iterations: z.int().positive(),
  salt: z.base64(),
  wrapped: z.base64(),
})
/** A key that a PIN opens. */
export type PinWrap = z.infer<typeof pinWrapSchema>

const derive = promisify(pbkdf2)

export async function wrapByPin(key: Uint8Array, pin: string, place: string): Promise<PinWrap> {
  const salt = randomBytes(saltBytes)
  const box = boxOf(await derive(pin.normalize('NFC'), salt, iterations, keyBytes, 'sha256'))
  const wrapped = Buffer.from(box.close(key, place)).toString('base64')
  return { iterations, salt: salt.toString('base64'), wrapped }
}

/** Throws BoxDamaged where the PIN is another one. */
export async function openByPin(wrap: PinWrap, pin: string, place: string): Promise<Uint8Array<ArrayBuffer>> {
  const salt = Buffer.from(wrap.salt, 'base64')
  const box = boxOf(await derive(pin.normalize('NFC'), salt, wrap.iterations, keyBytes, 'sha256'))
  return box.open(Buffer.from(wrap.wrapped, 'base64'), place)
}
