import { applicationFlagNames } from '../../../core/enrollment/flags.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { inOrder, pageStart } from '../../registry/reconciliation/unit-page.ts'
import { type ApprovalCounts, approvalCounts, approvalsPage } from './approvals-page.ts'
import { ApplicationFileType } from './file/graphql.ts'
import { readApplicationFile } from './read-application-file.ts'

const Flag = builder.enumType('ApplicationFlag', { values: applicationFlagNames })

builder.queryField('applicationsToApprove', (t) =>
  t.prismaConnection({
    type: 'Application',
    cursor: 'id',
    description: 'The files that wait for approval in the officer’s units, the oldest deadline first.',
    authScopes: { may: 'application.review' },
    args: {
      flag: t.arg({ type: Flag }),
      flagged: t.arg.boolean({ description: 'Those with any flag, or those with none.' }),
      unitCode: t.arg.string({ description: 'a unit and those below it' }),
    },
    maxSize: 50,
    defaultSize: 20,
    resolve: async ({ cursor, take, skip: _cursorItself, ...selection }, _root, args, { app, actor }) => {
      const { flag = null, flagged = null, unitCode = null } = args
      const ids = await approvalsPage(app, actor, {
        flag,
        flagged,
        unitCode,
        after: pageStart(cursor?.id),
        take,
      })
      const files = await app.db.application.findMany({ ...selection, where: { id: { in: ids } } })
      return inOrder(files, ids)
    },
  }),
)

const Counts = builder.objectRef<ApprovalCounts>('ApprovalCounts').implement({
  fields: (t) => ({
    waiting: t.exposeInt('waiting'),
    flagged: t.exposeInt('flagged'),
    overdue: t.exposeInt('overdue'),
  }),
})

builder.queryField('approvalCounts', (t) =>
  t.field({
    type: Counts,
    description: 'How many files wait for approval, how many are flagged, how many are late.',
    authScopes: { may: 'application.review' },
    args: { unitCode: t.arg.string() },
    resolve: (_root, { unitCode = null }, { app, actor }) => approvalCounts(app, actor, { unitCode }),
  }),
)

builder.queryField('applicationFile', (t) =>
  t.field({
    type: ApplicationFileType,
    description: 'One file by its code, for whoever decides on it. Every view is kept in the audit.',
    authScopes: { may: 'application.review' },
    errors: { types: [DomainError], union: { name: 'ApplicationFileResult' } },
    args: { code: t.arg.string({ required: true }) },
    resolve: (_root, { code }, { app, actor }) => readApplicationFile(app, actor, { code }),
  }),
)
