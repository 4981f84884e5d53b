import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  corePackageViolations,
  cycleViolations,
  domainViolations,
  roomViolations,
  type Violation,
} from './support/arrows.ts'
import { codeViolations, importViolations, lengthViolations, stateViolations } from './support/code-rules.ts'
import { parseSource, readSourceTree, type SourceFile } from './support/source-tree.ts'

const root = join(import.meta.dirname, '..')
const told = (violations: readonly Violation[]) =>
  violations.map(({ file, what, rule }) => `${file} → ${what} → ${rule}`)

const inTree = (path: string) => path.startsWith('prisma/client/') || existsSync(join(root, path))

describe('the house', () => {
  let files: readonly SourceFile[] = []

  beforeAll(async () => {
    files = await readSourceTree(root)
  })

  test('is read whole: every room has files, and they have imports', () => {
    const rooms = ['core', 'prisma', 'server', 'enrollment-kiosk', 'card-printer-driver', 'ui', 'tests']
    for (const room of rooms) expect(files.some(({ path }) => path.startsWith(`${room}/`))).toBe(true)
    expect(files.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(1000)
  })

  test('keeps the arrows between its rooms', () => {
    expect(told(roomViolations(files))).toEqual([])
  })

  test('keeps core to packages that only compute', () => {
    expect(told(corePackageViolations(files))).toEqual([])
  })

  test('keeps the arrows between the domains of the server', () => {
    expect(told(domainViolations(files))).toEqual([])
  })

  test('has no cycles', () => {
    expect(told(cycleViolations(files))).toEqual([])
  })

  test('imports the file that defines the thing, by relative path', () => {
    expect(told(importViolations(files, inTree))).toEqual([])
  })

  test('reads clock, environment and chance only where it says so, and has no default exports', () => {
    expect(told(codeViolations(files))).toEqual([])
  })

  test('assigns states in one place', () => {
    expect(told(stateViolations(files))).toEqual([])
  })

  test('has no long files', () => {
    expect(told(lengthViolations(files))).toEqual([])
  })
})

/** An invented tree, by path. */
const tree = (sources: Readonly<Record<string, string>>) =>
  Object.entries(sources).map(([path, text]) => parseSource(path, text))

describe('the rules see', () => {
  test.each([
    ['core/a.ts', '../server/kernel/db.ts'],
    ['prisma/engine.ts', '../core/errors.ts'],
    ['enrollment-kiosk/main.ts', '../server/kernel/env.ts'],
    ['card-printer-driver/main.ts', '../prisma/client/client.ts'],
    ['server/consoles/app.tsx', '../kernel/env.ts'],
    ['server/kernel/app.ts', '../portal-web/main.tsx'],
    ['enrollment-kiosk/desk/main.tsx', '../session/kiosk.ts'],
    ['ui/notice.tsx', '../server/portal-web/entry.ts'],
    ['emulate.ts', './server/main.ts'],
    ['server/registry/local-registry.ts', '../../core/synthetic/names.ts'],
    ['core/der.ts', './test-identities.ts'],
  ])('%s importing %s', (path, specifier) => {
    expect(roomViolations(tree({ [path]: `import { x } from '${specifier}'\n` }))).toHaveLength(1)
  })

  test.each([
    ['prisma/seed.ts', '../core/synthetic/names.ts'],
    ['emulate.ts', './enrollment-kiosk/emulators/camera.ts'],
    ['server/consoles/app.tsx', '../../ui/notice.tsx'],
    ['core/cms/sealed-packet.test.ts', './test-identities.ts'],
  ])('nothing wrong in %s importing %s', (path, specifier) => {
    expect(roomViolations(tree({ [path]: `import { x } from '${specifier}'\n` }))).toEqual([])
  })

  test.each([
    ['server/adjudication/screen-application.ts', '../production/plan-print-job.ts'],
    ['server/kernel/audit.ts', '../access/staff-sign-in.ts'],
    ['server/enrollment/approve-application.ts', '../graphql/builder.ts'],
    ['server/enrollment/receive-packet.ts', '../worker.ts'],
    ['server/registry/graphql.ts', '../jobs/tasks.ts'],
    ['server/registry/seed.ts', '../../prisma/engine.ts'],
  ])('a domain going against the table: %s importing %s', (path, specifier) => {
    expect(domainViolations(tree({ [path]: `import type { X } from '${specifier}'\n` }))).toHaveLength(1)
  })

  test('a folder of the server that is in no table', () => {
    expect(domainViolations(tree({ 'server/wonders/a.ts': '' }))).toHaveLength(1)
  })

  test('product code, and a unit test too, that imports tests', () => {
    const text = "import { testDatabase } from '../../tests/support/database.ts'\n"
    const files = tree({ 'server/kernel/db.ts': text, 'server/kernel/db.test.ts': text })
    expect(new Set(roomViolations(files).map(({ file }) => file)).size).toBe(2)
  })

  test('a package of core that does more than compute', () => {
    const files = tree({ 'core/a.ts': "import { readFile } from 'node:fs/promises'\n" })
    expect(told(corePackageViolations(files))).toEqual([
      'core/a.ts → imports node:fs/promises → not a package of core',
    ])
  })

  test('a cycle, once, however long', () => {
    const files = tree({
      'core/a.ts': "import { b } from './b.ts'\n",
      'core/b.ts': "import {\n  c,\n} from './c.ts'\n",
      'core/c.ts': "const a = await import('./a.ts')\n",
      'core/d.ts': "import { a } from './a.ts'\n",
    })
    expect(told(cycleViolations(files))).toEqual([
      'core/a.ts → imports itself through core/b.ts, core/c.ts → no cycles',
    ])
  })

  test.each([
    ["export { a } from './a.ts'"],
    ["export * from './a.ts'"],
    ["import { a } from './a'"],
    ["import { a } from './a.js'"],
    ["import { a } from '~/a.ts'"],
    ["import { gone } from './gone.ts'"],
  ])('an import that does not name its file: %s', (text) => {
    const files = tree({ 'server/kernel/x.ts': `${text}\n` })
    expect(importViolations(files, (path) => path === 'server/kernel/a.ts')).toHaveLength(1)
  })

  test.each([
    ['server/kernel/x.ts', 'const at = Date.now()'],
    ['enrollment-kiosk/session/x.ts', 'const at = new Date()'],
    ['card-printer-driver/x.ts', 'const at = performance.now()'],
    ['server/pki/x.ts', "const home = process.env['HOME']"],
    ['core/x.ts', 'const n = Math.random()'],
    ['core/x.ts', "const answer = await fetch('/x')"],
    ['core/x.ts', 'setTimeout(run, 10)'],
    ['server/x.ts', 'export default function x() {}'],
  ])('in %s the code: %s', (path, text) => {
    expect(codeViolations(tree({ [path]: text }))).toHaveLength(1)
  })

  test('neither comments nor quoted words as code', () => {
    const text = [
      '// Date.now() is not read here',
      '/* process.env */',
      "const words = 'Date.now()' + `Math.random() ${'process.env'}`",
      'const pattern = /new Date\\(\\)"/',
      "const example = `\nimport { x } from './nowhere.ts'\n`",
      'const other = new Date(milliseconds)',
    ]
    const files = tree({ 'core/x.ts': text.join('\n') })
    expect(codeViolations(files)).toEqual([])
    expect(files[0]?.imports).toEqual([])
  })

  test('code in the holes of a template', () => {
    expect(codeViolations(tree({ 'core/x.ts': 'const id = `${{ a: `${Math.random()}` }.a}`' }))).toHaveLength(
      1,
    )
  })

  test.each([
    ["await tx.card.update({ where: { id }, data: { status: 'ACTIVE' } })"],
    ["await tx.card.create({ data: { serial, status: 'MADE' } })"],
    ['const status = next\n  await tx.printJob.updateMany({ where: { id }, data: { status, lease } })'],
    ["await tx.card.upsert({ where: { id }, create: { ...row }, update: { status: 'ACTIVE' } })"],
    ['await tx.$executeRaw`UPDATE "Card" SET "version" = 2, "status" = \'ACTIVE\' WHERE "id" = ${id}`'],
    ['await tx.$executeRaw`INSERT INTO "Card" ("id", "status") VALUES (${id}, \'MADE\')`'],
  ])('a state assigned outside move(): %s', (text) => {
    expect(stateViolations(tree({ 'server/issuance/x.ts': text }))).toHaveLength(1)
  })

  test.each([
    ["await tx.card.update({ where: { status: 'ACTIVE' }, data: { shelf } })"],
    ["await tx.card.findMany({ where: { status: 'ACTIVE' } })"],
    ["await tx.identityNumber.create({ data: { number, status: 'ACTIVE' } })"],
    ['await tx.card.update({ where: { id }, data: { shelf }, select: { status: true } })'],
    ['await tx.$executeRaw`UPDATE "Card" SET "version" = 2 WHERE "status" = \'ACTIVE\'`'],
  ])('no state assigned in: %s', (text) => {
    expect(stateViolations(tree({ 'server/issuance/x.ts': text }))).toEqual([])
  })

  test('a file of 401 lines, and not one of 400', () => {
    const text = (lines: number) => 'x\n'.repeat(lines)
    const files = tree({ 'core/long.ts': text(401), 'core/fits.ts': text(400) })
    expect(lengthViolations(files).map(({ file }) => file)).toEqual(['core/long.ts'])
  })
})
