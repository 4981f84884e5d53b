import { z } from 'zod'
import type { EnrolledFinger } from '../../../core/biometrics/person-record.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import type { MatcherPool } from '../matcher-pool.ts'
import { GalleryRecordUnreadable, packFingers, unpackFingers } from './fingers-record.ts'
import { AbisRefused } from './refused.ts'

/** The gallery and the answers given, as PostgreSQL keeps them. A fault of it is the ABIS's reason 1. */
async function stored<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AbisRefused) throw error
    throw new AbisRefused('internal')
  }
}

const answerSchema = z.object({ id: z.string() }).catchall(z.json())

/** What was answered to this message before, as its text; null for a new one. */
export function answerBefore(app: App, { id, requestId }: { id: string; requestId: string }) {
  return stored(async () => {
    const row = await app.db.galleryAnswer.findUnique({ where: { requestId } })
    if (!row) return null
    const answer = answerSchema.parse(row.answer)
    // One id for two different messages: which of them is meant cannot be known.
    if (answer.id !== id) throw new AbisRefused('malformed')
    return JSON.stringify(answer)
  })
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Only UUIDs in small letters name a person of the gallery's table. */
export const isGalleryReference = (referenceId: string) => uuid.test(referenceId)

interface Kept {
  readonly requestId: string
  /** The text of the answer. */
  readonly answer: string
}

async function keep(tx: Transaction, app: App, { requestId, answer }: Kept): Promise<void> {
  const answeredAt = instantAt(app.clock())
  await tx.galleryAnswer.create({
    data: { requestId, answer: answerSchema.parse(JSON.parse(answer)), answeredAt },
  })
}

export const keepAnswer = (app: App, kept: Kept) => stored(() => keep(app.db, app, kept))

/** The person and the answer in one transaction. Throws AbisRefused for a reference that is there. */
export function keepPerson(
  app: App,
  { referenceId, fingers }: { readonly referenceId: string; readonly fingers: readonly EnrolledFinger[] },
  kept: Kept,
): Promise<void> {
  return stored(() =>
    app.db.$transaction(async (tx) => {
      const insertedAt = instantAt(app.clock())
      await tx.galleryPerson
        .create({ data: { referenceId, record: packFingers(fingers), insertedAt } })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? new AbisRefused('referenceKnown') : error
        })
      await keep(tx, app, kept)
    }),
  )
}

/** Throws AbisRefused for a reference that is not there. */
export function removeKeptPerson(app: App, referenceId: string, kept: Kept): Promise<void> {
  return stored(() =>
    app.db.$transaction(async (tx) => {
      if (!isGalleryReference(referenceId)) throw new AbisRefused('referenceUnknown')
      const { count } = await tx.galleryPerson.deleteMany({ where: { referenceId } })
      if (count === 0) throw new AbisRefused('referenceUnknown')
      await keep(tx, app, kept)
    }),
  )
}

/** Throws AbisRefused for a reference that is not there, GalleryRecordUnreadable for a damaged one. */
export async function fingersOf(app: App, referenceId: string): Promise<EnrolledFinger[]> {
  if (!isGalleryReference(referenceId)) throw new AbisRefused('referenceUnknown')
  const row = await stored(() => app.db.galleryPerson.findUnique({ where: { referenceId } }))
  if (!row) throw new AbisRefused('referenceUnknown')
  return unpackFingers(row.record)
}

/** Read in one go: short enough that requests of others pass in between. */
const personsInBatch = 20

export type RebuildProgress = (done: number, all: number) => void

/** Fills a pool from the table, a few persons at a time; answers how many records were damaged and left out. */
export async function rebuildGallery(
  app: Pick<App, 'pool'>,
  pool: Pick<MatcherPool, 'insert' | 'size'>,
  progress: RebuildProgress = () => undefined,
): Promise<number> {
  const counted = await app.pool.query<{ all: number }>('SELECT count(*)::int AS all FROM "GalleryPerson"')
  const all = counted.rows[0]?.all ?? 0
  let damaged = 0
  let after = '0'
  for (;;) {
    const { rows } = await app.pool.query<{ referenceId: string; place: string; record: Buffer }>({
      name: 'rebuild-gallery',
      text: `SELECT "referenceId", "sequence"::text AS place, "record" FROM "GalleryPerson"
             WHERE "sequence" > $1::bigint ORDER BY "sequence" LIMIT ${personsInBatch}`,
      values: [after],
    })
    for (const { referenceId, record } of rows) if (!insertRecord(pool, referenceId, record)) damaged++
    progress(pool.size + damaged, all)
    const last = rows.at(-1)
    if (!last || rows.length < personsInBatch) return damaged
    after = last.place
  }
}

function insertRecord(pool: Pick<MatcherPool, 'insert'>, referenceId: string, record: Uint8Array): boolean {
  try {
    return pool.insert(referenceId, unpackFingers(record))
  } catch (error) {
    if (error instanceof GalleryRecordUnreadable) return false
    throw error
  }
}

/** Long after any broker has given up a message. */
const answersKeptMs = 30 * 24 * 3600 * 1000

/** A message that comes again after this is a new one: an insertion is then refused as known, a deletion as unknown. */
export async function forgetAbisAnswers(app: App): Promise<number> {
  const before = instantAt(app.clock() - answersKeptMs)
  const { count } = await app.db.galleryAnswer.deleteMany({ where: { answeredAt: { lt: before } } })
  return count
}
