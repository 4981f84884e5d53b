import { NavLink } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

export interface SubLink {
  readonly to: string
  readonly label: Bilingual
  /** Marked only at this very address, where another link begins with it. */
  readonly end?: true
}

/** The screens of one area, side by side. */
export function SubNav({ label, links }: { readonly label: Bilingual; readonly links: readonly SubLink[] }) {
  const say = useSay()
  return (
    <nav className="sub-nav" aria-label={say(label)}>
      {links.map(({ to, label: name, end = false }) => (
        <NavLink key={to} to={to} end={end} className="sub-link">
          {say(name)}
        </NavLink>
      ))}
    </nav>
  )
}
