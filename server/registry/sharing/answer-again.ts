import { decodeJwt } from 'jose'
import { type AgencyQuestion, questionSchema } from '../../../core/contracts/agency-query.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import type { AgencyQuery } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import { openEvidence } from './evidence.ts'
import type { ReadQuestion } from './read-question.ts'

/** An answer that was lost on the way is sent again for a day; later the register may say something else. */
const sameAnswerMs = 24 * 3_600_000

/**
 * The answer that a request got before, or null where its id is new. Throws {@link SharingRefused} where the id belongs
 * to another question or an old one, where the question was refused before, and where it would be refused now.
 */
export async function answerAgain(
  app: App,
  { agency, question }: ReadQuestion,
  refusal: SharingRefused | null,
): Promise<string | null> {
  const where = { relyingPartyId_requestId: { relyingPartyId: agency.id, requestId: question.jti } }
  const before = await app.db.agencyQuery.findUnique({ where })
  if (!before) return null
  const used = new SharingRefused('REQUEST_ID_USED', 'jti')
  if (before.at.getTime() < app.clock() - sameAnswerMs) throw used
  if (before.evidenceSha256 === null) throw isSameRefused(before, question) ? (refusal ?? used) : used
  const evidence = await openEvidence(app, before.evidenceSha256)
  if (textOf(questionSchema.parse(decodeJwt(evidence.question))) !== textOf(question)) throw used
  if (refusal) throw refusal
  return evidence.answer
}

/** What makes two questions the same; a repeated one is signed anew, so its times and signature differ. */
function textOf({ purpose, reference, subject, fields }: AgencyQuestion): string {
  const { number, name, birthDate } = subject
  return JSON.stringify([purpose, reference, number, name ?? null, birthDate ?? null, fields.toSorted()])
}

/** Of a refused question neither subject nor a reference that named one are kept. */
function isSameRefused(before: AgencyQuery, { purpose, reference, fields }: AgencyQuestion): boolean {
  return (
    before.purpose === purpose &&
    (before.reference === null || before.reference === reference) &&
    before.fields.toSorted().join() === fields.toSorted().join()
  )
}
