import { useEffect, useRef, useState, type ChangeEvent, type SubmitEvent } from 'react'
import { formatVietnamese, calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { SignedQr } from '../../core/qr/signed-qr.ts'
import { Notice } from '../../ui/notice.tsx'
import { now } from './clock.ts'
import { checkQr, fetchSigners, type QrOutcome, type QrTrouble } from './check-qr.ts'
import { openDetector, readCamera, readPicture } from './code-reader.ts'
import { SubmitButton } from './field.tsx'
import { statusFragment } from './fragments.ts'
import type { SideViewProps } from './side-view.ts'
import { checkQrTexts, type QrAnswer } from './texts/check-qr-texts.ts'
import type { Language } from './texts/of-language.ts'

const tones: Readonly<Record<QrAnswer, 'good' | 'attention' | 'trouble'>> = {
  VALID: 'good',
  EXPIRED: 'attention',
  NOT_YET: 'attention',
  ALTERED: 'trouble',
  UNKNOWN_SIGNER: 'trouble',
  REVOKED_SIGNER: 'trouble',
  UNREADABLE: 'attention',
  NO_KEYS: 'trouble',
  NO_CRYPTOGRAPHY: 'trouble',
  NO_CAMERA: 'attention',
}
/** What the code says is shown only where somebody we know signed it. */
const believed: ReadonlySet<QrAnswer> = new Set<QrAnswer>(['VALID', 'EXPIRED', 'NOT_YET'])

function Answer({ outcome, language }: { readonly outcome: QrOutcome; readonly language: Language }) {
  const { title, text } = checkQrTexts[language].answers[outcome.verdict]
  return (
    <div className="qr-answer">
      <Notice tone={tones[outcome.verdict]} title={title} spoken>
        <p>{text}</p>
      </Notice>
      {'content' in outcome && believed.has(outcome.verdict) && (
        <Person content={outcome.content} language={language} />
      )}
    </div>
  )
}

function Person({ content, language }: { readonly content: SignedQr; readonly language: Language }) {
  const words = checkQrTexts[language]
  const { name, number, birthDate, sex, address } = content.person
  const rows = [
    [words.name, name],
    [words.number, number],
    [words.birthDate, birthDate ? formatVietnamese(birthDate) : '—'],
    [words.sex, words.sexes[sex]],
    // A code on the card itself tells none.
    ...(address === null ? [] : [[words.address, address || '—'] as const]),
    // The last second of the last day.
    [words.until, formatVietnamese(calendarDateAt((content.expiresAt - 1) * 1000))],
  ] as const
  return (
    <dl className="qr-person">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a camera or a picture shows, where the browser can read codes; elsewhere nothing. */
function Pictures({
  language,
  onText,
  onTrouble,
}: {
  readonly language: Language
  readonly onText: (text: string) => void
  readonly onTrouble: (trouble: QrTrouble) => void
}) {
  const words = checkQrTexts[language]
  const [detector] = useState(openDetector)
  const [looking, setLooking] = useState<AbortController | null>(null)
  const view = useRef<HTMLVideoElement>(null)
  useEffect(() => () => looking?.abort(), [looking])
  if (!detector) return null
  const look = async () => {
    const control = new AbortController()
    setLooking(control)
    try {
      const text = view.current && (await readCamera(detector, view.current, control.signal))
      if (text !== null) onText(text)
    } catch {
      // Browsers do not say more than that somebody or something keeps the camera from the page.
      if (!control.signal.aborted) onTrouble('NO_CAMERA')
    } finally {
      setLooking(null)
    }
  }
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [picture] = event.target.files ?? []
    const text = picture && (await readPicture(detector, picture))
    if (text) onText(text)
    else if (picture) onTrouble('UNREADABLE')
  }
  return (
    <div className="qr-pictures">
      <button type="button" className="secondary" disabled={looking !== null} onClick={() => void look()}>
        {words.camera}
      </button>
      <label className="secondary">
        {words.picture}
        <input type="file" accept="image/*" onChange={(event) => void choose(event)} />
      </label>
      <video ref={view} muted playsInline aria-label={words.view} hidden={looking === null} />
    </div>
  )
}

/** Verifies a signed QR in the browser. It takes the focus when it appears. */
export function CheckQrView({ language }: Pick<SideViewProps, 'language'>) {
  const [busy, setBusy] = useState(false)
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<QrOutcome | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    void fetchSigners()
  }, [])
  const words = checkQrTexts[language]
  const check = async (what: string) => {
    if (busy) return
    setText(what)
    setOutcome(null)
    setBusy(true)
    setOutcome(await checkQr(what, now()))
    setBusy(false)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void check(text)
  }
  return (
    <section className="box" aria-labelledby="check-qr-heading">
      <h2 id="check-qr-heading" ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      <p>{words.explanation}</p>
      {outcome && <Answer outcome={outcome} language={language} />}
      <form className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
        <Pictures
          language={language}
          onText={(read) => void check(read)}
          onTrouble={(verdict) => setOutcome({ verdict })}
        />
        <div className="field">
          <label htmlFor="qr-text">{words.text}</label>
          <p className="hint" id="qr-text-hint">
            {words.textHint}
          </p>
          <textarea
            id="qr-text"
            rows={5}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            aria-describedby="qr-text-hint"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <SubmitButton words={words} busy={busy} />
      </form>
      <p>
        <a href="/kiem-tra-qr">{words.alone}</a>
      </p>
      <p>
        <a href={statusFragment}>{words.back}</a>
      </p>
      <output className="for-ears">{busy && words.busy}</output>
    </section>
  )
}
