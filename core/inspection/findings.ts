import { LdsError } from '../lds/lds-error.ts'
import { Misfit } from './der/parts.ts'
import type { DerTree } from './der/der-tree.ts'
import type { Finding } from './report.ts'
import { type RuleName, rules } from './rules.ts'
import type { Severity } from './rules/rule.ts'

export type FindingFile = Finding['file']

/** Told as one piece of an inspection goes on; kept in the order of telling. */
export type Tell = (rule: RuleName, file: FindingFile, detail?: string) => void

export interface Findings {
  readonly tell: Tell
  /** Of one severity, or of both. */
  readonly all: (severity?: Severity) => readonly Finding[]
}

/** How often a rule is told of one file: a hundred thousand bytes can break one fifty thousand times. */
const mostOfOneRule = 16
const longestDetail = 200

export function collectFindings(): Findings {
  const found: Finding[] = []
  const counts = new Map<string, number>()
  const tell: Tell = (rule, file, detail = '') => {
    const key = `${rule} ${file}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count > mostOfOneRule) return
    found.push({ rule, file, clause: rules[rule].clause, detail: detail.slice(0, longestDetail) })
  }
  return {
    tell,
    all: (severity) => found.filter((one) => severity === undefined || severityOf(one) === severity),
  }
}

const severityOf = ({ rule }: Finding): Severity => (isRule(rule) ? rules[rule].severity : 'MUST')

/** What a structure is being read for: where its faults belong. */
export interface Place {
  readonly tell: Tell
  readonly file: FindingFile
}

/**
 * Reads a structure; where it is not of its form, `rule` is told and null answered. An LdsError tells its own rule (TLV, TAG,
 * TRAILING_BYTES).
 */
export function reading<Read>({ tell, file }: Place, rule: RuleName, read: () => Read): Read | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Misfit) tell(rule, file, error.part)
    else if (error instanceof LdsError) tell(isRule(error.rule) ? error.rule : rule, file, error.detail)
    else throw error
    return null
  }
}

const isRule = (name: string): name is RuleName => Object.hasOwn(rules, name)

/** Tells what is not DER in a tree, and gives its root. */
export function treeIn({ tell, file }: Place, tree: DerTree, part: string): DerTree['root'] {
  for (const { rule, detail } of tree.faults) tell(rule, file, `${part} ${detail}`)
  return tree.root
}

/** What was found out before, told again. */
export function retell(findings: readonly Finding[], tell: Tell): void {
  for (const { rule, file, detail } of findings) if (isRule(rule)) tell(rule, file, detail)
}

/** How many of them refuse the chip. */
export const failuresIn = (findings: readonly Finding[]) =>
  findings.filter((one) => severityOf(one) === 'MUST').length
