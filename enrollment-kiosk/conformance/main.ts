/**
 * `npm run cli -- device conformance --port PATH [--kind NAME] [--report FILE]`: runs every link case against the device on a
 * port, tells the findings line by line and as one JSON object at the end, and writes the report. Exit code 0 passed, 1 not.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { DomainError } from '../../core/errors.ts'
import { clock, instantOf } from '../clock.ts'
import { dialects } from './dialects.ts'
import { judge, type Judgement } from './judge.ts'

const usage = `--port PATH [--kind ${dialects.map(({ name }) => name).join('|')}] [--report FILE] [--json]`

const marks = { true: 'đạt / passed', false: 'KHÔNG ĐẠT / FAILED', null: 'không áp dụng / not applicable' }

function linesOf({ dialect, baudRate, cases, passed }: Judgement): string[] {
  return [
    `${dialect.title.vi} / ${dialect.title.en}: ${baudRate ?? '–'} bit/s`,
    ...cases.map(({ title, passed: one, detail }) => {
      const mark = marks[`${one}`]
      return `  ${mark}: ${title.vi} / ${title.en}${detail ? ` (${detail})` : ''}`
    }),
    passed ? 'Thiết bị đạt. / The device passes.' : 'Thiết bị không đạt. / The device does not pass.',
  ]
}

function factsOf({ dialect, baudRate, cases, passed }: Judgement, path: string) {
  const findings = cases.map(({ id, passed: one, detail }) => ({ id, passed: one, detail }))
  return { kind: dialect.name, port: path, baudRate, passed, judgedAt: instantOf(clock()), cases: findings }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      kind: { type: 'string' },
      report: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const { port, kind, report, json } = values
  const wanted = dialects.filter(({ name }) => kind === undefined || name === kind)
  if (!port || wanted.length === 0) {
    console.error(`Cách dùng / usage: npm run cli -- device conformance ${usage}`)
    return 2
  }
  const progress = (done: number, all: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done}/${all}${done === all ? '\n' : ''}`)
  }
  for (const dialect of wanted) {
    const judgement = await judge(port, dialect, progress)
    if (judgement.baudRate === null && dialect !== wanted.at(-1)) continue
    const lines = linesOf(judgement)
    console.log(json ? JSON.stringify(factsOf(judgement, port)) : lines.join('\n'))
    if (report) await writeFile(report, `${lines.join('\n')}\n`)
    return judgement.passed ? 0 : 1
  }
  return 1
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  console.error(`${error.text.vi}\n${error.text.en}`)
  process.exitCode = 1
}
