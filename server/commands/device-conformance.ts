import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CommandResult } from './command.ts'

const judge = join(import.meta.dirname, '../../enrollment-kiosk/conformance/main.ts')

/** The kiosk's own program judges the device: it knows the protocols, and the server's programs do not open serial ports. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [judge, '--json', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (told === '') return { done: false, facts: { passed: false }, lines: [] }
  const facts = JSON.parse(told) as Readonly<Record<string, unknown>>
  return { done: code === 0, facts, lines: linesOf(facts) }
}

interface Finding {
  readonly id: string
  readonly passed: boolean | null
  readonly detail: string
}

function linesOf(facts: Readonly<Record<string, unknown>>): string[] {
  const findings = facts['cases'] as readonly Finding[]
  return findings.map(({ id, passed, detail }) => `${id}: ${String(passed)} ${detail}`)
}
