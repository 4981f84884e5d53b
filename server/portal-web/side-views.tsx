import { useEffect, useRef, useState, type ComponentType, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { Notice } from '../../ui/notice.tsx'
import { codeFromFragment, type Entry } from './entry.ts'
import {
  checkQrFragment,
  feeFragment,
  lostCardFragment,
  statusFragment,
  visitsFragment,
  whoAskedFragment,
} from './fragments.ts'
import type { SideViewProps } from './side-view.ts'
import type { Texts } from './texts/texts.ts'

type View = ComponentType<SideViewProps>

/** Views beside the status of a file, by their addresses. The program of each is fetched when somebody wants it: few do. */
const views = {
  [whoAskedFragment]: async (): Promise<View> => (await import('./disclosures-view.tsx')).DisclosuresView,
  [feeFragment]: async (): Promise<View> => (await import('./fee-view.tsx')).FeeView,
  [lostCardFragment]: async (): Promise<View> => (await import('./lost-card-view.tsx')).LostCardView,
  [visitsFragment]: async (): Promise<View> => (await import('./visits/visits-view.tsx')).VisitsView,
  [checkQrFragment]: async (): Promise<View> => (await import('./check-qr-view.tsx')).CheckQrView,
} as const
type Fragment = keyof typeof views

const isView = (fragment: string): fragment is Fragment => Object.hasOwn(views, fragment)

interface OpenView {
  readonly fragment: Fragment
  readonly View: View
  readonly typed: Entry
}

export interface SideViews {
  /** Null while the page shows the status of a file. */
  readonly view: OpenView | null
  readonly failed: boolean
  readonly links: RefObject<HTMLDivElement | null>
}

/** Opens and closes the views by the address. */
export function useSideViews(typed: () => Entry): SideViews {
  const [view, setView] = useState<OpenView | null>(null)
  const [failed, setFailed] = useState(false)
  const links = useRef<HTMLDivElement>(null)
  const last = useRef<Fragment>(whoAskedFragment)
  const typedNow = useRef(typed)
  useEffect(() => {
    typedNow.current = typed
  })
  useEffect(() => {
    const forgetAddress = () => window.history.replaceState(null, '', window.location.pathname)
    const open = async (fragment: Fragment) => {
      setFailed(false)
      last.current = fragment
      try {
        const View = await views[fragment]()
        if (window.location.hash === fragment) setView({ fragment, View, typed: typedNow.current() })
      } catch {
        forgetAddress()
        setFailed(true)
      }
    }
    const close = () => {
      flushSync(() => setView(null))
      links.current?.querySelector<HTMLAnchorElement>(`a[href="${last.current}"]`)?.focus()
    }
    const follow = () => {
      const { hash } = window.location
      if (isView(hash)) void open(hash)
      else if (hash === '' || hash === statusFragment || codeFromFragment(hash)) close()
      if (hash === statusFragment) forgetAddress()
    }
    if (isView(window.location.hash)) void open(window.location.hash)
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return { view, failed, links }
}

/** The ways to the views; says so where one could not be fetched. */
export function SideViewLinks({ texts, failed, links }: Omit<SideViews, 'view'> & { readonly texts: Texts }) {
  return (
    <div className="who-asked" ref={links}>
      {failed && (
        <Notice tone="trouble" title={texts.trouble.unreachable.title} spoken>
          <p>{texts.trouble.unreachable.text}</p>
        </Notice>
      )}
      <a href={feeFragment}>{texts.fee}</a>
      <a href={whoAskedFragment}>{texts.whoAsked}</a>
      <a href={lostCardFragment}>{texts.lostCard}</a>
      <a href={visitsFragment}>{texts.visits}</a>
      <a href={checkQrFragment}>{texts.checkQr}</a>
      <a href="/kiem-tra-chip">{texts.checkChip}</a>
      <a href="/cong-dan">{texts.citizen}</a>
    </div>
  )
}
