import { now } from '../../clock.ts'

export interface JournalEntry {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly event: string
  readonly card?: string
}

const longest = 5000

/** What was asked of the machine and what moved in it, oldest first; the last few thousand. */
export class MachineJournal {
  readonly entries: JournalEntry[] = []

  record(entry: Omit<JournalEntry, 'at'> & Readonly<Record<string, unknown>>): void {
    this.entries.push({ at: now(), ...entry })
    if (this.entries.length > longest) this.entries.splice(0, longest / 5)
  }
}
