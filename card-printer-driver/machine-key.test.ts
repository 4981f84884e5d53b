import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { certificateRequest, openMachineKey } from './machine-key.ts'

const openssl = spawnSync('openssl', ['version']).status === 0

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'station-key-'))
})
afterEach(() => rm(directory, { recursive: true }))

describe("the station's key", () => {
  test('is written once, for its owner alone, and read again', async () => {
    const first = await openMachineKey(directory)
    const written = await readFile(join(directory, 'station-key.pk8'))
    const second = await openMachineKey(directory)
    expect(second.fingerprint).toBe(first.fingerprint)
    expect(await readFile(join(directory, 'station-key.pk8'))).toEqual(written)
    expect((await stat(join(directory, 'station-key.pk8'))).mode & 0o777).toBe(0o600)
  })

  test('cannot be taken out of memory', async () => {
    const { privateKey } = await openMachineKey(directory)
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow(/not extractable/)
  })

  test.skipIf(!openssl && !process.env['CI'])(
    'asks for its certificate in a way that OpenSSL accepts (skipped where it is missing)',
    async () => {
      for (let i = 0; i < 8; i++) {
        const key = await openMachineKey(directory)
        const input = Buffer.from(await certificateRequest(key), 'base64')
        const checked = spawnSync('openssl', ['req', '-inform', 'DER', '-verify', '-noout'], {
          input,
        })
        expect(checked.stderr.toString()).toContain('verify OK')
      }
    },
  )
})
