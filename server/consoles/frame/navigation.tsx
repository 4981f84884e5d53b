import { NavLink, useNavigate } from 'react-router'
import type { Area } from '../area.ts'
import { areas } from '../areas.ts'
import { useSay } from '../../../ui/language.tsx'
import { mayDo, useOfficer } from '../session/session.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { words } from './words.ts'

function Entry({ area, digit }: { readonly area: Area; readonly digit: number | null }) {
  const say = useSay()
  const navigate = useNavigate()
  const go = () => void navigate(`/${area.path}`)
  useShortcut(`g ${area.letter}`, area.title, go)
  useShortcut(digit === null ? null : `Alt+${digit}`, area.title, go)
  return (
    <li>
      <NavLink to={`/${area.path}`} end={area.path === ''} className="nav-link">
        <span>{say(area.title)}</span>
        <KeyHint keys={`g ${area.letter}`} />
      </NavLink>
    </li>
  )
}

/** What the officer's roles open, with its keys. */
export function Navigation() {
  const say = useSay()
  const officer = useOfficer()
  const open = areas.filter(({ actions }) => actions.some((action) => mayDo(officer, action)))
  return (
    <nav id="navigation" aria-label={say(words.navigation)} className="nav">
      <ul>
        {open.map((area, i) => (
          <Entry key={area.path} area={area} digit={i < 9 ? i + 1 : null} />
        ))}
      </ul>
    </nav>
  )
}
