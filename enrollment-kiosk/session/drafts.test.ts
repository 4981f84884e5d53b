import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boxOf, freshKey } from '../store/box.ts'
import { OfficerNotSignedIn } from '../sync/officer-refusals.ts'
import { captureSessionSchema, type CaptureSession } from './capture-session.ts'
import { type Drafts, openDrafts } from './drafts.ts'
import { DraftDamaged, SessionUnknown } from './refusals.ts'

let directory: string
let drafts: Drafts
const station = boxOf(freshKey())
const [mine, theirs] = [randomUUID(), randomUUID()]
const [myKey, theirKey] = [freshKey(), freshKey()]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drafts-'))
  drafts = await openDrafts(directory, station)
  await drafts.unlock(mine, myKey)
})
afterEach(() => rm(directory, { recursive: true }))

const number = '001190000022'
const session = (id: string, operator = mine, state: CaptureSession['state'] = 'CAPTURING'): CaptureSession =>
  captureSessionSchema.parse({
    version: 1,
    id,
    state,
    parkedIn: null,
    operator,
    begunAt: '2026-11-23T01:00:00.000Z',
    givenNumber: number,
    givenBirthDate: '1990-05-20',
    registryOutcome: 'NOT_ASKED',
    registry: null,
    details: null,
    consentAt: null,
    fingers: [],
    portrait: null,
    files: [],
    signedContent: null,
    packet: null,
  })

const reopen = () => openDrafts(directory, station)
const idsOf = (opened: Drafts) => opened.list().map(({ id }) => id)

test('a later run shows a draft to its operator only, and nothing of it stands open on the disk', async () => {
  await drafts.save(session('A'))
  const later = await reopen()
  expect(idsOf(later)).toEqual([])
  expect(later.ids()).toEqual(['A'])
  await later.unlock(theirs, theirKey)
  expect(() => later.find('A')).toThrow(SessionUnknown)
  await later.unlock(mine, myKey)
  expect(later.find('A')).toEqual(session('A'))
  for (const name of await readdir(join(directory, 'A'))) {
    const content = await readFile(join(directory, 'A', name))
    expect(content.includes(number) || content.includes(mine)).toBe(false)
  }
})

test('the station reads what is signed or sealed, and no longer once it is sent back', async () => {
  for (const state of ['SIGNED', 'SEALED'] as const) {
    await drafts.save(session('A', mine, state))
    expect((await reopen()).find('A').state).toBe(state)
  }
  await drafts.save(session('A', mine, 'REVIEWING'))
  const later = await reopen()
  expect(idsOf(later)).toEqual([])
  await later.unlock(mine, myKey)
  expect(later.find('A').state).toBe('REVIEWING')
})

test('when an operator leaves, only what is signed stays readable', async () => {
  await drafts.save(session('A'))
  await drafts.save(session('B', mine, 'SIGNED'))
  drafts.lock(mine)
  expect(idsOf(drafts)).toEqual(['B'])
})

test('work that is under way when its operator leaves is kept', async () => {
  await drafts.save(session('A'))
  await drafts.exclusively('A', async (begun) => {
    drafts.lock(mine)
    await drafts.save({ ...begun, marks: 'Nốt ruồi C. 2cm dưới mép trái' })
  })
  expect(idsOf(drafts)).toEqual([])
  await drafts.unlock(mine, myKey)
  expect(drafts.find('A').marks).toBe('Nốt ruồi C. 2cm dưới mép trái')
})

test('a new draft needs its operator', async () => {
  await expect(drafts.save(session('A', theirs))).rejects.toThrow(OfficerNotSignedIn)
  expect(drafts.ids()).toEqual([])
})

test('a kill between the key and the first session leaves nothing', async () => {
  await drafts.save(session('A'))
  await rm(join(directory, 'A', 'session.box'))
  const later = await reopen()
  await later.unlock(mine, myKey)
  expect(later.ids()).toEqual([])
  expect(await readdir(directory)).toEqual([])
})

test('pictures are kept and swept with the session that names them', async () => {
  const kept = await drafts.save(session('A'))
  const sha256 = await drafts.keepFile('A', Uint8Array.of(1, 2, 3))
  const named = { ...kept, files: [{ name: 'finger-01-1.png', sha256, bytes: 3 }] }
  await drafts.save(named)
  expect(await drafts.readFile('A', sha256)).toEqual(Uint8Array.of(1, 2, 3))
  await drafts.save(kept)
  await expect(drafts.readFile('A', sha256)).rejects.toThrow(DraftDamaged)
  expect((await readdir(join(directory, 'A'))).sort()).toEqual(['key.box', 'session.box'])
})

test('a damaged draft is named and left where it is', async () => {
  await drafts.save(session('A'))
  await drafts.save(session('B'))
  await writeFile(join(directory, 'A', 'session.box'), 'no longer what it was, not by far')
  const later = await reopen()
  await later.unlock(mine, myKey)
  expect(later.damaged).toEqual(['A'])
  expect(idsOf(later)).toEqual(['B'])
})
