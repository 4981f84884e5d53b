import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { archivePlaceOf } from './archive-place.ts'

/** The paper of this loan is back already. */
export class ReturnedAlready extends DomainError<'RETURNED_ALREADY'> {
  constructor() {
    super('RETURNED_ALREADY', {
      vi: 'Phiếu của lần mượn này đã được trả.',
      en: 'The form of this loan was returned already.',
    })
  }
}

/** Lent paper is back in the archive, at its place or at another. */
export async function returnForm(
  app: App,
  actor: Actor,
  input: { readonly loanId: string; readonly archivePlace: string | null },
): Promise<void> {
  const loan = await app.db.archiveLoan.findUnique({ where: { id: recordId(input.loanId, 'loan') } })
  if (!loan) throw new NotFound('loan')
  await authorise(app, actor, 'form.archive', loan.unitCode)
  const archivePlace = input.archivePlace === null ? null : archivePlaceOf(input.archivePlace)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const { count } = await tx.archiveLoan.updateMany({
      where: { id: loan.id, returnedAt: null },
      data: { returnedToId: actor.id, returnedAt: instantAt(at) },
    })
    if (count === 0) throw new ReturnedAlready()
    const { formSerial: serial } = loan
    if (archivePlace !== null) await tx.form.update({ where: { serial }, data: { archivePlace } })
    await audit(tx, { actor, at, action: 'form.return', subjectKind: 'form', subjectId: serial })
  })
}
