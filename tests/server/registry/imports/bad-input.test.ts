import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCounts } from '../../../../server/registry/imports/import-counts.ts'
import { runImport } from '../../../../server/registry/imports/run-import.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { begin, csvOf, faultsOf, jobOf, load, residentOf, residentProfile, rowOf } from './locality.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

/** Lines of a file, the heading first. */
const linesOf = (rows: Parameters<typeof csvOf>[0]) => csvOf(rows).trimEnd().split('\n')

describe('every bad row is told by line, field and reason, and costs no good one', () => {
  test('broken lines, impossible dates, unknown codes, and a file that breaks off', async () => {
    const [first, last] = [rowOf(), rowOf()]
    const rows = [
      first,
      rowOf({ KS: '' }),
      rowOf(),
      rowOf({ NS: '30/02/1985' }),
      rowOf({ GT: '7' }),
      rowOf({ XA: '99999' }),
      last,
      rowOf(),
    ]
    const lines = linesOf(rows)
    lines[2] = `"${lines[2]}`
    lines[3] = `${lines[3]},thừa`
    lines[8] = (lines[8] ?? '').slice(0, 40)
    const { id, counts } = await load(running, lines.join('\n'))
    expect(await faultsOf(running, id)).toEqual([
      '3  UNCLOSED_QUOTE',
      '4  COLUMN_COUNT',
      '5 birthDate DATE_ILLEGAL',
      '6 sex CODE_UNKNOWN',
      '7 unit UNIT_UNKNOWN',
      '9  CUT_OFF',
    ])
    expect(readCounts(counts)).toMatchObject({ rows: 8, new: 2, refused: 6 })
    expect(await residentOf(running, first['SO'] ?? '')).not.toBeNull()
    expect(await residentOf(running, last['SO'] ?? '')).not.toBeNull()
  })

  test('keys, numbers and people that stand in the file twice load once', async () => {
    const one = rowOf()
    const unnumbered = rowOf({ SO: '' })
    const rows = [
      one,
      { ...one, TG: 'Phật giáo' },
      { ...one, MA: 'khác' },
      rowOf({ SO: one['SO'] ?? '', NS: '01/01/1985' }),
      unnumbered,
      { ...unnumbered, MA: 'khác nữa' },
    ]
    const { id, counts } = await load(running, csvOf(rows))
    expect(await faultsOf(running, id)).toEqual([
      '3  DUPLICATE_KEY',
      '4 number DUPLICATE_NUMBER',
      '5 number NUMBER_HELD_BY_ANOTHER',
      '7  DUPLICATE_PERSON',
    ])
    expect(readCounts(counts)).toMatchObject({ rows: 6, new: 2, duplicates: 4, cases: 2 })
    expect(await jobOf(running, id)).toMatchObject({
      survey: { repeats: { keys: 1, numbers: 3, persons: 3 } },
    })
    expect(await running.app.db.resident.count({ where: { name: unnumbered['TEN'] ?? '' } })).toBe(1)
    const people = await running.app.db.resident.findMany({ where: { name: one['TEN'] ?? '' } })
    expect(people).toMatchObject([{ religion: 'Không' }])
  })

  test('rows of another encoding inside a file of UTF-8 are reported, not loaded', async () => {
    const rows = [
      rowOf(),
      rowOf({ TEN: 'NguyÔn ThÞ H¬ng' }),
      rowOf({ ME: 'Nguyeãn Thò Hoa' }),
      rowOf({ NHA: 'Sá»‘ 1' }),
    ]
    const { id, survey, counts } = await load(running, csvOf(rows))
    expect(await faultsOf(running, id)).toEqual([
      '3 name WRONG_ENCODING',
      '4 mother.name WRONG_ENCODING',
      '5 permanentAddress.house WRONG_ENCODING',
    ])
    expect(survey).toMatchObject({ encoding: 'UTF-8', signs: { TCVN3: 1, VNI: 1, MOJIBAKE: 1 } })
    expect(readCounts(counts)).toMatchObject({ new: 1, refused: 3 })
  })
})

describe('a file in the encoding of its locality', () => {
  const text = () => {
    const row = rowOf({ TEN: 'Đặng Thị Thuỷ', CHA: 'Đặng Văn Mẫu' })
    return { row, content: csvOf([row]) }
  }
  const nameOf = async (number: string | undefined) => (await residentOf(running, number ?? ''))?.name

  test('UTF-16 with its mark is read, however long', async () => {
    const { row, content } = text()
    await load(running, Buffer.from(`\uFEFF${content}`, 'utf16le'))
    expect(await nameOf(row['SO'])).toBe('ĐẶNG THỊ THUỶ')
  })

  test('UTF-8 with a mark, decomposed letters and Ð for Đ become the register’s letters', async () => {
    const row = rowOf({ TEN: 'Ðặng Thị Thuỷ'.normalize('NFD'), CHA: 'Ðặng\u200B Văn Mẫu' })
    await load(running, `\uFEFF${csvOf([row])}`)
    expect(await nameOf(row['SO'])).toBe('ĐẶNG THỊ THUỶ')
  })

  test('TCVN3 and VNI are recognised and translated', async () => {
    const bytes = (row: Parameters<typeof csvOf>[0][number]) => Buffer.from(csvOf([row]), 'latin1')
    const plain = { CHA: '', ME: '', CH: '', NHA: '', KS: '', TG: '' }
    const tcvn3 = rowOf({ ...plain, TEN: '\u00A7\u00C6ng Th\u00DE Thu\u00FB' })
    const { survey } = await load(running, bytes(tcvn3))
    expect(survey).toMatchObject({ encoding: 'TCVN3' })
    expect(await nameOf(tcvn3['SO'])).toBe('ĐẶNG THỊ THUỶ')
    const vni = rowOf({ ...plain, TEN: '\u00D1a\u00EBng Th\u00F2 Thu\u00FBy' })
    const vniProfile = { ...residentProfile, encoding: 'VNI' }
    await load(running, bytes({ ...vni, TEN: '\u00D1a\u00EBng Th\u00F2 Thuy\u00FB' }), {
      profile: vniProfile,
    })
    expect(await nameOf(vni['SO'])).toBe('ĐẶNG THỊ THUỶ')
  })
})

test('JSON lines load like a table; a line that is no object is told', async () => {
  const profile = { ...residentProfile, format: { kind: 'JSON_LINES' } }
  const row = rowOf()
  const { id } = await load(running, `${JSON.stringify(row)}\n[1]\n${JSON.stringify(rowOf())}`, { profile })
  expect(await faultsOf(running, id)).toEqual(['2  NOT_JSON'])
  expect(await residentOf(running, row['SO'] ?? '')).not.toBeNull()
})

test('a line of megabytes is passed over, and an empty file is a load of nothing', async () => {
  const [heading, first] = linesOf([rowOf()])
  const content = [heading, 'x'.repeat(3_000_000), first, ''].join('\n')
  const { id, counts } = await load(running, content)
  expect(await faultsOf(running, id)).toEqual(['2  LINE_TOO_LONG'])
  expect(readCounts(counts)).toMatchObject({ rows: 2, new: 1 })
  const empty = await load(running, `${heading}\n`)
  expect(readCounts(empty.counts)).toMatchObject({ rows: 0, new: 0 })
})

test('what is wrong is told by codes: neither faults, job nor log hold what stood on the rows', async () => {
  const id = await begin(running, csvOf([rowOf({ TEN: 'Bí Mật 1', NS: '99/99/9999', SO: '55' })]))
  await runImport(running.app, { importId: id, work: 'survey' })
  const faults = await running.app.db.importFault.findMany({ where: { jobId: id } })
  expect(faults).toHaveLength(3)
  const told = JSON.stringify([
    faults.map(({ line, ...fault }) => [Number(line), fault]),
    (await jobOf(running, id)).survey,
  ])
  expect(`${told}${running.logged.join('')}`).not.toMatch(/Bí Mật|9999/)
})
