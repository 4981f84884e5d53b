import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

const cli = join(import.meta.dirname, '../../../server/cli.ts')
let directory: string
let emulator: EmulatorProcess
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'conformance-'))
  emulator = await startEmulator('suprema', '--no-pace')
})
afterAll(async () => {
  await emulator.stop()
  await rm(directory, { recursive: true })
})

async function judged(...words: string[]) {
  const child = spawn(process.execPath, [cli, 'device', 'conformance', '--json', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const [code] = (await once(child, 'close')) as [number | null]
  const { cases = [], ...facts } = JSON.parse(told) as {
    cases?: { id: string; passed: boolean | null; detail: string }[]
  }
  return { code, facts, failed: cases.filter(({ passed }) => passed === false), cases }
}

describe('the judge of devices', () => {
  test('passes one that stands every case, and writes the report', async () => {
    const report = join(directory, 'report.txt')
    const { code, facts, failed, cases } = await judged('--port', emulator.link, '--report', report)
    expect({ code, facts, failed }).toMatchObject({
      code: 0,
      facts: { kind: 'suprema', baudRate: 115_200, passed: true },
      failed: [],
    })
    expect(cases).toHaveLength(10)
    expect(await readFile(report, 'utf8')).toMatch(
      /^Đầu đọc vân tay Suprema SFM .*115200[\s\S]*Thiết bị đạt\./,
    )
  })

  test('does not pass one that loses an answer, and says in which case', async () => {
    await emulator.faults({ dropPacket: 60 })
    const { code, failed } = await judged('--port', emulator.link, '--kind', 'suprema')
    expect(code).toBe(1)
    expect(failed).toEqual([{ id: 'HUNDRED', passed: false, detail: expect.stringMatching(/^99\/100/) }])
    await emulator.control('DELETE', '/faults')
  })

  test('does not pass silence, nor a port that is not there', async () => {
    await emulator.faults({ silent: true })
    expect(await judged('--port', emulator.link, '--kind', 'suprema')).toMatchObject({
      code: 1,
      facts: { passed: false },
    })
    expect(await judged('--port', `${emulator.link}-none`)).toMatchObject({
      code: 1,
      facts: { passed: false },
    })
  })
})
