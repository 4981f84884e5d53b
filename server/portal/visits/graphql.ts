import { DomainError } from '../../../core/errors.ts'
import { papersToBring, visitPurposeNames } from '../../../core/enrollment/visits.ts'
import { calendarDateAt, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import {
  bookOwnVisit,
  cancelOwnVisit,
  type Holder,
  type OwnVisit,
  ownVisits,
  rebookOwnVisit,
  type VisitOffer,
  visitOffers,
} from '../../enrollment/appointments/own-visits.ts'
import type { FreeSlot } from '../../enrollment/appointments/free-slots.ts'
import { builder } from '../../graphql/builder.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { holderOf } from './holder-of-file.ts'
import { type VisitCentre, visitCentres, visitSlots } from './look-for-places.ts'

const Purpose = builder.enumType('AppointmentPurpose', { values: visitPurposeNames })

const Centre = builder.objectRef<VisitCentre>('VisitCentre').implement({
  description: 'A centre that takes appointments.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    unit: t.exposeString('unit'),
    phone: t.exposeString('phone', { nullable: true }),
  }),
})

const Slot = builder.objectRef<FreeSlot>('VisitSlot').implement({
  fields: (t) => ({ at: t.expose('at', { type: 'DateTime' }), free: t.exposeInt('free') }),
})

const Slots = builder.objectRef<{ readonly slots: readonly FreeSlot[] }>('VisitSlots').implement({
  fields: (t) => ({ slots: t.field({ type: [Slot], resolve: ({ slots }) => slots }) }),
})

const Visit = builder.objectRef<OwnVisit>('OwnVisit').implement({
  description:
    'A visit that is booked, as its visitor sees it. Its id is the reference in the QR: LICHHEN|id.',
  fields: (t) => ({
    id: t.exposeString('id'),
    at: t.expose('at', { type: 'DateTime' }),
    state: t.exposeString('status', { description: 'BOOKED, or DISPLACED: a new time is to be chosen.' }),
    purpose: t.expose('purpose', { type: Purpose }),
    centreCode: t.string({ resolve: ({ centre }) => centre.code }),
    centreName: t.string({ resolve: ({ centre }) => centre.name }),
    centrePhone: t.string({ nullable: true, resolve: ({ centre }) => centre.phone }),
    bring: t.field({
      type: [BilingualText],
      resolve: ({ purpose, birthDate, at }) =>
        papersToBring({
          purpose,
          birthDate: birthDate === '' ? null : parsePartialDate(birthDate),
          on: calendarDateAt(at.getTime()),
        }),
    }),
  }),
})

const Offer = builder.objectRef<VisitOffer>('VisitOffer').implement({
  description: 'What somebody may come for now.',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: Purpose }),
    centreCode: t.string({
      nullable: true,
      description: 'Where it has to be; null: at any centre.',
      resolve: ({ centre }) => centre?.code ?? null,
    }),
    centreName: t.string({ nullable: true, resolve: ({ centre }) => centre?.name ?? null }),
  }),
})

interface VisitsOfHolder {
  readonly visits: readonly OwnVisit[]
  readonly offers: readonly VisitOffer[]
}

const Visits = builder.objectRef<VisitsOfHolder>('OwnVisits').implement({
  fields: (t) => ({
    visits: t.field({ type: [Visit], resolve: ({ visits }) => visits }),
    offers: t.field({ type: [Offer], resolve: ({ offers }) => offers }),
  }),
})

async function visitsOf(app: App, actor: Actor, holder: Holder): Promise<VisitsOfHolder> {
  return { visits: await ownVisits(app, actor, holder), offers: await visitOffers(app, actor, holder) }
}

const Key = builder.inputType('FileKey', {
  description: 'Who did not sign in gives the code and the birth date of a file.',
  fields: (t) => ({ code: t.string({ required: true }), birthDate: t.string({ required: true }) }),
})

builder.queryField('visitCentres', (t) =>
  t.field({
    type: [Centre],
    description: 'Centres that take appointments, twenty at most.',
    authScopes: { may: 'appointment.look' },
    args: { text: t.arg.string({ required: true }) },
    resolve: (_root, args, { app }) => visitCentres(app, args),
  }),
)

builder.queryField('visitSlots', (t) =>
  t.field({
    type: Slots,
    description: 'Times with free places from a day on, computed when they are asked for.',
    authScopes: { may: 'appointment.look' },
    errors: { types: [DomainError], union: { name: 'VisitSlotsResult' } },
    args: {
      centre: t.arg.string({ required: true }),
      from: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      days: t.arg.int({ required: true, description: '31 at most' }),
    },
    resolve: async (_root, { centre, ...rest }, { app }) => ({
      slots: await visitSlots(app, { ...rest, centreCode: centre }),
    }),
  }),
)

builder.queryField('ownVisits', (t) =>
  t.field({
    type: Visits,
    description:
      'Booked visits of a file by its key, else of the citizen who signed in or of whom they represent.',
    authScopes: { may: 'appointment.own' },
    errors: { types: [DomainError], union: { name: 'OwnVisitsResult' } },
    args: { key: t.arg({ type: Key }), resident: t.arg.string() },
    resolve: async (_root, { key, resident }, { app, actor }) => {
      const holder = await holderOf(app, actor, { key: key ?? null, residentId: resident ?? null })
      return visitsOf(app, actor, holder)
    },
  }),
)

builder.mutationField('bookOwnVisit', (t) =>
  t.field({
    type: Visits,
    description: 'Books a visit; answers every visit that is booked then.',
    authScopes: { may: 'appointment.own' },
    errors: { types: [DomainError], union: { name: 'BookOwnVisitResult' } },
    args: {
      key: t.arg({ type: Key }),
      resident: t.arg.string(),
      purpose: t.arg({ type: Purpose, required: true }),
      kind: t.arg.string({ description: 'FIRST_ISSUE, EXCHANGE, REISSUE for a new application.' }),
      centre: t.arg.string({ required: true }),
      at: t.arg.string({ required: true, description: 'Start of a slot, ISO 8601.' }),
    },
    resolve: async (_root, { key, resident, purpose, kind, centre, at }, { app, actor }) => {
      const holder = await holderOf(app, actor, { key: key ?? null, residentId: resident ?? null })
      await bookOwnVisit(app, actor, {
        holder,
        purpose,
        requestKind: kind ?? null,
        centreCode: centre,
        at,
      })
      return visitsOf(app, actor, holder)
    },
  }),
)

builder.mutationField('rebookOwnVisit', (t) =>
  t.field({
    type: Visits,
    authScopes: { may: 'appointment.own' },
    errors: { types: [DomainError], union: { name: 'RebookOwnVisitResult' } },
    args: {
      key: t.arg({ type: Key }),
      resident: t.arg.string(),
      id: t.arg.string({ required: true }),
      centre: t.arg.string({ required: true }),
      at: t.arg.string({ required: true, description: 'Start of a slot, ISO 8601.' }),
    },
    resolve: async (_root, { key, resident, id, centre, at }, { app, actor }) => {
      const holder = await holderOf(app, actor, { key: key ?? null, residentId: resident ?? null })
      await rebookOwnVisit(app, actor, { holder, id, centreCode: centre, at })
      return visitsOf(app, actor, holder)
    },
  }),
)

builder.mutationField('cancelOwnVisit', (t) =>
  t.field({
    type: Visits,
    authScopes: { may: 'appointment.own' },
    errors: { types: [DomainError], union: { name: 'CancelOwnVisitResult' } },
    args: { key: t.arg({ type: Key }), resident: t.arg.string(), id: t.arg.string({ required: true }) },
    resolve: async (_root, { key, resident, id }, { app, actor }) => {
      const holder = await holderOf(app, actor, { key: key ?? null, residentId: resident ?? null })
      await cancelOwnVisit(app, actor, { holder, id })
      return visitsOf(app, actor, holder)
    },
  }),
)
