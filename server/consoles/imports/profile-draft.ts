import type { Bilingual } from '../../../core/errors.ts'
import type { Source } from '../../../core/import/mapping-profile.ts'

/** A mapping profile while it is being made: JSON that need not be legal yet. */
export type Draft = Readonly<Record<string, unknown>>

export type Path = readonly string[]

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a path; undefined where nothing does. */
export function valueAt(draft: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return draft
  return isRecord(draft) && Object.hasOwn(draft, first) ? valueAt(draft[first], rest) : undefined
}

/** Forms of one thing that exclude each other: an address in one line, or part by part. */
const alternatives: Readonly<Record<string, string>> = { oneLine: 'parts', parts: 'oneLine' }

/** The draft with another value at a path; undefined takes it out, and what is left empty with it. */
export function withValue(draft: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value
  const { [first]: inner, ...others } = isRecord(draft) ? draft : {}
  const next = withValue(inner, rest, value)
  const rival = alternatives[first]
  if (next !== undefined && rival !== undefined) delete others[rival]
  const whole = next === undefined ? others : { ...others, [first]: next }
  return Object.keys(whole).length === 0 ? undefined : whole
}

export const sourceAt = (draft: Draft, path: Path): Source => {
  const source = valueAt(draft, path)
  return isRecord(source) ? (source as Source) : {}
}

/** Columns as they are typed: "Họ; Tên" are two that are joined by a blank. */
export const columnsText = ({ column, columns }: Source): string => columns?.join('; ') ?? column ?? ''

export function withColumns(
  { column: _one, columns: _all, ...source }: Source,
  text: string,
): Source | undefined {
  const names = text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length > 1) return { ...source, columns: names }
  return names[0] === undefined ? undefined : { ...source, column: names[0] }
}

/** What a choice of the form is called, and the code by which it is kept. */
export interface Choice {
  readonly code: string
  readonly label: Bilingual
}

/** A code table as it is typed: "1=Nam; 2=Nữ"; the choices of the form by their words. */
export const codesText = ({ codes }: Source, choices: readonly Choice[] = []): string =>
  Object.entries(codes ?? {})
    .map(([code, kept]) => `${code}=${choices.find((one) => one.code === kept)?.label.vi ?? kept}`)
    .join('; ')

const keptOf = (typed: string, choices: readonly Choice[]): string => {
  const word = typed.toLowerCase()
  const named = choices.find(({ label }) => [label.vi, label.en].some((text) => text.toLowerCase() === word))
  return named?.code ?? typed
}

export function withCodes(
  { codes: _old, ...source }: Source,
  text: string,
  choices: readonly Choice[] = [],
): Source {
  const pairs = text.split(/[;\n]/).flatMap((pair) => {
    const [code = '', ...meaning] = pair.split('=')
    const kept = keptOf(meaning.join('=').trim(), choices)
    return code.trim() === '' || meaning.length === 0 ? [] : [[code.trim(), kept]]
  })
  return pairs.length === 0 ? source : { ...source, codes: Object.fromEntries(pairs) }
}

/** The draft of the JSON that was typed; null while it is none. */
export function readDraft(json: string): Draft | null {
  try {
    const value: unknown = JSON.parse(json)
    return isRecord(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
