import {
  type PersonField,
  personFieldLabel,
  personFields,
} from '../../../core/adjudication/demographic-differences.ts'
import type { SourceValue } from '../../../core/reconciliation/sources.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { CaseEvent } from '../case-history.ts'
import type { CasePerson, PersonCard, PersonFile, PersonNumber, ShownSample } from '../case-person.ts'

/** A row of the case, and the case that it is of: its images are asked for through that. */
export type Of<Row> = Row & { readonly caseId: string }
export const ofCase = <Row extends object>(caseId: string, rows: readonly Row[]): Of<Row>[] =>
  rows.map((row) => ({ ...row, caseId }))

const Sample = builder.objectRef<Of<ShownSample>>('CaseSample').implement({
  description: 'A portrait or a print of one of the files, or why there is none.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind', { description: 'FINGER, FACE' }),
    position: t.exposeInt('position', { description: 'ISO/IEC 19794-2; 0 for a portrait' }),
    impression: t.exposeInt('impression'),
    path: t.string({
      nullable: true,
      description: 'GET it: each view is kept in the audit. Null where there is no image.',
      resolve: ({ caseId, id, sha256 }) => (sha256 ? `/adjudication/cases/${caseId}/samples/${id}` : null),
    }),
    width: t.exposeInt('width', { nullable: true }),
    height: t.exposeInt('height', { nullable: true }),
    dpi: t.exposeInt('dpi', { nullable: true }),
    device: t.exposeString('device', { nullable: true }),
    quality: t.exposeInt('quality', { nullable: true }),
    exception: t.exposeString('exception', {
      nullable: true,
      description: 'AMPUTATED, DEFORMED, WORN, BANDAGED',
    }),
    capturedAt: t.expose('capturedAt', { type: 'DateTime', nullable: true }),
  }),
})

const File = builder.objectRef<PersonFile>('CaseFile').implement({
  fields: (t) => ({
    applicationId: t.exposeString('id'),
    code: t.exposeString('code'),
    kind: t.exposeString('kind', { nullable: true }),
    state: t.exposeString('status'),
    receivedAt: t.expose('receivedAt', { type: 'DateTime' }),
    centreCode: t.exposeString('centreCode'),
  }),
})

const Card = builder.objectRef<PersonCard>('CaseCard').implement({
  fields: (t) => ({
    serial: t.exposeString('serial'),
    state: t.exposeString('status'),
    number: t.exposeString('number'),
    issuedOn: t.string({ description: 'yyyy-MM-dd', resolve: ({ issuedOn }) => calendarDateOf(issuedOn) }),
    expiresOn: t.string({
      nullable: true,
      description: 'yyyy-MM-dd; null: không thời hạn',
      resolve: ({ expiresOn }) => expiresOn && calendarDateOf(expiresOn),
    }),
  }),
})

const Number = builder.objectRef<PersonNumber>('CaseNumber').implement({
  fields: (t) => ({
    number: t.exposeString('number'),
    state: t.exposeString('status'),
    allottedOn: t.string({ resolve: ({ allottedOn }) => calendarDateOf(allottedOn) }),
    cancelledOn: t.string({
      nullable: true,
      resolve: ({ cancelledOn }) => cancelledOn && calendarDateOf(cancelledOn),
    }),
    successor: t.exposeString('successor', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

const Event = builder.objectRef<CaseEvent>('CaseEvent').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.exposeString('kind', { description: 'FILE, CARD, NUMBER, CHANGE' }),
    label: t.field({ type: BilingualText, resolve: ({ label }) => label }),
    state: t.exposeString('state', { nullable: true }),
  }),
})

const Field = builder
  .objectRef<{ readonly field: PersonField; readonly value: SourceValue }>('CaseField')
  .implement({
    fields: (t) => ({
      field: t.exposeString('field'),
      label: t.field({ type: BilingualText, resolve: ({ field }) => personFieldLabel(field) }),
      value: t.string({ nullable: true, resolve: ({ value }) => value.value }),
    }),
  })

const valueOf = ({ values }: CasePerson, field: PersonField) => values[field]?.value ?? null

export const PersonType = builder.objectRef<Of<CasePerson>>('CasePerson').implement({
  description: 'One side of the screen: somebody of the register, and the file whose biometrics are shown.',
  fields: (t) => ({
    residentId: t.exposeString('residentId'),
    number: t.exposeString('number', { nullable: true }),
    name: t.string({ nullable: true, resolve: (person) => valueOf(person, 'name') }),
    birthDate: t.string({ nullable: true, resolve: (person) => valueOf(person, 'birthDate') }),
    sex: t.string({ nullable: true, resolve: (person) => valueOf(person, 'sex') }),
    fields: t.field({
      type: [Field],
      resolve: ({ values }) =>
        personFields.map((field) => ({ field, value: values[field] ?? { value: null, unknown: false } })),
    }),
    applicationCode: t.string({ nullable: true, resolve: ({ file }) => file?.code ?? null }),
    capturedAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: ({ file }) =>
        file?.samples.find(({ capturedAt }) => capturedAt)?.capturedAt ?? file?.receivedAt ?? null,
    }),
    centreCode: t.string({ nullable: true, resolve: ({ file }) => file?.centre.code ?? null }),
    centreName: t.string({ nullable: true, resolve: ({ file }) => file?.centre.name ?? null }),
    portrait: t.field({
      type: Sample,
      nullable: true,
      resolve: ({ caseId, file }) =>
        ofCase(caseId, file?.samples ?? []).find(({ kind }) => kind === 'FACE') ?? null,
    }),
    fingers: t.field({
      type: [Sample],
      resolve: ({ caseId, file }) =>
        ofCase(caseId, file?.samples ?? []).filter(({ kind }) => kind === 'FINGER'),
    }),
    files: t.field({ type: [File], resolve: ({ files }) => [...files] }),
    cards: t.field({ type: [Card], resolve: ({ cards }) => [...cards] }),
    numbers: t.field({ type: [Number], resolve: ({ numbers }) => [...numbers] }),
    history: t.field({
      type: [Event],
      description: 'Newest first.',
      resolve: ({ history }) => [...history],
    }),
  }),
})
