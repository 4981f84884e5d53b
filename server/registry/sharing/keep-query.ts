import type { SharedField } from '../../../core/sharing/fields.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { ReadQuestion } from './read-question.ts'

/** What the log keeps of a question: codes, hashes and the person's id; no name, number or date of a person. */
export interface KeptQuery {
  readonly id: string
  readonly outcome: 'ANSWERED' | 'NOT_FOUND' | 'REFUSED'
  /** Whose number it was, also where name or birth date did not agree: they may know who asked. */
  readonly residentId: string | null
  /** What was told; where nothing was, what was asked for. */
  readonly fields: readonly SharedField[]
  readonly refusal: { readonly code: string; readonly field: string | null } | null
  readonly answer: {
    readonly answerSha256: string
    readonly signature: string
    readonly evidenceSha256: string
  } | null
}

/** Who asked, for what. */
interface AskedBy {
  readonly agency: ReadQuestion['agency']
  readonly question: Pick<ReadQuestion['question'], 'purpose' | 'reference' | 'jti'>
}

/** Writes the log's row and the audit's entry. A request id that was used before violates a unique constraint. */
export async function keepQuery(
  app: App,
  { agency, question }: AskedBy,
  { id, outcome, residentId, fields, refusal, answer }: KeptQuery,
): Promise<void> {
  const at = app.clock()
  const { purpose, reference, jti } = question
  await app.db.$transaction(async (tx) => {
    await tx.agencyQuery.create({
      data: {
        id,
        relyingPartyId: agency.id,
        requestId: jti,
        purpose,
        reference: refusal?.code === 'REFERENCE_NAMES_PERSON' ? null : reference,
        fields: [...fields],
        residentId,
        outcome,
        refusal: refusal?.code ?? null,
        refusedField: refusal?.field ?? null,
        ...answer,
        at: instantAt(at),
      },
    })
    await audit(tx, {
      actor: systemActor,
      at,
      action: 'agency.query',
      subjectKind: 'agency-query',
      subjectId: id,
      details: {
        agency: agency.code,
        purpose,
        outcome,
        refusal: refusal?.code ?? null,
        fields: fields.length,
      },
    })
  })
}
