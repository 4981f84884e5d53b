/** `npm run demo -- --applicants 20 [--json] [--paced]`: synthetic applicants through the whole system on emulated wires. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { type Ending, demoApplicants } from './applicants.ts'
import { payAll } from './fees.ts'
import { install } from './installation.ts'
import {
  approveAll,
  citizenState,
  deliverAll,
  enrollAll,
  type File,
  handOverAll,
  produceAll,
} from './journey.ts'
import { stopAll } from './programs.ts'

const { values } = parseArgs({
  options: {
    applicants: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    paced: { type: 'boolean', default: false },
  },
})

const began = Date.now()
const say = (what: string) =>
  console.error(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`)
const seconds: Record<string, number> = {}

async function timed<Result>(stage: string, work: () => Promise<Result>): Promise<Result> {
  const start = Date.now()
  const result = await work()
  seconds[stage] = Math.round((Date.now() - start) / 10) / 100
  return result
}

interface Outcome {
  readonly endings: readonly { readonly file: File; readonly state: string }[]
  readonly cards: readonly string[]
}

async function run(count: number, directory: string): Promise<Outcome> {
  const applicants = demoApplicants(count, calendarDateAt(Date.now()))
  const site = await timed('start', () =>
    install({ directory, paced: values.paced, progress: say, blanks: count + 20 }),
  )
  const files = await timed('enroll', () => enrollAll(site, applicants, say))
  const approved = await timed('approve', () => approveAll(site, files, say))
  const made = await timed('produce', () => produceAll(site, approved.length, say))
  await timed('deliver', () => deliverAll(site, made, say))
  await payAll(site, files, say)
  await timed('handOver', () => handOverAll(site, { applicants, cards: made }, say))
  const endings = []
  for (const file of files) endings.push({ file, state: await citizenState(site, file) })
  return { endings, cards: made.map(({ id }) => id) }
}

function report({ endings, cards }: Outcome): boolean {
  const ended = (ending: Ending) => endings.filter(({ state }) => state === ending).length
  const wrong = endings.filter(({ file, state }) => state !== file.applicant.ending)
  for (const { file, state } of wrong)
    say(`SAI: ${file.applicant.story}: ${state}, phải là ${file.applicant.ending}`)
  const summary = {
    applicants: endings.length,
    issued: ended('ISSUED'),
    returned: ended('RETURNED'),
    refused: ended('REFUSED'),
    cards,
    seconds,
  }
  if (values.json) console.log(JSON.stringify(summary))
  else {
    const { applicants, issued, returned, refused } = summary
    console.log(`${applicants} hồ sơ: ${issued} đã trả thẻ, ${returned} trả lại bổ sung, ${refused} từ chối`)
  }
  return wrong.length === 0 && new Set(cards).size === cards.length && cards.length === summary.issued
}

const count = Number(values.applicants)
if (!Number.isInteger(count) || count < 1 || count > 1000) {
  console.error('Cách dùng / usage: npm run demo -- --applicants 1..1000 [--json] [--paced]')
  process.exit(2)
}
const directory = await mkdtemp(join(tmpdir(), 'citizen-id-demo-'))
// PostgreSQL runs as another user where we are root, and must reach its data.
await chmod(directory, 0o755)
const clean = async () => {
  await stopAll()
  await rm(directory, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void clean().then(() => process.exit(1)))
try {
  process.exitCode = report(await run(count, directory)) ? 0 : 1
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await clean()
}
