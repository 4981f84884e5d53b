import { type ReactNode, useState } from 'react'
import type { StationStatus } from '../../../core/contracts/desk/station.ts'
import { SignInPage } from './sign-in-page.tsx'

interface OfficersGateProps {
  readonly status: StationStatus
  readonly children: ReactNode
}

/**
 * Lets in who sits at this desk. When the agent was started again, or the time without network is over, the screen is hidden and
 * kept: the same operator finds everything as it was, another begins afresh.
 */
export function OfficersGate({ status, children }: OfficersGateProps) {
  const { operator, supervisor } = status.officers
  const [owner, setOwner] = useState<string | null>(null)
  const [entered, setEntered] = useState(false)
  const present = operator !== null || supervisor !== null
  if (operator && operator.officerId !== owner) setOwner(operator.officerId)
  if (present && !entered) setEntered(true)
  return (
    <>
      {!present && <SignInPage again={entered} />}
      {entered && (
        <div key={owner} hidden={!present}>
          {children}
        </div>
      )}
    </>
  )
}
