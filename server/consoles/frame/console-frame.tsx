import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { Link, Outlet, useLocation, useNavigation } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { signOut } from '../session/sign-in.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Navigation } from './navigation.tsx'
import { QuickSearch } from './quick-search.tsx'
import { ShortcutHelp } from '../../../ui/shortcut-help.tsx'
import { words } from './words.ts'

function Who() {
  const say = useSay()
  const { name, roles } = useOfficer()
  const units = [...new Set(roles.map(({ unitName, unitCode }) => unitName ?? unitCode))]
  const titles = [...new Set(roles.map(({ title }) => say(title)))]
  return (
    <div className="who">
      <strong>{name}</strong>
      <span className="soft">
        {titles.join(', ')} · {units.join(', ')}
      </span>
    </div>
  )
}

/** What stands around every screen: name of the house, search, who is here, and the way to the other screens. */
export function ConsoleFrame() {
  const say = useSay()
  const may = useMay()
  const { pathname } = useLocation()
  const moving = useNavigation().state !== 'idle'
  // Open until another screen comes up.
  const [menuAt, setMenuAt] = useState<string | null>(null)
  const menu = menuAt === pathname
  return (
    <div className="console">
      <a className="skip" href="#content">
        {say(words.skip)}
      </a>
      <header className="console-head">
        <Link to="/" className="brand">
          {say(words.product)}
        </Link>
        {may('resident.search') && <QuickSearch />}
        <Who />
        <div className="head-buttons">
          <Button
            className="menu-button"
            variant="default"
            size="xs"
            aria-expanded={menu}
            aria-controls="navigation"
            onClick={() => setMenuAt(menu ? null : pathname)}
          >
            {say(words.menu)}
          </Button>
          <ShortcutHelp />
          <LanguageSwitch />
          <Button variant="default" size="xs" onClick={() => void signOut()}>
            {say(words.signOut)}
          </Button>
        </div>
      </header>
      <div className="console-body" data-menu={menu}>
        <Navigation />
        <main id="content" tabIndex={-1} aria-busy={moving}>
          <Suspense fallback={<p className="soft">{say(words.loading)}</p>}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  )
}
