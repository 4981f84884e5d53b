import { CardReader } from '../../card-printer-driver/scan-back.ts'
import { tellApart } from './adjudicators.ts'
import type { Applicant } from './applicants.ts'
import { handOver, holderOf } from './counter.ts'
import { enroll, outboxEmpty } from './desk.ts'
import { until } from './http.ts'
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

type Say = (what: string) => void

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

interface PrintJobs {
  readonly printJobs: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly card: { readonly id: string } | null }
    }[]
  }
}

/** The station prints and reads back; quality control passes what lies in the stack. Answers the cards. */
export async function produceAll({ quality }: Installation, count: number, say: Say): Promise<string[]> {
  const cards: string[] = []
  while (cards.length < count) {
    const stacked = await until('a card in the stack', async () => {
      const { printJobs } = await quality.ask<PrintJobs>(
        '{ printJobs(state: STACKED, first: 50) { edges { node { id card { id } } } } }',
      )
      return printJobs.edges.length > 0 ? printJobs.edges : null
    })
    for (const { node } of stacked) {
      await quality.ask(
        'mutation ($id: String!) { passPrintJob(id: $id) { __typename ... on DomainRefusal { code } } }',
        { id: node.id },
      )
      cards.push(node.card?.id ?? '')
    }
    say(`sản xuất ${cards.length}/${count} thẻ`)
  }
  return cards
}

/** From the factory to the counter. */
export async function deliverAll(
  { operator, issuer }: Installation,
  cards: readonly string[],
  say: Say,
): Promise<void> {
  for (const id of cards) {
    await operator.ask(
      'mutation ($id: String!) { dispatchCard(id: $id) { __typename ... on DomainRefusal { code } } }',
      { id },
    )
    await issuer.ask(
      'mutation ($id: String!) { receiveCard(id: $id) { __typename ... on DomainRefusal { code } } }',
      { id },
    )
  }
  say(`chuyển ${cards.length} thẻ về nơi trả`)
}

/** The issuing officer scans each card as it was printed, and its holder's fingers. */
export async function handOverAll(
  { printer, issuer }: Installation,
  { applicants, cards }: { readonly applicants: readonly Applicant[]; readonly cards: number },
  say: Say,
): Promise<void> {
  const reader = await CardReader.open()
  try {
    for (let page = 1; page <= cards; page++) {
      const response = await fetch(`${printer}/tray/${page}`)
      if (response.status === 404) throw new Error(`the tray has no card ${page}`)
      const { qr: scan } = await reader.readQrs(new Uint8Array(await response.arrayBuffer()))
      await handOver(issuer, scan, holderOf(scan, applicants))
    }
  } finally {
    reader.close()
  }
  say(`trả ${cards} thẻ, sau khi đối chiếu vân tay`)
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
