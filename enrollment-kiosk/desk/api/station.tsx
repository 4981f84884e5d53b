import { createContext, use, type ReactNode } from 'react'
import type { DeskRole, Seat, StationStatus } from '../../../core/contracts/desk/station.ts'
import { useAnswer } from './use-answer.ts'
import { isAgentGone } from './refusal.ts'

interface Station {
  /** As last told by the agent; undefined until it first answers. */
  readonly status: StationStatus | undefined
  /** The agent itself does not answer: nothing can be done at this desk. */
  readonly agentGone: boolean
  /** The agent answers, but not to this window: it was opened without the desk's own address. */
  readonly strange: boolean
  readonly again: () => void
}

const StationContext = createContext<Station>({
  status: undefined,
  agentGone: false,
  strange: false,
  again: () => undefined,
})

const lookMilliseconds = 4000

/** Asks how the station is, every few seconds and whenever something happened. */
export function StationProvider({ children }: { readonly children: ReactNode }) {
  const { data, refusal, again } = useAnswer<StationStatus>('/status', {
    on: ['session', 'outbox', 'station', 'device', 'sync'],
    everyMilliseconds: lookMilliseconds,
  })
  const station = {
    status: data,
    agentGone: isAgentGone(refusal),
    strange: refusal?.code === 'UNAUTHORISED',
    again,
  }
  return <StationContext value={station}>{children}</StationContext>
}

export const useStation = () => use(StationContext)

/** Who sits in a seat of this desk. */
export const useSeat = (role: DeskRole): Seat | null => useStation().status?.officers[role] ?? null
