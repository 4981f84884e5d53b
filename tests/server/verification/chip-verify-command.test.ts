import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toPem } from '../../../core/cms/certificate.ts'
import { writeChipFolder } from '../../../server/commands/chip-folder.ts'
import { run } from '../../../server/commands/chip-verify.ts'
import { WrongUsage } from '../../../server/commands/command.ts'
import { genuineChip } from '../../support/chip-forge.ts'

let folder: string
let csca: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chip-verify-'))
  const { image, signer } = await genuineChip()
  await writeChipFolder(folder, { image, csca: signer.csca, documentSigner: signer.certificate })
  csca = join(folder, 'csca.pem')
  await writeFile(csca, toPem('CERTIFICATE', signer.csca))
})
afterAll(() => rm(folder, { recursive: true }))

it('chip verify needs no database where a CSCA is given, as PEM or DER', async () => {
  for (const file of [csca, join(folder, 'csca.cer')]) {
    const { done, facts } = await run([folder, '--csca', file])
    expect([done, facts]).toEqual([
      true,
      { genuine: true, failures: [], warnings: [], revocation: 'unknown' },
    ])
  }
})

it('chip verify trusts no certificate for lying beside the files', async () => {
  const { done, facts, lines } = await run([folder, '--csca', join(folder, 'ds.cer')])
  expect([done, facts['genuine']]).toEqual([false, false])
  expect(facts['failures']).toMatchObject([{ rule: 'ISSUER_UNTRUSTED', file: 'DS', clause: '9303-12, 5.1' }])
  expect(lines.join('\n')).toMatch(/KHÔNG CHẤP NHẬN[^]*không do CSCA đáng tin nào cấp[^]*No trusted CSCA/)
})

it('chip verify demands a revocation list where it is told to', async () => {
  const { facts } = await run([folder, '--csca', csca, '--require-crl'])
  expect(facts['failures']).toMatchObject([{ rule: 'CRL_NEEDED' }])
})

it('chip verify says how it is used where there is no such folder or certificate', async () => {
  await expect(run([])).rejects.toThrow(WrongUsage)
  await expect(run([join(folder, 'nothing'), '--csca', csca])).rejects.toThrow(WrongUsage)
  await expect(run([folder, '--csca', join(folder, 'nothing.cer')])).rejects.toThrow(WrongUsage)
})
