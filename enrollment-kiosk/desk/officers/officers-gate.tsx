import { Activity, type ReactNode, useState } from 'react'
import type { Seat, StationStatus } from '../../../core/contracts/desk/station.ts'
import { useStation } from '../api/station.tsx'
import { InstallationPage } from './installation-page.tsx'
import { MakePinDialog, offersPin } from './make-pin-dialog.tsx'
import { SignInPage } from './sign-in-page.tsx'

interface OfficersGateProps {
  readonly status: StationStatus
  readonly children: ReactNode
}

/**
 * Lets in who sits at this desk, once it is installed. When the agent was started again, or the time without network is over, the
 * screen is hidden and its keys rest: the same operator finds everything as it was, another begins afresh.
 */
export function OfficersGate({ status, children }: OfficersGateProps) {
  const { operator, supervisor } = status.officers
  const [owner, setOwner] = useState<string | null>(null)
  const [entered, setEntered] = useState(false)
  const [withoutPin, setWithoutPin] = useState<Seat | null>(null)
  const { again } = useStation()
  const onSeat = (seat: Seat) => {
    again()
    if (offersPin(seat)) setWithoutPin(seat)
  }
  const ready = status.installation.step === 'READY'
  const present = operator !== null || supervisor !== null
  if (operator && operator.officerId !== owner) setOwner(operator.officerId)
  if (present && !entered) setEntered(true)
  return (
    <>
      {!ready && <InstallationPage status={status} />}
      {ready && !present && <SignInPage again={entered} onSeat={onSeat} />}
      {withoutPin && <MakePinDialog seat={withoutPin} onDone={() => setWithoutPin(null)} />}
      {entered && (
        <Activity key={owner} mode={ready && present ? 'visible' : 'hidden'}>
          {children}
        </Activity>
      )}
    </>
  )
}
