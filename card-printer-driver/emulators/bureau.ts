import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { fromPem } from '../../core/cms/certificate.ts'
import { CardReader } from '../scan-back.ts'
import { type BureauFault, bureauFaults, withFaults } from './bureau/faults.ts'
import { certificatesFile, openBureauKeys } from './bureau/keys.ts'
import { makeCards, openExport } from './bureau/make-cards.ts'
import { sealResult } from './bureau/seal-result.ts'
import { EmulatorMisused } from './misused.ts'

const usage = `npm run emulate -- bureau --keys DIR [--issuer PEM --in EXPORT --out RESULT] [--fault NAME …]
  --keys DIR     khóa và chứng thư của nhà in, tạo mới nếu chưa có · keys and certificates of the bureau, made where there are none
  --issuer PEM   chứng thư cơ quan cấp chứng thư cho trạm · certificate of the authority that certifies stations
  --in EXPORT    tệp niêm phong do trạm xuất · what a station exported
  --out RESULT   tệp kết quả · the result file
  --fault NAME   ${bureauFaults.join(', ')}`

/** An outside bureau: with --keys alone it shows where its certificates are; with a file it makes the cards and tells of each. */
export async function main(args: readonly string[]): Promise<void> {
  const { keys: directory, issuer, in: input, out, fault = [] } = parsed(args)
  if (directory === undefined) throw new EmulatorMisused('--keys DIR', usage)
  const keys = await openBureauKeys(directory)
  if (input === undefined) return console.log(`ready ${certificatesFile(directory)}`)
  if (issuer === undefined || out === undefined) throw new EmulatorMisused('--issuer PEM --out RESULT', usage)
  const faults = fault.map(faultOf)
  const reader = await CardReader.open()
  const issuers = [fromPem('CERTIFICATE', await readFile(issuer, 'utf8'))]
  const floor = { keys, issuers, reader }
  const opened = await openExport(floor, new Uint8Array(await readFile(input)))
  const result = withFaults(await makeCards(floor, opened), faults)
  reader.close()
  await mkdir(dirname(out), { recursive: true })
  await writeFile(out, await sealResult(result, { keys, replyKey: opened.manifest.replyKey, faults }))
  console.log(`ready ${out}: ${result.cards.length}/${opened.manifest.count}`)
}

function faultOf(name: string): BureauFault {
  const fault = bureauFaults.find((known) => known === name)
  if (!fault) throw new EmulatorMisused(`--fault ${name}`, usage)
  return fault
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: { keys: text, issuer: text, in: text, out: text, fault: { ...text, multiple: true } },
    }).values
  } catch (error) {
    throw new EmulatorMisused((error as Error).message, usage)
  }
}
