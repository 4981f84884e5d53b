import type { ForecastClass, ForecastDay } from '../../../core/production/capacity.ts'
import { builder } from '../../graphql/builder.ts'
import type { PublishedForecast } from './promised-day.ts'

const Day = builder.objectRef<ForecastDay>('ForecastDay').implement({
  fields: (t) => ({
    day: t.exposeString('day'),
    capacity: t.exposeInt('capacity', { description: 'Cards that could be made.' }),
    planned: t.exposeInt('planned', { description: 'Cards that will be.' }),
    backlog: t.exposeInt('backlog', { description: 'Jobs that wait at its end.' }),
    stock: t.exposeInt('stock', {
      description: 'Blanks, or cards of ribbon where these are fewer, at its end.',
    }),
  }),
})

const Class = builder.objectRef<ForecastClass>('ForecastClass').implement({
  description: 'Jobs of one priority and deadline.',
  fields: (t) => ({
    priority: t.exposeInt('priority'),
    deadlineOn: t.exposeString('deadlineOn', { nullable: true }),
    count: t.exposeInt('count'),
    madeOn: t.exposeString('madeOn', { nullable: true, description: 'The day of its last card.' }),
    late: t.boolean({
      description: 'Its last card is made after its deadline, or cannot be told.',
      resolve: ({ deadlineOn, madeOn }) => deadlineOn !== null && (madeOn === null || madeOn > deadlineOn),
    }),
  }),
})

export const Forecast = builder.objectRef<PublishedForecast>('CapacityForecast').implement({
  description: 'What the floor can make, as production published it last. Promises are written by issuance.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    stations: t.exposeInt('stations'),
    cardsPerHour: t.exposeFloat('cardsPerHour', {
      description: 'Good cards of one station in an hour of a shift.',
    }),
    blanks: t.exposeInt('blanks'),
    ribbons: t.exposeInt('ribbons', { nullable: true, description: 'Cards that the ribbons are good for.' }),
    backlog: t.exposeInt('backlog'),
    stockOutOn: t.exposeString('stockOutOn', {
      nullable: true,
      description: 'Alarm: on this day blanks or ribbons end before the backlog does.',
    }),
    days: t.expose('days', { type: [Day] }),
    classes: t.expose('classes', { type: [Class], description: 'In the order in which they are made.' }),
  }),
})
