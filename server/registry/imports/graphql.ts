import { DomainError } from '../../../core/errors.ts'
import {
  importTargets,
  mappingProfileSchema,
  type MappingProfile,
} from '../../../core/import/mapping-profile.ts'
import type { ReasonCount, Survey } from '../../../core/import/survey.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { importLifecycle } from '../../../core/lifecycle/registry.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { acceptImport } from './accept-import.ts'
import { createImport } from './create-import.ts'
import { createProfile } from './create-profile.ts'
import { discardImport } from './discard-import.ts'
import { faultText } from './fault-texts.ts'
import { findImport } from './find-import.ts'
import { countNames, type ImportCounts, readCounts } from './import-counts.ts'
import { IllegalProfile } from './import-refusals.ts'
import { resumeImport } from './resume-import.ts'
import { type Preparation, preparations, startImportWork } from './start-import-work.ts'

type ImportState = keyof typeof importLifecycle.table

const State = builder.enumType('ImportState', {
  values: Object.keys(importLifecycle.table) as ImportState[],
})
const Target = builder.enumType('ImportTarget', { values: importTargets })
const Work = builder.enumType('ImportPreparation', { values: preparations })

builder.prismaObject('MappingProfile', {
  description: 'How the columns of a locality’s data become fields; a changed one is the next version.',
  fields: (t) => ({
    id: t.exposeString('id'),
    name: t.exposeString('name'),
    version: t.exposeInt('version'),
    unitCode: t.exposeString('unitCode'),
    target: t.field({
      type: Target,
      select: { target: true },
      resolve: ({ target }) => target as MappingProfile['target'],
    }),
    definition: t.string({
      description: 'JSON, as docs/registry-import.md says.',
      select: { definition: true },
      resolve: ({ definition }) => JSON.stringify(definition, null, 2),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
})

const Counts = builder.objectRef<ImportCounts>('ImportCounts').implement({
  description: 'What came, or would come, of the rows of a file.',
  fields: (t) => Object.fromEntries(countNames.map((name) => [name, t.exposeInt(name)])),
})

interface Told<Part> {
  readonly part: Part
  readonly profile: MappingProfile
}

const Reason = builder.objectRef<Told<ReasonCount>>('ImportReason').implement({
  description: 'One thing that is wrong, and on which lines first. Nothing of what stands there.',
  fields: (t) => ({
    field: t.string({ resolve: ({ part }) => part.field }),
    reason: t.string({ resolve: ({ part }) => part.reason }),
    blocking: t.boolean({ resolve: ({ part }) => part.blocking }),
    rows: t.int({ resolve: ({ part }) => part.rows }),
    lines: t.intList({ resolve: ({ part }) => [...part.lines] }),
    text: t.field({ type: BilingualText, resolve: ({ part, profile }) => faultText(profile, part) }),
  }),
})

type NamedItem = { readonly item: string } & Survey['items'][string]
const Item = builder.objectRef<NamedItem>('ImportItemCounts').implement({
  fields: (t) => ({
    item: t.exposeString('item'),
    filled: t.exposeInt('FILLED'),
    unknown: t.exposeInt('UNKNOWN'),
    empty: t.exposeInt('EMPTY'),
    illegal: t.exposeInt('ILLEGAL'),
  }),
})

interface NamedCount {
  readonly name: string
  readonly rows: number
}
const SignCount = builder.objectRef<NamedCount>('ImportSignCount').implement({
  fields: (t) => ({ name: t.exposeString('name'), rows: t.exposeInt('rows') }),
})

const SurveyType = builder.objectRef<Told<Survey>>('ImportSurvey').implement({
  description: 'The quality of a file before anything of it is loaded.',
  fields: (t) => ({
    rows: t.int({ resolve: ({ part }) => part.rows }),
    loadable: t.int({ resolve: ({ part }) => part.loadable }),
    broken: t.int({ resolve: ({ part }) => part.broken }),
    encoding: t.string({ resolve: ({ part }) => part.encoding }),
    unended: t.boolean({
      description: 'The file does not end with an end of line: it may have been cut off.',
      resolve: ({ part }) => part.unended,
    }),
    items: t.field({
      type: [Item],
      resolve: ({ part }) => Object.entries(part.items).map(([item, counts]) => ({ item, ...counts })),
    }),
    reasons: t.field({
      type: [Reason],
      resolve: ({ part: { reasons }, profile }) => reasons.map((part) => ({ part, profile })),
    }),
    signs: t.field({
      type: [SignCount],
      description: 'Rows with signs of a wrong encoding.',
      resolve: ({ part }) => Object.entries(part.signs).map(([name, rows]) => ({ name, rows })),
    }),
    scores: t.intList({
      description: 'Rows by completeness: 0–9, 10–19 … 90–99, 100.',
      resolve: ({ part }) => [...part.scores],
    }),
    repeatedKeys: t.int({ resolve: ({ part }) => part.repeats.keys }),
    repeatedNumbers: t.int({ resolve: ({ part }) => part.repeats.numbers }),
    repeatedPersons: t.int({ resolve: ({ part }) => part.repeats.persons }),
  }),
})

builder.prismaObject('ImportJob', {
  description:
    'A locality’s own data on its way into the register; what is wrong with it: /imports/{id}/errors.csv.',
  fields: (t) => ({
    id: t.exposeString('id'),
    unitCode: t.exposeString('unitCode'),
    phase: t.exposeString('phase', { nullable: true }),
    profile: t.relation('profile'),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => status as ImportState,
    }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(importLifecycle, status)],
    }),
    fileBytes: t.float({ select: { fileBytes: true }, resolve: ({ fileBytes }) => Number(fileBytes) }),
    doneBytes: t.float({
      description: 'Bytes of the file whose good rows are in the register.',
      select: { doneBytes: true },
      resolve: ({ doneBytes }) => Number(doneBytes),
    }),
    survey: t.field({
      type: SurveyType,
      nullable: true,
      select: { survey: true, profile: { select: { definition: true } } },
      resolve: ({ survey, profile }) =>
        survey === null
          ? null
          : { part: survey as unknown as Survey, profile: mappingProfileSchema.parse(profile.definition) },
    }),
    trial: t.field({
      type: Counts,
      nullable: true,
      description: 'What a load would do.',
      select: { trial: true },
      resolve: ({ trial }) => (trial === null ? null : readCounts(trial)),
    }),
    counts: t.field({
      type: Counts,
      nullable: true,
      description: 'What has come of the rows so far.',
      select: { counts: true },
      resolve: ({ counts }) => (counts === null ? null : readCounts(counts)),
    }),
    createdById: t.exposeString('createdById'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('imports', (t) =>
  t.prismaConnection({
    type: 'ImportJob',
    cursor: 'id',
    description: 'Imports within the officer’s units, the latest first.',
    authScopes: { may: 'import.read' },
    args: { state: t.arg({ type: State }) },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, { state }, { app, actor }) => {
      const units = await reachOf(app, actor, 'import.read')
      const where = { ...(state && { status: state }), ...(units && { unitCode: { in: [...units] } }) }
      return app.db.importJob.findMany({ ...query, where, orderBy: { id: 'desc' } })
    },
  }),
)

builder.queryField('import', (t) =>
  t.prismaField({
    type: 'ImportJob',
    authScopes: { may: 'import.read' },
    errors: { types: [DomainError], union: { name: 'ImportResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      const job = await findImport(app, actor, 'import.read', id)
      return app.db.importJob.findUniqueOrThrow({ ...query, where: { id: job.id } })
    },
  }),
)

builder.queryField('mappingProfiles', (t) =>
  t.prismaConnection({
    type: 'MappingProfile',
    cursor: 'id',
    description: 'Profiles of the officer’s units, the latest first.',
    authScopes: { may: 'import.read' },
    maxSize: 50,
    defaultSize: 20,
    resolve: async (query, _root, _args, { app, actor }) => {
      const units = await reachOf(app, actor, 'import.read')
      const where = units ? { unitCode: { in: [...units] } } : {}
      return app.db.mappingProfile.findMany({ ...query, where, orderBy: { id: 'desc' } })
    },
  }),
)

builder.mutationField('createMappingProfile', (t) =>
  t.prismaField({
    type: 'MappingProfile',
    authScopes: { may: 'import.prepare' },
    errors: { types: [DomainError], union: { name: 'CreateMappingProfileResult' } },
    args: {
      unitCode: t.arg.string({ required: true }),
      name: t.arg.string({ required: true }),
      definition: t.arg.string({ required: true, description: 'JSON' }),
    },
    resolve: async (query, _root, { definition, ...args }, { app, actor }) => {
      const id = await createProfile(app, actor, { ...args, definition: parsed(definition) })
      return app.db.mappingProfile.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) throw new IllegalProfile(['JSON'])
    throw error
  }
}

builder.mutationField('createImport', (t) =>
  t.prismaField({
    type: 'ImportJob',
    description: 'Begins an import of a complete upload of purpose REGISTRY_DATA.',
    authScopes: { may: 'import.prepare' },
    errors: { types: [DomainError], union: { name: 'CreateImportResult' } },
    args: {
      profileId: t.arg.string({ required: true }),
      uploadId: t.arg.string({ required: true }),
      phase: t.arg.string(),
    },
    resolve: async (query, _root, { profileId, uploadId, phase }, { app, actor }) => {
      const id = await createImport(app, actor, { profileId, phase: phase ?? null, from: { uploadId } })
      return app.db.importJob.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('prepareImport', (t) =>
  t.prismaField({
    type: 'ImportJob',
    description: 'Puts the survey or the dry run on the queue; watch `counts.rows` and `state`.',
    authScopes: { may: 'import.prepare' },
    errors: { types: [DomainError], union: { name: 'PrepareImportResult' } },
    args: { id: t.arg.string({ required: true }), work: t.arg({ type: Work, required: true }) },
    resolve: async (query, _root, { id, work }, { app, actor }) => {
      await startImportWork(app, actor, { id, work: work as Preparation })
      return app.db.importJob.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const decisions = [
  [
    'acceptImport',
    'import.accept',
    'Another officer accepts what the dry run has shown; the load begins.',
    acceptImport,
  ],
  ['discardImport', 'import.prepare', 'Gives an import up before anything of it is loaded.', discardImport],
  [
    'resumeImport',
    'import.prepare',
    'Goes on with a load that was cut off, where it was left.',
    resumeImport,
  ],
] as const

for (const [name, may, description, operation] of decisions) {
  builder.mutationField(name, (t) =>
    t.prismaField({
      type: 'ImportJob',
      description,
      authScopes: { may },
      errors: {
        types: [DomainError],
        union: { name: `${name.charAt(0).toUpperCase()}${name.slice(1)}Result` },
      },
      args: { id: t.arg.string({ required: true }) },
      resolve: async (query, _root, { id }, { app, actor }) => {
        await operation(app, actor, { id })
        return app.db.importJob.findUniqueOrThrow({ ...query, where: { id } })
      },
    }),
  )
}
