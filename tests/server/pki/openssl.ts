/** The OpenSSL command line as a second opinion on what this code writes. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMissing } from '../../support/is-missing.ts'

const isInstalled = spawnSync('openssl', ['version']).status === 0

export const isOpensslMissing = (): boolean => isMissing('openssl', isInstalled)

export type Workshop = Disposable & { readonly path: (name: string) => string }

/** A folder of its own, gone at the end of the test. */
export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'citizen-id-openssl-'))
  return {
    path: (name) => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** Runs openssl on `input`; answers what it wrote. Throws with its own words when it refuses. */
export function openssl(parameters: readonly string[], input: Uint8Array = new Uint8Array()): Buffer {
  return execFileSync('openssl', parameters, { input, stdio: ['pipe', 'pipe', 'pipe'] })
}
