import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import type { Jobs } from '../kernel/jobs.ts'
import { acceptImport } from '../registry/imports/accept-import.ts'
import { createImport } from '../registry/imports/create-import.ts'
import { createProfile } from '../registry/imports/create-profile.ts'
import { findImport } from '../registry/imports/find-import.ts'
import { IllegalProfile } from '../registry/imports/import-refusals.ts'
import { resumeImport } from '../registry/imports/resume-import.ts'
import { runImport } from '../registry/imports/run-import.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/**
 * The phases of an import at the server's own terminal, one a call: `create FILE --profile P.json --name N --unit CODE`,
 * `survey ID`, `dry-run ID`, `accept ID`, `resume ID`. Accepting loads at once; progress is shown on the terminal.
 */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      profile: { type: 'string' },
      name: { type: 'string' },
      unit: { type: 'string' },
      phase: { type: 'string' },
    },
  })
  const [step, subject, ...more] = positionals
  if (!step || !subject || more.length > 0) throw new WrongUsage()
  if (step === 'create') return create(subject, values)
  const work = steps[step]
  if (!work) throw new WrongUsage()
  return withApp(async (app) => {
    await work.before(app, subject)
    await runImport(app, { importId: subject, work: work.work }, showProgress())
    return told(app, subject)
  })
}

interface Step {
  readonly work: Jobs['run-import']['work']
  before(app: App, id: string): Promise<unknown>
}

const known = (app: App, id: string) => findImport(app, systemActor, 'import.prepare', id)

const steps: Readonly<Partial<Record<string, Step>>> = {
  survey: { work: 'survey', before: known },
  'dry-run': { work: 'dryRun', before: known },
  accept: { work: 'load', before: (app, id) => acceptImport(app, systemActor, { id }) },
  resume: { work: 'load', before: (app, id) => resumeImport(app, systemActor, { id }) },
}

async function create(
  file: string,
  {
    profile,
    name,
    unit,
    phase,
  }: { readonly [option in 'profile' | 'name' | 'unit' | 'phase']?: string | undefined },
): Promise<CommandResult> {
  if (!profile || !name || !unit) throw new WrongUsage()
  const text = await readFile(profile, 'utf8').catch(() => {
    throw new WrongUsage()
  })
  const definition = readJson(text)
  const id = await withApp(async (app) => {
    const profileId = await createProfile(app, systemActor, { unitCode: unit, name, definition })
    return createImport(app, systemActor, { profileId, phase: phase ?? null, from: { path: file } })
  })
  return { done: true, facts: { id }, lines: [`Đợt nạp / import: ${id}`] }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new IllegalProfile(['JSON'])
    throw error
  }
}

async function told(app: App, id: string): Promise<CommandResult> {
  const { status, survey, trial, counts } = await app.db.importJob.findUniqueOrThrow({ where: { id } })
  const result = { SURVEYED: survey, TRIED: trial }[status] ?? counts
  return {
    done: status !== 'INTERRUPTED',
    facts: { id, status, result },
    lines: [`Đợt nạp / import ${id}: ${status}`, JSON.stringify(result, null, 2)],
  }
}

const format = (count: number) => count.toLocaleString('vi-VN')

/** On a terminal one line that counts; elsewhere a line now and then. */
function showProgress(): (rows: number) => void {
  let told = 0
  return (rows) => {
    if (rows - told < (process.stderr.isTTY ? 1000 : 100_000)) return
    told = rows
    const line = `Đã xử lý / rows: ${format(rows)}`
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`)
  }
}
