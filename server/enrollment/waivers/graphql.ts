import { calendarDateAt, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { grantHardwareWaiver, waiverSubjects } from './grant-hardware-waiver.ts'

const Standing = builder.enumType('WaiverState', { values: ['IN_FORCE', 'TO_COME', 'ENDED'] as const })
const Subject = builder.enumType('WaiverSubject', { values: waiverSubjects })

builder.prismaObject('HardwareWaiver', {
  description:
    'Hardware that a centre does without until a day; a file without it names this as its exception.',
  fields: (t) => ({
    id: t.exposeString('id'),
    centreCode: t.exposeString('centreCode'),
    subject: t.field({
      type: Subject,
      select: { subject: true },
      resolve: ({ subject }) => waiverSubjects.find((known) => known === subject) ?? 'IRIS',
    }),
    validFrom: t.string({
      description: 'yyyy-MM-dd',
      select: { validFrom: true },
      resolve: ({ validFrom }) => calendarDateOf(validFrom),
    }),
    validTo: t.string({
      description: 'yyyy-MM-dd, its last day',
      select: { validTo: true },
      resolve: ({ validTo }) => calendarDateOf(validTo),
    }),
    centreName: t.string({
      select: { centre: { select: { name: true } } },
      resolve: ({ centre }) => centre.name,
    }),
    state: t.field({
      type: Standing,
      description: 'On the day of the question.',
      select: { validFrom: true, validTo: true },
      resolve: ({ validFrom, validTo }, _args, { app }) => {
        const today = calendarDateAt(app.clock())
        if (calendarDateOf(validTo) < today) return 'ENDED'
        return calendarDateOf(validFrom) > today ? 'TO_COME' : 'IN_FORCE'
      },
    }),
    reason: t.exposeString('reason'),
    grantedAt: t.expose('grantedAt', { type: 'DateTime' }),
  }),
})

builder.prismaObject('Centre', {
  description: 'Điểm thu nhận.',
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
})

builder.queryField('centres', (t) =>
  t.prismaField({
    type: ['Centre'],
    description:
      'Centres within reach by letters of their name, or by the beginning of their code; fifty at most.',
    authScopes: { may: 'waiver.read' },
    args: { text: t.arg.string({ required: true }) },
    resolve: async (query, _root, { text }, { app, actor }) => {
      const units = await reachOf(app, actor, 'waiver.read')
      const wanted = text.trim()
      return app.db.centre.findMany({
        ...query,
        where: {
          OR: [
            { name: { contains: wanted, mode: 'insensitive' } },
            { code: { startsWith: wanted.toUpperCase() } },
          ],
          ...(units && { unitCode: { in: [...units] } }),
        },
        orderBy: { code: 'asc' },
        take: 50,
      })
    },
  }),
)

builder.queryField('hardwareWaivers', (t) =>
  t.prismaConnection({
    type: 'HardwareWaiver',
    cursor: 'id',
    description: 'Waivers of the centres within reach, the newest first.',
    authScopes: { may: 'waiver.read' },
    args: { centre: t.arg.string() },
    maxSize: 50,
    defaultSize: 50,
    resolve: async (query, _root, { centre }, { app, actor }) => {
      const units = await reachOf(app, actor, 'waiver.read')
      return app.db.hardwareWaiver.findMany({
        ...query,
        where: {
          ...(centre && { centreCode: centre }),
          ...(units && { centre: { unitCode: { in: [...units] } } }),
        },
        orderBy: { id: 'desc' },
      })
    },
  }),
)

builder.mutationField('grantHardwareWaiver', (t) =>
  t.prismaField({
    type: 'HardwareWaiver',
    description: 'Lets a centre do without some hardware until a day, for a reason.',
    authScopes: { may: 'waiver.grant' },
    errors: { types: [DomainError], union: { name: 'GrantHardwareWaiverResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      subject: t.arg({ type: Subject, required: true }),
      validFrom: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      validTo: t.arg.string({ required: true, description: 'yyyy-MM-dd, its last day' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: async (query, _root, { validFrom, validTo, ...waiver }, { app, actor }) => {
      const id = await grantHardwareWaiver(app, actor, {
        ...waiver,
        validFrom: parseCalendarDate(validFrom),
        validTo: parseCalendarDate(validTo),
      })
      return app.db.hardwareWaiver.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)
