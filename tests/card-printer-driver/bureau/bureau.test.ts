import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportBatch, giveBackBatch } from '../../../card-printer-driver/bureau/export-batch.ts'
import { importResult } from '../../../card-printer-driver/bureau/import-result.ts'
import type { Bureau } from '../../../card-printer-driver/bureau/open-bureau.ts'
import { balanceOf } from '../../../card-printer-driver/bureau/reconcile.ts'
import { recoverPrintJobs } from '../../../server/production/recover-print-jobs.ts'
import { days } from '../../support/app.ts'
import { refusalOf } from '../../support/refusals.ts'
import { type BureauFloor, openBureauFloor } from './floor.ts'

let floor: BureauFloor
beforeAll(async () => {
  floor = await openBureauFloor()
})
beforeEach(async () => {
  floor.watch.onRequest = () => undefined
  // What a test that failed has left.
  await at(async (bureau) => {
    for (const { stage, batch } of await bureau.records.all())
      if (stage === 'COLLECTING') await giveBackBatch(bureau, batch)
  })
})
afterAll(async () => {
  await floor.close()
})

/** One command in this process, with the station's files opened and closed as a program does. */
async function at<Result>(work: (bureau: Bureau) => Promise<Result>): Promise<Result> {
  const bureau = await floor.open()
  try {
    return await work(bureau)
  } finally {
    await bureau.journal.close()
  }
}

async function exported(count: number) {
  const { number, jobs } = await floor.release(count)
  const record = await at((bureau) => exportBatch(bureau, number))
  const file = join(new URL(floor.environment.PRINTER_URL ?? '').pathname, record?.file ?? '')
  return { number, jobs, file, opened: await floor.opened(file) }
}

const rows = (ids: readonly string[]) => floor.app.db.printJob.findMany({ where: { id: { in: [...ids] } } })
const statesOf = async (ids: readonly string[]) => {
  const found = new Map((await rows(ids)).map(({ id, status }) => [id, status]))
  return ids.map((id) => found.get(id))
}
const stepsOf = async (id: string) =>
  (await floor.app.db.transition.findMany({ where: { recordId: id }, orderBy: { version: 'asc' } })).map(
    ({ event }) => event,
  )
const importAt = (path: string) => at((bureau) => importResult(bureau, path))

describe('a batch that an outside bureau makes', () => {
  test('goes out sealed, under leases for days, and comes back as good cards', async () => {
    const { number, jobs, file, opened } = await exported(2)
    const bytes = await readFile(file, 'latin1')
    const numbers = (await rows(jobs)).map(({ face }) => (face as { number: string }).number)
    expect(numbers.filter((one) => bytes.includes(one))).toEqual([])
    expect(opened.manifest).toMatchObject({ batch: number, station: floor.stationId, count: 2 })
    // The bureau is told what the server gives, which is less than the station asked for.
    expect(Date.parse(opened.manifest.returnBy)).toBeLessThanOrEqual(floor.app.clock() + days(8))
    expect(await statesOf(jobs)).toEqual(['CARD_FED', 'CARD_FED'])
    floor.advanceClock(days(5))
    await recoverPrintJobs(floor.app)
    expect(await statesOf(jobs)).toEqual(['CARD_FED', 'CARD_FED'])
    floor.advanceClock(-days(5))

    const result = await floor.answer(opened, await floor.made(opened))
    const { record, settled, troubles } = await importAt(result)
    expect([settled, troubles]).toEqual([2, []])
    expect(await statesOf(jobs)).toEqual(['STACKED', 'STACKED'])
    expect(await stepsOf(jobs[0] ?? '')).toEqual(['claim', 'feed', 'writeChip', 'print', 'verify', 'stack'])
    expect(balanceOf(record)).toEqual({ exported: 2, good: 2, spoiled: 0, returned: 0, open: 0 })
    const chips = await floor.app.db.chipRecord.findMany({ where: { printJobId: { in: [...jobs] } } })
    expect(chips.map(({ sealedKeys, verifiedAt }) => [sealedKeys, verifiedAt === null])).toEqual([
      [null, false],
      [null, false],
    ])
    expect((await importAt(result)).settled).toBe(0)
    expect(await refusalOf(at((bureau) => exportBatch(bureau, number)))).toBe('BUREAU_NOTHING_TO_EXPORT')
    expect(await at(async ({ journal }) => journal.unsettled)).toEqual([])
  })

  test('is not touched by a result that does not fit what was ordered, whole or in one card', async () => {
    const { jobs, opened } = await exported(2)
    const result = await floor.made(opened)
    const refusal = async (fault: Parameters<BureauFloor['answer']>[2]) => {
      const error = await importAt(await floor.answer(opened, result, fault)).catch(
        (refused: unknown) => refused,
      )
      const { code, facts } = error as { code: string; facts: { reason: string } }
      return `${code} ${facts.reason}`
    }
    expect(await refusal(['twice'])).toBe('BUREAU_RESULT_REFUSED TWICE')
    expect(await refusal(['wrong-blank'])).toBe('BUREAU_RESULT_REFUSED WRONG_BLANK')
    expect(await refusal(['wrong-chip'])).toBe('BUREAU_RESULT_REFUSED WRONG_CHIP')
    expect(await refusal(['not-ordered'])).toBe('BUREAU_RESULT_REFUSED NOT_ORDERED')
    expect(await refusal(['another-export'])).toBe('BUREAU_RESULT_REFUSED ANOTHER_EXPORT')
    expect(await refusal(['another-manifest'])).toBe('BUREAU_RESULT_REFUSED MANIFEST')
    expect(await refusal(['altered-signature'])).toBe('BUREAU_FILE_REFUSED SIGNATURE')
    expect(await refusal(['altered-bytes'])).toBe('BUREAU_FILE_REFUSED ALTERED')
    expect(await statesOf(jobs)).toEqual(['CARD_FED', 'CARD_FED'])
    const record = (await at(({ records }) => records.all())).find(({ id }) => id === result.export)
    expect(record?.cards.map(({ accepted }) => accepted)).toEqual([null, null])

    // What the file says of each card was kept: another file may not say otherwise.
    await importAt(await floor.answer(opened, result, ['missing']))
    expect(await refusal(['swapped-backs'])).toBe('BUREAU_RESULT_REFUSED CONTRADICTION')
    expect(await statesOf(jobs)).toEqual(['CARD_FED', 'STACKED'])
    await importAt(await floor.answer(opened, result))
    expect(await statesOf(jobs)).toEqual(['STACKED', 'STACKED'])
  })

  test('counts what was spoiled, what is not as ordered, and what comes back untouched', async () => {
    const { jobs, opened } = await exported(3)
    const path = await floor.answer(opened, await floor.made(opened), ['swapped-backs', 'not-begun'])
    const { record } = await importAt(path)
    expect(balanceOf(record)).toEqual({ exported: 3, good: 0, spoiled: 2, returned: 1, open: 0 })
    expect(await statesOf(jobs)).toEqual(['SPOILED', 'SPOILED', 'PLANNED'])
    expect((await rows(jobs)).map(({ failureCode }) => failureCode).toSorted()).toEqual([
      'BUREAU_NOT_BEGUN',
      'QR_MISMATCH',
      'QR_MISMATCH',
    ])
    const blank = opened.manifest.cards[2]?.blankSerial ?? ''
    expect(await floor.app.db.blankCard.findUnique({ where: { serial: blank } })).toMatchObject({
      status: 'AT_STATION',
    })
    // What came back is exported again, on whichever blank is free.
    const again = await at((bureau) => exportBatch(bureau, opened.manifest.batch))
    expect(again?.cards.map(({ job }) => job)).toEqual([jobs[2]])
    const second = await floor.opened(
      join(new URL(floor.environment.PRINTER_URL ?? '').pathname, again?.file ?? ''),
    )
    const faults = ['spoiled', 'wrong-sod'] as const
    expect(
      balanceOf((await importAt(await floor.answer(second, await floor.made(second), faults))).record),
    ).toMatchObject({
      spoiled: 1,
      open: 0,
    })
    const spoilage = await floor.app.db.spoilage.findFirstOrThrow({ where: { jobId: jobs[2] ?? '' } })
    expect(spoilage).toMatchObject({ reason: 'STREAK', failClass: 'PRINT' })
  })

  test('whose card is missing waits until its day, is then unknown, and is still found good by a later file', async () => {
    const { jobs, opened } = await exported(2)
    const result = await floor.made(opened)
    const { record } = await importAt(await floor.answer(opened, result, ['missing']))
    expect(balanceOf(record)).toMatchObject({ good: 1, open: 1 })
    floor.advanceClock(days(11))
    await recoverPrintJobs(floor.app)
    floor.advanceClock(-days(11))
    expect(await statesOf(jobs)).toEqual(['OUTCOME_UNKNOWN', 'STACKED'])
    expect(balanceOf((await importAt(await floor.answer(opened, result))).record)).toMatchObject({
      good: 2,
      open: 0,
    })
    expect((await stepsOf(jobs[0] ?? '')).slice(-2)).toEqual(['loseTrack', 'findGood'])
  })
})

describe('a bureau station that is killed', () => {
  /** Kills the program when it asks for the n-th time for something like this; the server takes it, and the answer is lost. */
  const killedAt = (args: readonly string[], path: RegExp, n: number) =>
    floor.command(args, (kill) => {
      let seen = 0
      floor.watch.onRequest = ({ method, url = '' }) => {
        if (path.test(`${method} ${url}`) && ++seen === n) kill()
      }
    })
  const events = /POST .*\/events$/

  test('while it exports and while it imports makes one file and tells each card once', async () => {
    const { number, jobs } = await floor.release(2)
    expect(await killedAt(['export', number], events, 1)).toBeNull()
    expect((await statesOf(jobs)).toSorted()).toEqual(['CARD_FED', 'PLANNED'])
    floor.watch.onRequest = () => undefined
    const record = await at((bureau) => exportBatch(bureau, number))
    expect(record).toMatchObject({ stage: 'WRITTEN', batch: number })
    expect(record?.cards.map(({ job }) => job).toSorted()).toEqual([...jobs].toSorted())

    // Between the seal and its name: the very file gets it.
    const file = join(new URL(floor.environment.PRINTER_URL ?? '').pathname, record?.file ?? '')
    await rename(file, `${file}.new`)
    if (record) await at(({ records }) => records.save({ ...record, stage: 'SEALED' }))
    expect(await at((bureau) => exportBatch(bureau, number))).toMatchObject({
      fileSha256: record?.fileSha256,
    })

    const path = await floor.emulated(file)
    expect(await killedAt(['import', path], events, 5)).toBeNull()
    expect(await floor.command(['import', path])).toBe(0)
    for (const job of jobs)
      expect(await stepsOf(job)).toEqual(['claim', 'feed', 'writeChip', 'print', 'verify', 'stack'])
    const { cards } = (await at(({ records }) => records.all())).find(({ id }) => id === record?.id) ?? {
      cards: [],
    }
    expect(balanceOf({ cards })).toEqual({ exported: 2, good: 2, spoiled: 0, returned: 0, open: 0 })
  })
})

test('an export that was told to stop takes no other batch, and can be given up', async () => {
  const { number, jobs } = await floor.release(2)
  const stop = new AbortController()
  floor.watch.onRequest = ({ url = '' }) => {
    if (url.endsWith('/events')) stop.abort()
  }
  const stopped = await floor.open(stop.signal)
  expect(await exportBatch(stopped, number)).toBeNull()
  await stopped.journal.close()
  expect(await statesOf(jobs)).toEqual(['CARD_FED', 'PLANNED'])
  expect(await refusalOf(at((bureau) => exportBatch(bureau, 'L2026-999999')))).toBe(
    'BUREAU_EXPORT_UNFINISHED',
  )
  expect(await at((bureau) => giveBackBatch(bureau, number))).toBe(1)
  expect(await statesOf(jobs)).toEqual(['PLANNED', 'PLANNED'])
  expect(await refusalOf(at((bureau) => giveBackBatch(bureau, number)))).toBe('BUREAU_NOTHING_TO_EXPORT')
})
