import { type FSWatcher, watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { journalSteps } from '../../../core/production/decide-after-crash.ts'

/** Where a card can be when somebody is killed: the journal's steps, and between two cards. */
export const hitStates = [...journalSteps, 'idle'] as const
export type HitState = (typeof hitStates)[number]

interface Line {
  readonly job: string
  readonly step: string
}

/** The lines as another process sees them; the last may be half written. */
async function linesOf(directory: string): Promise<readonly Line[]> {
  const text = await readFile(join(directory, 'steps.ndjson'), 'utf8').catch(() => '')
  return text.split('\n').flatMap((raw) => {
    try {
      return [JSON.parse(raw.split('\t')[0] ?? '') as Line]
    } catch {
      return []
    }
  })
}

/** The last step of every card that is not settled. */
export async function openSteps(directory: string): Promise<readonly HitState[]> {
  const open = new Map<string, string>()
  for (const { job, step } of await linesOf(directory)) {
    if (step === 'settled') open.delete(job)
    else open.set(job, step)
  }
  return [...open.values()].map((step) => hitStates.find((known) => known === step) ?? 'idle')
}

/** Resolves true when the journal's newest line is this step, false when the time is over. */
export function stepReached(directory: string, step: HitState, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    let watcher: FSWatcher | null = null
    const end = (reached: boolean) => {
      watcher?.close()
      clearTimeout(timer)
      resolve(reached)
    }
    const timer = setTimeout(() => end(false), patience)
    watcher = watch(directory, (_, name) => {
      if (name !== 'steps.ndjson') return
      void linesOf(directory).then((lines) => {
        const newest = lines.at(-1)?.step
        if (newest === step || (step === 'idle' && newest === 'settled')) end(true)
      })
    })
  })
}
