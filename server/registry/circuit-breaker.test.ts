import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admitCall, afterFailure, type Circuit, closedCircuit } from './circuit-breaker.ts'

const policy = { failuresToOpen: 3, openMs: 1000 }

const failTimes = (times: number, now: number) =>
  Array.from({ length: times }).reduce<Circuit>(
    (circuit) => afterFailure(circuit, now, policy),
    closedCircuit,
  )

describe('a circuit', () => {
  test('lets calls through until the last allowed failure in a row', () => {
    expect(admitCall(failTimes(2, 0), 0, policy).admitted).toBe(true)
    expect(admitCall(failTimes(3, 0), 0, policy).admitted).toBe(false)
  })

  test('asks nobody while it is open, and one probe afterwards', () => {
    const open = failTimes(3, 500)
    expect(admitCall(open, 1499, policy).admitted).toBe(false)
    const probe = admitCall(open, 1500, policy)
    expect(probe).toEqual({ admitted: true, circuit: { state: 'HALF_OPEN', until: 2500 } })
    expect(admitCall(probe.circuit, 1501, policy).admitted).toBe(false)
  })

  test('waits anew when the probe fails', () => {
    const { circuit } = admitCall(failTimes(3, 0), 1000, policy)
    expect(afterFailure(circuit, 1200, policy)).toEqual({ state: 'OPEN', until: 2200 })
  })

  test('sends another probe when the first was lost', () => {
    const { circuit } = admitCall(failTimes(3, 0), 1000, policy)
    expect(admitCall(circuit, 2000, policy).admitted).toBe(true)
  })

  test('does not wait longer because of a failure of a call sent before', () => {
    const open = failTimes(3, 0)
    expect(afterFailure(open, 900, policy)).toEqual(open)
  })

  test('does not stay open for an hour because the clock was set back by an hour', () => {
    const open = failTimes(3, 3_600_000)
    expect(admitCall(open, 0, policy).admitted).toBe(true)
  })

  test('always lets a call through again one wait after the last event', () => {
    const steps = fc.array(fc.record({ passed: fc.nat(3000), fails: fc.boolean() }), { maxLength: 40 })
    fc.assert(
      fc.property(steps, (events) => {
        let now = 0
        let circuit = closedCircuit
        for (const { passed, fails } of events) {
          now += passed
          const next = admitCall(circuit, now, policy)
          circuit = next.circuit
          if (next.admitted) circuit = fails ? afterFailure(circuit, now, policy) : closedCircuit
        }
        expect(admitCall(circuit, now + policy.openMs, policy).admitted).toBe(true)
      }),
    )
  })
})
