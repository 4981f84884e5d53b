import { beforeAll, describe, expect, it } from 'vitest'
import type { InspectionReport } from '../../../core/inspection/report.ts'
import { type RuleName, rules } from '../../../core/inspection/rules.ts'
import { genuineChip, type GenuineChip, inspectForged } from '../../support/chip-forge.ts'
import { accessCases } from './forgeries/access.ts'
import { biometricCases } from './forgeries/biometrics.ts'
import { chainAndListCases } from './forgeries/chain.ts'
import { certificateCases } from './forgeries/certificates.ts'
import { fileCases } from './forgeries/files.ts'
import type { ForgedCase } from './forgeries/forged-case.ts'
import { personCases } from './forgeries/person.ts'
import { signatureCases } from './forgeries/signature.ts'

const families: Readonly<Record<string, readonly ForgedCase[]>> = {
  files: fileCases,
  'security object': signatureCases,
  certificates: certificateCases,
  'chain and lists': chainAndListCases,
  'access and keys': accessCases,
  holder: personCases,
  biometrics: biometricCases,
}

const names = (findings: InspectionReport['failures']) =>
  [...new Set(findings.map(({ rule }) => rule))].toSorted()
const ofSeverity = (all: readonly RuleName[], severity: 'MUST' | 'SHOULD') =>
  all.filter((rule) => rules[rule].severity === severity).toSorted()

let base: GenuineChip
beforeAll(async () => {
  base = await genuineChip()
})

describe.each(Object.entries(families))('a chip with one thing wrong: %s', (_family, cases) => {
  it.each(cases.map((one) => [`${one.rule}: ${one.how}`, one] as const))(
    '%s',
    async (_title, { rule, also = [], forgery }) => {
      const report = await inspectForged(base, forgery)
      const expected = [rule, ...also]
      expect({ failures: names(report.failures), warnings: names(report.warnings) }).toEqual({
        failures: ofSeverity(expected, 'MUST'),
        warnings: ofSeverity(expected, 'SHOULD'),
      })
      expect(report.genuine).toBe(ofSeverity(expected, 'MUST').length === 0)
    },
  )
})

/** What no bent file can bring about: a fault of the program itself; EF.CardSecurity is bent in genuine-chips.test.ts. */
const notForged: readonly string[] = [
  'UNREADABLE',
  'SIGNATURE_STRENGTH',
  'CARD_SECURITY_DIFFERS',
  'CARD_SECURITY_NOT_READ',
]

it('every rule of the table is broken by a case', () => {
  const broken = new Set<string>(Object.values(families).flatMap((cases) => cases.map(({ rule }) => rule)))
  expect(Object.keys(rules).filter((rule) => !broken.has(rule) && !notForged.includes(rule))).toEqual([])
})
