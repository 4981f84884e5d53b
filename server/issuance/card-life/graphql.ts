import { basisKinds, type BasisKind, basisSchema } from '../../../core/card-life/basis.ts'
import { groundCodes, measureKinds } from '../../../core/card-life/grounds.ts'
import { formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { builder } from '../../graphql/builder.ts'
import { confirmMeasure, endMeasure } from './decide-measure.ts'
import { confirmDestruction, endDestruction, proposeDestruction } from './destroy-cards.ts'
import { type CardToRenew, cardsToRenew } from './expiring-worklist.ts'
import { type CardStep, findLifeCards, type LifeCard, type MeasureOnFile } from './find-life-cards.ts'
import { holdCard } from './hold-card.ts'
import { lockCard } from './lock-card.ts'
import type { MeasureOffer } from './measure-offers.ts'
import {
  destructionPlaces,
  destructionsToConfirm,
  measuresToDecide,
  type WaitingDestruction,
  type WaitingMeasure,
} from './measures-to-decide.ts'
import { proposeRevocation } from './propose-revocation.ts'
import { unlockCard } from './unlock-card.ts'

const Kind = builder.enumType('CardMeasureKind', { values: measureKinds })
const Ground = builder.enumType('CardMeasureGround', {
  description: 'Reasons with their articles: core/card-life/grounds.ts.',
  values: groundCodes,
})
const PaperKind = builder.enumType('CardBasisKind', { values: Object.keys(basisKinds) as BasisKind[] })

const BasisInput = builder.inputType('CardBasisInput', {
  description: 'The paper that a measure rests on.',
  fields: (t) => ({
    kind: t.field({ type: PaperKind, required: true }),
    number: t.string({ required: true }),
    issuedOn: t.string({ required: true, description: 'yyyy-MM-dd' }),
    issuedBy: t.string({ required: true }),
  }),
})

const Step = builder.objectRef<CardStep>('CardStep').implement({
  description: 'One step of a card’s history.',
  fields: (t) => ({
    event: t.exposeString('event'),
    to: t.exposeString('to', { description: 'As in core/lifecycle/card.ts.' }),
    at: t.expose('at', { type: 'DateTime' }),
    reason: t.exposeString('reason', { nullable: true }),
    officer: t.exposeString('officer', { nullable: true }),
    by: t.exposeString('by', { description: 'officer, machine, citizen, system, anonymous' }),
  }),
})

/** A paper as one line: kind, number, day, issuer. */
const basisLine = (basis: unknown): string | null => {
  const read = basisSchema.safeParse(basis)
  if (!read.success) return null
  const { kind, number, issuedOn, issuedBy } = read.data
  return `${basisKinds[kind].vi} ${number}, ${formatVietnamese(issuedOn)}, ${issuedBy}`
}

const Measure = builder.objectRef<MeasureOnFile>('CardMeasure').implement({
  description: 'What was done to a card, or is proposed.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind'),
    ground: t.exposeString('ground'),
    state: t.string({ description: 'PROPOSED, DONE, REFUSED, WITHDRAWN', resolve: ({ status }) => status }),
    basis: t.string({ nullable: true, resolve: ({ basis }) => basisLine(basis) }),
    channel: t.exposeString('channel', { description: 'DESK, HOTLINE, PORTAL, REGISTRY' }),
    at: t.expose('at', { type: 'DateTime' }),
    proposedBy: t.exposeString('proposedBy', { nullable: true }),
    secondBy: t.exposeString('secondBy', { nullable: true }),
    refusal: t.exposeString('refusal', { nullable: true }),
    minutesId: t.exposeString('minutesId', { nullable: true }),
  }),
})

const Offer = builder.objectRef<MeasureOffer>('CardMeasureOffer').implement({
  description: 'What an officer may begin with a card now.',
  fields: (t) => ({
    kind: t.expose('kind', { type: Kind }),
    grounds: t.field({ type: [Ground], resolve: ({ grounds }) => [...grounds] }),
  }),
})

const LifeCardType = builder.objectRef<LifeCard>('LifeCard').implement({
  description: 'A card as the desk sees it that its holder turns to.',
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    state: t.exposeString('state'),
    holder: t.exposeString('holder'),
    unitCode: t.exposeString('unitCode'),
    applicationCode: t.exposeString('applicationCode'),
    issuedOn: t.exposeString('issuedOn', { description: 'yyyy-MM-dd' }),
    expiresOn: t.exposeString('expiresOn', { nullable: true, description: 'null: không thời hạn' }),
    newCardFiled: t.exposeBoolean('newCardFiled'),
    steps: t.field({ type: [Step], resolve: ({ steps }) => [...steps] }),
    measures: t.field({ type: [Measure], resolve: ({ measures }) => [...measures] }),
    offers: t.field({ type: [Offer], resolve: ({ offers }) => [...offers] }),
  }),
})

builder.queryField('lifeCards', (t) =>
  t.field({
    type: [LifeCardType],
    description: 'A person’s cards by QR, number of a blank, citizen number or application code. Audited.',
    authScopes: { may: 'card.find' },
    errors: { types: [DomainError], union: { name: 'LifeCardsResult' }, directResult: false },
    args: { term: t.arg.string({ required: true }) },
    resolve: async (_root, { term }, { app, actor }) => [...(await findLifeCards(app, actor, { term }))],
  }),
)

const Waiting = builder.objectRef<WaitingMeasure>('WaitingCardMeasure').implement({
  description: 'A measure that waits for a second officer.',
  fields: (t) => ({
    serial: t.exposeString('serial'),
    mine: t.exposeBoolean('mine', { description: 'Proposed by who asks, who may withdraw it only.' }),
    measure: t.field({ type: Measure, resolve: (row) => row }),
  }),
})

builder.queryField('cardMeasuresToDecide', (t) =>
  t.field({
    type: [Waiting],
    description: 'Fifty a page, the oldest first.',
    authScopes: { may: 'card.find' },
    args: { after: t.arg.string({ description: 'id of the last one seen' }) },
    resolve: async (_root, args, { app, actor }) => [...(await measuresToDecide(app, actor, args))],
  }),
)

const Pile = builder.objectRef<WaitingDestruction>('WaitingCardDestruction').implement({
  description: 'Cards that one officer has declared to be destroyed; another has to scan them too.',
  fields: (t) => ({
    groupId: t.exposeString('groupId'),
    centreCode: t.exposeString('centreCode'),
    ground: t.exposeString('ground'),
    at: t.expose('at', { type: 'DateTime' }),
    count: t.exposeInt('count'),
    proposedBy: t.exposeString('proposedBy', { nullable: true }),
    mine: t.exposeBoolean('mine'),
  }),
})

builder.queryField('cardDestructionsToConfirm', (t) =>
  t.field({
    type: [Pile],
    authScopes: { may: 'card.destroy' },
    resolve: async (_root, _args, { app, actor }) => [...(await destructionsToConfirm(app, actor))],
  }),
)

const Place = builder
  .objectRef<{ readonly code: string; readonly name: string }>('CardDestructionPlace')
  .implement({ fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }) })

builder.queryField('cardDestructionPlaces', (t) =>
  t.field({
    type: [Place],
    description: 'Centres of the officer’s units.',
    authScopes: { may: 'card.destroy' },
    resolve: async (_root, _args, { app, actor }) => [...(await destructionPlaces(app, actor))],
  }),
)

const ToRenew = builder.objectRef<CardToRenew>('CardToRenew').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    serial: t.exposeString('serial'),
    holder: t.exposeString('holder'),
    phone: t.exposeString('phone', { nullable: true }),
    unitCode: t.exposeString('unitCode'),
    lastDay: t.exposeString('lastDay', { description: 'yyyy-MM-dd' }),
    age: t.exposeInt('age', { nullable: true, description: '14, 25, 40, 60' }),
    newCardFiled: t.exposeBoolean('newCardFiled'),
  }),
})

const ToRenewPage = builder
  .objectRef<{ readonly cards: readonly CardToRenew[]; readonly next: string | null }>('CardsToRenew')
  .implement({
    fields: (t) => ({
      cards: t.field({ type: [ToRenew], resolve: ({ cards }) => [...cards] }),
      next: t.exposeString('next', { nullable: true }),
    }),
  })

builder.queryField('cardsToRenew', (t) =>
  t.field({
    type: ToRenewPage,
    description: 'Cards of the officer’s units that end within 60 days, or ended within 90. Audited.',
    authScopes: { may: 'card.remind' },
    args: { after: t.arg.string() },
    resolve: (_root, args, { app, actor }) => cardsToRenew(app, actor, args),
  }),
)

/** What became of it: done, or waiting for a second officer. */
const Outcome = builder
  .objectRef<{ readonly state: string; readonly id: string }>('CardMeasureOutcome')
  .implement({
    fields: (t) => ({
      state: t.exposeString('state', { description: 'DONE, PROPOSED, ENDED' }),
      id: t.exposeString('id', { description: 'Of the card, the measure, the group or the minutes.' }),
    }),
  })

builder.mutationField('lockCard', (t) =>
  t.field({
    type: Outcome,
    authScopes: { may: 'card.lock' },
    errors: { types: [DomainError], union: { name: 'LockCardResult' } },
    args: { cardId: t.arg.string({ required: true }), ground: t.arg({ type: Ground, required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      const { cardId } = await lockCard(app, actor, args)
      return { state: 'DONE', id: cardId }
    },
  }),
)

builder.mutationField('unlockCard', (t) =>
  t.field({
    type: Outcome,
    description:
      'At once after this officer compared the holder’s fingers, else when another officer agrees.',
    authScopes: { may: 'card.unlock' },
    errors: { types: [DomainError], union: { name: 'UnlockCardResult' } },
    args: { cardId: t.arg.string({ required: true }), ground: t.arg({ type: Ground, required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      const { state } = await unlockCard(app, actor, args)
      return { state, id: args.cardId }
    },
  }),
)

const Holding = builder.enumType('CardHolding', { values: ['HOLD', 'GIVE_BACK'] as const })

builder.mutationField('holdCard', (t) =>
  t.field({
    type: Outcome,
    description: 'Giữ thẻ, and giving it back (Luật Căn cước 2023, article 29).',
    authScopes: { may: 'card.hold' },
    errors: { types: [DomainError], union: { name: 'HoldCardResult' } },
    args: {
      cardId: t.arg.string({ required: true }),
      kind: t.arg({ type: Holding, required: true }),
      ground: t.arg({ type: Ground, required: true }),
      basis: t.arg({ type: BasisInput, required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await holdCard(app, actor, args)
      return { state: 'DONE', id: args.cardId }
    },
  }),
)

const Revoking = builder.enumType('CardRevocation', { values: ['REVOKE', 'REINSTATE'] as const })

builder.mutationField('proposeCardRevocation', (t) =>
  t.field({
    type: Outcome,
    description: 'Thu hồi, or undoing one that rested on an error of the register; another officer decides.',
    authScopes: { may: 'card.revoke' },
    errors: { types: [DomainError], union: { name: 'ProposeCardRevocationResult' } },
    args: {
      cardId: t.arg.string({ required: true }),
      kind: t.arg({ type: Revoking, required: true }),
      ground: t.arg({ type: Ground, required: true }),
      basis: t.arg({ type: BasisInput, required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      const { measureId } = await proposeRevocation(app, actor, args)
      return { state: 'PROPOSED', id: measureId }
    },
  }),
)

builder.mutationField('confirmCardMeasure', (t) =>
  t.field({
    type: Outcome,
    description: 'The second officer agrees; the action is that of the measure.',
    authScopes: { may: 'card.find' },
    errors: { types: [DomainError], union: { name: 'ConfirmCardMeasureResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      const { cardId } = await confirmMeasure(app, actor, args)
      return { state: 'DONE', id: cardId }
    },
  }),
)

builder.mutationField('endCardMeasure', (t) =>
  t.field({
    type: Outcome,
    description: 'Withdrawn by its own officer, or refused by another, who says why.',
    authScopes: { may: 'card.find' },
    errors: { types: [DomainError], union: { name: 'EndCardMeasureResult' } },
    args: { id: t.arg.string({ required: true }), reason: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await endMeasure(app, actor, args)
      return { state: 'ENDED', id: args.id }
    },
  }),
)

builder.mutationField('proposeCardDestruction', (t) =>
  t.field({
    type: Outcome,
    description: 'Cards that have ended and lie at a centre; another officer scans them too.',
    authScopes: { may: 'card.destroy' },
    errors: { types: [DomainError], union: { name: 'ProposeCardDestructionResult' } },
    args: {
      centreCode: t.arg.string({ required: true }),
      serials: t.arg.stringList({ required: true }),
      ground: t.arg({ type: Ground, required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      const { groupId } = await proposeDestruction(app, actor, args)
      return { state: 'PROPOSED', id: groupId }
    },
  }),
)

builder.mutationField('confirmCardDestruction', (t) =>
  t.field({
    type: Outcome,
    authScopes: { may: 'card.destroy' },
    errors: { types: [DomainError], union: { name: 'ConfirmCardDestructionResult' } },
    args: { groupId: t.arg.string({ required: true }), serials: t.arg.stringList({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      const { minutesId } = await confirmDestruction(app, actor, args)
      return { state: 'DONE', id: minutesId }
    },
  }),
)

builder.mutationField('endCardDestruction', (t) =>
  t.field({
    type: Outcome,
    authScopes: { may: 'card.destroy' },
    errors: { types: [DomainError], union: { name: 'EndCardDestructionResult' } },
    args: { groupId: t.arg.string({ required: true }) },
    resolve: async (_root, args, { app, actor }) => {
      await endDestruction(app, actor, args)
      return { state: 'ENDED', id: args.groupId }
    },
  }),
)
