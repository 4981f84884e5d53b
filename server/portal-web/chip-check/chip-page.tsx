import { useEffect, useRef, useState } from 'react'
import { inspectChip } from '../../../core/inspection/inspect-chip.ts'
import type { InspectionReport } from '../../../core/inspection/report.ts'
import { CardDrawing } from '../../../ui/card-drawing.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type ChosenChip, readChosen } from './chosen-files.ts'
import { fetchTrust } from './fetch-trust.ts'
import { FilePicker } from './file-picker.tsx'
import { ReportView } from './report-view.tsx'
import { type ChipTexts, type Language, textsOf } from './texts.ts'

type Outcome =
  | { readonly kind: 'none' | 'busy' | 'noFiles' | 'unreadable' | 'noTrust' | 'noAuthorities' }
  | { readonly kind: 'report'; readonly report: InspectionReport; readonly files: number }

/** Chip and what it is judged by stay in this page: nothing of the files is sent. */
async function judge(image: ChosenChip, requireCrl: boolean): Promise<Outcome> {
  if (image.size === 0) return { kind: 'noFiles' }
  const trust = await fetchTrust()
  if (!trust) return { kind: 'noTrust' }
  if (trust.trusted.length === 0) return { kind: 'noAuthorities' }
  const report = inspectChip(image, { ...trust, requireCrl })
  return { kind: 'report', report, files: image.size }
}

/** The whole page: choose, judge, report. */
export function ChipPage() {
  const [language, setLanguage] = useState<Language>('vi')
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const [requireCrl, setRequireCrl] = useState(false)
  const chosen = useRef<ChosenChip>(new Map())
  const texts = textsOf(language)

  useEffect(() => {
    document.documentElement.lang = language
    document.title = texts.title
  }, [language, texts])

  async function judgeChosen(): Promise<void> {
    setOutcome({ kind: 'busy' })
    setOutcome(await judge(chosen.current, requireCrl))
  }
  async function choose(files: Promise<readonly File[]>): Promise<void> {
    setOutcome({ kind: 'busy' })
    const read = await files.then(readChosen).catch(() => null)
    if (!read) return setOutcome({ kind: 'unreadable' })
    chosen.current = read
    await judgeChosen()
  }
  const startOver = () => {
    chosen.current = new Map()
    setOutcome({ kind: 'none' })
  }

  return (
    <>
      <a className="skip" href="#content">
        {texts.skip}
      </a>
      <Header texts={texts} language={language} onLanguage={setLanguage} />
      <main id="content" className="width" tabIndex={-1}>
        <output className="for-ears">{outcome.kind === 'busy' && texts.busy}</output>
        {outcome.kind === 'report' ? (
          <ReportView {...outcome} texts={texts} language={language} onAgain={startOver} />
        ) : (
          <div className="box">
            <Trouble outcome={outcome} texts={texts} onRetry={() => void judgeChosen()} />
            <FilePicker
              texts={texts}
              busy={outcome.kind === 'busy'}
              requireCrl={requireCrl}
              onRequireCrl={setRequireCrl}
              onFiles={(files) => void choose(files)}
            />
          </div>
        )}
      </main>
    </>
  )
}

interface TroubleProps {
  readonly outcome: Outcome
  readonly texts: ChipTexts
  readonly onRetry: () => void
}

function Trouble({ outcome, texts, onRetry }: TroubleProps) {
  const { kind } = outcome
  if (kind === 'none' || kind === 'busy' || kind === 'report') return null
  const { title, text } = texts[kind]
  return (
    <Notice tone="attention" title={title} spoken>
      <p>{text}</p>
      {kind === 'noTrust' && (
        <button type="button" className="secondary" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
    </Notice>
  )
}

interface HeaderProps {
  readonly texts: ChipTexts
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

function Header({ texts, language, onLanguage }: HeaderProps) {
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <header className="page-header">
      <div className="width">
        <div className="page-title">
          <h1>{texts.title}</h1>
          <p>{texts.subtitle}</p>
        </div>
        <CardDrawing className="card-drawing" />
        <button type="button" className="language" lang={other} onClick={() => onLanguage(other)}>
          {texts.otherLanguage}
        </button>
      </div>
    </header>
  )
}
