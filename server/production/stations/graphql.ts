import { DomainError } from '../../../core/errors.ts'
import type { StopReason } from '../../../core/production/oee.ts'
import { stationReasonText } from '../../../core/production/station-reasons.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { type ShiftEffectiveness, stationEffectiveness } from './station-effectiveness.ts'

const inSeconds = (milliseconds: number) => Math.round(milliseconds / 1000)

const Stop = builder.objectRef<StopReason>('StationStopReason').implement({
  fields: (t) => ({
    state: t.exposeString('state'),
    reason: t.exposeString('reason', { nullable: true }),
    text: t.field({
      type: BilingualText,
      nullable: true,
      resolve: ({ reason }) => (reason === null ? null : stationReasonText(reason)),
    }),
    seconds: t.int({ resolve: ({ milliseconds }) => inSeconds(milliseconds) }),
    times: t.exposeInt('times'),
  }),
})

const share = 'From 0 to 1; null where there was nothing to measure.'

const Shift = builder.objectRef<ShiftEffectiveness>('ShiftEffectiveness').implement({
  description: 'Overall equipment effectiveness of one station in one shift.',
  fields: (t) => ({
    shiftId: t.exposeString('shiftId'),
    stationId: t.exposeString('stationId'),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    good: t.exposeInt('good'),
    spoiled: t.exposeInt('spoiled'),
    plannedSeconds: t.int({
      description: 'Time in which there was work.',
      resolve: ({ planned }) => inSeconds(planned),
    }),
    runningSeconds: t.int({ resolve: ({ running }) => inSeconds(running) }),
    withoutWorkSeconds: t.int({ resolve: ({ withoutWork }) => inSeconds(withoutWork) }),
    availability: t.exposeFloat('availability', { nullable: true, description: share }),
    performance: t.exposeFloat('performance', { nullable: true, description: share }),
    quality: t.exposeFloat('quality', { nullable: true, description: share }),
    oee: t.exposeFloat('oee', { nullable: true, description: share }),
    stops: t.expose('stops', { type: [Stop], description: 'The longest first.' }),
  }),
})

builder.queryField('stationEffectiveness', (t) =>
  t.field({
    type: [Shift],
    description: 'Shifts that were opened on a legal day (yyyy-MM-dd).',
    authScopes: { may: 'print-job.read' },
    errors: {
      types: [DomainError],
      union: { name: 'StationEffectivenessResult' },
      result: { name: 'StationEffectivenessShifts' },
    },
    args: { day: t.arg.string({ required: true }), stationId: t.arg.string() },
    resolve: async (_root, { day, stationId }, { app, actor }) => [
      ...(await stationEffectiveness(app, actor, { day, ...(stationId != null && { stationId }) })),
    ],
  }),
)
