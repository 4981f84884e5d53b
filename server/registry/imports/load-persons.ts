import { decide, type Decision, valuesOfRegister, valuesOfRow } from '../../../core/import/decide.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { Batch } from './batches.ts'
import { findCandidates, type KnownRow } from './find-candidates.ts'
import type { ImportContext } from './import-context.ts'
import { addCounts, type ImportCounts, noCounts } from './import-counts.ts'
import { insertPersons } from './insert-persons.ts'
import { type Contradiction, openCases } from './open-cases.ts'
import { type FaultAt, recordFaults, repeatFaults, type Repeats } from './record-faults.ts'
import { drawNumber } from './staging.ts'
import { updatePersons } from './update-persons.ts'

interface Decided {
  readonly row: KnownRow
  readonly decision: Decision
}

/** A batch that is staged. */
export interface StagedBatch {
  readonly context: ImportContext
  readonly batch: Batch
}

async function decidePersons(
  tx: Transaction,
  { context: { job, profileName }, batch }: StagedBatch,
): Promise<{ readonly known: readonly Decided[]; readonly drawnInVain: readonly KnownRow[] }> {
  const of = { batch: batch.id, jobId: job.id, unitCode: job.unitCode, profileName }
  const { known, drawnInVain } = await findCandidates(tx, of)
  const decided = known.map(({ row, candidates }): Decided => ({ row, decision: decide(row, candidates) }))
  return { known: decided.filter(({ decision }) => decision.kind !== 'NEW'), drawnInVain }
}

const linesOf = (rows: readonly { readonly row: KnownRow }[]) => rows.map(({ row }) => Number(row.line))

/** What a load would do with a staged batch; `repeats` are the lines that repeat an earlier one of the file. */
export async function tryPersons(
  tx: Transaction,
  { repeats, ...staged }: StagedBatch & { readonly repeats: Repeats },
): Promise<ImportCounts> {
  const { batch, context } = staged
  const decided = await decidePersons(tx, staged)
  const known = decided.known.filter(
    ({ row, decision }) => !repeats.has(Number(row.line)) || decision.kind === 'NUMBER_OF_ANOTHER',
  )
  const told = new Set(linesOf(known))
  const again = new Map([...repeats].filter(([line]) => !told.has(line)))
  const lines = [...told, ...again.keys()]
  const [fresh] = await tx.$queryRaw<{ new: number; provisional: number; incomplete: number }[]>`
    SELECT count(*)::int AS new, count(*) FILTER (WHERE coalesce("number", "drawn") IS NULL)::int AS provisional,
      count(*) FILTER (WHERE "missing" <> '{}')::int AS incomplete
    FROM "ImportStagedPerson" WHERE "batch" = ${batch.id}::uuid AND "line" <> ALL(${lines}::bigint[])`
  const faults = [...batch.faults, ...repeatFaults(again), ...faultsOf(known)]
  await recordFaults(tx, { jobId: context.job.id, phase: 'TRIAL' }, faults)
  return addCounts(countsOf(batch, known), {
    ...fresh,
    duplicates: again.size,
    cases: known.flatMap(contradictionOf).length,
  })
}

/**
 * Loads a staged batch inside the caller's transaction: new people with all their records, known ones matched or brought up
 * to date, cases for what contradicts, faults for what is not taken. Answers what came of the rows.
 */
export async function loadPersons(tx: Transaction, app: App, staged: StagedBatch): Promise<ImportCounts> {
  const { context, batch } = staged
  const { job, profile, profileName } = context
  const { known, drawnInVain } = await decidePersons(tx, staged)
  const elsewhere = new Set(linesOf(known))
  const usedUp = await drawAgain(
    tx,
    batch.id,
    drawnInVain.filter(({ line }) => !elsewhere.has(Number(line))),
  )
  await unstage(tx, batch.id, [...elsewhere, ...usedUp])
  await updatePersons(
    tx,
    { job, on: profile.asOf, at: app.clock() },
    known.flatMap(({ row, decision }) => (decision.kind === 'UPDATED' ? [{ row, ...decision }] : [])),
  )
  await keepSources(tx, context, known)
  const of = { batch: batch.id, jobId: job.id, unitCode: job.unitCode, profileName, on: profile.asOf }
  const { persons, provisional, incomplete } = await insertPersons(tx, of)
  const origin = { origin: 'IMPORT', source: 'IMPORT', jobId: job.id, at: app.clock() } as const
  const cases = await openCases(tx, origin, known.flatMap(contradictionOf))
  const unnumbered = usedUp.map((line) => ({ line, field: 'number', reason: 'NUMBERS_USED_UP' }))
  const faults = [...batch.faults, ...faultsOf(known), ...unnumbered]
  await recordFaults(tx, { jobId: job.id, phase: 'LOAD' }, faults)
  const refused = usedUp.length
  return addCounts(countsOf(batch, known), { new: persons, provisional, incomplete, cases, refused })
}

async function unstage(tx: Transaction, batch: string, lines: readonly number[]): Promise<void> {
  if (lines.length === 0) return
  await tx.$executeRaw`
    DELETE FROM "ImportStagedPerson" WHERE "batch" = ${batch}::uuid AND "line" = ANY(${[...lines]}::bigint[])`
}

const draws = 8

/** Draws again for those whose number somebody has; answers the lines for which there is none to be had. */
async function drawAgain(
  tx: Transaction,
  batch: string,
  rows: readonly KnownRow[],
): Promise<readonly number[]> {
  const missed: number[] = []
  for (const row of rows) {
    const line = Number(row.line)
    let taken = 0
    for (let draw = 0; draw < draws && taken === 0; draw++) {
      const number = drawNumber(row)
      taken = await tx.$executeRaw`
        UPDATE "ImportStagedPerson" s SET "drawn" = ${number} WHERE s."batch" = ${batch}::uuid AND s."line" = ${line}
          AND NOT EXISTS (SELECT FROM "IdentityNumber" i WHERE i."number" = ${number})
          AND NOT EXISTS (SELECT FROM "ImportStagedPerson" o
            WHERE o."batch" = s."batch" AND ${number} IN (o."number", o."drawn"))`
    }
    if (taken === 0) missed.push(line)
  }
  return missed
}

/** A person found in the register is known by the row's key from now on. */
async function keepSources(
  tx: Transaction,
  { job, profileName }: ImportContext,
  known: readonly Decided[],
): Promise<void> {
  const kept = known.filter(({ decision: { kind } }) => kind === 'MATCHED' || kind === 'UPDATED')
  if (kept.length === 0) return
  const column = <Value>(of: (one: Decided) => Value) => kept.map(of)
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  await tx.$executeRaw`
    INSERT INTO "ImportedRow" ("profileName", "unitCode", "sourceKey", "contentHash", "residentId", "jobId", "livesIn",
      "loadedVersion", "missing")
    SELECT ${profileName}, ${job.unitCode}, decode(k.key, 'hex'), decode(k.content, 'hex'), k.resident, ${job.id}::uuid,
      k.unit, k.version, string_to_array(k.missing, ',')
    FROM unnest(
      ${column(({ row }) => hex(row.sourceKey))}::text[], ${column(({ row }) => hex(row.contentHash))}::text[],
      ${column(({ decision }) => ('person' in decision ? decision.person.id : null))}::uuid[],
      ${column(({ row }) => row.unitCode)}::text[], ${column(({ decision }) => versionAfter(decision))}::int[],
      ${column(({ row }) => row.missing.join(','))}::text[]
    ) AS k (key, content, resident, unit, version, missing)
    ON CONFLICT ("unitCode", "profileName", "sourceKey") DO UPDATE SET "contentHash" = excluded."contentHash",
      "jobId" = excluded."jobId", "livesIn" = excluded."livesIn", "missing" = excluded."missing",
      "loadedVersion" = coalesce(excluded."loadedVersion", "ImportedRow"."loadedVersion")`
}

/** Only a record that this source has made, and brought up to date itself, may it bring up to date again. */
function versionAfter(decision: Decision): number | null {
  if (decision.kind !== 'UPDATED') return null
  const changed = decision.moved || Object.keys(decision.diff).length > 0
  return decision.person.version + (changed ? 1 : 0)
}

function contradictionOf({ row, decision }: Decided): readonly Contradiction[] {
  if (!('conflicts' in decision) || decision.conflicts.length === 0) return []
  const { person, conflicts } = decision
  const values = { row: valuesOfRow(row), register: valuesOfRegister(person) }
  return [{ residentId: person.id, unitCode: row.unitCode, kinds: conflicts, ...values }]
}

const reasons: Readonly<Partial<Record<Decision['kind'], Omit<FaultAt, 'line'>>>> = {
  REPEATED_KEY: { field: '', reason: 'DUPLICATE_KEY' },
  REPEATED_NUMBER: { field: 'number', reason: 'DUPLICATE_NUMBER' },
  NUMBER_OF_ANOTHER: { field: 'number', reason: 'NUMBER_HELD_BY_ANOTHER' },
  DUPLICATE_PERSON: { field: '', reason: 'DUPLICATE_PERSON' },
}

const faultsOf = (known: readonly Decided[]): readonly FaultAt[] =>
  known.flatMap(({ row, decision }) => {
    const fault = reasons[decision.kind]
    return fault ? [{ line: Number(row.line), ...fault }] : []
  })

/** What came of the rows, but for the new ones. */
function countsOf({ rows, staged, correct }: Batch, known: readonly Decided[]): ImportCounts {
  const of = (...kinds: readonly Decision['kind'][]) =>
    known.filter(({ decision }) => kinds.includes(decision.kind)).length
  return {
    ...noCounts,
    rows,
    correct,
    matched: of('MATCHED'),
    unchanged: of('UNCHANGED'),
    updated: of('UPDATED'),
    duplicates: of('REPEATED_KEY', 'REPEATED_NUMBER', 'DUPLICATE_PERSON', 'NUMBER_OF_ANOTHER'),
    refused: rows - staged,
  }
}
