import { Activity, type ReactNode } from 'react'
import { Outlet } from 'react-router'
import type { DeskRole } from '../../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import { SeatButton } from '../officers/seat-button.tsx'
import { roleNames } from '../officers/words.ts'
import type { DeskScreen } from '../screen.ts'
import { Screen } from './screen.tsx'
import { words } from './words.ts'

interface SeatGateProps {
  readonly title: Bilingual
  readonly roles: readonly DeskRole[]
  readonly children: ReactNode
}

/** Hides what it holds while nobody sits in one of these seats, and keeps it as it was. The agent judges by itself. */
export function SeatGate({ title, roles, children }: SeatGateProps) {
  const say = useSay()
  const { status } = useStation()
  const open = !status || roles.some((role) => status.officers[role] !== null)
  const [role = 'operator'] = roles
  return (
    <>
      {!open && (
        <Screen title={title}>
          <div className="panel">
            <p>
              {say(words.seatEmpty)} {say(roleNames[role])}.
            </p>
            <div className="row">
              <SeatButton of={role} />
            </div>
          </div>
        </Screen>
      )}
      <Activity mode={open ? 'visible' : 'hidden'}>{children}</Activity>
    </>
  )
}

/** A screen opens for whom it is made. */
export function ScreenGate({ screen }: { readonly screen: DeskScreen }) {
  return (
    <SeatGate title={screen.title} roles={screen.roles}>
      <Outlet />
    </SeatGate>
  )
}
