import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemActor } from '../kernel/actor.ts'
import { certifyTerminal } from '../pki/terminals/certify-terminal.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { openOutFolder } from './out-folder.ts'
import { withApp } from './with-app.ts'

/** Certifies a reader's key for chips' fingers: writes the chain that it shows to chips, one file a certificate, in its order. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      name: { type: 'string' },
      key: { type: 'string' },
      out: { type: 'string' },
      irises: { type: 'boolean', default: false },
    },
  })
  const { name, key, out, irises } = values
  if (!name || !key || !out) throw new WrongUsage()
  const publicKey = await readFile(key)
  const { holder, certificates } = await withApp((app) =>
    certifyTerminal(app, systemActor, { name, publicKey, rights: { fingers: true, irises } }),
  )
  await openOutFolder(out)
  const files = certificates.map((bytes, i) => ({ name: `${String(i + 1).padStart(2, '0')}.cvc`, bytes }))
  for (const file of files) await writeFile(join(out, file.name), file.bytes)
  return {
    done: true,
    facts: { holder, files: files.map((file) => file.name) },
    lines: [`${holder}: ${files.length} chứng thư đã ghi vào ${out}, hiệu lực 30 ngày.`],
  }
}
