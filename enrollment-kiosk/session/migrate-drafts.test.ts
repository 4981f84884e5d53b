import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boxOf, freshKey } from '../store/box.ts'
import { openDrafts } from './drafts.ts'
import { migrateDrafts } from './migrate-drafts.ts'

let data: string
const station = boxOf(freshKey())
const earlierKey = freshKey()
const earlier = boxOf(earlierKey)
const [mine, theirs] = [randomUUID(), randomUUID()]
const [myKey, theirKey] = [freshKey(), freshKey()]
const picture = Uint8Array.of(137, 80, 78, 71)
const pictureName = `${'ab'.repeat(32)}.box`

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'migrate-drafts-'))
  await mkdir(join(data, 'drafts'))
  await writeFile(join(data, 'draft-key'), earlierKey)
})
afterEach(() => rm(data, { recursive: true }))

/** A draft as the program wrote it before drafts had keys of their own: version 1, one key for all. */
async function writeEarlier(id: string, operator: string, state = 'CAPTURING'): Promise<void> {
  const session = {
    version: 1,
    id,
    state,
    parkedIn: null,
    operator,
    begunAt: '2026-11-20T01:00:00.000Z',
    givenNumber: '001190000022',
    givenBirthDate: '1990-05-20',
    registryOutcome: 'UNREACHABLE',
    registry: null,
    details: null,
    consentAt: null,
    fingers: [],
    portrait: null,
    files: [{ name: 'portrait.jpg', sha256: 'ab'.repeat(32), bytes: 4 }],
    signedContent: state === 'SIGNED' ? 'c0ffee' : null,
    packet: null,
  }
  const directory = join(data, 'drafts', id)
  await mkdir(directory)
  const content = new TextEncoder().encode(JSON.stringify(session))
  await writeFile(join(directory, 'session.box'), earlier.close(content, `${id}/session.box`))
  await writeFile(join(directory, pictureName), earlier.close(picture, `${id}/${pictureName}`))
}

test('drafts of the version before are all there, each for its operator; the old key is gone', async () => {
  await writeEarlier('A', mine)
  await writeEarlier('B', theirs)
  await writeEarlier('C', mine, 'SIGNED')
  await migrateDrafts(data, station)
  expect(await readdir(data)).toEqual(['drafts'])
  const first = await openDrafts(join(data, 'drafts'), station)
  expect([...first.ids()].sort()).toEqual(['A', 'B', 'C'])
  await first.unlock(mine, myKey)
  expect(first.find('A')).toMatchObject({ operator: mine, state: 'CAPTURING', revision: 0, papers: [] })
  expect(await first.readFile('A', 'ab'.repeat(32))).toEqual(picture)
  const second = await openDrafts(join(data, 'drafts'), station)
  expect(
    second
      .list()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['B', 'C'])
  await second.unlock(theirs, theirKey)
  const third = await openDrafts(join(data, 'drafts'), station)
  expect(third.list().map(({ id }) => id)).toEqual(['C'])
})

test('a migration that was cut off goes on at the next start', async () => {
  await writeEarlier('A', mine)
  await writeEarlier('B', mine)
  await migrateDrafts(data, station)
  // As a kill leaves it after the first draft: its picture still under the old key, the other draft untouched.
  await writeFile(join(data, 'draft-key'), earlierKey)
  await writeFile(join(data, 'drafts', 'A', pictureName), earlier.close(picture, `A/${pictureName}`))
  await rm(join(data, 'drafts', 'B'), { recursive: true })
  await writeEarlier('B', mine)
  await migrateDrafts(data, station)
  const drafts = await openDrafts(join(data, 'drafts'), station)
  expect(drafts.damaged).toEqual([])
  for (const id of ['A', 'B']) expect(await drafts.readFile(id, 'ab'.repeat(32))).toEqual(picture)
  expect(await readdir(data)).toEqual(['drafts'])
})

test('a draft that cannot be read stays, and with it the old key', async () => {
  await writeEarlier('A', mine)
  await writeEarlier('B', mine)
  await writeFile(join(data, 'drafts', 'A', 'session.box'), new Uint8Array(80))
  await migrateDrafts(data, station)
  expect((await readdir(data)).sort()).toEqual(['draft-key', 'drafts'])
  const drafts = await openDrafts(join(data, 'drafts'), station)
  expect(drafts.damaged).toEqual(['A'])
  expect(drafts.find('B').id).toBe('B')
})
