import { createHash } from 'node:crypto'
import { ageOn, calendarDateAt, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { producesCard } from '../../../core/enrollment/application-kinds.ts'
import { consentBytes, consentTextOn } from '../../../core/enrollment/consent.ts'
import { statutoryDeadline } from '../../../core/enrollment/deadlines.ts'
import type { Channel } from '../../../core/enrollment/entitlements.ts'
import { faultOf, feeFor } from '../../../core/enrollment/fees.ts'
import { type ApplicationFlag, flagIf } from '../../../core/enrollment/flags.ts'
import { papersFor } from '../../../core/enrollment/papers.ts'
import { detailsFit } from '../../../core/enrollment/procedures.ts'
import { isRequestKind } from '../../../core/enrollment/request-reasons.ts'
import { openApplicationStates } from '../../../core/lifecycle/application.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { startNextStage } from '../../kernel/stages.ts'
import type { UnitsNow } from '../../kernel/units.ts'
import { decidingUnitOf } from '../deciding-unit.ts'
import { allotCode } from './allot-code.ts'
import { type Applying, type Entitled, entitled } from './request-facts.ts'
import type { CheckedRequest } from './request-input.ts'
import { ConsentOutdated, IllegalRequest, OpenRequestExists, PapersMissing } from './request-refusals.ts'
import type { ActsFor } from './standing.ts'

export interface FileToOpen {
  readonly request: CheckedRequest
  readonly resident: Applying
  readonly acting: ActsFor
  /** Number of whoever acts for the applicant; null where they act themselves. */
  readonly representativeNumber: string | null
  readonly channel: Channel
  /** The officer who took it at a desk; null online. */
  readonly operatorId: string | null
  readonly units: UnitsNow
}

export interface OpenedFile {
  readonly id: string
  readonly code: string
}

/**
 * Begins a file without a packet: judged by the law of the day, with a code of the server's own, its deadline, fee and papers;
 * the pipeline takes it up from there. Throws NotEligible, {@link IllegalRequest}, {@link PapersMissing}, {@link ConsentOutdated},
 * {@link OpenRequestExists} and NotFound.
 */
export async function openFile(tx: Transaction, app: App, file: FileToOpen): Promise<OpenedFile> {
  const { request, resident, acting, channel, units } = file
  const on = calendarDateAt(app.clock())
  const consent = consentTextOn(on)
  if (request.consent !== consent.version) throw new ConsentOutdated()
  if (!detailsFit(request.reason, request.details)) throw new IllegalRequest('details')
  if (producesCard(request.kind) !== (request.delivery !== null)) throw new IllegalRequest('delivery')
  const { kind, reason } = request
  const law = await entitled(tx, resident, { kind, reason, channel, acting, on })
  demandPapers(file, on)
  await refuseSecond(tx, file)
  const centre = await tx.centre.findUnique({
    where: { code: request.centre },
    select: { code: true, unitCode: true },
  })
  if (!centre) throw new NotFound('centre')
  await checkPickup(tx, request)
  const code = await allotCode(tx, { centreCode: centre.code, at: app.clock() })
  const textSha256 = createHash('sha256').update(consentBytes(consent)).digest('hex')
  const deadlineOn = dateOf(statutoryDeadline({ receivedOn: on, kind }))
  const row = await tx.application
    .create({
      select: { id: true, code: true, flags: true },
      data: {
        ...columnsOf(file, law, on),
        code,
        centreCode: centre.code,
        unitCode: centre.unitCode,
        decidingUnit: decidingUnitOf(units, centre.unitCode, {
          kind,
          birthDate: parsePartialDate(resident.birthDate),
          on,
        }),
        consent: { version: consent.version, textSha256, signature: null },
        receivedAt: instantAt(app.clock()),
        deadlineOn,
        promisedOn: deadlineOn,
      },
    })
    .catch((error: unknown) => {
      // The database itself holds "one open card-producing application per resident".
      throw isUniqueViolation(error) ? new OpenRequestExists() : error
    })
  await keepPapers(tx, app, row.id, request)
  await startNextStage(tx, app, { after: 'receipt', applicationId: row.id, tags: row.flags })
  return { id: row.id, code: row.code }
}

function columnsOf(
  file: FileToOpen,
  { entitlement, earlier }: Entitled,
  on: ReturnType<typeof calendarDateAt>,
) {
  const { request, resident, channel, operatorId, representativeNumber } = file
  const { kind, reason, contact, delivery, details, exemption } = request
  const servedByEarlier = entitlement.biometrics === 'EARLIER'
  const flags: readonly ApplicationFlag[] = [
    ...flagIf(producesCard(kind) && ageOn(parsePartialDate(resident.birthDate), on) < 6, 'UNDER_6'),
    ...flagIf(servedByEarlier, 'EARLIER_BIOMETRICS'),
  ]
  return {
    kind,
    reason,
    channel,
    operatorId,
    representativeNumber,
    flags: [...flags],
    producesCard: producesCard(kind),
    residentId: resident.id,
    number: resident.number,
    birthDate: resident.birthDate,
    biometricsFromId: earlier?.applicationId ?? null,
    fault: faultOf(reason),
    phone: contact?.phone ?? null,
    email: contact?.email ?? null,
    ...(delivery && { delivery }),
    ...(details && { request: details }),
    ...(isRequestKind(kind) && { fee: feeOf(feeFor({ kind, reason, on, exemption })) }),
  }
}

const feeOf = ({ decision, amount, rule }: ReturnType<typeof feeFor>) => ({
  decision,
  amount,
  rule,
  paper: null,
})

/** What papers.ts asks of a file; a representative whom the register knows by a link needs no proof. */
function demandPapers({ request, resident }: FileToOpen, on: ReturnType<typeof calendarDateAt>): void {
  const { kind, reason, papers, exemption } = request
  const parent = (relation: string) =>
    resident.relationships.find((one) => one.kind === relation)?.name ?? null
  const missing = papersFor(
    {
      kind,
      reason,
      representative: null,
      hasCollectionForm: false,
      claims: [],
      fee: exemption === null ? null : { decision: 'EXEMPT', amount: 0, rule: exemption, paper: null },
      surrendered: [],
      papers: papers.map(({ type }, i) => ({
        id: String(i + 1),
        type,
        pages: [],
        source: 'FILE',
        capturedAt: `${on}T00:00:00Z`,
      })),
      person: {
        birthDate: parsePartialDate(resident.birthDate),
        fatherName: parent('FATHER'),
        motherName: parent('MOTHER'),
      },
      registered: null,
    },
    on,
  ).filter((need) => need.required && need.papers.length === 0)
  if (missing.length > 0) throw new PapersMissing(missing)
}

/** Cards have the database's own rule; of other requests a case is open once. */
async function refuseSecond(tx: Transaction, { request, resident }: FileToOpen): Promise<void> {
  const { kind, reason } = request
  const open = await tx.application.count({
    where: {
      residentId: resident.id,
      status: { in: [...openApplicationStates] },
      ...(producesCard(kind) ? { producesCard: true } : { kind, reason }),
    },
  })
  if (open > 0) throw new OpenRequestExists()
}

async function checkPickup(tx: Transaction, { delivery }: CheckedRequest): Promise<void> {
  if (delivery?.kind !== 'PICKUP') return
  const places = await tx.centre.count({ where: { code: delivery.centre, pickup: true } })
  if (places === 0) throw new IllegalRequest('delivery.centre')
}

async function keepPapers(
  tx: Transaction,
  app: App,
  applicationId: string,
  { papers }: CheckedRequest,
): Promise<void> {
  const capturedAt = instantAt(app.clock())
  await tx.evidence.createMany({
    data: papers.flatMap(({ type, pages }, i) =>
      pages.map((page, nth) => ({
        applicationId,
        kind: type,
        reference: String(i + 1),
        page: nth + 1,
        sha256: page.sha256,
        mediaType: page.mediaType,
        capturedAt,
      })),
    ),
  })
}
