import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { SentPageDocument, SubmitFormPageDocument } from '../generated/send-pages.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { FileProgress, type SendProgress } from '../parts/file-progress.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { sendFile } from '../parts/send-file.ts'
import { useWatch } from '../parts/use-watch.ts'

const words = {
  inTurn: { vi: 'Chờ đến lượt', en: 'Waiting for its turn' },
  submitting: { vi: 'Đã gửi đủ', en: 'All there' },
  refused: { vi: 'Máy chủ không nhận tệp này.', en: 'The server did not take this file.' },
  reading: { vi: 'Đang đọc trang…', en: 'Being read…' },
  placed: { vi: 'Đã ghép với phiếu', en: 'Belongs to form' },
  known: { vi: 'ảnh này đã gửi trước đây', en: 'sent before' },
  waiting: { vi: 'Chờ người xử lý', en: 'Waits for a person' },
  discarded: { vi: 'Đã bỏ trước đây', en: 'Put aside before' },
  open: { vi: 'Mở trang', en: 'Open' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Standing =
  | { readonly kind: 'turn' }
  | { readonly kind: 'sending'; readonly progress: SendProgress }
  | { readonly kind: 'submitting' }
  | { readonly kind: 'refused'; readonly text: Bilingual }
  | { readonly kind: 'submitted'; readonly scanId: string; readonly known: boolean }

interface SentPageProps {
  readonly file: File
  readonly unitCode: string
  readonly archivePlace: string | null
  /** Whether those before it have come. */
  readonly turn: boolean
  readonly onFinished: () => void
}

function usePage({ file, unitCode, archivePlace, turn, onFinished }: SentPageProps) {
  const [standing, setStanding] = useState<Standing>({ kind: 'turn' })
  const submit = useAct(SubmitFormPageDocument)
  const send = useEffectEvent(async (signal: AbortSignal) => {
    const onStage: Parameters<typeof sendFile>[0]['onStage'] = (stage, sent) =>
      setStanding({ kind: 'sending', progress: { stage, sent } })
    const sent = await sendFile({ purpose: 'FORM_PAGE', unitCode, file, signal, onStage })
    if (signal.aborted) return
    if ('refused' in sent) {
      setStanding({ kind: 'refused', text: sent.refused ?? words.refused })
    } else {
      setStanding({ kind: 'submitting' })
      const submitted = await submit.act({ uploadId: sent.uploadId, archivePlace })
      if (submitted) setStanding({ kind: 'submitted', scanId: submitted.scanId, known: submitted.known })
    }
    onFinished()
  })
  useEffect(() => {
    if (!turn) return undefined
    const leaving = new AbortController()
    // oxlint-disable-next-line react/set-state-in-effect -- the state follows the file on its way
    void send(leaving.signal)
    return () => leaving.abort()
  }, [turn])
  return { standing, submit }
}

/** One file on its way, and what the server made of it. */
export function SentPage(props: SentPageProps) {
  const say = useSay()
  const { standing, submit } = usePage(props)
  const cell = (content: ReactNode) => (
    <tr>
      <td>{props.file.name}</td>
      <td data-label={undefined}>{content}</td>
    </tr>
  )
  switch (standing.kind) {
    case 'turn':
      return cell(<span className="soft">{say(words.inTurn)}</span>)
    case 'sending':
      return cell(<FileProgress file={props.file} progress={standing.progress} />)
    case 'refused':
      return cell(<span className="badge badge-trouble wrap">{say(standing.text)}</span>)
    case 'submitting':
      return cell(
        <>
          <span className="soft">{say(words.submitting)}</span>
          <RefusalNotice refusal={submit.refusal} trouble={submit.trouble} />
        </>,
      )
    case 'submitted':
      return cell(<ReadPage scanId={standing.scanId} known={standing.known} />)
  }
}

function ReadPage({ scanId, known }: { readonly scanId: string; readonly known: boolean }) {
  const say = useSay()
  const { data, again } = useAsk(SentPageDocument, { id: scanId }, { policy: 'network-only' })
  const scan = data?.formScan.__typename === 'FormScan' ? data.formScan : null
  useWatch(scan === null || scan.state === 'READING', again)
  const remark = known && <span className="soft"> ({say(words.known)})</span>
  if (!scan || scan.state === 'READING') return <output>{say(words.reading)}</output>
  if (scan.state === 'PLACED') {
    return (
      <span>
        <span className="badge badge-good">{say(words.placed)}</span>{' '}
        <span className="code">{scan.formSerial}</span>
        {remark}
      </span>
    )
  }
  if (scan.state === 'DISCARDED') return <span className="badge">{say(words.discarded)}</span>
  return (
    <span className="page-result">
      <span>
        <span className="badge badge-attention">{say(words.waiting)}</span>{' '}
        <Link to={`/scans/${scanId}`}>{say(words.open)}</Link>
        {remark}
      </span>
      {scan.faultText && <span className="soft">{say(scan.faultText)}</span>}
    </span>
  )
}
