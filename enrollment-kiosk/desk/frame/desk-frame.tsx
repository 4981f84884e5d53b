import { Suspense } from 'react'
import { Link, Outlet, useNavigation } from 'react-router'
import type { StationStatus } from '../../../core/contracts/desk/station.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ShortcutHelp } from '../../../ui/shortcut-help.tsx'
import { useStation } from '../api/station.tsx'
import { OfficersGate } from '../officers/officers-gate.tsx'
import { SeatButton } from '../officers/seat-button.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Navigation } from './navigation.tsx'
import { StationNotices } from './notices.tsx'
import { ScannerListener } from './scanner-listener.tsx'
import { StatusBar } from './status-bar.tsx'
import { WallClock } from './wall-clock.tsx'
import { words } from './words.ts'

function Head({ status }: { readonly status: StationStatus }) {
  const say = useSay()
  return (
    <header className="desk-head">
      <Link to="/" className="brand">
        {say(words.desk)}
        {status.centre && (
          <span className="brand-place">
            {status.centre.code}
            {status.machineNumber !== null && ` · ${say(words.machine)} ${status.machineNumber}`}
          </span>
        )}
      </Link>
      <Navigation status={status} />
      <div className="head-end">
        <SeatButton of="operator" />
        <SeatButton of="supervisor" />
        <ShortcutHelp />
        <LanguageSwitch />
        <WallClock />
      </div>
    </header>
  )
}

/** What stands around every screen: where this is, who sits here, the way to the other screens, and how the devices are. */
export function DeskFrame() {
  const say = useSay()
  const { status, strange } = useStation()
  const moving = useNavigation().state !== 'idle'
  if (strange) {
    return (
      <main className="sign-in">
        <Notice tone="trouble" title={say(words.strange)}>
          <p>{say(words.strangeHelp)}</p>
        </Notice>
      </main>
    )
  }
  if (!status) {
    return (
      <main className="sign-in" aria-busy="true">
        <StationNotices />
      </main>
    )
  }
  return (
    <OfficersGate status={status}>
      <div className="desk">
        <a className="skip" href="#content" onClick={skipToContent}>
          {say(words.skip)}
        </a>
        <Head status={status} />
        <main id="content" tabIndex={-1} aria-busy={moving}>
          <StationNotices />
          <Suspense fallback={<p className="soft">{say(words.loading)}</p>}>
            <Outlet />
          </Suspense>
        </main>
        <footer>
          <StatusBar />
        </footer>
        <ScannerListener />
      </div>
    </OfficersGate>
  )
}

/** The part of the address behind the `#` is the screen's: the link moves the focus alone. */
function skipToContent(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
