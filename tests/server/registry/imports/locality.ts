/** A locality of Hà Nội with data of its own. Every person here is invented. */
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { acceptImport } from '../../../../server/registry/imports/accept-import.ts'
import { createImport } from '../../../../server/registry/imports/create-import.ts'
import { createProfile } from '../../../../server/registry/imports/create-profile.ts'
import { runImport } from '../../../../server/registry/imports/run-import.ts'
import type { TestApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'

export const registrar = officerOf('REGISTRAR')
export const approver = officerOf('APPROVER')

const person = (name: string) => ({ parts: { name: { column: name }, number: { column: `SO_${name}` } } })

/** The units since 01/07/2025: 00002 is Phường Mẫu Một, 00009 Xã Mẫu Hai, both in Hà Nội. */
export const residentProfile = {
  target: 'RESIDENT',
  format: { kind: 'CSV' },
  asOf: '2026-03-01',
  unit: { code: { column: 'XA' }, on: '2026-03-01' },
  key: ['MA'],
  fields: {
    name: { column: 'TEN' },
    birthDate: { column: 'NS', dates: ['dd/MM/yyyy', 'yyyy'] },
    sex: { column: 'GT', codes: { '0': 'FEMALE', '1': 'MALE' } },
    number: { column: 'SO' },
    maritalStatus: { column: 'HN' },
    ethnicity: { column: 'DT', codes: { '01': 'Kinh', '02': 'Tày' } },
    religion: { column: 'TG' },
    nationality: { constant: 'VN' },
    birthRegistrationPlace: { oneLine: { column: 'KS' } },
    placeOfOrigin: { oneLine: { column: 'KS' } },
    permanentAddress: { parts: { house: { column: 'NHA' } } },
    father: person('CHA'),
    mother: person('ME'),
    spouse: person('VC'),
    head: person('CH'),
    relationToHead: { column: 'QH' },
  },
  legacyNumber: { column: 'CMND' },
} as const

const columns = ['MA TEN NS GT SO CMND HN DT TG KS XA NHA CHA SO_CHA ME SO_ME VC SO_VC CH SO_CH QH'].flatMap(
  (names) => names.split(' '),
)
export type Cells = Readonly<Record<string, string>>

let made = 0

/** A complete row of somebody whom nobody else resembles; `changes` by column. */
export function rowOf(changes: Cells = {}): Cells {
  const nth = ++made
  const given = [...String(nth)].map((digit) => 'ABCDEGHIKL'.charAt(Number(digit))).join(' ')
  const name = `PHẠM THỊ ${given}`
  return {
    MA: `K${nth}`,
    TEN: name,
    NS: '20/05/1985',
    GT: '0',
    SO: `001185${String(nth).padStart(6, '0')}`,
    CMND: '',
    HN: 'SINGLE',
    DT: '01',
    TG: 'Không',
    KS: 'Xã Mẫu Hai, Thành phố Hà Nội',
    XA: '00002',
    NHA: `Số ${nth}`,
    CHA: 'PHẠM VĂN MẪU',
    ME: `LÊ THỊ ${given}`,
    CH: 'PHẠM VĂN MẪU',
    QH: 'CHILD',
    ...changes,
  }
}

export const csvOf = (rows: readonly Cells[]): string =>
  [
    columns.join(','),
    ...rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(',')),
    '',
  ].join('\n')

const quoted = (value: string) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

export interface ImportOptions {
  readonly profile?: object
  /** The same name again is the next delivery of the same source. */
  readonly source?: string
  readonly phase?: string
}

/** A new import of a file, as a registrar begins it. */
export async function begin(
  { app, dataDir }: TestApp,
  content: string | Uint8Array,
  { profile = residentProfile, source = randomUUID(), phase }: ImportOptions = {},
): Promise<string> {
  const path = join(dataDir, `du-lieu-${randomUUID()}`)
  await writeFile(path, content)
  const profileId = await createProfile(app, registrar, { unitCode: '01', name: source, definition: profile })
  return createImport(app, registrar, { profileId, phase: phase ?? null, from: { path } })
}

/** Survey, dry run and acceptance: the load waits. */
export async function accepted(
  running: TestApp,
  content: string | Uint8Array,
  options?: ImportOptions,
): Promise<string> {
  const id = await begin(running, content, options)
  await runImport(running.app, { importId: id, work: 'survey' })
  await runImport(running.app, { importId: id, work: 'dryRun' })
  await acceptImport(running.app, approver, { id })
  return id
}

/** All phases; answers the finished job. */
export async function load(running: TestApp, content: string | Uint8Array, options?: ImportOptions) {
  const id = await accepted(running, content, options)
  await runImport(running.app, { importId: id, work: 'load' })
  return jobOf(running, id)
}

export const jobOf = ({ app }: TestApp, id: string) => app.db.importJob.findUniqueOrThrow({ where: { id } })

/** What is wrong with the rows, as "line field reason". */
export async function faultsOf({ app }: TestApp, jobId: string, phase = 'LOAD'): Promise<readonly string[]> {
  const faults = await app.db.importFault.findMany({
    where: { jobId, phase },
    orderBy: [{ line: 'asc' }, { field: 'asc' }, { reason: 'asc' }],
  })
  return faults.map(({ line, field, reason }) => `${line} ${field} ${reason}`)
}

export const residentOf = ({ app }: TestApp, number: string) =>
  app.db.resident.findUnique({
    where: { number },
    include: {
      numbers: true,
      legacyDocuments: true,
      addresses: { include: { unit: true }, orderBy: { validFrom: 'asc' } },
      statuses: true,
      relationships: true,
      memberships: true,
      headOf: true,
    },
  })
