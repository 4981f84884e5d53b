import { randomBytes } from 'node:crypto'
import type { StationVault } from '../store/station-vault.ts'

/** The secret of the local API: made at the first start, and the same ever after, so that an open page outlives the agent. */
export async function openApiToken(vault: StationVault): Promise<string> {
  const stored = await vault.read('api-token', 'api-token')
  if (stored && stored.length > 0) return new TextDecoder().decode(stored).trim()
  const token = randomBytes(32).toString('base64url')
  await vault.write('api-token', new TextEncoder().encode(token))
  return token
}
