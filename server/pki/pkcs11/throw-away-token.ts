import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { KeyStoreUnavailable } from '../key-store.ts'
import type { TokenPlaces } from './messages.ts'

/** Where Debian, Fedora and Homebrew put SoftHSM2. */
const softHsmPlaces = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]

const run = promisify(execFile)

export interface ThrowAwayToken extends TokenPlaces {
  /** Holds the token, its PIN and SoftHSM's configuration. */
  readonly folder: string
  readonly configurationFile: string
  remove(): Promise<void>
}

/** SoftHSM2's library, null where it is not installed. */
export async function softHsmModule(): Promise<string | null> {
  for (const place of softHsmPlaces) {
    const isThere = await stat(place).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  return null
}

/**
 * A SoftHSM2 token in a temporary folder, for samples and tests. SoftHSM finds its configuration by SOFTHSM2_CONF of this process,
 * which is set here: one such token at a time. Throws KeyStoreUnavailable where SoftHSM2 is not installed.
 */
export async function throwAwayToken(): Promise<ThrowAwayToken> {
  const module = await softHsmModule()
  if (module === null) throw new KeyStoreUnavailable('MODULE_MISSING')
  const folder = await mkdtemp(join(tmpdir(), 'citizen-id-token-'))
  const configurationFile = join(folder, 'softhsm2.conf')
  const pinFile = join(folder, 'pin')
  const tokenLabel = 'throw-away'
  const pin = randomBytes(8).toString('hex')
  await mkdir(join(folder, 'tokens'))
  const configuration = `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`
  await writeFile(configurationFile, configuration)
  await writeFile(pinFile, `${pin}\n`, { mode: 0o600 })
  process.env['SOFTHSM2_CONF'] = configurationFile
  const secrets = ['--pin', pin, '--so-pin', randomBytes(8).toString('hex')]
  try {
    await run('softhsm2-util', ['--init-token', '--free', '--label', tokenLabel, ...secrets])
  } catch {
    await rm(folder, { recursive: true })
    throw new KeyStoreUnavailable('TOKEN_MISSING')
  }
  return {
    folder,
    configurationFile,
    module,
    tokenLabel,
    pinFile,
    remove: () => rm(folder, { recursive: true }),
  }
}
