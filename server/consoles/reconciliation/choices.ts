import { consultedSources } from '../../../core/reconciliation/sources.ts'
import type { ComparisonFragment, ConflictSource } from '../generated/conflict.ts'

export type ComparedRow = ComparisonFragment['rows'][number]
export type ComparedCell = ComparedRow['cells'][number]

/** The value that is to stand in one field: a source's, or one that the officer reads off the document. */
export interface Choice {
  readonly source: ConflictSource | 'DOCUMENT'
  readonly value: string
}
export type Choices = Readonly<Record<string, Choice>>

/** The columns of the screen: the locality's own data are one only where there are any. */
export function columnsOf(rows: readonly ComparedRow[]): readonly ComparedCell[] {
  const [first] = rows
  const imported = rows.some(({ cells }) =>
    cells.some(({ source, lookedUp }) => source === 'IMPORT' && lookedUp),
  )
  return (first?.cells ?? []).filter(({ source }) => source !== 'IMPORT' || imported)
}

/** What the n-th column may give to a field; null where it says nothing, or the field has a procedure of its own. */
export function choiceAt(row: ComparedRow, source: ConflictSource): Choice | null {
  const cell = row.cells.find((one) => one.source === source)
  if (row.outcome === 'PROCEDURE' || !cell?.lookedUp || cell.unknown || cell.value === null) return null
  return { source, value: cell.value }
}

export function withChoice(choices: Choices, field: string, choice: Choice | null): Choices {
  const { [field]: _former, ...rest } = choices
  return choice ? { ...rest, [field]: choice } : rest
}

/** What a decision sends: the fields in which something else than the register's value is to stand. */
export function chosenValues(rows: readonly ComparedRow[], choices: Choices) {
  return rows.flatMap(({ field, cells }) => {
    const choice = choices[field]
    const register = cells.find(({ source }) => source === 'REGISTER')?.value ?? null
    return choice && choice.value !== register ? [{ field, value: choice.value }] : []
  })
}

const consulted: ReadonlySet<ConflictSource> = new Set(consultedSources)

/** Rows to look at first: sources differ, or somebody has looked the field up. The rest agrees, or is a mere gap. */
export const needsAttention = ({ contradictory, advice, cells }: ComparedRow): boolean =>
  contradictory || advice !== null || cells.some(({ source, lookedUp }) => lookedUp && consulted.has(source))
