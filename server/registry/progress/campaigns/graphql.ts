import { DomainError } from '../../../../core/errors.ts'
import type { Deadline } from '../../../../core/progress/overdue.ts'
import { builder } from '../../../graphql/builder.ts'
import { DeadlineStepType } from '../graphql.ts'
import { createCampaign } from './create-campaign.ts'
import { type Campaign, listCampaigns } from './list-campaigns.ts'
import { setDeadlines } from './set-deadlines.ts'

const DeadlineType = builder.objectRef<Deadline>('CampaignDeadline').implement({
  fields: (t) => ({
    level: t.exposeInt('level', { description: '1 province, 2 district, 3 commune' }),
    step: t.expose('step', { type: DeadlineStepType }),
    dueOn: t.exposeString('dueOn', { description: 'yyyy-MM-dd' }),
  }),
})

const CampaignType = builder.objectRef<Campaign>('CollectionCampaign').implement({
  description: 'Đợt thu thập.',
  fields: (t) => ({
    id: t.exposeString('id'),
    name: t.exposeString('name'),
    basis: t.exposeString('basis', { description: 'the decision it rests on, as cited on screens' }),
    unitCode: t.exposeString('unitCode', { nullable: true, description: 'null for the nation' }),
    unitName: t.exposeString('unitName'),
    startsOn: t.exposeString('startsOn', { description: 'yyyy-MM-dd' }),
    endsOn: t.exposeString('endsOn', { nullable: true, description: 'yyyy-MM-dd' }),
    running: t.exposeBoolean('running'),
    deadlines: t.expose('deadlines', { type: [DeadlineType] }),
  }),
})

builder.queryField('campaigns', (t) =>
  t.field({
    type: [CampaignType],
    description: 'Campaigns, the newest first, at most 50.',
    authScopes: { may: 'progress.read' },
    resolve: (_root, _args, { app, actor }) => listCampaigns(app, actor),
  }),
)

const CampaignId = builder.objectRef<{ id: string }>('CampaignReference').implement({
  fields: (t) => ({ id: t.exposeString('id') }),
})

builder.mutationField('createCampaign', (t) =>
  t.field({
    type: CampaignId,
    authScopes: { may: 'campaign.manage' },
    errors: { types: [DomainError], union: { name: 'CreateCampaignResult' } },
    args: {
      name: t.arg.string({ required: true }),
      basis: t.arg.string({ required: true }),
      unitCode: t.arg.string({ description: 'the nation where left out' }),
      startsOn: t.arg.string({ required: true, description: 'yyyy-MM-dd' }),
      endsOn: t.arg.string({ description: 'yyyy-MM-dd' }),
    },
    resolve: async (_root, { unitCode, endsOn, ...args }, { app, actor }) => {
      const campaign = { ...args, unitCode: unitCode ?? null, endsOn: endsOn ?? null }
      return { id: await createCampaign(app, actor, campaign) }
    },
  }),
)

const DeadlineInput = builder.inputType('CampaignDeadlineInput', {
  fields: (t) => ({
    level: t.int({ required: true }),
    step: t.field({ type: DeadlineStepType, required: true }),
    dueOn: t.string({ required: true, description: 'yyyy-MM-dd' }),
  }),
})

builder.mutationField('setCampaignDeadlines', (t) =>
  t.field({
    type: CampaignId,
    description: 'Sets all deadlines of a campaign; those of before are replaced.',
    authScopes: { may: 'campaign.manage' },
    errors: { types: [DomainError], union: { name: 'SetCampaignDeadlinesResult' } },
    args: {
      campaignId: t.arg.string({ required: true }),
      deadlines: t.arg({ type: [DeadlineInput], required: true }),
    },
    resolve: async (_root, args, { app, actor }) => {
      await setDeadlines(app, actor, args)
      return { id: args.campaignId }
    },
  }),
)
