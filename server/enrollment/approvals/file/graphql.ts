import type { ActionRecord } from '../../../../core/enrollment/evidence.ts'
import { type DeclaredPerson, packetManifestSchema } from '../../../../core/enrollment/packet.ts'
import { type RequestedItem, requestedItems } from '../../../../core/enrollment/requested-items.ts'
import { applicationLifecycle } from '../../../../core/lifecycle/application.ts'
import { possibleEvents } from '../../../../core/lifecycle/machine.ts'
import { builder } from '../../../graphql/builder.ts'
import { BilingualText } from '../../../graphql/errors.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { unitName } from '../../../registry/reviews/names.ts'
import { detailsOf } from '../../requests/paper-content.ts'
import type { ApplicationFile, CardToMake, Correction, FileRow } from '../read-application-file.ts'

const { shape } = packetManifestSchema
type Manifest = (typeof packetManifestSchema)['_output']

const Person = builder.objectRef<DeclaredPerson>('ApplicationPerson').implement({
  description: 'Who the card is for, as the registry’s and the desk’s word stand together.',
  fields: (t) => ({
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    sex: t.exposeString('sex'),
    nationality: t.exposeString('nationality'),
    ethnicity: t.exposeString('ethnicity'),
    religion: t.exposeString('religion', { nullable: true }),
    birthRegistrationPlace: t.exposeString('birthRegistrationPlace'),
    placeOfOrigin: t.exposeString('placeOfOrigin'),
    residence: t.exposeString('residence'),
    legacyNumber: t.exposeString('legacyNumber', { nullable: true }),
    fatherName: t.exposeString('fatherName', { nullable: true }),
    motherName: t.exposeString('motherName', { nullable: true }),
  }),
})

const Card = builder.objectRef<CardToMake>('CardToMake').implement({
  description: 'What the card would show if it were made today.',
  fields: (t) => ({
    age: t.exposeInt('age'),
    issuedOn: t.exposeString('issuedOn', { description: 'yyyy-MM-dd' }),
    expiresOn: t.exposeString('expiresOn', { nullable: true, description: 'yyyy-MM-dd; 9999-12-31: never' }),
    portrait: t.exposeBoolean('portrait'),
  }),
})

type Sample = FileRow['samples'][number]

const Capture = builder.objectRef<Sample>('ApplicationCapture').implement({
  description: 'One capture, or why there is none.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind', { description: 'FINGER, SLAP, FACE, IRIS' }),
    position: t.exposeInt('position'),
    impression: t.exposeInt('impression'),
    path: t.string({
      nullable: true,
      description: 'Of its picture, over HTTP.',
      resolve: ({ id, applicationId, sha256 }) =>
        sha256 === null ? null : `/applications/${applicationId}/samples/${id}`,
    }),
    width: t.exposeInt('width', { nullable: true }),
    height: t.exposeInt('height', { nullable: true }),
    dpi: t.exposeInt('dpi', { nullable: true }),
    bitDepth: t.exposeInt('bitDepth', { nullable: true }),
    device: t.exposeString('device', { nullable: true }),
    quality: t.exposeInt('quality', { nullable: true, description: '0–100' }),
    attempts: t.exposeInt('attempts', { nullable: true }),
    exception: t.exposeString('exception', { nullable: true }),
    permanent: t.exposeBoolean('permanent', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true, description: 'In the officer’s words.' }),
  }),
})

type Paper = FileRow['evidence'][number]

const PaperPage = builder.objectRef<Paper>('ApplicationPaperPage').implement({
  description: 'A page of a paper, a signature, or the photo of a hand.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind', { description: 'A type of paper; CONSENT, SIGNATURE, HAND_PHOTO' }),
    reference: t.exposeString('reference', {
      nullable: true,
      description: 'Of its paper in the packet, or the finger’s position.',
    }),
    page: t.exposeInt('page'),
    path: t.string({ resolve: ({ id, applicationId }) => `/applications/${applicationId}/evidence/${id}` }),
    isPdf: t.boolean({ resolve: ({ mediaType }) => mediaType === 'application/pdf' }),
    capturedAt: t.expose('capturedAt', { type: 'DateTime' }),
  }),
})

const Claim = builder.objectRef<Manifest['claims'][number]>('ApplicationClaim').implement({
  description: 'Where registry and applicant differ, and whose word stands.',
  fields: (t) => ({
    field: t.exposeString('field'),
    registry: t.exposeString('registry', { nullable: true }),
    declared: t.exposeString('declared', { nullable: true }),
    winner: t.exposeString('winner', { description: 'REGISTRY, DECLARED' }),
    paper: t.exposeString('paper', { nullable: true, description: '`reference` of its pages' }),
    confirmedByCitizen: t.exposeBoolean('confirmedByCitizen'),
  }),
})

const CorrectionType = builder.objectRef<Correction>('ApplicationCorrection').implement({
  description: 'The correction of the register that the claims became.',
  fields: (t) => ({
    id: t.exposeString('id'),
    state: t.exposeString('status'),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

const Fee = builder.objectRef<NonNullable<Manifest['fee']>>('ApplicationFee').implement({
  fields: (t) => ({
    decision: t.exposeString('decision', { description: 'DUE, EXEMPT, FREE' }),
    amount: t.exposeInt('amount', { description: 'đồng' }),
    rule: t.exposeString('rule', { nullable: true }),
    paper: t.exposeString('paper', { nullable: true }),
  }),
})

const OldCard = builder.objectRef<Manifest['surrendered'][number]>('ApplicationOldCard').implement({
  fields: (t) => ({
    kind: t.exposeString('kind'),
    number: t.exposeString('number'),
    handling: t.exposeString('handling'),
  }),
})

const Delivery = builder.objectRef<NonNullable<Manifest['delivery']>>('ApplicationDelivery').implement({
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'PICKUP, POST' }),
    centre: t.string({ nullable: true, resolve: (to) => (to.kind === 'PICKUP' ? to.centre : null) }),
    recipient: t.string({ nullable: true, resolve: (to) => (to.kind === 'POST' ? to.recipient : null) }),
    address: t.string({ nullable: true, resolve: (to) => (to.kind === 'POST' ? to.address : null) }),
    phone: t.string({ nullable: true, resolve: (to) => (to.kind === 'POST' ? to.phone : null) }),
  }),
})

const Done = builder
  .objectRef<ActionRecord & { readonly officerName: string | null }>('DeskActionDone')
  .implement({
    description: 'What an officer did at the desk, from the chain that the kiosk sealed in.',
    fields: (t) => ({
      sequence: t.exposeInt('sequence'),
      at: t.string({ description: 'ISO 8601, UTC', resolve: ({ at }) => at }),
      action: t.exposeString('action'),
      subject: t.exposeString('subject', { nullable: true }),
      role: t.exposeString('role', { description: 'OPERATOR, SUPERVISOR' }),
      officerName: t.exposeString('officerName', { nullable: true }),
    }),
  })

const Judged = builder.objectRef<FileRow['duplicateCases'][number]>('ApplicationDuplicateCase').implement({
  fields: (t) => ({
    state: t.exposeString('status'),
    verdict: t.exposeString('verdict', { nullable: true }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
  }),
})

const Requested = builder.objectRef<RequestedItem>('RequestedItem').implement({
  fields: (t) => ({
    label: t.field({ type: BilingualText, resolve: ({ label }) => label }),
    value: t.exposeString('value'),
  }),
})

type Question = FileRow['archiveRequests'][number]

const ArchiveQuestion = builder.objectRef<Question>('ArchiveQuestion').implement({
  description: 'What the paper archive was asked about a file, and its answer.',
  fields: (t) => ({
    id: t.exposeString('id'),
    question: t.exposeString('question'),
    askedAt: t.expose('askedAt', { type: 'DateTime' }),
    answer: t.exposeString('answer', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
  }),
})

const Appealed = builder.objectRef<FileRow['appeals'][number]>('ApplicationAppeal').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    ground: t.exposeString('ground'),
    proposedAt: t.expose('proposedAt', { type: 'DateTime' }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'REOPENED, UPHELD' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
  }),
})

const programs = new Set(['CAPTURES', 'ACTIONS'])

export const ApplicationFileType = builder.objectRef<ApplicationFile>('ApplicationFile').implement({
  description: 'One file with all that an approver decides upon.',
  fields: (t) => ({
    id: t.string({ resolve: ({ row }) => row.id }),
    code: t.string({ resolve: ({ row }) => row.code }),
    kind: t.string({ nullable: true, resolve: ({ row }) => row.kind }),
    reason: t.string({ nullable: true, resolve: ({ row }) => row.reason }),
    channel: t.string({ nullable: true, resolve: ({ row }) => row.channel }),
    state: t.string({ resolve: ({ row }) => row.status }),
    flags: t.stringList({ resolve: ({ row }) => row.flags }),
    reasonCodes: t.stringList({ resolve: ({ row }) => row.reasonCodes }),
    unitName: t.exposeString('unitName'),
    centreCode: t.string({ resolve: ({ row }) => row.centreCode }),
    centreName: t.string({ resolve: ({ row }) => row.centre.name }),
    receivedAt: t.field({ type: 'DateTime', resolve: ({ row }) => row.receivedAt }),
    deadlineOn: t.string({
      nullable: true,
      description: 'yyyy-MM-dd',
      resolve: ({ row }) => row.deadlineOn && calendarDateOf(row.deadlineOn),
    }),
    overdue: t.exposeBoolean('overdue'),
    number: t.string({ nullable: true, resolve: ({ row }) => row.number }),
    representativeNumber: t.string({ nullable: true, resolve: ({ row }) => row.representativeNumber }),
    marks: t.string({ nullable: true, resolve: ({ row }) => row.marks }),
    phone: t.string({ nullable: true, resolve: ({ row }) => row.phone }),
    operatorName: t.string({
      nullable: true,
      resolve: ({ row, names }) => names.get(row.operatorId ?? '') ?? null,
    }),
    supervisorName: t.string({
      nullable: true,
      resolve: ({ row, names }) => names.get(row.supervisorId ?? '') ?? null,
    }),
    ownHand: t.exposeBoolean('ownHand', {
      description: 'The signed-in officer captured or countersigned it, and may not approve it.',
    }),
    possibleEvents: t.stringList({
      resolve: ({ row }) => [...possibleEvents(applicationLifecycle, row.status)],
    }),
    person: t.field({ type: Person, nullable: true, resolve: ({ person }) => person }),
    card: t.field({ type: Card, nullable: true, resolve: ({ card }) => card }),
    captures: t.field({ type: [Capture], resolve: ({ row }) => row.samples }),
    papers: t.field({
      type: [PaperPage],
      resolve: ({ row }) => row.evidence.filter(({ kind }) => !programs.has(kind)),
    }),
    claims: t.field({ type: [Claim], resolve: ({ row }) => shape.claims.parse(row.claims ?? []) }),
    correction: t.field({ type: CorrectionType, nullable: true, resolve: ({ correction }) => correction }),
    fee: t.field({ type: Fee, nullable: true, resolve: ({ row }) => shape.fee.parse(row.fee) }),
    oldCards: t.field({
      type: [OldCard],
      resolve: ({ row }) => shape.surrendered.parse(row.surrendered ?? []),
    }),
    delivery: t.field({
      type: Delivery,
      nullable: true,
      resolve: ({ row }) => shape.delivery.parse(row.delivery),
    }),
    actions: t.field({
      type: [Done],
      resolve: ({ actions, names }) =>
        actions.map((action) => ({ ...action, officerName: names.get(action.officer) ?? null })),
    }),
    duplicateCases: t.field({ type: [Judged], resolve: ({ row }) => row.duplicateCases }),
    decidingUnitName: t.string({
      nullable: true,
      description: 'The unit that decides, where it is not the one that received the file.',
      resolve: async ({ row }, _args, { app }) =>
        row.decidingUnit === null ? null : unitName(await unitsNow(app), row.decidingUnit),
    }),
    requested: t.field({
      type: [Requested],
      description: 'What a request without a card asks for.',
      resolve: ({ row }) => [...requestedItems(detailsOf(row.request))],
    }),
    archiveQuestions: t.field({ type: [ArchiveQuestion], resolve: ({ row }) => row.archiveRequests }),
    appeals: t.field({ type: [Appealed], resolve: ({ row }) => row.appeals }),
  }),
})
