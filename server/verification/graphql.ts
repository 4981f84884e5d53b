import { DomainError } from '../../core/errors.ts'
import type { Finding, InspectionReport } from '../../core/inspection/report.ts'
import { ruleText } from '../../core/inspection/rules.ts'
import { chipFileNames } from '../../core/lds/chip-files.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import { verifyChip } from './verify-chip.ts'

const ChipFile = builder.enumType('ChipFile', { values: chipFileNames })

const ChipFileInput = builder.inputType('ChipFileInput', {
  description: 'A file as read from a chip: some hundred bytes, the portrait some thousand.',
  fields: (t) => ({
    name: t.field({ type: ChipFile }),
    content: t.string({ description: 'base64' }),
  }),
})

const FindingType = builder.objectRef<Finding>('ChipFinding').implement({
  description: 'A rule that a chip breaks.',
  fields: (t) => ({
    rule: t.exposeString('rule'),
    file: t.exposeString('file', { nullable: true, description: 'A file, DS, CSCA or CRL.' }),
    clause: t.exposeString('clause', { description: 'Where the rule stands.' }),
    detail: t.exposeString('detail'),
    text: t.field({ type: BilingualText, resolve: ({ rule }) => ruleText(rule) }),
  }),
})

const Inspection = builder.objectRef<InspectionReport>('ChipInspection').implement({
  description: 'What a strict inspection system finds out about a chip.',
  fields: (t) => ({
    genuine: t.exposeBoolean('genuine'),
    failures: t.field({ type: [FindingType], resolve: ({ failures }) => [...failures] }),
    warnings: t.field({ type: [FindingType], resolve: ({ warnings }) => [...warnings] }),
    revocation: t.exposeString('revocation', { description: 'good, revoked or unknown' }),
  }),
})

builder.mutationField('verifyChip', (t) =>
  t.field({
    type: Inspection,
    description: 'Verifies the files of a chip. Nothing of them is kept.',
    authScopes: { may: 'chip.verify' },
    errors: { types: [DomainError], union: { name: 'VerifyChipResult' } },
    args: {
      files: t.arg({ type: [ChipFileInput], required: true }),
      requireCrl: t.arg.boolean({ description: 'Refuse where no revocation list in force is at hand.' }),
    },
    resolve: (_root, { files, requireCrl }, { app, actor }) =>
      verifyChip(app, actor, { files, requireCrl: requireCrl ?? false }),
  }),
)
