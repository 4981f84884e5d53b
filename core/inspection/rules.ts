import { accessRules } from './rules/access-rules.ts'
import { biometricRules } from './rules/biometric-rules.ts'
import { certificateRules } from './rules/certificate-rules.ts'
import { fileRules } from './rules/file-rules.ts'
import { personRules } from './rules/person-rules.ts'
import type { Bilingual } from '../errors.ts'
import type { Rule } from './rules/rule.ts'
import { signatureRules } from './rules/signature-rules.ts'

/** Every rule of the inspection by its name, which findings carry. */
export const rules = {
  ...fileRules,
  ...signatureRules,
  ...certificateRules,
  ...accessRules,
  ...personRules,
  ...biometricRules,
} as const satisfies Readonly<Record<string, Rule>>
export type RuleName = keyof typeof rules

const texts: Readonly<Record<string, Rule | undefined>> = rules

/** What is wrong where a rule is broken; the name itself for a rule of another version. */
export const ruleText = (name: string): Bilingual => texts[name]?.text ?? { vi: name, en: name }
