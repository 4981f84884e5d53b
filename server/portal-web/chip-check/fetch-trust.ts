import { trustPath } from '../../../core/contracts/chip-trust.ts'
import type { InspectionTrust } from '../../../core/inspection/inspect-chip.ts'
import { browserCrypto } from './browser-crypto.ts'

const bytesOf = (base64: unknown): Uint8Array =>
  Uint8Array.from(atob(String(base64)), (letter) => letter.charCodeAt(0))
const listIn = (body: object, name: string): readonly Uint8Array[] => {
  const list: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  if (!Array.isArray(list)) throw new TypeError(name)
  return list.map(bytesOf)
}

/** What the server trusts, and its time: a computer's own clock may stand anywhere. */
export interface FetchedTrust extends InspectionTrust {
  readonly at: Date
}

/** Null where the server cannot be reached. Nothing of the chip is sent for it. */
export async function fetchTrust(): Promise<FetchedTrust | null> {
  try {
    const response = await fetch(trustPath, { signal: AbortSignal.timeout(20_000) })
    const body: unknown = await response.json()
    if (!response.ok || typeof body !== 'object' || body === null) return null
    const at = 'at' in body ? new Date(String(body.at)) : null
    if (at === null || Number.isNaN(at.getTime())) return null
    return {
      at,
      trusted: listIn(body, 'certificates'),
      revocationLists: listIn(body, 'lists'),
      crypto: browserCrypto,
    }
  } catch {
    return null
  }
}
