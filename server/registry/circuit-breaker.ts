/**
 * A circuit breaker as pure state: after some failures in a row nobody is asked for a while, then one probe finds out
 * whether the other side is back. Times are milliseconds of the caller's clock.
 */

export type Circuit =
  | { readonly state: 'CLOSED'; readonly failures: number }
  /** Nobody is asked before `until`. */
  | { readonly state: 'OPEN'; readonly until: number }
  /** One probe is on its way; it counts as lost at `until`. */
  | { readonly state: 'HALF_OPEN'; readonly until: number }

export interface CircuitPolicy {
  readonly failuresToOpen: number
  readonly openMs: number
}

export const closedCircuit: Circuit = { state: 'CLOSED', failures: 0 }

/** Whether a call may be made now, and the circuit with that call on its way. */
export function admitCall(
  circuit: Circuit,
  now: number,
  policy: CircuitPolicy,
): { readonly admitted: boolean; readonly circuit: Circuit } {
  if (circuit.state === 'CLOSED') return { admitted: true, circuit }
  if (!isOver(circuit.until, now, policy)) return { admitted: false, circuit }
  return { admitted: true, circuit: { state: 'HALF_OPEN', until: now + policy.openMs } }
}

/** An end further away than a whole wait means that the clock was set back: the wait is over. */
const isOver = (until: number, now: number, { openMs }: CircuitPolicy) => now >= until || until - now > openMs

/** The circuit after a call that failed. One that was sent before the circuit opened does not prolong the wait. */
export function afterFailure(circuit: Circuit, now: number, policy: CircuitPolicy): Circuit {
  if (circuit.state === 'OPEN') return circuit
  const failures = circuit.state === 'CLOSED' ? circuit.failures + 1 : policy.failuresToOpen
  if (failures < policy.failuresToOpen) return { state: 'CLOSED', failures }
  return { state: 'OPEN', until: now + policy.openMs }
}
