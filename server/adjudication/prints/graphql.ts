import type { MinutiaPair } from '../../../core/biometrics/pair-minutiae.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { type ComparedPrint, compareCaseFingers, type FingerComparison } from '../finger-comparison.ts'

interface Minutia {
  readonly x: number
  readonly y: number
  readonly angle: number
  readonly type: number
  readonly quality: number
}

const MinutiaType = builder.objectRef<Minutia>('Minutia').implement({
  description: 'Pixels at 500 dpi from the top left corner.',
  fields: (t) => ({
    x: t.exposeInt('x'),
    y: t.exposeInt('y'),
    angle: t.exposeInt('angle', { description: '1/256 turn, counter-clockwise from the x axis' }),
    type: t.exposeInt('type', { description: '1 ridge ending, 2 bifurcation' }),
    quality: t.exposeInt('quality'),
  }),
})

const minutiaeOf = ({ template }: ComparedPrint): Minutia[] =>
  Array.from(template.x, (x, i) => ({
    x,
    y: template.y[i] ?? 0,
    angle: template.angle[i] ?? 0,
    type: template.type[i] ?? 0,
    quality: template.quality[i] ?? 0,
  }))

const Print = builder.objectRef<ComparedPrint & { readonly caseId: string }>('PrintMinutiae').implement({
  fields: (t) => ({
    position: t.exposeInt('position'),
    width: t.int({ description: 'Pixels at 500 dpi', resolve: ({ template }) => template.width }),
    height: t.int({ resolve: ({ template }) => template.height }),
    minutiae: t.field({ type: [MinutiaType], resolve: minutiaeOf }),
    samplePath: t.string({
      description: 'The image in which they were found.',
      resolve: ({ caseId, sampleId }) => `/adjudication/cases/${caseId}/samples/${sampleId}`,
    }),
  }),
})

const Pair = builder.objectRef<MinutiaPair>('MinutiaPair').implement({
  description: 'Places in the two lists of minutiae.',
  fields: (t) => ({ applicant: t.exposeInt('probe'), candidate: t.exposeInt('candidate') }),
})

const Comparison = builder
  .objectRef<FingerComparison & { readonly caseId: string }>('FingerComparison')
  .implement({
    description: 'What the matcher sees in two prints.',
    fields: (t) => ({
      score: t.exposeFloat('score'),
      threshold: t.exposeFloat('threshold', { description: 'Scores from here on are taken for one finger.' }),
      applicant: t.field({ type: Print, resolve: ({ caseId, applicant }) => ({ ...applicant, caseId }) }),
      candidate: t.field({ type: Print, resolve: ({ caseId, candidate }) => ({ ...candidate, caseId }) }),
      pairs: t.field({ type: [Pair], resolve: ({ pairs }) => [...pairs] }),
    }),
  })

builder.queryField('fingerComparison', (t) =>
  t.field({
    type: Comparison,
    description: 'Minutiae of a finger of both, and which of them the matcher takes for each other.',
    authScopes: { may: 'duplicate-case.read' },
    errors: { types: [DomainError], union: { name: 'FingerComparisonResult' } },
    args: {
      caseId: t.arg.string({ required: true }),
      candidateId: t.arg.string({ required: true }),
      position: t.arg.int({ required: true }),
      candidatePosition: t.arg.int({ description: 'Another finger of the candidate; the same if left out.' }),
    },
    resolve: async (_root, args, { app, actor }) => {
      const compared = await compareCaseFingers(app, actor, {
        ...args,
        candidatePosition: args.candidatePosition ?? null,
      })
      return { ...compared, caseId: args.caseId }
    },
  }),
)
