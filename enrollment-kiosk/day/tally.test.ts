import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTally } from './tally.ts'

let directory: string
let now = Date.parse('2026-03-02T02:00:00Z')
const clock = () => now
const code = 'HN001-07-260302-0001-A'

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tally-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('keeps each event once across restarts, but the last sealing', async () => {
  const first = await openTally(directory, clock)
  await first.note(code, 'BEGUN')
  now += 60_000
  await first.note(code, 'BEGUN')
  await first.note(code, 'SEALED')
  now += 60_000
  const second = await openTally(directory, clock)
  await second.note(code, 'SEALED')
  const counted = (await openTally(directory, clock)).files().get(code)
  expect(counted).toEqual({ BEGUN: now - 120_000, SEALED: now })
})

test('a line that a power cut left unfinished swallows nothing', async () => {
  await (await openTally(directory, clock)).note(code, 'BEGUN')
  await appendFile(join(directory, 'day', 'tally.log'), '{"at":"2026-03-02T02')
  await (await openTally(directory, clock)).note(code, 'CANCELLED')
  expect((await openTally(directory, clock)).files().get(code)).toEqual({ BEGUN: now, CANCELLED: now })
})

test('forgets what is settled for long', async () => {
  await (await openTally(directory, clock)).note(code, 'BEGUN')
  now += 41 * 86_400_000
  expect((await openTally(directory, clock)).files().size).toBe(0)
  expect(await readFile(join(directory, 'day', 'tally.log'), 'utf8')).toBe('')
})
