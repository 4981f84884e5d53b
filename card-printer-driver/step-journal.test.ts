import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type JournalLine, StepJournal } from './step-journal.ts'

const first = '0f2d5c1e-3b1a-4a57-8b3e-0d7c6b0a9f01'
const second = '0f2d5c1e-3b1a-4a57-8b3e-0d7c6b0a9f02'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'station-'))
})
afterEach(() => rm(directory, { recursive: true }))

const path = () => join(directory, 'steps.ndjson')

async function written(...lines: readonly JournalLine[]): Promise<void> {
  const { journal } = await StepJournal.open(directory)
  await Promise.all(lines.map((line) => journal.write(line)))
  await journal.close()
}

async function unsettled() {
  const { journal, unsettled: records } = await StepJournal.open(directory)
  await journal.close()
  return records
}

describe('the journal of steps', () => {
  test('gives back, after a restart, all that is known of the cards that are not settled, the first fed first', async () => {
    await written(
      { job: first, lease: 1, step: 'feeding', blankSerial: 'P1' },
      { job: second, lease: 3, step: 'feeding', blankSerial: 'P2', cards: 7 },
      { job: first, lease: 1, step: 'settled' },
      { job: second, lease: 3, step: 'sent', printerJob: 12 },
    )
    expect(await unsettled()).toEqual([
      { job: second, lease: 3, step: 'sent', blankSerial: 'P2', cards: 7, printerJob: 12 },
    ])
  })

  test('begins anew with a job that was given anew', async () => {
    await written(
      { job: first, lease: 1, step: 'encoded', sodSha256: 'ab'.repeat(32) },
      { job: second, lease: 1, step: 'fed' },
      { job: first, lease: 2, step: 'feeding' },
      { job: first, lease: 1, step: 'settled' },
    )
    expect(await unsettled()).toEqual([
      { job: second, lease: 1, step: 'fed' },
      { job: first, lease: 2, step: 'feeding' },
    ])
  })

  test('torn by a crash at any byte of its last line still says what stood before', async () => {
    await written({ job: first, lease: 1, step: 'printing' })
    const before = await readFile(path(), 'utf8')
    await written({ job: first, lease: 1, step: 'sent', printerJob: 3 })
    const whole = await readFile(path(), 'utf8')
    const last = whole.slice(before.length)
    for (let length = 0; length < last.length; length += 7) {
      await writeFile(path(), whole.slice(0, before.length + length))
      expect(await unsettled()).toEqual([{ job: first, lease: 1, step: 'printing' }])
    }
  })

  test('that is damaged in the middle is refused, and left as it is', async () => {
    await written({ job: first, lease: 1, step: 'printed' }, { job: second, lease: 1, step: 'fed' })
    const whole = await readFile(path(), 'utf8')
    const damaged = whole.replace('printed', 'feeding')
    await writeFile(path(), damaged)
    await expect(StepJournal.open(directory)).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
      facts: { line: 1 },
    })
    expect(await readFile(path(), 'utf8')).toBe(damaged)
    await appendFile(path(), 'x\n')
    await expect(StepJournal.open(directory)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' })
  })

  test('stays small however many cards are made, in one run and over many', async () => {
    const { journal } = await StepJournal.open(directory)
    await journal.write({ job: second, lease: 1, step: 'sent', printerJob: 1 })
    for (let card = 0; card < 2500; card++) {
      const line = { job: first, lease: card, step: card % 2 === 0 ? 'feeding' : 'settled' } as const
      await journal.write(line.step === 'settled' ? { ...line, lease: card - 1 } : line)
    }
    await journal.close()
    expect((await stat(path())).size).toBeLessThan(200_000)
    expect(await unsettled()).toEqual([{ job: second, lease: 1, step: 'sent', printerJob: 1 }])
    expect((await readFile(path(), 'utf8')).trim().split('\n')).toHaveLength(1)
  })

  test('tells that the disk takes no more, and then takes nothing more itself', async () => {
    const { journal } = await StepJournal.open(directory)
    await journal.close()
    const line = { job: first, lease: 1, step: 'feeding' } as const
    await expect(journal.write(line)).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' })
    await expect(journal.write(line)).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' })
    expect(journal.unsettled).toEqual([])
  })
})
