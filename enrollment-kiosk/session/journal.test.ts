import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'
import { freshKey } from '../store/box.ts'
import { captureSessionSchema, type CaptureSession } from './capture-session.ts'
import { openJournal } from './journal.ts'

let directory: string
const officer = randomUUID()
const key = freshKey()
const start = Date.UTC(2026, 10, 23, 1)
const day = 86_400_000
let now: number
const packets = new Map<string, OutboxState>()
const withDrafts = new Set<string>()

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'))
  now = start
  packets.clear()
  withDrafts.clear()
})
afterEach(() => rm(directory, { recursive: true }))

async function open(drafts: readonly CaptureSession[] = []) {
  const journal = openJournal(join(directory, 'journal'), () => now, {
    outboxState: (code) => packets.get(code) ?? null,
    hasDraft: (code) => withDrafts.has(code),
  })
  await journal.unlock(officer, key, drafts)
  return journal
}

const session = (id: string, name: string, changes: Partial<CaptureSession> = {}): CaptureSession => {
  withDrafts.add(id)
  const begun = captureSessionSchema.parse({
    version: 1,
    id,
    state: 'CAPTURING',
    parkedIn: null,
    operator: officer,
    begunAt: new Date(now).toISOString(),
    givenNumber: '001190000022',
    givenBirthDate: '1990-05-20',
    registryOutcome: 'FOUND',
    registry: {
      number: '001190000022',
      version: 1,
      pulledAt: new Date(now).toISOString(),
      person: { ...nobody, name },
    },
    details: null,
    consentAt: null,
    fingers: [],
    portrait: null,
    files: [],
    signedContent: null,
    packet: null,
  })
  return { ...begun, ...changes }
}
const nobody = {
  birthDate: null,
  sex: null,
  nationality: null,
  ethnicity: null,
  religion: null,
  birthRegistrationPlace: null,
  placeOfOrigin: null,
  residence: null,
  residenceUnit: null,
  birthProvince: null,
  legacyNumber: null,
  fatherName: null,
  motherName: null,
}

const codes = (journal: Awaited<ReturnType<typeof open>>, query: string) =>
  journal.page(officer, { query, after: null }).entries.map(({ code }) => code)

test('files are found by code, name without marks, number and day; the disk shows none of it', async () => {
  const journal = await open()
  await journal.note(session('HN001-07-261123-0001-A', 'ĐẶNG NGUYỄN THÙY DƯƠNG'))
  now += day
  await journal.note(session('HN001-07-261124-0001-C', "H'HEN NIÊ", { givenNumber: null }))
  expect(codes(journal, '')).toEqual(['HN001-07-261124-0001-C', 'HN001-07-261123-0001-A'])
  for (const query of ['thuy duong', 'ĐẶNG', '261123-0001', 'hn001-07-261123', '23/11/2026', '2026-11-23'])
    expect([query, ...codes(journal, query)]).toEqual([query, 'HN001-07-261123-0001-A'])
  expect(codes(journal, "h'hen")).toEqual(['HN001-07-261124-0001-C'])
  expect(codes(journal, '001190')).toHaveLength(2)
  expect(codes(journal, 'nobody')).toEqual([])
  const stored = await readFile(join(directory, 'journal', `${officer}.log`))
  for (const text of ['ĐẶNG', 'HN001', '001190']) expect(stored.includes(text)).toBe(false)
})

test('a file stays after its draft is gone, with what became of it', async () => {
  const journal = await open()
  const [sent, cancelled] = [session('A', 'NGƯỜI MẪU A'), session('B', 'NGƯỜI MẪU B')]
  await journal.note({ ...sent, state: 'SIGNED' })
  await journal.note(cancelled)
  withDrafts.clear()
  packets.set('A', 'RECEIVED')
  const later = await open()
  const found = new Map(
    later.page(officer, { query: '', after: null }).entries.map((entry) => [entry.code, entry]),
  )
  expect(found.get('A')).toMatchObject({ state: 'SEALED', outbox: 'RECEIVED', cancelled: false })
  expect(found.get('B')).toMatchObject({ state: 'CAPTURING', outbox: null, cancelled: true })
})

test('what ended 30 days ago is forgotten, what is open is not', async () => {
  const journal = await open()
  await journal.note(session('A', 'NGƯỜI MẪU A'))
  await journal.note(session('B', 'NGƯỜI MẪU B'))
  await journal.note(session('C', 'NGƯỜI MẪU C'))
  withDrafts.clear()
  withDrafts.add('B')
  packets.set('A', 'RECEIVED').set('C', 'WAITING')
  now += 30 * day
  expect(codes(await open(), '')).toHaveLength(3)
  now += 1
  expect(codes(await open(), '').toSorted()).toEqual(['B', 'C'])
})

test('a line that a power cut left unfinished costs nothing but itself', async () => {
  const journal = await open()
  await journal.note(session('A', 'NGƯỜI MẪU A'))
  await appendFile(join(directory, 'journal', `${officer}.log`), 'c2hvcnQ')
  const later = await open()
  await later.note(session('B', 'NGƯỜI MẪU B'))
  expect(codes(await open(), '').toSorted()).toEqual(['A', 'B'])
})

test('unlocking catches up with a draft whose step was not noted', async () => {
  const journal = await open()
  await journal.note(session('A', 'NGƯỜI MẪU A'))
  journal.lock(officer)
  const reopened = await open([session('A', 'NGƯỜI MẪU A', { state: 'REVIEWING' })])
  expect(reopened.page(officer, { query: '', after: null }).entries).toMatchObject([{ state: 'REVIEWING' }])
})

test('five thousand files: a search takes the processor less than 100 ms, page after page, each file once', async () => {
  const journal = await open()
  const sessions = Array.from({ length: 5000 }, (_, i) =>
    session(`HN001-07-261123-${String(i).padStart(5, '0')}-A`, `NGUYỄN VĂN MẪU ${i}`),
  )
  journal.lock(officer)
  const full = await open(sessions)
  const seen: string[] = []
  let after: string | null = null
  let slowest = 0
  do {
    // Not the clock on the wall: other tests want the processor too.
    const begun = process.cpuUsage()
    const page = full.page(officer, { query: 'nguyen van', after })
    const { user, system } = process.cpuUsage(begun)
    slowest = Math.max(slowest, (user + system) / 1000)
    seen.push(...page.entries.map(({ code }) => code))
    after = page.next
  } while (after !== null)
  expect(seen).toHaveLength(5000)
  expect(new Set(seen).size).toBe(5000)
  expect(slowest).toBeLessThan(100)
})
