import { useEffect, useRef } from 'react'
import { Notice } from '../../ui/notice.tsx'
import type { LookUpOutcome } from './look-up.ts'
import type { Language } from './texts/of-language.ts'
import type { Texts } from './texts/texts.ts'

interface OutcomeNoticeProps {
  readonly outcome: Exclude<LookUpOutcome, { readonly kind: 'found' }>
  readonly texts: Texts
  readonly language: Language
  /** Null where no program runs. */
  readonly onRetry: (() => void) | null
}

function NoticeOf({ outcome, texts, language, onRetry }: OutcomeNoticeProps) {
  if (outcome.kind === 'notFound') {
    return (
      <Notice tone="attention" title={texts.notFound.title} spoken>
        <p>{outcome.text[language]}</p>
        <ul>
          {texts.notFound.tips.map((tip) => (
            <li key={tip}>{tip}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  if (outcome.kind === 'refused') {
    return (
      <Notice tone="attention" title={texts.refused} spoken>
        <p>{outcome.text[language]}</p>
      </Notice>
    )
  }
  const { title, text } = texts.trouble[outcome.trouble]
  return (
    <Notice tone="trouble" title={title} spoken>
      <p>{text}</p>
      {onRetry && (
        <button type="button" className="secondary" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
    </Notice>
  )
}

/** Every answer but a found file, with what the person can do about it; on a small screen it scrolls into view. */
export function OutcomeNotice(props: OutcomeNoticeProps) {
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'nearest' }) // newer browsers return a promise, which is no clean-up
  }, [])
  return (
    <div ref={notice}>
      <NoticeOf {...props} />
    </div>
  )
}
