import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardExpiry, certificateExpiry } from '../../core/dates/card-expiry.ts'
import { applicationKindNames, producesCard } from '../../core/enrollment/application-kinds.ts'
import { decidingLevels } from '../../core/enrollment/competence.ts'
import { consentBytes, consentTextOn } from '../../core/enrollment/consent.ts'
import { statutoryDeadline } from '../../core/enrollment/deadlines.ts'
import { currentDetailsForm, detailsFormBytes } from '../../core/enrollment/details-form.ts'
import { eligibility } from '../../core/enrollment/eligibility.ts'
import { feeFor } from '../../core/enrollment/fees.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { papersFor } from '../../core/enrollment/papers.ts'
import { nextStage } from '../../core/enrollment/pipeline.ts'
import { budgetedPace, expectedDay } from '../../core/enrollment/promise.ts'
import { isRequestKind } from '../../core/enrollment/request-reasons.ts'
import { applicationLifecycle } from '../../core/lifecycle/application.ts'
import { nextState } from '../../core/lifecycle/machine.ts'
import { approveApplication } from '../../server/enrollment/approve-application.ts'
import { openRequest } from '../../server/enrollment/requests/open-request.ts'
import { receiveOnlineApplication } from '../../server/enrollment/requests/receive-online-application.ts'
import { NotEligible } from '../../server/enrollment/requests/request-refusals.ts'
import type { RequestInput, UncheckedRequest } from '../../server/enrollment/requests/request-input.ts'
import { calendarDateOf } from '../../server/kernel/clock.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { officerOf } from '../support/officers.ts'
import { makePerson, registerResident } from '../support/people.ts'
import { apply, runPipeline } from '../support/pipeline.ts'
import { type Row, rows } from './kinds-and-eras.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const cardWay = ['admit', 'clear', 'approve', 'plan', 'make', 'dispatch', 'arrive', 'handOver']
const paperWay = ['admit', 'clear', 'approve', 'complete']

/** The states of a file that meets no obstacle, by the stage that takes it up after the approval. */
function statesOf({ kind }: Row): readonly string[] {
  const stage = nextStage('approval', producesCard(kind) ? [] : ['NO_CARD'])
  const states = ['RECEIVED']
  for (const event of stage === 'plan-print-job' ? cardWay : paperWay) {
    const next = nextState(applicationLifecycle, states.at(-1) ?? '', event)
    if (next) states.push(next)
  }
  return states
}

function requiredPapers({ request, on }: Row): readonly string[] {
  const { kind, reason, birthDate } = request
  return papersFor(
    {
      kind,
      reason,
      // The register knows the mother as one: the relation needs no paper.
      representative: null,
      hasCollectionForm: false,
      claims: [],
      fee: null,
      surrendered: [],
      papers: [],
      person: { birthDate, fatherName: null, motherName: null },
      registered: null,
    },
    on,
  ).flatMap(({ type, required }) => (required ? [type] : []))
}

function feeOf({ request: { kind, reason }, on }: Row): number | null {
  return isRequestKind(kind) ? feeFor({ kind, reason, on, exemption: null }).amount : null
}

function lastDayOf({ kind, request: { birthDate }, on }: Row): string | null | undefined {
  if (kind === 'IDENTITY_CERTIFICATE') return certificateExpiry(on)
  return producesCard(kind) ? cardExpiry({ birthDate, issuedOn: on }) : undefined
}

/** A card with nothing queued before it; a paper is promised for its deadline. */
function promiseOf(row: Row): string | null {
  const deadlineOn = statutoryDeadline({ receivedOn: row.on, kind: row.kind, area: row.area })
  if (!producesCard(row.kind)) return deadlineOn
  const file = { state: 'RECEIVED', since: row.on, deadlineOn, remaking: false } as const
  return expectedDay(file, { today: row.on, pace: budgetedPace, madeOn: row.on }).on
}

/** What the rules say of a row, in the row's own terms. */
function ruled(row: Row): Row['expected'] {
  const { request, on, kind, area } = row
  const { refusals, entitlement } = eligibility(request, on)
  if (!entitlement || refusals.length > 0) return { refused: refusals.map(({ code }) => code).join(' ') }
  return {
    states: statesOf(row),
    biometrics: entitlement.biometrics,
    papers: requiredPapers(row),
    fee: feeOf(row),
    deadline: statutoryDeadline({ receivedOn: on, kind, area }),
    promised: promiseOf(row) ?? '',
    offices: decidingLevels({ kind, birthDate: request.birthDate, on }).levels,
    until: lastDayOf(row),
  }
}

describe('as the law of the day has it', () => {
  test.each(rows)('$title', (row) => {
    expect(ruled(row)).toStrictEqual(row.expected)
  })

  test('every refusal is told in both languages, with its article', () => {
    const refusals = rows.flatMap(({ request, on }) => eligibility(request, on).refusals)
    expect(refusals.length).toBeGreaterThan(20)
    for (const { text, article } of refusals)
      expect([text.vi, text.en, article].every((words) => words.length > 9)).toBe(true)
  })

  test('there are rows of every kind, and of each age that the law distinguishes', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(applicationKindNames.filter((kind) => !rows.some((row) => row.kind === kind))).toEqual([])
  })
})

/** What is due without a card. */
const detailsOf: Readonly<Record<string, RequestInput['details']>> = {
  NUMBER_NOTICE: { about: 'EXTRACT', purpose: 'Nộp cho trường học' },
  NPDB: { about: 'EXTRACT', purpose: 'Nộp cho trường học' },
  NPDB_CORRECTION: { about: 'FIELDS', wanted: { bloodType: 'AB' } },
}

describe('as the system carries it out', () => {
  let running: TestApp
  let desk: Desk
  let today = '2022-03-01'
  beforeAll(async () => {
    running = await testApp({ now: Date.parse(`${today}T02:30:00Z`) })
    desk = await openDesk(running.app)
  })
  afterAll(() => running.close())

  /** The clock only goes on; officers' keys of another year are out, and the papers' signer is renewed. */
  async function onDay(day: string): Promise<void> {
    if (day > today) {
      running.advanceClock(Date.parse(day) - Date.parse(today))
      today = day
      desk = await openDesk(running.app)
    }
    await keepCardPki(running.app)
  }

  async function applicantOf({ request, mother }: Row) {
    const { app } = running
    const parent = await registerResident(app)
    const nationality = request.undetermined ? 'Chưa xác định được quốc tịch' : 'Việt Nam'
    const changes = { birthDate: request.birthDate, nationality, motherName: parent.person.name }
    const applicant = await registerResident(app, makePerson(changes))
    const { residentId } = applicant
    await app.db.relationship.updateMany({
      where: { residentId, kind: 'MOTHER' },
      data: { relatedId: parent.residentId },
    })
    return {
      applicant,
      actorId: mother ? parent.residentId : residentId,
      motherId: mother ? parent.residentId : null,
    }
  }
  type Applicants = Awaited<ReturnType<typeof applicantOf>>

  async function byPacket({ request, on }: Row, { applicant }: Applicants) {
    const { kind, reason } = request
    const consent = consentTextOn(on)
    const form = currentDetailsForm()
    const manifest = {
      kind: kind as PacketManifest['kind'],
      reason,
      form: { version: form.version, sha256: sha256(detailsFormBytes(form)) },
      consent: {
        version: consent.version,
        textSha256: sha256(consentBytes(consent)),
        signature: 'consent.png',
      },
      ...(on < '2024-07-01' && { iris: null }),
    }
    const { id } = await apply(desk, applicant, { manifest })
    return id
  }

  async function byRequest(row: Row, { applicant, actorId, motherId }: Applicants) {
    const { app } = running
    const { kind, reason, channel } = row.request
    const page = {
      sha256: await app.blobs.put(Buffer.from('%PDF-1.7')),
      mediaType: 'application/pdf',
    } as const
    const papers = 'refused' in row.expected ? [] : row.expected.papers
    const input: UncheckedRequest = {
      kind,
      reason,
      residentId: applicant.residentId,
      centre: desk.centre,
      contact: null,
      delivery: producesCard(kind) ? { kind: 'PICKUP', centre: desk.centre } : null,
      consent: consentTextOn(row.on).version,
      details:
        detailsOf[reason] ??
        (reason === 'CMND9' ? { about: 'NUMBER', number: applicant.person.legacyNumber } : null),
      papers: papers.map((type) => ({ type, pages: [page] })),
    }
    const { id } =
      channel === 'ONLINE'
        ? await receiveOnlineApplication(app, { kind: 'citizen', id: actorId }, input)
        : await openRequest(app, officerOf('REGISTRAR'), { ...input, representativeId: motherId })
    await runPipeline(app)
    return id
  }

  const atKiosk = ({ kind, request }: Row) => producesCard(kind) && request.channel === 'DESK'

  const fileOf = (id: string) =>
    running.app.db.application.findUniqueOrThrow({
      where: { id },
      include: { payments: true, samples: { where: { kind: 'FINGER' } } },
    })

  async function carriedOut(row: Row): Promise<unknown> {
    const { app } = running
    const who = await applicantOf(row)
    const id = await (atKiosk(row) ? byPacket(row, who) : byRequest(row, who))
    const received = await fileOf(id)
    // A kiosk asks before it captures; what it sends nevertheless comes back with the reason.
    if (received.status === 'RETURNED') return { returned: received.reasonCodes }
    await approveApplication(app, officerOf('APPROVER'), { id })
    await runPipeline(app)
    const { payments, deadlineOn, samples } = await fileOf(id)
    const history = await app.db.transition.findMany({
      where: { record: 'application', recordId: id },
      orderBy: { version: 'asc' },
    })
    return {
      states: ['RECEIVED', ...history.map(({ toState }) => toState)],
      fee: payments[0]?.amount ?? null,
      deadline: deadlineOn && calendarDateOf(deadlineOn),
      promised: received.promisedOn && calendarDateOf(received.promisedOn),
      fingers: samples.length,
    }
  }

  /** Of a row's end what is reached without the factory; on the day of receipt the slip says the law's day. */
  function toCome(row: Row): unknown {
    const { expected } = row
    if ('refused' in expected) {
      if (!atKiosk(row)) return { refused: expected.refused }
      return { returned: [expected.refused === 'TOO_YOUNG' ? 'INCOMPLETE' : 'NOT_ENTITLED'] }
    }
    const { states, fee, deadline, biometrics } = expected
    const last = states.indexOf(producesCard(row.kind) ? 'IN_PRODUCTION' : 'COMPLETED')
    const fingers = biometrics === 'CAPTURE' ? 10 : 0
    return { states: states.slice(0, last + 1), fee, deadline, promised: deadline, fingers }
  }

  const refusedFor = (error: unknown) => {
    if (!(error instanceof NotEligible)) throw error
    return { refused: error.facts['reasons'] }
  }

  // In the order of their days: the clock only goes on.
  test.each(rows.filter((row) => row.live))('$title', async (row) => {
    await onDay(row.on)
    expect(await carriedOut(row).catch(refusedFor)).toEqual(toCome(row))
  })
})
