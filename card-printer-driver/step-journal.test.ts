import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StepJournal } from './step-journal.ts'

const first = '0f2d5c1e-3b1a-4a57-8b3e-0d7c6b0a9f01'
const second = '0f2d5c1e-3b1a-4a57-8b3e-0d7c6b0a9f02'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'station-'))
})
afterEach(() => rm(directory, { recursive: true }))

describe('the journal of steps', () => {
  test('gives back, after a restart, the jobs that were fed and not settled', async () => {
    const { journal } = await StepJournal.open(directory)
    await Promise.all([
      journal.write({ job: first, lease: 1, step: 'feeding' }),
      journal.write({ job: second, lease: 3, step: 'feeding' }),
      journal.write({ job: first, lease: 1, step: 'settled' }),
      journal.write({ job: second, lease: 3, step: 'sent' }),
    ])
    await journal.close()
    const again = await StepJournal.open(directory)
    expect(again.unsettled).toEqual([{ job: second, lease: 3, step: 'sent' }])
    await again.journal.close()
  })

  test('passes over a line that a crash tore', async () => {
    const { journal } = await StepJournal.open(directory)
    await journal.write({ job: first, lease: 1, step: 'printed' })
    await journal.close()
    await appendFile(join(directory, 'steps.ndjson'), '{"job":"0f2d')
    const again = await StepJournal.open(directory)
    expect(again.unsettled).toEqual([{ job: first, lease: 1, step: 'printed' }])
    await again.journal.close()
  })

  test('forgets settled jobs when it is opened, so that it stays small', async () => {
    const { journal } = await StepJournal.open(directory)
    await journal.write({ job: first, lease: 1, step: 'feeding' })
    await journal.write({ job: first, lease: 1, step: 'settled' })
    await journal.close()
    await (await StepJournal.open(directory)).journal.close()
    expect(await readFile(join(directory, 'steps.ndjson'), 'utf8')).toBe('')
  })
})
