import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { type DiscardReason, discardReasons } from '../../../core/forms/scan/faults.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { Screen } from '../frame/screen.tsx'
import {
  AssignScanDocument,
  DiscardScanDocument,
  FormScanDocument,
  type FormScanQuery,
  WaitingScansDocument,
} from '../generated/waiting-scans.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { PageImage } from './page-image.tsx'
import { ScansNav } from './scans-nav.tsx'
import { discardNames } from './words.ts'
import './scans.css'

type Page = Extract<FormScanQuery['formScan'], { __typename: 'FormScan' }>

const words = {
  title: { vi: 'Trang quét', en: 'Scanned page' },
  work: { vi: 'Xử lý trang', en: 'What to do' },
  why: { vi: 'Vì sao trang này chờ', en: 'Why this page waits' },
  scannedAt: { vi: 'Quét lúc', en: 'Scanned' },
  place: { vi: 'Nơi lưu', en: 'Archive' },
  serial: { vi: 'Số phiếu của trang này', en: 'Serial of this page' },
  serialHint: {
    vi: 'Quét mã vạch trên phiếu giấy, hoặc gõ số in dưới mã vạch.',
    en: 'Scan the barcode on the paper, or type the serial below it.',
  },
  assign: { vi: 'Gán cho phiếu', en: 'Assign' },
  reason: { vi: 'Hoặc bỏ trang này vì', en: 'Or put it aside because' },
  choose: { vi: '— chọn lý do —', en: '— choose —' },
  discard: { vi: 'Bỏ trang', en: 'Put aside' },
  placed: { vi: 'Trang này thuộc phiếu', en: 'This page belongs to form' },
  discarded: { vi: 'Trang này đã bỏ', en: 'This page was put aside' },
  reading: { vi: 'Máy đang đọc trang này…', en: 'The page is being read…' },
  back: { vi: 'Về danh sách', en: 'Back to the list' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Assign({ page, onDone }: { readonly page: Page; readonly onDone: () => void }) {
  const say = useSay()
  const field = useFirstFocus()
  const [serial, setSerial] = useState('')
  const { act, busy, refusal, trouble } = useAct(AssignScanDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (serial.trim() === '') return
    void act({ scanId: page.id, serial: serial.trim() }).then((done) => done && onDone())
  }
  return (
    <form className="page-form" onSubmit={submit}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <TextInput
        ref={field}
        size="lg"
        label={say(words.serial)}
        description={say(words.serialHint)}
        value={serial}
        onChange={({ currentTarget }) => setSerial(currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        classNames={{ input: 'code' }}
      />
      <ActionButton label={words.assign} type="submit" loading={busy} disabled={serial.trim() === ''} />
    </form>
  )
}

function Discard({ page, onDone }: { readonly page: Page; readonly onDone: () => void }) {
  const say = useSay()
  const [reason, setReason] = useState<DiscardReason | null>(null)
  const { act, busy, refusal, trouble } = useAct(DiscardScanDocument)
  async function discard(): Promise<void> {
    if (reason && (await act({ scanId: page.id, reason }))) onDone()
  }
  return (
    <div className="page-form page-discard">
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <NativeSelect
        label={say(words.reason)}
        value={reason ?? ''}
        onChange={({ currentTarget }) =>
          setReason(discardReasons.find((one) => one === currentTarget.value) ?? null)
        }
        data={[
          { value: '', label: say(words.choose) },
          ...discardReasons.map((value) => ({ value, label: say(discardNames[value]) })),
        ]}
      />
      <ActionButton
        label={words.discard}
        keys="F4"
        variant="default"
        loading={busy}
        disabled={reason === null}
        onClick={() => void discard()}
      />
    </div>
  )
}

function Standing({ page }: { readonly page: Page }) {
  const say = useSay()
  if (page.state === 'PLACED') {
    return <Notice tone="good" title={`${say(words.placed)} ${page.formSerial ?? ''}`} />
  }
  return <Notice tone="plain" title={say(page.state === 'READING' ? words.reading : words.discarded)} />
}

function Work({ page }: { readonly page: Page }) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { data } = useAsk(WaitingScansDocument, { first: 2, after: null })
  const next = data?.waitingScans.edges.find(({ node }) => node.id !== page.id)?.node.id
  const onDone = () =>
    void (next ? navigate(`/scans/${next}`) : navigate('/scans/waiting', { state: 'last-done' }))
  return (
    <div className="page-work">
      <section className="panel" aria-label={say(words.work)}>
        <p className="soft">
          {say(words.scannedAt)} {formatInstant(page.scannedAt)}
          {page.archivePlace && ` · ${say(words.place)} ${page.archivePlace}`}
        </p>
        {page.state === 'WAITING' ? (
          <>
            {page.faultText && (
              <Notice tone="attention" title={say(words.why)}>
                <p>{say(page.faultText)}</p>
              </Notice>
            )}
            <Assign page={page} onDone={onDone} />
            <Discard page={page} onDone={onDone} />
          </>
        ) : (
          <Standing page={page} />
        )}
        <Link to="/scans/waiting">{say(words.back)}</Link>
      </section>
      {may('form.key') && page.fault !== 'NOT_AN_IMAGE' && <PageImage id={page.id} />}
    </div>
  )
}

/** One page beside what can be done with it; done, the next one comes. */
export function PageScreen() {
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(FormScanDocument, { id })
  const page = data?.formScan
  return (
    <Screen title={words.title}>
      <ScansNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {page?.__typename === 'DomainRefusal' && <RefusalNotice refusal={page} />}
      {page?.__typename === 'FormScan' && page.id === id && <Work key={id} page={page} />}
    </Screen>
  )
}
