import { DomainError } from '../../../core/errors.ts'
import { hotlineQuestions, type QuestionCode } from '../../../core/hotline/questions.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { answerCall, type CallerStatus, lockForCaller } from './answer-call.ts'
import { beginCall, type BegunCall } from './begin-call.ts'

const Begun = builder.objectRef<BegunCall>('HotlineCall').implement({
  description: 'What to ask the caller, in this order; nothing is told before the answers were compared.',
  fields: (t) => ({
    callId: t.exposeString('callId'),
    questions: t.field({
      type: [BilingualText],
      resolve: ({ questions }) => questions.map((code: QuestionCode) => hotlineQuestions[code].text),
    }),
  }),
})

const File = builder.objectRef<NonNullable<CallerStatus['file']>>('CallerFile').implement({
  fields: (t) => ({
    state: t.exposeString('state', { description: 'As CitizenState.' }),
    advice: t.expose('advice', { type: BilingualText }),
    reasons: t.field({ type: [BilingualText], resolve: ({ reasons }) => [...reasons] }),
    promisedOn: t.string({
      nullable: true,
      description: 'yyyy-MM-dd',
      resolve: ({ promisedOn }) => promisedOn?.toISOString().slice(0, 10) ?? null,
    }),
  }),
})

const Card = builder.objectRef<NonNullable<CallerStatus['card']>>('CallerCard').implement({
  fields: (t) => ({ state: t.exposeString('state'), lockable: t.exposeBoolean('lockable') }),
})

const Status = builder.objectRef<CallerStatus>('CallerStatus').implement({
  description: 'What a known caller is told: status and reason, and nothing of the person.',
  fields: (t) => ({
    callId: t.exposeString('callId'),
    file: t.field({ type: File, nullable: true, resolve: ({ file }) => file }),
    card: t.field({ type: Card, nullable: true, resolve: ({ card }) => card }),
  }),
})

builder.mutationField('beginHotlineCall', (t) =>
  t.field({
    type: Begun,
    authScopes: { may: 'hotline.answer' },
    errors: { types: [DomainError], union: { name: 'BeginHotlineCallResult' } },
    args: { number: t.arg.string({ required: true, description: 'all 12 digits' }) },
    resolve: (_root, args, { app, actor }) => beginCall(app, actor, args),
  }),
)

builder.mutationField('answerHotlineCall', (t) =>
  t.field({
    type: Status,
    authScopes: { may: 'hotline.answer' },
    errors: { types: [DomainError], union: { name: 'AnswerHotlineCallResult' } },
    args: { callId: t.arg.string({ required: true }), answers: t.arg.stringList({ required: true }) },
    resolve: (_root, args, { app, actor }) => answerCall(app, actor, args),
  }),
)

const Loss = builder.enumType('CallerLoss', { values: ['LOST', 'STOLEN'] as const })

builder.mutationField('lockCallersCard', (t) =>
  t.field({
    type: Status,
    authScopes: { may: 'hotline.answer' },
    errors: { types: [DomainError], union: { name: 'LockCallersCardResult' } },
    args: { callId: t.arg.string({ required: true }), ground: t.arg({ type: Loss, required: true }) },
    resolve: (_root, args, { app, actor }) => lockForCaller(app, actor, args),
  }),
)
