import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseApplicationCode } from '../../core/enrollment/application-code.ts'
import { openApplicationCodes } from './application-codes.ts'

const origin = { centre: 'HN001', machine: 3 }
const noonOf = (day: string) => Date.parse(`${day}T05:00:00Z`)

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'codes-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('each day in Việt Nam counts from one', async () => {
  let now = Date.parse('2026-11-21T16:59:00Z')
  const codes = await openApplicationCodes(directory, () => now)
  expect((await codes.allot(origin)).slice(0, 20)).toBe('HN001-03-261121-0001')
  now = Date.parse('2026-11-21T17:00:00Z')
  expect((await codes.allot(origin)).slice(0, 20)).toBe('HN001-03-261122-0001')
})

test('a computer whose clock is set back goes on from what was used on that day', async () => {
  let now = noonOf('2026-11-21')
  const codes = await openApplicationCodes(directory, () => now)
  const given = [await codes.allot(origin), await codes.allot(origin)]
  now = noonOf('2026-11-22')
  given.push(await codes.allot(origin))
  now = noonOf('2026-11-21')
  const restarted = await openApplicationCodes(directory, () => now)
  given.push(await restarted.allot(origin))
  expect(new Set(given).size).toBe(4)
  expect(given[3]).toContain('-0003-')
})

test('codes asked for at the same moment differ, and all are well formed', async () => {
  const codes = await openApplicationCodes(directory, () => noonOf('2026-11-21'))
  const given = await Promise.all(Array.from({ length: 20 }, () => codes.allot(origin)))
  expect(new Set(given).size).toBe(20)
  for (const code of given) expect(parseApplicationCode(code)).toBe(code)
})
