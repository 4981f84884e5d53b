import { createHmac, timingSafeEqual } from 'node:crypto'
import { DomainError } from '../../../core/errors.ts'
import type { App } from '../../kernel/app.ts'

/** The key that signs addresses of biometrics; the same in every process of an installation. */
export interface WithShareKey {
  readonly shareKey: Uint8Array
}
export type SharingApp = App & WithShareKey

/** What an address gives access to. */
export interface ShareGrant {
  readonly referenceId: string
  /** Images of the fingers beside their minutiae. */
  readonly images: boolean
}

export class ShareRefused extends DomainError<'SHARE_UNKNOWN' | 'SHARE_EXPIRED'> {
  constructor(code: 'SHARE_UNKNOWN' | 'SHARE_EXPIRED') {
    super(code, {
      vi: 'Địa chỉ tải dữ liệu sinh trắc học không đúng hoặc đã hết hạn.',
      en: 'The address of the biometrics is wrong or has expired.',
    })
  }
}

export const sharePath = '/abis/biometrics/'

/*
 * Token, 53 bytes in base64url:
 *   reference 16 | expires 4 (seconds since 1970) | images 1 | HMAC-SHA256 of these 21 bytes 32
 */
const grantBytes = 21
const tokenBytes = grantBytes + 32
const sign = (grant: Uint8Array, key: Uint8Array) => createHmac('sha256', key).update(grant).digest()

/** The address under which an ABIS fetches the biometrics of a reference until `expiresAt` (milliseconds). */
export function shareUrl(app: SharingApp, grant: ShareGrant & { readonly expiresAt: number }): string {
  const bytes = Buffer.alloc(grantBytes)
  bytes.write(grant.referenceId.replaceAll('-', ''), 'hex')
  bytes.writeUInt32BE(Math.floor(grant.expiresAt / 1000), 16)
  bytes[20] = Number(grant.images)
  const token = Buffer.concat([bytes, sign(bytes, app.shareKey)]).toString('base64url')
  return new URL(`${sharePath}${token}`, app.env.abisShareUrl ?? app.publicUrl).href
}

/** Throws ShareRefused for a token that was not made here, was altered or has expired. */
export function readShareToken(app: SharingApp, token: string): ShareGrant {
  const bytes = Buffer.from(token, 'base64url')
  // Another spelling of the same bytes would be another token to whoever counts its uses.
  if (bytes.length !== tokenBytes || bytes.toString('base64url') !== token)
    throw new ShareRefused('SHARE_UNKNOWN')
  const grant = bytes.subarray(0, grantBytes)
  if (!timingSafeEqual(sign(grant, app.shareKey), bytes.subarray(grantBytes)))
    throw new ShareRefused('SHARE_UNKNOWN')
  if (bytes.readUInt32BE(16) * 1000 <= app.clock()) throw new ShareRefused('SHARE_EXPIRED')
  const hex = grant.toString('hex', 0, 16)
  const referenceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { referenceId, images: bytes[20] === 1 }
}
