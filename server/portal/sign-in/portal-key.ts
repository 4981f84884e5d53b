import { createHmac } from 'node:crypto'
import type { App } from '../../kernel/app.ts'

/** The secret of this installation by which one-time codes are made and what is kept of them is hashed. */
export type WithPortalKey = App & { readonly portalKey: Uint8Array }

/** A keyed hash of what must be recognised again and must not be read: numbers, networks, codes. */
export function keyedHash(app: WithPortalKey, purpose: string, text: string): string {
  return createHmac('sha256', app.portalKey).update(`${purpose}\0${text}`).digest('hex')
}
