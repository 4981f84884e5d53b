import { useEffect, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { Notice } from '../../ui/notice.tsx'
import type { DisclosuresView } from './disclosures-view.tsx'
import { codeFromFragment, type Entry } from './entry.ts'
import { statusFragment, whoAskedFragment } from './fragments.ts'
import type { Texts } from './texts/texts.ts'

interface OpenView {
  readonly View: typeof DisclosuresView
  readonly typed: Entry
}

export interface WhoAsked {
  /** Null while the page shows the status of a file. */
  readonly view: OpenView | null
  readonly failed: boolean
  readonly link: RefObject<HTMLAnchorElement | null>
}

/** Opens and closes the second view by the address. Its program is fetched when somebody wants it: few do. */
export function useWhoAsked(typed: () => Entry): WhoAsked {
  const [view, setView] = useState<OpenView | null>(null)
  const [failed, setFailed] = useState(false)
  const link = useRef<HTMLAnchorElement>(null)
  const typedNow = useRef(typed)
  useEffect(() => {
    typedNow.current = typed
  })
  useEffect(() => {
    const forgetAddress = () => window.history.replaceState(null, '', window.location.pathname)
    const open = async () => {
      setFailed(false)
      try {
        const { DisclosuresView: View } = await import('./disclosures-view.tsx')
        if (window.location.hash === whoAskedFragment) setView({ View, typed: typedNow.current() })
      } catch {
        forgetAddress()
        setFailed(true)
      }
    }
    const close = () => {
      flushSync(() => setView(null))
      link.current?.focus()
    }
    const follow = () => {
      const { hash } = window.location
      if (hash === whoAskedFragment) void open()
      else if (hash === '' || hash === statusFragment || codeFromFragment(hash)) close()
      if (hash === statusFragment) forgetAddress()
    }
    if (window.location.hash === whoAskedFragment) void open()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return { view, failed, link }
}

/** The way to the second view; says so where it could not be fetched. */
export function WhoAskedLink({ texts, failed, link }: Omit<WhoAsked, 'view'> & { readonly texts: Texts }) {
  return (
    <div className="who-asked">
      {failed && (
        <Notice tone="trouble" title={texts.trouble.unreachable.title} spoken>
          <p>{texts.trouble.unreachable.text}</p>
        </Notice>
      )}
      <a href={whoAskedFragment} ref={link}>
        {texts.whoAsked}
      </a>
    </div>
  )
}
