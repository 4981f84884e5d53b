import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { deskRoles, type Seat } from '../../../core/contracts/desk/station.ts'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import { LanguageSwitch } from '../frame/language-switch.tsx'
import { StationNotices } from '../frame/notices.tsx'
import { StatusBar } from '../frame/status-bar.tsx'
import { TakeSeat } from './take-seat.tsx'
import { roleNames, words } from './words.ts'

interface SignInPageProps {
  /** Somebody was here, and the work waits behind it. */
  readonly again: boolean
  readonly onSeat: (seat: Seat) => void
}

/** The way in. */
export function SignInPage({ again: wasHere, onSeat }: SignInPageProps) {
  const say = useSay()
  const { status } = useStation()
  const [role, setRole] = useState<(typeof deskRoles)[number]>('operator')
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-head">
          <div>
            <h1 className="sign-in-product">{say(wasHere ? words.locked : words.title)}</h1>
            <p className="soft">
              {wasHere
                ? say(words.lockedHelp)
                : status?.centre && `${status.centre.code} · ${status.centre.name}`}
            </p>
          </div>
          <LanguageSwitch />
        </div>
        <StationNotices />
        <SegmentedControl
          fullWidth
          size="md"
          aria-label={say(words.role)}
          value={role}
          onChange={(value) => setRole(deskRoles.find((one) => one === value) ?? 'operator')}
          data={deskRoles.map((one) => ({ value: one, label: say(roleNames[one]) }))}
        />
        <TakeSeat of={role} onSeat={onSeat} />
        <StatusBar />
      </div>
    </main>
  )
}
