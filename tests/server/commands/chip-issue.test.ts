import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { readDg1 } from '../../../core/lds/dg1.ts'
import { readDg2 } from '../../../core/lds/dg2.ts'
import { readDg3 } from '../../../core/lds/dg3.ts'
import { readDg13 } from '../../../core/lds/read-dg13.ts'
import { readLdsObject } from '../../../core/inspection/security-object/read-lds-object.ts'
import { readSod } from '../../../core/lds/read-sod.ts'
import { parseTd1 } from '../../../core/mrz/td1.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { isSoftHsmMissing } from '../../support/token.ts'

const cli = join(import.meta.dirname, '../../../server/cli.ts')
const crypto = publicCrypto()
const withoutSoftHsm = await isSoftHsmMissing()
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'chip-issue-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** Runs the command as an operator does, without a database anywhere. */
async function issue(name: string, ...words: readonly string[]) {
  const out = join(directory, name)
  const command = [cli, 'chip', 'issue', '--json', '--out', out, ...words]
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'ignore'],
    // What it makes for a while lies here too, and apart from other tests'.
    env: { ...process.env, TMPDIR: directory },
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const [code] = (await once(child, 'close')) as [number | null]
  const read = async (file: string) => new Uint8Array(await readFile(join(out, file)))
  return { code, facts: JSON.parse(told) as unknown, out, read }
}

const names = ['COM', 'CardAccess', 'DG1', 'DG13', 'DG14', 'DG15', 'DG2', 'DG3', 'SOD']
const written = [...names.map((name) => `EF_${name}.bin`), 'csca.cer', 'ds.cer'].toSorted()

/** EF.SOD's hashes, its signature by the certificate, and that certificate by the CSCA's. */
async function expectSigned(read: (file: string) => Promise<Uint8Array>) {
  const [csca, signer] = (await Promise.all(['csca.cer', 'ds.cer'].map(read))).map(readCardCertificate)
  const sod = readSod(await read('EF_SOD.bin'))
  for (const [number, hash] of readLdsObject(sod.content).hashes)
    expect(toHex(hash)).toBe(toHex(crypto.hash('SHA-256', await read(`EF_DG${number}.bin`))))
  const [info] = sod.signers
  if (!csca?.publicKey.key || !signer?.publicKey.key || !info?.signedBytes) throw new Error('not signed')
  const isSigned = crypto.verify(signer.publicKey.key, 'ECDSA_SHA256', info.signedBytes, info.signature)
  const isCertified = crypto.verify(csca.publicKey.key, 'ECDSA_SHA384', signer.tbs, signer.signature)
  expect({ isSigned, isCertified }).toEqual({ isSigned: true, isCertified: true })
  return signer
}

describe('chip issue --sample', () => {
  test('writes a chip with portrait and two fingers under certificates with explicit parameters', async () => {
    const { code, facts, out, read } = await issue('explicit', '--sample')
    expect(code).toBe(0)
    expect(facts).toMatchObject({ folder: out })
    expect((await readdir(out)).toSorted()).toEqual(written)
    expect((await expectSigned(read)).publicKey.parameters).toBe('EXPLICIT')
    const details = readDg13(await read('EF_DG13.bin'))
    expect(parseTd1(readDg1(await read('EF_DG1.bin'))).number).toBe(details.number)
    expect(Object.values(details)).not.toContain('')
    const [face] = readDg2(await read('EF_DG2.bin')).faces
    expect(face?.format).toBe('jp2')
    expect(face?.image.length).toBeLessThanOrEqual(15_000)
    const { fingers } = readDg3(await read('EF_DG3.bin'))
    expect(fingers.map(({ views, compression }) => [views[0]?.position, compression])).toEqual([
      [2, 'wsq'],
      [7, 'wsq'],
    ])
  })

  test('writes named curves and no fingers where it is asked to', async () => {
    const { code, read } = await issue('named', '--sample', '--profile', 'named', '--fingers', '0')
    expect(code).toBe(0)
    expect((await expectSigned(read)).publicKey.parameters).toBe('NAMED')
    expect(readDg3(await read('EF_DG3.bin'))).toMatchObject({ records: [], fingers: [] })
  })

  test.skipIf(withoutSoftHsm)('signs in a hardware module, and leaves nothing of it', async () => {
    const { code, read } = await issue('hsm', '--sample', '--hsm')
    expect(code).toBe(0)
    await expectSigned(read)
    expect((await readdir(directory)).filter((name) => name.startsWith('citizen-id-token-'))).toEqual([])
  })

  test.each([[[]], [['--sample', '--fingers', '3']], [['--sample', '--profile', 'other']]])(
    'is told its usage for %j',
    async (words) => {
      const { code, facts } = await issue('nothing', ...words)
      expect({ code, facts }).toMatchObject({ code: 2, facts: { code: 'WRONG_USAGE' } })
    },
  )
})
