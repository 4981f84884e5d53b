/** SoftHSM2 and OpenSC's pkcs11-tool: a hardware module that is software, and a second pair of eyes on it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { ThrowAwayToken } from '../../server/pki/pkcs11/throw-away-token.ts'
import { softHsmModule } from '../../server/pki/pkcs11/throw-away-token.ts'
import { isMissing } from './is-missing.ts'

/** Says so where Debian's softhsm2 or opensc is missing; in CI they have to be there. */
export async function isSoftHsmMissing(): Promise<boolean> {
  const isInstalled =
    (await softHsmModule()) !== null && spawnSync('pkcs11-tool', ['--help']).error === undefined
  return isMissing('softhsm2 or opensc', isInstalled)
}

export const pinOf = ({ pinFile }: ThrowAwayToken) => readFileSync(pinFile, 'utf8').trim()

/** What pkcs11-tool says of the token, logged in as its user. */
export function pkcs11Tool(token: ThrowAwayToken, parameters: readonly string[]): string {
  const { module, tokenLabel } = token
  const whole = [
    '--module',
    module,
    '--token-label',
    tokenLabel,
    '--login',
    '--pin',
    pinOf(token),
    ...parameters,
  ]
  return execFileSync('pkcs11-tool', whole, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** A server whose card keys lie on the token. */
export const tokenVariables = ({ module, tokenLabel, pinFile }: ThrowAwayToken) => ({
  KEY_STORE: 'pkcs11',
  PKCS11_MODULE: module,
  PKCS11_TOKEN_LABEL: tokenLabel,
  PKCS11_PIN_FILE: pinFile,
})
