import { setTimeout as pause } from 'node:timers/promises'
import type { Bilingual } from '../../core/errors.ts'
import { cases, type Finding } from './cases.ts'
import { findSpeed, openConversation } from './conversation.ts'
import type { Dialect } from './dialects.ts'

export interface Judged extends Finding {
  readonly id: string
  readonly title: Bilingual
}

export interface Judgement {
  readonly dialect: Dialect
  /** Null: nothing answered, and no case was run. */
  readonly baudRate: number | null
  readonly cases: readonly Judged[]
  readonly passed: boolean
}

/** Runs every case against the device on a port; each begins on a fresh line. */
export async function judge(
  path: string,
  dialect: Dialect,
  progress: (done: number, all: number) => void,
): Promise<Judgement> {
  const baudRate = await findSpeed(path, dialect)
  if (baudRate === null) return { dialect, baudRate, cases: [], passed: false }
  const judged: Judged[] = []
  for (const { id, title, run } of cases) {
    const conversation = await openConversation(path, dialect, baudRate)
    try {
      judged.push({ id, title, ...(await run({ path, dialect, conversation })) })
    } finally {
      await conversation.close()
    }
    await pause(dialect.forgets / 10)
    progress(judged.length, cases.length)
  }
  return { dialect, baudRate, cases: judged, passed: judged.every(({ passed }) => passed !== false) }
}
