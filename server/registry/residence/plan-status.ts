import { DomainError } from '../../../core/errors.ts'
import { isAbsent, type Declaration } from '../../../core/residence/declarations.ts'
import { absenceReasonNames, statusNames } from '../../../core/residence/words.ts'
import type { Transaction } from '../../kernel/db.ts'
import { checkDay, checkStatusDay, NothingToDeclare, type Plan, writeStatus } from './plan.ts'
import { runningAddress, runningStatus, type StatusPeriod, type Subject } from './subject.ts'

/** A status is one at a place: without a residence of that kind there is none. */
export class NoSuchResidence extends DomainError<'NO_SUCH_RESIDENCE'> {
  constructor() {
    super('NO_SUCH_RESIDENCE', {
      vi: 'Công dân này chưa có nơi thường trú hoặc tạm trú tương ứng với tình trạng được khai.',
      en: 'The person has no residence of the kind that this status belongs to.',
    })
  }
}

/** Present, declared absent, absent, or nobody knows where: said of the registered residence. */
export async function planStatus(
  _tx: Transaction,
  subject: Subject,
  { status, reason, from }: Extract<Declaration, { kind: 'STATUS' }>,
): Promise<Plan> {
  checkDay(subject, from)
  const running = runningStatus(subject)
  const home = runningAddress(subject, 'PERMANENT')
  const lodging = runningAddress(subject, 'TEMPORARY')
  const place = status === 'TEMPORARY' ? lodging : (home ?? (isAbsent(status) ? lodging : undefined))
  if (!place) throw new NoSuchResidence()
  if (running?.status === status && running.reason === reason) throw new NothingToDeclare()
  checkStatusDay(subject, from)
  return {
    diff: { declaredAbsence: { from: inWords(running), to: inWords({ status, reason }) } },
    apply: (db) => writeStatus(db, subject, { status, reason, unitId: place.unitId, from }),
  }
}

const nameIn = (names: Readonly<Record<string, { readonly vi: string }>>, code: string) =>
  names[code]?.vi ?? code

function inWords(state: Pick<StatusPeriod, 'status' | 'reason'> | undefined): string | null {
  if (!state) return null
  const words = nameIn(statusNames, state.status)
  return state.reason ? `${words} (${nameIn(absenceReasonNames, state.reason)})` : words
}
