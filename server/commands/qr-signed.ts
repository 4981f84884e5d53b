import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chipProfiles } from '../../core/card/chip-profile.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { sampleHolder } from '../demo-chip.ts'
import { demoQrSigner, demoSignedQr } from '../demo-qr-signer.ts'
import { systemClock } from '../kernel/clock.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { openOutFolder } from './out-folder.ts'

/** The signed QR of an invented person under a signer made for it alone: no database, no ceremony. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: { sample: { type: 'boolean', default: false }, out: { type: 'string' } },
  })
  const { sample, out } = values
  if (!sample) throw new WrongUsage()
  const at = systemClock()
  const signer = await demoQrSigner(at)
  const card = sampleHolder({ issuedOn: calendarDateAt(at), noExpiry: chipProfiles['cc-2024'].noExpiry.mrz })
  const text = await demoSignedQr(card, signer)
  if (out === undefined) return { done: true, facts: { text }, lines: [text] }
  const files = {
    // The bytes of the code and no line's end: spaces belong to its alphabet.
    'qr.txt': text,
    'qr-signer.spki': signer.spki,
    'qr-signer.cer': signer.certificate,
  }
  await openOutFolder(out)
  for (const [name, content] of Object.entries(files)) await writeFile(join(out, name), content)
  return { done: true, facts: { text, files: Object.keys(files) }, lines: [text] }
}
