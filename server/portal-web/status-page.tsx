import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { codeFromFragment, readEntry, type Entry, type EntryFaults } from './entry.ts'
import { lookUp, type LookUpOutcome } from './look-up.ts'
import { LookUpForm } from './look-up-form.tsx'
import { OutcomeNotice } from './outcome-notice.tsx'
import { PageFrame } from './page-frame.tsx'
import { SideViewLinks, useSideViews } from './side-views.tsx'
import { StatusResult } from './status-result.tsx'
import { textsOf, type Language } from './texts/of-language.ts'

const inputOf = (form: HTMLFormElement, name: 'code' | 'birthDate') =>
  form.elements.namedItem(name) as HTMLInputElement

function entryOf(form: HTMLFormElement) {
  return { code: inputOf(form, 'code').value, birthDate: inputOf(form, 'birthDate').value }
}

/** Moves a code from the address into its field, so that neither the address bar nor the history keeps it. */
function takeCodeFromAddress(form: HTMLFormElement | null): void {
  const code = codeFromFragment(window.location.hash)
  if (!code || !form) return
  window.history.replaceState(null, '', window.location.pathname)
  inputOf(form, 'code').value = code
  inputOf(form, 'birthDate').focus()
}

/** The whole page: ask, wait, answer. Nothing of what was typed or answered outlives it. */
export function StatusPage() {
  const [language, setLanguage] = useState<Language>('vi')
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<EntryFaults>({})
  const [outcome, setOutcome] = useState<LookUpOutcome | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const asked = useRef<Entry>({ code: '', birthDate: '' })
  // Before the page's own listener: a code in the address closes that view, and then goes into its field.
  const { view, ...sideViews } = useSideViews(() => (form.current ? entryOf(form.current) : asked.current))
  const texts = textsOf(language)

  useEffect(() => {
    document.documentElement.lang = language
    document.title = texts.title
  }, [language, texts])

  useEffect(() => {
    const takeNewCode = () => {
      if (codeFromFragment(window.location.hash)) flushSync(() => setOutcome(null))
      takeCodeFromAddress(form.current)
    }
    takeCodeFromAddress(form.current)
    window.addEventListener('hashchange', takeNewCode)
    return () => window.removeEventListener('hashchange', takeNewCode)
  }, [])

  async function ask(form: HTMLFormElement): Promise<void> {
    if (busy) return
    asked.current = entryOf(form)
    const entry = readEntry(asked.current)
    setFaults('faults' in entry ? entry.faults : {})
    setOutcome(null)
    if ('faults' in entry) {
      inputOf(form, entry.faults.code ? 'code' : 'birthDate').focus()
      return
    }
    setBusy(true)
    setOutcome(await lookUp(entry.question))
    setBusy(false)
  }

  const retry = () => {
    if (form.current) void ask(form.current)
  }
  const startOver = () => {
    flushSync(() => setOutcome(null))
    if (form.current) inputOf(form.current, 'code').focus()
  }

  return (
    <PageFrame texts={texts} language={language} onLanguage={setLanguage}>
      <div hidden={view !== null}>
        <output className="for-ears">{busy && texts.form.busy}</output>
        {outcome?.kind === 'found' ? (
          <StatusResult status={outcome.status} texts={texts} language={language} onAgain={startOver} />
        ) : (
          <div className="box">
            {outcome && <OutcomeNotice outcome={outcome} texts={texts} language={language} onRetry={retry} />}
            <LookUpForm
              formRef={form}
              texts={texts}
              language={language}
              faults={faults}
              busy={busy}
              onSubmit={(form) => void ask(form)}
            />
          </div>
        )}
        <SideViewLinks {...sideViews} texts={texts} />
      </div>
      {view && <view.View texts={texts} language={language} typed={view.typed} />}
    </PageFrame>
  )
}
