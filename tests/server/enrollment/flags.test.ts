import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { deskActions } from '../../../core/enrollment/desk-actions.ts'
import { applicationFlagNames, isApplicationFlag } from '../../../core/enrollment/flags.ts'

const root = join(import.meta.dirname, '../../..')

/** Source files below a folder, by path. */
async function sources(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(join(root, folder), { recursive: true })
  const files = names.filter(
    // A page in the browser sets none.
    (name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('consoles/'),
  )
  const texts = files.map(
    async (name) => [`${folder}/${name}`, await readFile(join(root, folder, name), 'utf8')] as const,
  )
  return new Map(await Promise.all(texts))
}

let server: ReadonlyMap<string, string>
beforeAll(async () => {
  server = await sources('server')
})

const codesIn = (text: string) => [...text.matchAll(/'([A-Z][A-Z0-9_]{3,})'/g)].map(([, code = '']) => code)

/** Flags as the code sets them one by one; lists of them are held to the table by the compiler. */
function flagsSetBy(text: string): readonly string[] {
  const places = [
    /flags: \{ (?:push|has): '[^']+' \}/g,
    /flagIf\([^']*'[A-Z0-9_]+'/g,
    /: ApplicationFlag = [^\n]+/g,
    /\[[^\]]*\] as const satisfies readonly ApplicationFlag\[\]/g,
  ]
  return places.flatMap((place) => (text.match(place) ?? []).flatMap(codesIn))
}

test('every flag that the server sets is told in words', () => {
  const set = new Set([...server.values()].flatMap(flagsSetBy))
  expect([...set].filter((code) => !isApplicationFlag(code))).toEqual([])
  expect(set.size).toBeGreaterThan(9)
})

test('whoever writes flags of a file takes them from the table', () => {
  const writers = [...server].filter(([, text]) =>
    /\bflags: \{ push|\bdata: \{[^}]*\bflags\b|^\s+flags: \[/m.test(text),
  )
  const unbound = writers.filter(([, text]) => !/core\/enrollment\/flags\.ts|earlierFlags/.test(text))
  expect(unbound.map(([path]) => path)).toEqual([])
  expect(writers.length).toBeGreaterThan(4)
})

test('no flag is explained that nothing sets', () => {
  const all = new Set([...server.values()].flatMap(codesIn))
  expect(applicationFlagNames.filter((flag) => !all.has(flag))).toEqual([])
})

test('every act that a kiosk writes down is told in words', async () => {
  const text = (await sources('enrollment-kiosk/evidence')).get(
    'enrollment-kiosk/evidence/actions-between.ts',
  )
  const states = /^(?:REGISTRY|OPERATOR|SUPERVISOR)$/
  const codes = codesIn(text ?? '').filter((code) => !states.test(code))
  expect(codes.toSorted()).toEqual(Object.keys(deskActions).toSorted())
})
