import { addressItems, type Declaration, mayBegin } from '../../../core/residence/declarations.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { checkDay, checkStatusDay, DayNotPossible, NothingToDeclare, type Plan, writeStatus } from './plan.ts'
import { addressesOf, runningAddress, runningStatus, type Subject } from './subject.ts'
import { unitHolding } from './unit-holding.ts'

type Declared<Kind extends Declaration['kind']> = Extract<Declaration, { kind: Kind }>

/** A residence begins; the running one of its kind ends the day before. A registration also says what the person is there. */
export async function planAddress(
  tx: Transaction,
  subject: Subject,
  { addressKind, unitCode, text, from }: Declared<'ADDRESS'>,
): Promise<Plan> {
  checkDay(subject, from)
  const unit = await unitHolding(tx, unitCode, from)
  const running = runningAddress(subject, addressKind)
  if (running?.text === text && running.unitId === unit.id) throw new NothingToDeclare()
  if (!mayBegin(addressesOf(subject, addressKind), from)) throw new DayNotPossible('OVERLAP')
  const registered = addressKind === 'CURRENT' ? null : addressKind
  if (registered) checkStatusDay(subject, from)
  return {
    diff: { [addressItems[addressKind]]: { from: running?.text ?? null, to: text } },
    apply: async (db) => {
      if (running) {
        await db.address.update({ where: { id: running.id }, data: { validTo: dateOf(from) } })
      }
      const { id: residentId } = subject
      const data = { residentId, kind: addressKind, unitId: unit.id, text, validFrom: dateOf(from) }
      await db.address.create({ data })
      if (registered) {
        await writeStatus(db, subject, { status: registered, reason: null, unitId: unit.id, from })
      }
    },
  }
}

/** A temporary residence or an abode ends without another; whoever was a temporary resident is a permanent one again. */
export async function planAddressEnd(
  _tx: Transaction,
  subject: Subject,
  { addressKind, from }: Declared<'ADDRESS_END'>,
): Promise<Plan> {
  checkDay(subject, from)
  const running = runningAddress(subject, addressKind)
  if (!running) throw new NothingToDeclare()
  if (from <= running.validFrom) throw new DayNotPossible('OVERLAP')
  const home = runningAddress(subject, 'PERMANENT')
  const returns = addressKind === 'TEMPORARY' && runningStatus(subject)?.status === 'TEMPORARY' && home
  if (returns) checkStatusDay(subject, from)
  return {
    diff: { [addressItems[addressKind]]: { from: running.text, to: null } },
    apply: async (db) => {
      await db.address.update({ where: { id: running.id }, data: { validTo: dateOf(from) } })
      if (returns) {
        await writeStatus(db, subject, { status: 'PERMANENT', reason: null, unitId: home.unitId, from })
      }
    },
  }
}
