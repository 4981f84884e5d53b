import { sharedBiometrics } from './shared-biometrics.ts'
import { sharePath, ShareRefused, type SharingApp } from './share-token.ts'
import { AbisRefused } from './refused.ts'

/** The CBEFF file behind a referenceURL. Throws AbisRefused: it cannot be fetched, or not any more. */
export type FetchBiometrics = (url: string, signal: AbortSignal) => Promise<string>

/** From this very process, without a way over the network. */
export function fetchedHere(app: SharingApp): FetchBiometrics {
  return async (url) => {
    const { pathname } = parseUrl(url)
    if (!pathname.startsWith(sharePath)) throw new AbisRefused('fetchFailed')
    try {
      return (await sharedBiometrics(app, pathname.slice(sharePath.length))).cbeff
    } catch (error) {
      if (!(error instanceof ShareRefused)) throw error
      throw new AbisRefused(error.code === 'SHARE_EXPIRED' ? 'shareExpired' : 'fetchFailed')
    }
  }
}

const timeoutMs = 30_000
/** Ten fingers at 1000 dpi without compression, in base64. */
const mostBytes = 24_000_000
/** 410 of this system's share; 401 of others, whose token ran out. */
const expiredStatuses = [401, 410]

/** Over HTTP, from origins that are known: a message must not send this program to any address it likes. */
export function httpBiometrics(origins: readonly string[]): FetchBiometrics {
  return async (url, signal) => {
    const { origin } = parseUrl(url)
    if (!origins.includes(origin)) throw new AbisRefused('fetchFailed')
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      const response = await fetch(url, { signal: limited, redirect: 'error' })
      if (expiredStatuses.includes(response.status)) throw new AbisRefused('shareExpired')
      if (!response.ok) throw new AbisRefused('fetchFailed')
      return await limitedText(response)
    } catch (error) {
      if (error instanceof AbisRefused) throw error
      throw new AbisRefused('fetchFailed')
    }
  }
}

function parseUrl(url: string): URL {
  const parsed = URL.parse(url)
  if (!parsed) throw new AbisRefused('fetchFailed')
  return parsed
}

async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > mostBytes) throw new AbisRefused('fetchFailed')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
