import { useEffect, useRef } from 'react'
import { type Finding, type InspectionReport, placeOf } from '../../../core/inspection/report.ts'
import { ruleText } from '../../../core/inspection/rules.ts'
import type { ChipTexts, Language } from './texts.ts'

interface ReportProps {
  readonly report: InspectionReport
  /** How many were read. */
  readonly files: number
  readonly texts: ChipTexts
  readonly language: Language
  readonly onAgain: () => void
}

/** The verdict first, then each rule that is broken in words, with its place and clause for whoever has to act on it. */
export function ReportView({ report, files, texts, language, onAgain }: ReportProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { genuine, failures, warnings, revocation } = report
  return (
    <div className="result chip-report">
      <div className={`notice notice-${genuine ? 'good' : 'trouble'}`}>
        <h2 className="notice-title" ref={heading} tabIndex={-1}>
          {genuine ? texts.genuine : texts.refused}
        </h2>
        <p>{genuine ? texts.genuineMore : texts.refusedMore(failures.length)}</p>
      </div>
      <dl className="facts">
        <div>
          <dt>{texts.revocation}</dt>
          <dd>{texts.revocations[revocation]}</dd>
        </div>
        <div>
          <dt>{texts.filesRead}</dt>
          <dd>{files}</dd>
        </div>
      </dl>
      <Findings title={texts.failures} findings={failures} texts={texts} language={language} />
      <Findings title={texts.warnings} findings={warnings} texts={texts} language={language} />
      <div className="actions">
        <button type="button" className="secondary" onClick={onAgain}>
          {texts.again}
        </button>
      </div>
    </div>
  )
}

interface FindingsProps {
  readonly title: string
  readonly findings: readonly Finding[]
  readonly texts: ChipTexts
  readonly language: Language
}

function Findings({ title, findings, texts, language }: FindingsProps) {
  if (findings.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>
        {title} ({findings.length})
      </h3>
      <ol className="findings">
        {findings.map(({ rule, file, clause, detail }, i) => (
          <li key={`${rule} ${file} ${i}`}>
            <p>{ruleText(rule)[language]}</p>
            <p className="hint">
              {file && `${texts.where} ${placeOf({ file })} · `}
              {texts.clause}: {clause} · {texts.rule}: <code>{rule}</code>
              {detail !== '' && ` · ${detail}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
