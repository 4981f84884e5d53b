import type { ChipFileName } from '../lds/chip-files.ts'

/** One broken rule. `rule` is a row of rules.ts; `clause` is where the rule stands, as “9303-10, 4.7.2”. */
export interface Finding {
  readonly rule: string
  /** The chip's file or certificate it was found in; null for the chip as a whole. */
  readonly file: ChipFileName | 'CSCA' | 'DS' | 'CRL' | null
  readonly clause: string
  /** Never personal data: names of parts, positions, lengths, hashes. */
  readonly detail: string
}

/** What a strict inspection system finds out about a chip. */
export interface InspectionReport {
  /** No failure. */
  readonly genuine: boolean
  /** Rules that must hold and do not, all of them. */
  readonly failures: readonly Finding[]
  /** Rules that should hold and do not. */
  readonly warnings: readonly Finding[]
  /** Of the document signer; unknown without a list at hand. */
  readonly revocation: 'good' | 'revoked' | 'unknown'
}

const fileTitles: Readonly<Record<string, string>> = {
  COM: 'EF.COM',
  SOD: 'EF.SOD',
  CARD_ACCESS: 'EF.CardAccess',
  CARD_SECURITY: 'EF.CardSecurity',
}

/** What a person calls the place of a finding; null for the chip as a whole. */
export const placeOf = ({ file }: Pick<Finding, 'file'>): string | null => file && (fileTitles[file] ?? file)
