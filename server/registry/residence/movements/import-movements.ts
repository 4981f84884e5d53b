import {
  readMovementList,
  type Movement,
  type MovementFault,
  type ReporterKind,
} from '../../../../core/residence/movement-list.ts'
import { DomainError } from '../../../../core/errors.ts'
import { matchingKey, normaliseText } from '../../../../core/text/vietnamese.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { unitHolding } from '../unit-holding.ts'

export class IllegalMovementList extends DomainError<'ILLEGAL_MOVEMENT_LIST'> {
  constructor(fault: 'SIZE' | 'REPORTER') {
    super(
      'ILLEGAL_MOVEMENT_LIST',
      {
        vi: {
          SIZE: 'Danh sách quá lớn: tối đa 2 MB. Hãy chia thành nhiều tệp.',
          REPORTER: 'Hãy ghi tên người sử dụng lao động hoặc chủ nhà trọ (tối đa 200 ký tự).',
        }[fault],
        en: {
          SIZE: 'The list is too large: at most 2 MB. Divide it.',
          REPORTER: 'Name the employer or landlord (at most 200 characters).',
        }[fault],
      },
      { fault },
    )
  }
}

export interface MovementListInput {
  readonly unitCode: string
  readonly reporterKind: ReporterKind
  readonly reporter: string
  /** Columns of core/residence/movement-list.ts. */
  readonly csv: string
}

export interface ImportedMovements {
  /** Events that were not there before. */
  readonly added: number
  readonly knownBefore: number
  /** Of the new ones, how many were matched to a resident. */
  readonly matched: number
  /** Rows that were left out, by line and column. */
  readonly faults: readonly MovementFault[]
}

const largest = 2_000_000

/**
 * Takes in the list of an employer or a landlord. Good rows are stored once, however often the list comes, and matched to
 * residents by number, else by name and date of birth where exactly one person answers; nothing of the register changes
 * before somebody has reviewed them.
 */
export async function importMovements(
  app: App,
  actor: Actor,
  { unitCode, reporterKind, reporter: given, csv }: MovementListInput,
): Promise<ImportedMovements> {
  await authorise(app, actor, 'movement.report', unitCode)
  const reporter = normaliseText(given)
  if (reporter === '' || reporter.length > 200) throw new IllegalMovementList('REPORTER')
  if (csv.length > largest) throw new IllegalMovementList('SIZE')
  const { today } = await unitsNow(app)
  const { movements, faults } = readMovementList(csv, today)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    await unitHolding(tx, unitCode, today)
    const ids = await store(tx, movements, { unitCode, reporterKind, reporter, actorId: actor.id ?? '' })
    const matched = (await matchByNumber(tx, ids)) + (await matchByName(tx, ids, movements))
    const details = { unit: unitCode, added: ids.length, matched, faults: faults.length }
    await audit(tx, {
      actor,
      at,
      action: 'movement.import',
      subjectKind: 'unit',
      subjectId: unitCode,
      details,
    })
    return { added: ids.length, knownBefore: movements.length - ids.length, matched, faults }
  })
}

interface Source {
  readonly unitCode: string
  readonly reporterKind: string
  readonly reporter: string
  readonly actorId: string
}

async function store(
  tx: Transaction,
  movements: readonly Movement[],
  { unitCode, reporterKind, reporter, actorId }: Source,
): Promise<readonly string[]> {
  const column = <Key extends keyof Movement>(key: Key) => movements.map((movement) => movement[key])
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "MovementEvent"
      ("id", "reporterKind", "reporter", "unitCode", "recordedById", "kind", "on", "number", "name", "birthDate", "addressText")
    SELECT uuidv7(), ${reporterKind}, ${reporter}, ${unitCode}, ${actorId}::uuid, rows.*
    FROM unnest(${column('kind')}::text[], ${column('on')}::date[], ${column('number')}::text[],
                ${column('name')}::text[], ${column('birthDate')}::text[], ${column('address')}::text[]) AS rows
    ON CONFLICT DO NOTHING
    RETURNING "id"`
  return rows.map(({ id }) => id)
}

/** A number that was cancelled since still names its person. */
async function matchByNumber(tx: Transaction, ids: readonly string[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE "MovementEvent" e SET "residentId" = n."residentId"
    FROM "IdentityNumber" n WHERE e."id" = ANY(${ids}::uuid[]) AND n."number" = e."number"`
}

/** Without a number: the only person of this name and date of birth, in spelling variants too. */
async function matchByName(
  tx: Transaction,
  ids: readonly string[],
  movements: readonly Movement[],
): Promise<number> {
  const names = [...new Set(movements.filter(({ number }) => number === null).map(({ name }) => name))]
  return tx.$executeRaw`
    WITH keys AS (SELECT * FROM unnest(${names}::text[], ${names.map(matchingKey)}::text[]) AS k(name, key)),
    answers AS (
      SELECT e."id", min(r."id"::text)::uuid AS "residentId", count(*) AS people
      FROM "MovementEvent" e JOIN keys ON keys.name = e."name"
      JOIN "Resident" r ON r."nameMatchingKey" = keys.key AND r."birthDate" = e."birthDate" AND r."deathOn" IS NULL
      WHERE e."id" = ANY(${ids}::uuid[]) AND e."number" IS NULL
      GROUP BY e."id"
    )
    UPDATE "MovementEvent" e SET "residentId" = answers."residentId"
    FROM answers WHERE answers."id" = e."id" AND answers.people = 1`
}
