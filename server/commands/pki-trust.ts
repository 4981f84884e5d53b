import { readFile } from 'node:fs/promises'
import { systemActor } from '../kernel/actor.ts'
import { importTrust } from '../verification/import-trust.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** `pki trust import FILE`: trusts the CSCA, or the CSCAs of a master list, in a file. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [verb, path, ...more] = words
  if (verb !== 'import' || path === undefined || more.length > 0) throw new WrongUsage()
  const file = await readFile(path).catch(() => {
    throw new WrongUsage()
  })
  const imported = await withApp((app) => importTrust(app, systemActor, { file: new Uint8Array(file) }))
  const { added, known, fingerprints } = imported
  return {
    done: true,
    facts: { ...imported },
    lines: [
      `Đã thêm / added: ${added}; đã có / known: ${known}`,
      'Hãy đối chiếu dấu vân (SHA-256) với nước cấp qua kênh khác / compare the fingerprints over another channel:',
      ...fingerprints.map((fingerprint) => `  ${fingerprint}`),
    ],
  }
}
