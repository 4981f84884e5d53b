import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type InspectionTrust, inspectChip } from '../../core/inspection/inspect-chip.ts'
import { type Finding, type InspectionReport, placeOf } from '../../core/inspection/report.ts'
import { ruleText } from '../../core/inspection/rules.ts'
import { type ChipFileName, chipFileNames, chipFileOnDisk } from '../../core/lds/chip-files.ts'
import { instantAt, systemClock } from '../kernel/clock.ts'
import { publicCrypto } from '../pki/public-crypto.ts'
import { derOf, readAuthorities } from '../verification/read-trust-file.ts'
import { trustedAuthorities } from '../verification/trusted-authorities.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/**
 * Verifies the files of a chip in a folder. With --csca nothing else is trusted and no database is needed; without, the installation's
 * trust store. A certificate that lies in the folder is never trusted.
 */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      csca: { type: 'string', multiple: true, default: [] },
      crl: { type: 'string', multiple: true, default: [] },
      'require-crl': { type: 'boolean', default: false },
      'allow-named': { type: 'boolean', default: false },
    },
  })
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw new WrongUsage()
  const image = await readChipFolder(folder)
  const given = (await Promise.all(values.crl.map(readGiven))).map(derOf)
  const trust = values.csca.length > 0 ? await trustOf(values.csca) : await withApp(trustedAuthorities)
  const report = inspectChip(image, {
    ...trust,
    revocationLists: [...trust.revocationLists, ...given],
    requireCrl: values['require-crl'],
    allowNamed: values['allow-named'],
    at: instantAt(systemClock()),
  })
  return { done: report.genuine, facts: { ...report }, lines: linesOf(report) }
}

const readGiven = (path: string) =>
  readFile(path).catch(() => {
    throw new WrongUsage()
  })

async function trustOf(paths: readonly string[]): Promise<InspectionTrust> {
  const files = await Promise.all(paths.map(readGiven))
  return { trusted: files.flatMap(readAuthorities), revocationLists: [], crypto: publicCrypto() }
}

/** A file that is there and cannot be read must not be taken for one that the chip does not have. */
function absent(fault: NodeJS.ErrnoException): null {
  if (fault.code === 'ENOENT' || fault.code === 'ENOTDIR') return null
  throw fault
}

/** What is not there is missing on the chip too: the inspection says what must be. */
async function readChipFolder(folder: string) {
  const files = await Promise.all(
    chipFileNames.map(async (name): Promise<readonly [ChipFileName, Uint8Array] | null> => {
      const bytes = await readFile(join(folder, chipFileOnDisk(name))).catch(absent)
      return bytes && [name, new Uint8Array(bytes)]
    }),
  )
  const found = files.filter((file) => file !== null)
  if (found.length === 0) throw new WrongUsage()
  return new Map(found)
}

const revocations = {
  good: 'chưa bị thu hồi / not revoked',
  revoked: 'đã bị thu hồi / revoked',
  unknown: 'không rõ, chưa có danh sách thu hồi còn hạn / unknown, no revocation list in force',
} as const

function linesOf({ genuine, failures, warnings, revocation }: InspectionReport): string[] {
  return [
    genuine ? 'CHIP THẬT, không có lỗi / GENUINE' : 'KHÔNG CHẤP NHẬN / NOT GENUINE',
    `Chứng thư người ký / signer: ${revocations[revocation]}`,
    ...section('Lỗi / failures', failures),
    ...section('Lưu ý / warnings', warnings),
  ]
}

function section(title: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  return ['', `${title}: ${findings.length}`, ...findings.flatMap(findingLines)]
}

function findingLines(finding: Finding): readonly string[] {
  const { rule, clause, detail } = finding
  const { vi, en } = ruleText(rule)
  const where = [placeOf(finding), clause, detail].filter((part) => part !== null && part !== '')
  return [`  ${rule} · ${where.join(' · ')}`, `    ${vi}`, `    ${en}`]
}
