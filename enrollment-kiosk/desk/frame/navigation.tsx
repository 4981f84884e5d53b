import { NavLink, useNavigate } from 'react-router'
import type { StationStatus } from '../../../core/contracts/desk/station.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { DeskScreen } from '../screen.ts'
import { screens } from '../screens.ts'
import { words } from './words.ts'

function Entry({ screen, status }: { readonly screen: DeskScreen; readonly status: StationStatus }) {
  const say = useSay()
  const navigate = useNavigate()
  useShortcut(`g ${screen.letter}`, screen.title, () => void navigate(`/${screen.path}`))
  const count = screen.count?.(status) ?? 0
  return (
    <li>
      <NavLink to={`/${screen.path}`} end={screen.path === ''} className="nav-link">
        <span>{say(screen.title)}</span>
        {count > 0 && <span className="nav-count">{formatCount(count)}</span>}
        <KeyHint keys={`g ${screen.letter}`} />
      </NavLink>
    </li>
  )
}

/** The screens of who sits here, with their keys. */
export function Navigation({ status }: { readonly status: StationStatus }) {
  const say = useSay()
  const open = screens.filter(({ roles }) => roles.some((role) => status.officers[role] !== null))
  return (
    <nav id="navigation" aria-label={say(words.navigation)} className="nav">
      <ul>
        {open.map((screen) => (
          <Entry key={screen.path} screen={screen} status={status} />
        ))}
      </ul>
    </nav>
  )
}
