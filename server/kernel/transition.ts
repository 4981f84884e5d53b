import { type Lifecycle, nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import type { Actor } from './actor.ts'
import { instantAt } from './clock.ts'
import type { Transaction } from './db.ts'
import { StaleVersion } from './errors.ts'

/** Where each record of a lifecycle lives and what identifies it. Stages have a key of two parts and a runner of their own. */
const tables = {
  application: { delegate: 'application', key: 'id' },
  card: { delegate: 'card', key: 'id' },
  'print job': { delegate: 'printJob', key: 'id' },
  'blank card': { delegate: 'blankCard', key: 'serial' },
  packet: { delegate: 'packet', key: 'sha256' },
  machine: { delegate: 'machine', key: 'id' },
  device: { delegate: 'device', key: 'id' },
  appointment: { delegate: 'appointment', key: 'id' },
  'pre-registration': { delegate: 'preRegistration', key: 'id' },
  grievance: { delegate: 'grievance', key: 'id' },
  ticket: { delegate: 'ticket', key: 'id' },
  change: { delegate: 'residentChange', key: 'id' },
  form: { delegate: 'form', key: 'serial' },
  'conflict case': { delegate: 'conflictCase', key: 'id' },
  'residence inquiry': { delegate: 'residenceInquiry', key: 'id' },
  import: { delegate: 'importJob', key: 'id' },
  review: { delegate: 'reviewPlan', key: 'id' },
  movement: { delegate: 'movementEvent', key: 'id' },
  declaration: { delegate: 'residenceDeclaration', key: 'id' },
  'duplicate case': { delegate: 'duplicateCase', key: 'id' },
  batch: { delegate: 'batch', key: 'id' },
  parcel: { delegate: 'parcel', key: 'id' },
  'card list': { delegate: 'cardList', key: 'id' },
  shift: { delegate: 'shift', key: 'id' },
  'stock transfer': { delegate: 'stockTransfer', key: 'id' },
  consumable: { delegate: 'consumable', key: 'id' },
  payment: { delegate: 'payment', key: 'id' },
  'cash day': { delegate: 'cashDay', key: 'id' },
  'payment case': { delegate: 'paymentCase', key: 'id' },
  refund: { delegate: 'refund', key: 'id' },
  notification: { delegate: 'notification', key: 'id' },
  'card measure': { delegate: 'cardMeasure', key: 'id' },
  'eid request': { delegate: 'eidRequest', key: 'id' },
  'abis request': { delegate: 'abisRequest', key: 'requestId' },
} as const

type RecordName = keyof typeof tables
type EventOf<T> = { [S in keyof T]: keyof T[S] }[keyof T] & string

/** The little that a move needs to know of a record. */
export interface Movable {
  readonly key: string
  readonly status: string
  readonly version: number
}

export interface Move<Event extends string> {
  readonly event: Event
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
  /** A code, never a person's words about another person. */
  readonly reason?: string
  /** Columns that change with the state. */
  readonly data?: Readonly<Record<string, unknown>>
}

interface AnyDelegate {
  updateMany(query: { where: object; data: object }): Promise<{ count: number }>
}

/**
 * The only place that assigns a state: asks the lifecycle table, checks the version, writes the history row.
 * Throws {@link TransitionRefused} where the table does not know the move, {@link StaleVersion} where the record moved meanwhile.
 */
export async function move<Name extends RecordName, T>(
  tx: Transaction,
  machine: Lifecycle<Name, T>,
  record: Movable,
  { event, actor, at, reason, data }: Move<EventOf<T>>,
): Promise<Movable> {
  const to = nextState(machine, record.status, event)
  if (to === undefined) throw new TransitionRefused(machine.name, record.status, event)
  const { delegate, key } = tables[machine.name]
  const version = record.version + 1
  const moved = await (tx[delegate] as unknown as AnyDelegate).updateMany({
    where: { [key]: record.key, version: record.version },
    data: { ...data, status: to, version },
  })
  if (moved.count !== 1) throw new StaleVersion(machine.name)
  await tx.$executeRaw`
    INSERT INTO "Transition"
      ("record", "recordId", "version", "event", "fromState", "toState", "at", "actorKind", "actorId", "reason")
    VALUES (${machine.name}, ${record.key}, ${version}, ${event}, ${record.status}, ${to}, ${instantAt(at)},
      ${actor.kind}, ${actor.id}, ${reason ?? null})`
  return { key: record.key, status: to, version }
}
