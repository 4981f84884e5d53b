import { mkdir, mkdtemp, rm, statfs, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demandSpace, listFileName, mediumFault, openMedium, type PacketList, readLists } from './medium.ts'

let place: string
let data: string
let stick: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'medium-'))
  ;[data, stick] = [join(place, 'data'), join(place, 'stick')]
  for (const folder of [data, stick, join(data, 'outbox'), join(place, 'data-of-others')]) await mkdir(folder)
})
afterEach(() => rm(place, { recursive: true }))

const list: PacketList = {
  version: 1,
  centre: 'HN001',
  machineNumber: 7,
  exportedAt: '2026-11-21T05:00:00.000Z',
  packets: [
    {
      applicationCode: 'HN001-07-261121-0001-A',
      sha256: 'a'.repeat(64),
      bytes: 3,
      sealedAt: '2026-11-21T04:00:00Z',
    },
  ],
}
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => 'NOT_REFUSED',
    (error: { readonly code?: string }) => error.code,
  )

test('the kiosk’s own data, whatever leads there, are no medium', async () => {
  await symlink(data, join(place, 'link'))
  for (const folder of [data, join(data, 'outbox'), place, join(place, 'link'), join(stick, '../data')])
    expect(await refusal(openMedium(folder, data))).toBe('MEDIUM_INSIDE_DATA')
  for (const folder of [stick, join(place, 'data-of-others')])
    expect(await openMedium(folder, data)).toBe(folder)
})

test('neither is what is not there, no folder, or named by half', async () => {
  await writeFile(join(stick, 'file'), '')
  for (const folder of [join(place, 'none'), join(stick, 'file'), 'stick', ''])
    expect(await refusal(openMedium(folder, data))).toBe('MEDIUM_MISSING')
})

test('there must be room before anything is written', async () => {
  const { bavail, bsize } = await statfs(stick)
  expect(await refusal(demandSpace(stick, 2 * bavail * bsize))).toBe('MEDIUM_NO_SPACE')
  expect(await refusal(demandSpace(stick, 1))).toBe('NOT_REFUSED')
})

test('what the system says of a full, locked or pulled medium is told in words', () => {
  const told = (code: string) => mediumFault(Object.assign(new Error(), { code }), 'NOT_WRITABLE')
  expect([told('ENOSPC'), told('EROFS'), told('EACCES'), told('EIO'), told('ENOENT')]).toMatchObject([
    { code: 'MEDIUM_NO_SPACE' },
    { code: 'MEDIUM_NOT_WRITABLE' },
    { code: 'MEDIUM_NOT_WRITABLE' },
    { code: 'MEDIUM_NOT_WRITABLE' },
    { code: 'MEDIUM_MISSING' },
  ])
  const bug = new TypeError('a fault of the program')
  expect(mediumFault(bug, 'NOT_WRITABLE')).toBe(bug)
})

test('a damaged list, or one that names a file outside, does not hide the others', async () => {
  await writeFile(join(stick, listFileName(list)), JSON.stringify(list))
  await writeFile(join(stick, 'packets-HN001-8-1.json'), JSON.stringify(list).slice(0, 90))
  const outside = { ...list, packets: [{ ...list.packets[0], applicationCode: '../../etc/passwd' }] }
  await writeFile(join(stick, 'packets-HN001-9-1.json'), JSON.stringify(outside))
  await writeFile(join(stick, 'notes.json'), '{}')
  expect(await readLists(stick)).toEqual({
    lists: [list],
    damaged: ['packets-HN001-8-1.json', 'packets-HN001-9-1.json'],
  })
})
