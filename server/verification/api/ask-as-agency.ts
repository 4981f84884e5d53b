import { createHash, randomUUID } from 'node:crypto'
import type { SharedField } from '../../../core/sharing/fields.ts'
import type { SharingPurpose } from '../../../core/sharing/purposes.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import type { App } from '../../kernel/app.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import type { Agency } from '../../registry/sharing/agency.ts'
import { takeAllowance } from '../../registry/sharing/allowance.ts'
import { sealEvidence } from '../../registry/sharing/evidence.ts'
import { keepQuery } from '../../registry/sharing/keep-query.ts'

export interface AgencyAsks {
  readonly agency: Agency
  readonly requestId: string
  readonly reference: string
  readonly purpose: SharingPurpose
  /** What is confirmed. */
  readonly fields: readonly SharedField[]
  /** Who is asked about, as far as the question says; it must not stand in the reference. */
  readonly number: string | null
}

/** What was found, and of whom: the citizen may know who asked. */
export interface Found<Answer> {
  readonly answer: Answer
  readonly residentId: string | null
  readonly known: boolean
}

/**
 * Answers one question of a relying party: its purpose must be granted, it counts in the quota, and it leaves a row in the one log of all
 * questions, refused ones included. Throws SharingRefused, QuotaUsed.
 */
export async function askAsAgency<Answer>(
  app: App,
  asks: AgencyAsks,
  find: () => Promise<Found<Answer>>,
): Promise<Answer> {
  await takeAllowance(app, asks.agency)
  const refusal = refusalOf(asks)
  if (refusal) {
    await keep(app, asks, { outcome: 'REFUSED', residentId: null, refusal, answer: null })
    throw refusal
  }
  const { answer, residentId, known } = await find()
  const outcome = known ? 'ANSWERED' : 'NOT_FOUND'
  await keep(app, asks, { outcome, residentId, refusal: null, answer: JSON.stringify(answer) })
  return answer
}

function refusalOf({ agency, purpose, fields, reference, number }: AgencyAsks): SharingRefused | null {
  if (number !== null && reference.replaceAll(/\D/g, '').includes(number))
    return new SharingRefused('REFERENCE_NAMES_PERSON', 'reference')
  const granted = agency.grants[purpose]
  if (!granted || fields.some((field) => !granted.includes(field)))
    return new SharingRefused('PURPOSE_NOT_GRANTED', 'purpose')
  return null
}

async function keep(
  app: App,
  { agency, requestId, reference, purpose, fields }: AgencyAsks,
  told: {
    readonly outcome: 'ANSWERED' | 'NOT_FOUND' | 'REFUSED'
    readonly residentId: string | null
    readonly refusal: SharingRefused | null
    /** As it is sent. */
    readonly answer: string | null
  },
): Promise<void> {
  const refusal = told.refusal && { code: told.refusal.code, field: null }
  const question = { purpose, reference, jti: requestId }
  const answer = told.answer === null ? null : await proofOf(app, { asks: question, answer: told.answer })
  const row = {
    id: randomUUID(),
    outcome: told.outcome,
    residentId: told.residentId,
    fields,
    refusal,
    answer,
  }
  await keepQuery(app, { agency, question }, row).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new SharingRefused('REQUEST_ID_USED') : error
  })
}

/** What was told, sealed; the token proved who asked, and the answer itself is not signed. */
async function proofOf(app: App, { asks, answer }: { readonly asks: object; readonly answer: string }) {
  return {
    answerSha256: createHash('sha256').update(answer).digest('hex'),
    signature: '',
    evidenceSha256: await sealEvidence(app, { question: JSON.stringify(asks), answer }),
  }
}
