import { describe, expect, test } from 'vitest'
import { abisRequestLifecycle } from './abis-request.ts'
import { applicationLifecycle, openApplicationStates } from './application.ts'
import { appointmentLifecycle, preRegistrationLifecycle, ticketLifecycle } from './appointment.ts'
import { batchLifecycle } from './batch.ts'
import { blankCardLifecycle, consumableLifecycle, stockTransferLifecycle } from './blank-card.ts'
import { captureLifecycle, resumeEvents } from './capture.ts'
import { cardLifecycle } from './card.ts'
import { cardListLifecycle } from './card-list.ts'
import { collectionFormLifecycle } from './collection-form.ts'
import { duplicateCaseLifecycle } from './duplicate-case.ts'
import { cashDayLifecycle, paymentCaseLifecycle, paymentLifecycle, refundLifecycle } from './fees.ts'
import { endStates, type Lifecycle, nextState, possibleEvents, TransitionRefused } from './machine.ts'
import { grievanceLifecycle, machineLifecycle, notificationLifecycle, shiftLifecycle } from './operation.ts'
import { outboxLifecycle } from './outbox.ts'
import { packetLifecycle } from './packet.ts'
import { parcelLifecycle } from './parcel.ts'
import { printJobLifecycle } from './print-job.ts'
import {
  changeLifecycle,
  conflictLifecycle,
  declarationLifecycle,
  importLifecycle,
  inquiryLifecycle,
  movementLifecycle,
  reviewLifecycle,
} from './registry.ts'
import { stageLifecycle } from './stage.ts'

type AnyLifecycle = Lifecycle<string, Record<string, Record<string, string>>>

/** Every lifecycle with the ends that the law and the model give it. */
const expectedEnds = [
  [applicationLifecycle, ['ISSUED', 'COMPLETED', 'WITHDRAWN', 'LAPSED', 'CLOSED']],
  [cardLifecycle, ['DESTROYED']],
  [printJobLifecycle, ['SPOILED', 'CANCELLED']],
  [blankCardLifecycle, ['DESTROYED']],
  [stockTransferLifecycle, ['RECEIVED', 'REFUSED']],
  [consumableLifecycle, ['USED_UP', 'SPOILED', 'LOST']],
  [batchLifecycle, ['FINISHED', 'DISCARDED']],
  [parcelLifecycle, ['RECONCILED']],
  [cardListLifecycle, ['DISCARDED', 'CLOSED']],
  [duplicateCaseLifecycle, ['CLOSED', 'VOID']],
  [abisRequestLifecycle, ['ANSWERED']],
  [collectionFormLifecycle, ['LOADED', 'VOID']],
  [captureLifecycle, ['ABANDONED']],
  [outboxLifecycle, ['RECEIVED', 'REOPENED']],
  [packetLifecycle, ['OPENED', 'REFUSED', 'QUARANTINED']],
  [appointmentLifecycle, ['CANCELLED', 'CONSUMED']],
  [ticketLifecycle, ['DONE', 'CLOSED']],
  [preRegistrationLifecycle, ['USED', 'LAPSED']],
  [changeLifecycle, ['APPLIED', 'REJECTED']],
  [conflictLifecycle, ['RESOLVED']],
  [inquiryLifecycle, ['APPLIED', 'CANCELLED']],
  [importLifecycle, ['LOADED', 'DISCARDED']],
  [reviewLifecycle, ['ACCEPTED']],
  [movementLifecycle, ['APPLIED', 'REJECTED']],
  [declarationLifecycle, ['APPLIED', 'REJECTED']],
  [shiftLifecycle, ['CLOSED', 'CLOSED_WITH_EXPLANATION']],
  [paymentLifecycle, ['REFUNDED']],
  [cashDayLifecycle, ['CLOSED', 'CLOSED_WITH_EXPLANATION']],
  [paymentCaseLifecycle, ['APPLIED', 'REFUNDED']],
  [refundLifecycle, ['CONFIRMED', 'DECLINED']],
  [machineLifecycle, ['REFUSED', 'REVOKED', 'DECOMMISSIONED']],
  [notificationLifecycle, ['DELIVERED', 'DEAD']],
  [grievanceLifecycle, ['CLOSED']],
  [stageLifecycle, []],
] as unknown as readonly (readonly [AnyLifecycle, readonly string[]])[]

function reachableFrom(machine: AnyLifecycle, start: string): Set<string> {
  const seen = new Set([start])
  for (const state of seen) for (const next of Object.values(machine.table[state] ?? {})) seen.add(next)
  return seen
}

describe.each(expectedEnds.map(([machine, ends]) => ({ name: machine.name, machine, ends })))(
  'lifecycle of a $name',
  ({ machine, ends }) => {
    test('every state can be reached from the first', () => {
      expect([...reachableFrom(machine, machine.initial)].toSorted()).toEqual(
        Object.keys(machine.table).toSorted(),
      )
    })

    test('it ends only where the law lets it end', () => {
      expect(endStates(machine).toSorted()).toEqual([...ends].toSorted())
    })

    test('from every state an end can be reached', () => {
      const lastStates = ends.length > 0 ? ends : ['DONE']
      for (const state of Object.keys(machine.table)) {
        expect(lastStates.some((end) => reachableFrom(machine, state).has(end))).toBe(true)
      }
    })
  },
)

describe('application', () => {
  test('every open state can be ended by law, no end can', () => {
    for (const state of openApplicationStates) {
      expect(nextState(applicationLifecycle, state, 'endByLaw')).toBe('CLOSED')
    }
    for (const state of [...endStates(applicationLifecycle), 'REFUSED']) {
      expect(nextState(applicationLifecycle, state, 'endByLaw')).toBeUndefined()
    }
  })

  test('it can be withdrawn until production begins, and not after', () => {
    const withdrawable = Object.keys(applicationLifecycle.table).filter(
      (state) => nextState(applicationLifecycle, state, 'withdraw') === 'WITHDRAWN',
    )
    expect(withdrawable).toEqual([
      'RECEIVED',
      'SCREENING',
      'ADJUDICATION',
      'AWAITING_APPROVAL',
      'APPROVED',
      'RETURNED',
    ])
  })

  test('the events of a state are offered in the order of the table', () => {
    expect(possibleEvents(applicationLifecycle, 'PRODUCED')).toEqual(['dispatch', 'remake', 'endByLaw'])
  })
})

test('an event that the table does not know has no next state, nor has an inherited property name', () => {
  expect(nextState(cardLifecycle, 'MADE', 'activate')).toBeUndefined()
  expect(nextState(cardLifecycle, 'MADE', 'toString')).toBeUndefined()
  expect(nextState(cardLifecycle, 'NOWHERE', 'dispatch')).toBeUndefined()
})

test('a refused move says record, state and event and speaks both languages', () => {
  const refusal = new TransitionRefused('card', 'MADE', 'activate')
  expect(refusal.facts).toEqual({ record: 'card', state: 'MADE', event: 'activate' })
  expect(refusal.text.vi).toMatch(/trạng thái/)
})

test('a parked session resumes to each state it can be parked in', () => {
  for (const [state, event] of Object.entries(resumeEvents)) {
    expect(nextState(captureLifecycle, state, 'park')).toBe('PARKED')
    expect(nextState(captureLifecycle, 'PARKED', event)).toBe(state)
  }
})
