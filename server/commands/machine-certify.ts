import { systemActor } from '../kernel/actor.ts'
import { recordId } from '../kernel/record-id.ts'
import { certifyMachine } from '../pki/certify-machine.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Certifies a waiting kiosk or station from the server's own terminal: by id, with its key's fingerprint read out. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [id, ...groups] = words
  // Machines show it in groups of four.
  const fingerprint = groups.join('').replaceAll(/\s/g, '').toLowerCase()
  if (id === undefined || !/^[0-9a-f]{64}$/.test(fingerprint)) throw new WrongUsage()
  return withApp(async (app) => {
    const machine = await app.db.machine.findUnique({
      where: { id: recordId(id, 'machine') },
      select: { keyFingerprint: true },
    })
    if (machine?.keyFingerprint !== fingerprint) {
      return {
        done: false,
        facts: { id, certified: false },
        lines: ['Dấu vân khóa không khớp / the fingerprint does not match.'],
      }
    }
    const { number, centreCode } = await certifyMachine(app, systemActor, { id })
    return {
      done: true,
      facts: { id, centreCode, number },
      lines: [`Đã cấp chứng thư / certified: ${centreCode}-${number}`],
    }
  })
}
