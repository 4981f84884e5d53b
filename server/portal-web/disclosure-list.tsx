import { useEffect, useRef } from 'react'
import { formatVietnamese } from '../../core/dates/calendar-date.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Disclosure } from './disclosures.ts'
import { disclosureTexts } from './texts/disclosure-texts.ts'
import type { Language } from './texts/of-language.ts'

function DisclosureItem({ of, language }: { readonly of: Disclosure; readonly language: Language }) {
  const words = disclosureTexts[language]
  return (
    <>
      <h3 tabIndex={-1}>{of.agency}</h3>
      <dl>
        <dt>{words.on}</dt>
        <dd>
          <time dateTime={of.on}>{formatVietnamese(of.on)}</time>
        </dd>
        <dt>{words.purpose}</dt>
        <dd>{of.purpose[language]}</dd>
        <dt>{words.fields}</dt>
        <dd>
          {of.fields.length > 0 ? of.fields.map((field) => field[language]).join(' · ') : words.nothingTold}
        </dd>
      </dl>
    </>
  )
}

/** Who asked; the heading takes the focus when it appears, the first new item when more are shown. */
export function DisclosureList(props: {
  readonly disclosures: readonly Disclosure[]
  readonly more: boolean
  readonly busy: boolean
  readonly language: Language
  readonly onMore: () => void
}) {
  const { disclosures, language } = props
  const words = disclosureTexts[language]
  const section = useRef<HTMLElement>(null)
  const shown = useRef(0)
  useEffect(() => {
    // The heading is the first that can take the focus; behind it stand the agencies.
    const headings = section.current?.querySelectorAll<HTMLElement>('[tabindex="-1"]')
    headings?.[shown.current === 0 ? 0 : shown.current + 1]?.focus()
    shown.current = disclosures.length
  }, [disclosures])
  if (disclosures.length === 0) {
    return (
      <section ref={section}>
        <div tabIndex={-1}>
          <Notice tone="good" title={words.none}>
            <p>{words.noneMore}</p>
          </Notice>
        </div>
      </section>
    )
  }
  return (
    <section ref={section} className="disclosures" aria-labelledby="disclosures-found">
      <p id="disclosures-found" className="disclosures-found" tabIndex={-1}>
        {words.found}
      </p>
      <ol>
        {disclosures.map((disclosure, place) => (
          <li key={place}>
            <DisclosureItem of={disclosure} language={language} />
          </li>
        ))}
      </ol>
      {props.more && (
        <button type="button" className="secondary" aria-disabled={props.busy} onClick={props.onMore}>
          {props.busy ? words.busy : words.more}
        </button>
      )}
      <p className="hint">{words.wrongAgency}</p>
    </section>
  )
}
