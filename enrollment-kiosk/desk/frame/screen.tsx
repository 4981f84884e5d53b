import { useEffect, useRef, type ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

interface ScreenProps {
  readonly title: Bilingual
  /** Said below the title in one line. */
  readonly lead?: Bilingual
  /** Buttons at the title's end. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One screen: its title names the tab, and takes the focus when the screen comes up unless a field has it already. */
export function Screen({ title, lead, actions, children }: ScreenProps) {
  const say = useSay()
  const heading = useRef<HTMLHeadingElement>(null)
  const name = say(title)
  useEffect(() => {
    document.title = `${name} · ${say(words.product)}`
  }, [name, say])
  useEffect(() => {
    const main = heading.current?.closest('main')
    if (!main?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="screen">
      <div className="screen-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {name}
          </h1>
          {lead && <p className="soft">{say(lead)}</p>}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
