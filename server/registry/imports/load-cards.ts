import {
  type CardDecision,
  type CardFacts,
  decideCard,
  valuesOfCard,
  valuesOfHolder,
} from '../../../core/import/decide-card.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { registeredPersons } from './find-candidates.ts'
import type { Batch } from './batches.ts'
import { addCounts, type ImportCounts, noCounts } from './import-counts.ts'
import { openCases } from './open-cases.ts'
import type { StagedBatch } from './load-persons.ts'
import { type FaultAt, recordFaults, repeatFaults, type Repeats } from './record-faults.ts'

interface Decided {
  readonly line: number
  readonly card: CardFacts
  readonly decision: CardDecision
}

/** What a load would do with a staged batch of cards. */
export async function tryCards(
  tx: Transaction,
  { repeats, context, batch }: StagedBatch & { readonly repeats: Repeats },
): Promise<ImportCounts> {
  const decided = await decideCards(tx, batch.id, context.job.id)
  const first = decided.filter(({ line }) => !repeats.has(line))
  await recordFaults(tx, { jobId: context.job.id, phase: 'TRIAL' }, [
    ...batch.faults,
    ...repeatFaults(repeats),
    ...faultsOf(first),
  ])
  const counts = countsOf(batch, first)
  const cases = first.filter(({ decision }) => decision.kind === 'CONTRADICTS').length
  return addCounts(counts, { cases, duplicates: decided.length - first.length })
}

/**
 * Links a staged batch of cards to their people inside the caller's transaction. What the register knows of a card stays;
 * only what it does not know is added. Cards of nobody, of several, or of somebody else wait for an officer.
 */
export async function loadCards(
  tx: Transaction,
  app: App,
  { context, batch }: StagedBatch,
): Promise<ImportCounts> {
  const decided = await decideCards(tx, batch.id, context.job.id)
  const { job } = context
  await link(tx, batch.id, decided)
  await keepUnmatched(tx, { jobId: job.id, batch: batch.id }, decided)
  const cases = await openCases(
    tx,
    { origin: 'LEGACY_CARD', source: 'CARD_ARCHIVE', jobId: job.id, at: app.clock() },
    decided.flatMap(({ card, decision }) => {
      if (decision.kind !== 'CONTRADICTS') return []
      const { person, conflicts } = decision
      const values = { row: valuesOfCard(card), register: valuesOfHolder(person) }
      return [{ residentId: person.id, unitCode: card.unitCode, kinds: conflicts, ...values }]
    }),
  )
  await recordFaults(tx, { jobId: job.id, phase: 'LOAD' }, [...batch.faults, ...faultsOf(decided)])
  return addCounts(countsOf(batch, decided), { cases })
}

interface FoundRow extends CardFacts {
  readonly line: bigint
  readonly holder: string | null
  readonly linked: string | null
  readonly complete: boolean | null
  readonly namesakes: readonly string[] | null
}

async function decideCards(tx: Transaction, batch: string, jobId: string): Promise<readonly Decided[]> {
  const found = await tx.$queryRaw<FoundRow[]>`
    SELECT s.*, d."residentId" AS linked,
      (SELECT n."residentId" FROM "IdentityNumber" n WHERE n."number" = s."number") AS holder,
      d."id" IS NOT NULL AND (s."issuedOn" IS NULL OR d."issuedOn" IS NOT NULL) AND (s."issuedBy" IS NULL OR d."issuedBy" IS NOT NULL)
        AND (s."expiresOn" IS NULL OR d."expiresOn" IS NOT NULL)
        AND (s."archivePlace" IS NULL OR d."archivePlace" IS NOT NULL) AS complete,
      (SELECT array_agg(a."id") FROM (SELECT p."id" FROM "Resident" p
        WHERE p."nameMatchingKey" = s."nameMatchingKey" AND p."birthDate" = s."birthDate" LIMIT 20) a) AS namesakes
    FROM "ImportStagedCard" s
    LEFT JOIN LATERAL (SELECT * FROM "LegacyDocument" l WHERE l."kind" = s."kind" AND l."number" = s."number" LIMIT 1) d
      ON true
    WHERE s."batch" = ${batch}::uuid`
  const ids = found.flatMap(({ holder, linked, namesakes }) => [holder, linked, ...(namesakes ?? [])])
  const persons = await registeredPersons(tx, [...new Set(ids.filter((id) => id !== null))], jobId)
  return found.map((row): Decided => {
    const holder = row.linked ?? row.holder
    const byNumber = holder === null ? null : (persons.get(holder) ?? null)
    const namesakes = (row.namesakes ?? []).flatMap((id) => persons.get(id) ?? [])
    const candidates = { byNumber, complete: row.complete ?? false, namesakes }
    return { line: Number(row.line), card: row, decision: decideCard(row, candidates) }
  })
}

async function link(tx: Transaction, batch: string, decided: readonly Decided[]): Promise<void> {
  const links = decided.flatMap(({ line, decision }) =>
    decision.kind === 'LINK' ? [{ line, resident: decision.person.id }] : [],
  )
  if (links.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "LegacyDocument" AS d ("id", "residentId", "kind", "number", "issuedOn", "issuedBy", "expiresOn", "archivePlace")
    SELECT uuidv7(), l.resident, s."kind", s."number", s."issuedOn", s."issuedBy", s."expiresOn", s."archivePlace"
    FROM unnest(${links.map(({ line }) => line)}::bigint[], ${links.map(({ resident }) => resident)}::uuid[])
      AS l (line, resident)
    JOIN "ImportStagedCard" s ON s."batch" = ${batch}::uuid AND s."line" = l.line
    ON CONFLICT ("kind", "number") DO UPDATE SET "issuedOn" = coalesce(d."issuedOn", excluded."issuedOn"),
      "issuedBy" = coalesce(d."issuedBy", excluded."issuedBy"), "expiresOn" = coalesce(d."expiresOn", excluded."expiresOn"),
      "archivePlace" = coalesce(d."archivePlace", excluded."archivePlace")`
}

const waiting = { NOBODY: 'CARD_NOBODY', SEVERAL: 'CARD_SEVERAL', CONTRADICTS: 'CARD_CONTRADICTS' } as const
const waits = (kind: string): kind is keyof typeof waiting => kind in waiting

async function keepUnmatched(
  tx: Transaction,
  { jobId, batch }: { readonly jobId: string; readonly batch: string },
  decided: readonly Decided[],
): Promise<void> {
  const cards = decided.flatMap(({ line, decision }) =>
    waits(decision.kind) ? [{ line, reason: decision.kind }] : [],
  )
  if (cards.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "UnmatchedLegacyCard" ("id", "jobId", "unitCode", "line", "reason", "kind", "number", "name", "birthDate",
      "issuedOn", "issuedBy", "archivePlace")
    SELECT uuidv7(), ${jobId}::uuid, s."unitCode", s."line", u.reason, s."kind", s."number", s."name", s."birthDate",
      s."issuedOn", s."issuedBy", s."archivePlace"
    FROM unnest(${cards.map(({ line }) => line)}::bigint[], ${cards.map(({ reason }) => reason)}::text[]) AS u (line, reason)
    JOIN "ImportStagedCard" s ON s."batch" = ${batch}::uuid AND s."line" = u.line
    ON CONFLICT ("kind", "number") DO NOTHING`
}

const faultsOf = (decided: readonly Decided[]): readonly FaultAt[] =>
  decided.flatMap(({ line, decision: { kind } }) =>
    waits(kind) ? [{ line, field: 'number', reason: waiting[kind] }] : [],
  )

function countsOf({ rows, staged }: Batch, decided: readonly Decided[]): ImportCounts {
  const of = (kind: CardDecision['kind']) => decided.filter(({ decision }) => decision.kind === kind).length
  return {
    ...noCounts,
    rows,
    matched: of('LINK'),
    unchanged: of('UNCHANGED'),
    unmatched: of('NOBODY') + of('SEVERAL') + of('CONTRADICTS'),
    refused: rows - staged,
    correct: of('LINK') + of('UNCHANGED'),
  }
}
