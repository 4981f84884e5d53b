import { DomainError } from '../errors.ts'

/** `state → event → next state`. A state without events is an end. */
export type Table<State extends string> = { readonly [From in State]: { readonly [event: string]: State } }

type EventOf<T> = { [S in keyof T]: keyof T[S] }[keyof T] & string

/** One record's lifecycle: the whole law of its states, shared by the server that moves it and the screens that offer the moves. */
export interface Lifecycle<Name extends string, T> {
  readonly name: Name
  readonly initial: keyof T & string
  readonly table: T
}

export type StateOf<L> = L extends Lifecycle<string, infer T> ? keyof T & string : never
export type EventsOf<L> = L extends Lifecycle<string, infer T> ? EventOf<T> : never

/** Declares a lifecycle; an unknown target state does not compile. */
export function lifecycle<const Name extends string, const T extends Table<keyof T & string>>(
  name: Name,
  initial: keyof T & string,
  table: T,
): Lifecycle<Name, T> {
  return { name, initial, table }
}

/** The record is not in a state in which this event may happen. */
export class TransitionRefused extends DomainError<'TRANSITION_REFUSED'> {
  constructor(record: string, state: string, event: string) {
    super(
      'TRANSITION_REFUSED',
      {
        vi: 'Hồ sơ không ở trạng thái cho phép thực hiện bước này. Hãy tải lại để xem trạng thái mới nhất.',
        en: `A ${record} in state ${state} does not allow ${event}.`,
      },
      { record, state, event },
    )
  }
}

/** The next state, or `undefined` where the table does not know the move. */
export function nextState<T>(
  machine: Lifecycle<string, T>,
  state: string,
  event: string,
): (keyof T & string) | undefined {
  const row = (machine.table as Record<string, Record<string, string>>)[state]
  return row && Object.hasOwn(row, event) ? (row[event] as keyof T & string) : undefined
}

/** The events that are possible in a state, in the table's order: what a screen offers as buttons. */
export function possibleEvents<T>(machine: Lifecycle<string, T>, state: string): readonly EventOf<T>[] {
  return Object.keys((machine.table as Record<string, object>)[state] ?? {}) as EventOf<T>[]
}

/** The states in which nothing more can happen. */
export function endStates<T>(machine: Lifecycle<string, T>): readonly (keyof T & string)[] {
  return (Object.keys(machine.table as object) as (keyof T & string)[]).filter(
    (state) => possibleEvents(machine, state).length === 0,
  )
}

/** The fewest events that lead from one state to another; empty where it is the same, null where none do. */
export function pathBetween<T>(
  machine: Lifecycle<string, T>,
  from: string,
  to: string,
): readonly EventOf<T>[] | null {
  const paths = new Map<string, readonly EventOf<T>[]>([[from, []]])
  for (const [state, path] of paths) {
    if (state === to) return path
    for (const event of possibleEvents(machine, state)) {
      const next = nextState(machine, state, event)
      if (next && !paths.has(next)) paths.set(next, [...path, event])
    }
  }
  return null
}
