import { createHash, randomUUID } from 'node:crypto'
import type { AgencyAnswer, SharedData } from '../../../core/contracts/agency-query.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { SharedField } from '../../../core/sharing/fields.ts'
import { agrees, refusalFor } from '../../../core/sharing/judge.ts'
import { purposeRule } from '../../../core/sharing/purposes.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import type { WithKeys } from '../../pki/issuing.ts'
import { isInForce } from './agency.ts'
import { giveBackAllowance, takeAllowance } from './allowance.ts'
import { answerAgain } from './answer-again.ts'
import { signAnswer } from './answer-key.ts'
import { sealEvidence } from './evidence.ts'
import { keepQuery, type KeptQuery } from './keep-query.ts'
import { type ReadQuestion, readQuestion } from './read-question.ts'
import { findShared, type SharedRecord } from './shared-record.ts'

/**
 * Answers an agency's signed question with the register's signed answer, or refuses it as a whole ({@link SharingRefused},
 * QuotaUsed). Who is known to ask leaves a row in the log, whatever comes of it; the same question again gets the
 * same answer, and leaves none.
 */
export async function answerAgency(app: WithKeys, input: { readonly jws: string }): Promise<string> {
  // An installation without the register would answer "not found" about real people.
  if (app.env.registry.mode !== 'local') throw new SharingRefused('SHARING_NOT_HERE')
  const asked = await readQuestion(app, input.jws)
  const refusal = refusalNow(app, asked)
  const again = await answerAgain(app, asked, refusal)
  if (again !== null) return again
  const allowance = await takeAllowance(app, asked.agency)
  try {
    if (refusal) await keepQuery(app, asked, refusedQuery(asked, refusal))
    else return await answerFirst(app, asked)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // The same request came twice at the same moment, and the other one was kept.
    await giveBackAllowance(app, asked.agency, allowance)
    const kept = await answerAgain(app, asked, refusal)
    if (kept !== null) return kept
    throw error
  }
  throw refusal
}

function refusalNow(app: WithKeys, { agency, question }: ReadQuestion): SharingRefused | null {
  if (!isInForce(agency, calendarDateAt(app.clock()))) return new SharingRefused('AGENCY_NOT_ACTIVE')
  return refusalFor(agency.grants, question)
}

const refusedQuery = ({ question }: ReadQuestion, { code, facts }: SharingRefused): KeptQuery => ({
  id: randomUUID(),
  outcome: 'REFUSED',
  residentId: null,
  fields: question.fields,
  refusal: { code, field: typeof facts['field'] === 'string' ? facts['field'] : null },
  answer: null,
})

/** Known and unknown subjects take the same road: one read, one signature, one sealed evidence, one row. */
async function answerFirst(app: WithKeys, asked: ReadQuestion): Promise<string> {
  const { question, jws } = asked
  const { subject, purpose, fields } = question
  const confirms = purposeRule(purpose).kind === 'CONFIRM'
  const record = await findShared(app, subject.number, confirms ? [] : fields)
  const told = tell(confirms, record && agrees(record, subject) ? record : null)
  const id = randomUUID()
  const answer = await signAnswer(app, {
    iss: app.publicUrl,
    aud: asked.agency.code,
    iat: Math.floor(app.clock() / 1000),
    jti: id,
    requestId: question.jti,
    purpose,
    reference: question.reference,
    ...told,
  })
  const [header, , signature] = answer.split('.')
  await keepQuery(app, asked, {
    id,
    outcome: told.outcome === 'NOT_FOUND' || told.confirmed === false ? 'NOT_FOUND' : 'ANSWERED',
    residentId: record?.residentId ?? null,
    fields: told.outcome === 'ANSWERED' && !confirms ? fieldsOf(told.data) : fields,
    refusal: null,
    answer: {
      answerSha256: createHash('sha256').update(answer).digest('hex'),
      signature: `${header}..${signature}`,
      evidenceSha256: await sealEvidence(app, { question: jws, answer }),
    },
  })
  return answer
}

type Told = Pick<AgencyAnswer, 'outcome' | 'numberState' | 'provisional' | 'confirmed' | 'data'>

/** `record` is null for nobody, and for somebody of whom the agency holds something else. */
function tell(confirms: boolean, record: SharedRecord | null): Told {
  if (confirms) {
    const numberState = record?.numberState ?? null
    const confirmed = numberState === 'ACTIVE'
    return { outcome: 'ANSWERED', numberState, provisional: record?.provisional ?? null, confirmed, data: {} }
  }
  if (!record)
    return { outcome: 'NOT_FOUND', numberState: null, provisional: null, confirmed: null, data: {} }
  const { numberState, provisional, data } = record
  return {
    outcome: 'ANSWERED',
    numberState,
    provisional,
    confirmed: null,
    data: stillTold(numberState, data),
  }
}

/** A cancelled number may have stood on wrong data: the agency learns that, and asks again with the one in force. */
function stillTold(numberState: SharedRecord['numberState'], data: SharedData): SharedData {
  if (numberState === 'ACTIVE') return data
  return data.successorNumber === undefined ? {} : { successorNumber: data.successorNumber }
}

const fieldsOf = (data: SharedData) => Object.keys(data) as SharedField[]
