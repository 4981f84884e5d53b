import type { RuleName } from '../../../../core/inspection/rules.ts'
import type { Forgery } from '../../../support/chip-forge.ts'

/** One way to make a chip bad. */
export interface ForgedCase {
  /** What the inspection calls it. */
  readonly rule: RuleName
  /** What was done. */
  readonly how: string
  readonly forgery: Forgery
  /** What cannot be had without it. */
  readonly also?: readonly RuleName[]
}

export const forged = (
  rule: RuleName,
  how: string,
  forgery: Forgery,
  also: readonly RuleName[] = [],
): ForgedCase => ({ rule, how, forgery, also })
