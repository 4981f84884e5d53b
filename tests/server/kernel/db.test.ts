import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'

const run = promisify(execFile)

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('queries of one transaction take turns: pg warns of two at once, and refuses them from 9.0 on', async () => {
  const module = join(import.meta.dirname, '../../../server/kernel/db.ts')
  const program = `import { openDatabase } from ${JSON.stringify(module)}
    const { db, close } = openDatabase(${JSON.stringify(running.databaseUrl)}, 2)
    const include = { machines: true, calendar: true, desks: true }
    const [read, counts] = await db.$transaction((tx) =>
      Promise.all([tx.centre.findMany({ include }), Promise.all([tx.centre.count(), tx.machine.count()])]))
    console.log(JSON.stringify([read.length, counts[0]]))
    await close()`
  const { stdout, stderr } = await run(process.execPath, [
    '--throw-deprecation',
    '--input-type=module',
    '-e',
    program,
  ])
  expect([stdout.trim(), stderr]).toEqual(['[3,3]', ''])
})
