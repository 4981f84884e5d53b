import { DomainError } from '../../../../core/errors.ts'
import { builder } from '../../../graphql/builder.ts'
import { countNotices } from './notice-list.ts'

const Source = builder.enumType('NoticeSource', {
  values: {
    AGE: { description: 'Who reaches an age of exchange in the period.' },
    RETURNED: { description: 'Whose file was returned.' },
    WAITING: { description: 'Whose card waits.' },
  } as const,
})

const Count = builder.objectRef<{ readonly people: number }>('NoticeCount').implement({
  fields: (t) => ({ people: t.exposeInt('people') }),
})

builder.queryField('noticeCount', (t) =>
  t.field({
    type: Count,
    description: 'How many people of an area a notice list would name; the papers are at /notices/….pdf.',
    authScopes: { may: 'notice.print' },
    errors: { types: [DomainError], union: { name: 'NoticeCountResult' } },
    args: {
      source: t.arg({ type: Source, required: true }),
      unit: t.arg.string({ required: true }),
      hamlet: t.arg.string({ required: true, description: 'A part of the address, or empty.' }),
      from: t.arg.string({ required: true, description: 'yyyy-MM-dd, for AGE' }),
      to: t.arg.string({ required: true }),
    },
    resolve: async (_root, { source, from, to, ...area }, { app, actor }) => ({
      people: await countNotices(
        app,
        actor,
        source === 'AGE' ? { source, from, to, ...area } : { source, ...area },
      ),
    }),
  }),
)
