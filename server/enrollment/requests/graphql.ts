import { applicationKindNames } from '../../../core/enrollment/application-kinds.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { decideAppeal } from '../appeals/decide-appeal.ts'
import { lodgeAppeal } from '../appeals/lodge-appeal.ts'
import { answerArchive } from '../approvals/answer-archive.ts'
import { askArchive } from '../approvals/ask-archive.ts'
import { openRequest } from './open-request.ts'

const Kind = builder.enumType('RequestKind', { values: applicationKindNames })

const WantedField = builder.inputType('WantedField', {
  fields: (t) => ({ field: t.string({ required: true }), value: t.string() }),
})

const PaperPage = builder.inputType('RequestPaperPage', {
  fields: (t) => ({ sha256: t.string({ required: true }), mediaType: t.string({ required: true }) }),
})

const Paper = builder.inputType('RequestPaper', {
  description: 'A type of paper and its pages, as POST /requests/papers answered them.',
  fields: (t) => ({
    type: t.string({ required: true }),
    pages: t.field({ type: [PaperPage], required: true }),
  }),
})

const Input = builder.inputType('OpenRequestInput', {
  description: 'A request of form DC02 that makes no card.',
  fields: (t) => ({
    kind: t.field({ type: Kind, required: true }),
    reason: t.string({ required: true }),
    residentId: t.string({ required: true }),
    centre: t.string({ required: true }),
    representativeId: t.string(),
    phone: t.string(),
    email: t.string(),
    consent: t.string({ required: true, description: 'Version of the text that was agreed to.' }),
    number: t.string({ description: 'The number to be confirmed.' }),
    purpose: t.string({ description: 'What an extract is for.' }),
    wanted: t.field({ type: [WantedField], description: 'What the record is to say.' }),
    additions: t.stringList({ description: 'What goes onto the card.' }),
    papers: t.field({ type: [Paper] }),
  }),
})

/** What the applicant wants, of which one kind of details is told; the operation checks that it fits the case. */
function detailsOf(input: typeof Input.$inferInput) {
  const { number, purpose, wanted, additions } = input
  if (number) return { about: 'NUMBER', number }
  if (purpose) return { about: 'EXTRACT', purpose }
  if (additions) return { about: 'ADDITIONS', additions }
  if (!wanted) return null
  return {
    about: 'FIELDS',
    wanted: Object.fromEntries(wanted.map(({ field, value }) => [field, value ?? null])),
  }
}

builder.mutationField('openRequest', (t) =>
  t.string({
    description: 'Opens a request without a card at a desk; answers the code of its file.',
    authScopes: { may: 'application.open-request' },
    errors: { types: [DomainError], union: { name: 'OpenRequestResult' }, directResult: false },
    args: { input: t.arg({ type: Input, required: true }) },
    resolve: async (_root, { input }, { app, actor }) => {
      const { kind, reason, residentId, centre, representativeId, phone, email, consent, papers } = input
      const request = {
        kind,
        reason,
        residentId,
        centre,
        contact: { phone: phone ?? null, email: email ?? null },
        delivery: null,
        consent,
        details: detailsOf(input),
        papers: papers ?? [],
        representativeId: representativeId ?? null,
      }
      const { code } = await openRequest(app, actor, request)
      return code
    },
  }),
)

builder.mutationField('lodgeAppeal', (t) =>
  t.string({
    description: 'Takes down an appeal against a refusal; answers its id.',
    authScopes: { may: 'application.appeal' },
    errors: { types: [DomainError], union: { name: 'LodgeAppealResult' }, directResult: false },
    args: { applicationId: t.arg.string({ required: true }), ground: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => lodgeAppeal(app, actor, args),
  }),
)

const Outcome = builder.enumType('AppealOutcome', { values: ['REOPENED', 'UPHELD'] as const })

builder.mutationField('decideAppeal', (t) =>
  t.boolean({
    description:
      'Reopens a refused file, or lets the refusal stand: by who neither refused nor took the appeal down.',
    authScopes: { may: 'application.reopen' },
    errors: { types: [DomainError], union: { name: 'DecideAppealResult' }, directResult: false },
    args: { id: t.arg.string({ required: true }), outcome: t.arg({ type: Outcome, required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await decideAppeal(app, actor, args)
      return true
    },
  }),
)

builder.mutationField('askArchive', (t) =>
  t.string({
    description: 'Asks the paper archive about a file; answers the id of the question.',
    authScopes: { may: 'archive.ask' },
    errors: { types: [DomainError], union: { name: 'AskArchiveResult' }, directResult: false },
    args: { applicationId: t.arg.string({ required: true }), question: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => askArchive(app, actor, args),
  }),
)

builder.mutationField('answerArchive', (t) =>
  t.boolean({
    authScopes: { may: 'archive.answer' },
    errors: { types: [DomainError], union: { name: 'AnswerArchiveResult' }, directResult: false },
    args: { id: t.arg.string({ required: true }), answer: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await answerArchive(app, actor, args)
      return true
    },
  }),
)
