import { CardReader } from '../../card-printer-driver/scan-back.ts'
import { tellApart } from './adjudicators.ts'
import type { Applicant } from './applicants.ts'
import { handOver, holderOf } from './counter.ts'
import { enroll, outboxEmpty } from './desk.ts'
import { Refused, until } from './http.ts'
import type { Installation } from './installation.ts'
import { askGraphql, type Officer } from './officer.ts'

export interface File {
  readonly applicant: Applicant
  readonly code: string
}

interface Application {
  readonly id: string
  readonly code: string
  readonly state: string
}

export type Say = (what: string) => void

/** Every applicant goes through the desk, one after the other. */
export async function enrollAll(
  { desk }: Installation,
  applicants: readonly Applicant[],
  say: Say,
): Promise<File[]> {
  const files: File[] = []
  for (const applicant of applicants) {
    const code = await enroll(desk, applicant)
    files.push({ applicant, code })
    say(`thu nhận ${files.length}/${applicants.length}: ${applicant.story} → ${code}`)
  }
  await outboxEmpty(desk)
  return files
}

const applicationQuery =
  'query ($code: String!) { application(code: $code) { __typename ... on Application { id code state } ... on DomainRefusal { code } } }'

async function read(officer: Officer, code: string): Promise<Application> {
  const { application } = await officer.ask<{ application: Application }>(applicationQuery, { code })
  return application
}

/**
 * The pipeline has opened, searched and screened every file. Those in adjudication are judged by two officers; those that wait
 * for approval then are approved by another.
 */
export async function approveAll(
  { adjudicators, approver }: Installation,
  files: readonly File[],
  say: Say,
): Promise<readonly Application[]> {
  const approved: Application[] = []
  for (const { applicant, code } of files) {
    const screened = await until(`${code} leaves screening`, async () => {
      const now = await read(approver, code)
      return ['RECEIVED', 'SCREENING'].includes(now.state) ? null : now
    })
    const isJudged = screened.state === 'ADJUDICATION'
    if (isJudged) {
      await tellApart(adjudicators, code)
      say(`hai cán bộ xác minh: ${applicant.story}`)
    }
    const application = isJudged ? await read(approver, code) : screened
    if (application.state !== 'AWAITING_APPROVAL') continue
    await approver.ask(
      'mutation ($id: String!) { approveApplication(id: $id) { __typename ... on DomainRefusal { code } } }',
      { id: application.id },
    )
    approved.push(application)
  }
  say(`phê duyệt ${approved.length} hồ sơ`)
  return approved
}

interface Batches {
  readonly batches: { readonly edges: readonly { readonly node: { readonly id: string } }[] }
}

/** What waits is put into batches by one officer and released by another: only then do stations print. */
export async function releaseWork({ operator, floor }: Installation): Promise<void> {
  await operator.ask('mutation { planBatches { __typename ... on DomainRefusal { code } } }')
  const inState = async (state: 'DRAFT' | 'FROZEN') => {
    const { batches } = await operator.ask<Batches>(
      `{ batches(state: ${state}, first: 50) { edges { node { id } } } }`,
    )
    return batches.edges.map(({ node }) => node)
  }
  for (const { id } of await inState('DRAFT'))
    await operator.ask(
      'mutation ($id: String!) { freezeBatch(id: $id) { __typename ... on DomainRefusal { code } } }',
      { id },
    )
  for (const { id } of await inState('FROZEN'))
    await floor.ask(
      'mutation ($id: String!) { releaseBatch(id: $id) { __typename ... on DomainRefusal { code } } }',
      { id },
    )
}

export interface MadeCard {
  readonly id: string
  /** What stands in its QR. */
  readonly scan: string
}

/** The station prints and reads back; quality control takes every card out of the tray, scans it and passes it. */
export async function produceAll(site: Installation, count: number, say: Say): Promise<readonly MadeCard[]> {
  const cards: MadeCard[] = []
  const reader = await CardReader.open()
  try {
    while (cards.length < count) {
      const card = await until('a card in the tray', async () => {
        await releaseWork(site)
        return fetch(`${site.printer}/tray/${cards.length + 1}`).then((page) =>
          page.status === 200 ? page.arrayBuffer() : null,
        )
      })
      const { qr: scan } = await reader.readQrs(new Uint8Array(card))
      cards.push({ id: await passScanned(site.quality, scan), scan })
      if (cards.length % 10 === 0 || cards.length === count) say(`sản xuất ${cards.length}/${count} thẻ`)
    }
  } finally {
    reader.close()
  }
  return cards
}

interface Sought {
  readonly cardToCheck: { readonly jobId: string }
}
interface Checked {
  readonly checkCard: { readonly card: { readonly id: string } | null }
}

/** The station may be about to tell that the card is stacked. Answers the card's id. */
async function passScanned(quality: Officer, scan: string): Promise<string> {
  const { cardToCheck } = await until('the scanned card is in the stack', () =>
    quality
      .ask<Sought>(
        'query ($scan: String!) { cardToCheck(scan: $scan) { __typename ... on CardToCheck { jobId } ... on DomainRefusal { code } } }',
        { scan },
      )
      .catch((error: unknown) => {
        if (error instanceof Refused && error.code === 'NOT_FOUND') return null
        throw error
      }),
  )
  const { checkCard } = await quality.ask<Checked>(
    'mutation ($id: String!, $qr: String!) { checkCard(id: $id, verdict: PASS, qr: $qr) { __typename ... on PrintJob { card { id } } ... on DomainRefusal { code } } }',
    { id: cardToCheck.jobId, qr: scan },
  )
  return checkCard.card?.id ?? ''
}

interface ToPack {
  readonly cardsToPack: readonly { readonly centreCode: string }[]
}

/** From the factory to the counter: packed, sealed, handed over with two signatures, taken over, and counted. */
export async function deliverAll(
  { operator, issuer }: Installation,
  cards: readonly MadeCard[],
  say: Say,
): Promise<void> {
  if (cards.length === 0) return
  const refusal = '... on DomainRefusal { code }'
  const { cardsToPack } = await operator.ask<ToPack>('{ cardsToPack { centreCode } }')
  const { openParcel } = await operator.ask<{ openParcel: { readonly id: string } }>(
    `mutation ($centre: String!) { openParcel(centreCode: $centre) { __typename ... on Parcel { id } ${refusal} } }`,
    { centre: cardsToPack[0]?.centreCode },
  )
  const { id } = openParcel
  const sealNumber = `MAU-${id.slice(-12)}`.toUpperCase()
  for (const { scan } of cards)
    await operator.ask(
      `mutation ($id: String!, $scan: String!) { packCard(parcelId: $id, scan: $scan) { __typename ${refusal} } }`,
      { id, scan },
    )
  const sealed = (name: string) =>
    `mutation ($id: String!, $sealNumber: String!) { ${name}(id: $id, sealNumber: $sealNumber) { __typename ${refusal} } }`
  const plain = (name: string) => `mutation ($id: String!) { ${name}(id: $id) { __typename ${refusal} } }`
  await operator.ask(sealed('sealParcel'), { id, sealNumber })
  await operator.ask(plain('offerParcel'), { id })
  await issuer.ask(sealed('takeParcel'), { id, sealNumber })
  await issuer.ask(sealed('receiveParcel'), { id, sealNumber })
  await issuer.ask(plain('closeParcelReceipt'), { id })
  say(`chuyển ${cards.length} thẻ về nơi trả trong một kiện niêm phong`)
}

/** The issuing officer scans each card, and its holder's fingers. */
export async function handOverAll(
  { issuer }: Installation,
  { applicants, cards }: { readonly applicants: readonly Applicant[]; readonly cards: readonly MadeCard[] },
  say: Say,
): Promise<void> {
  for (const { scan } of cards) await handOver(issuer, scan, holderOf(scan, applicants))
  say(`trả ${cards.length} thẻ, sau khi đối chiếu vân tay`)
}

/** What the citizen sees, without signing in: the file's code and the birth date. */
export async function citizenState({ server }: Installation, { code, applicant }: File): Promise<string> {
  const query = `query ($code: String!, $birthDate: String!) {
    applicationStatus(code: $code, birthDate: $birthDate) { __typename ... on ApplicationStatus { state } ... on DomainRefusal { code } } }`
  const variables = { code, birthDate: applicant.birthDate }
  const { applicationStatus } = await askGraphql<{ applicationStatus: { readonly state?: string } }>(server, {
    query,
    variables,
  })
  return applicationStatus.state ?? 'NOT_FOUND'
}
