import { NativeSelect, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { z } from 'zod'
import type { Bilingual } from '../../../core/errors.ts'
import { returnReasonCodes, returnReasons, type ReturnReason } from '../../../core/issuance/post.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { now } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  DeliverCardDocument,
  PostCardDocument,
  PostWorkDocument,
  type PostWorkQuery,
  TakeBackCardDocument,
} from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import './issuing.css'
import { IssuingNav } from './issuing-nav.tsx'
import { inPersonWords } from './in-person-words.ts'
import { SignedFileForm } from './signed-file-form.tsx'
import { words as common } from './words.ts'

const words = {
  title: { vi: 'Gửi thẻ qua bưu điện', en: 'Cards by post' },
  lead: {
    vi: 'Quét thẻ, quét mã vận đơn trên phong bì. Địa chỉ lấy từ hồ sơ và in trên phiếu gửi.',
    en: 'Scan the card, then the number on the envelope. The address is the file’s, on the slip.',
  },
  card: { vi: 'Quét thẻ', en: 'Scan the card' },
  focus: { vi: 'Về ô quét', en: 'To the scan field' },
  carrier: { vi: 'Hãng vận chuyển', en: 'Carrier' },
  tracking: { vi: 'Mã vận đơn', en: 'Tracking number' },
  post: { vi: 'Ghi đã gửi', en: 'It is posted' },
  posted: { vi: 'Đã gửi', en: 'Posted' },
  slip: { vi: 'Phiếu gửi (PDF)', en: 'Slip (PDF)' },
  toPost: { vi: 'Chờ gửi', en: 'To be posted' },
  obstacle: { vi: 'Chưa gửi được vì', en: 'Not yet, because' },
  nothing: { vi: 'Không có thẻ nào chờ gửi.', en: 'No card waits for the post.' },
  onWay: { vi: 'Đang trên đường', en: 'On their way' },
  none: { vi: 'Không có bưu gửi nào đang đi.', en: 'No letter is on its way.' },
  deliver: { vi: 'Đã phát', en: 'Delivered' },
  back: { vi: 'Bị trả lại', en: 'Came back' },
  receipt: { vi: 'Số biên nhận phát', en: 'Number of the receipt' },
  why: { vi: 'Lý do trả lại', en: 'Why it came back' },
  sure: { vi: 'Ghi nhận', en: 'Record' },
  delivered: { vi: 'Đã ghi phát; thẻ có hiệu lực.', en: 'Delivered; the card is in force.' },
  returned: { vi: 'Đã ghi trả lại; thẻ về kệ.', en: 'It came back; the card is on its shelf.' },
  noCarrier: {
    vi: 'Chưa có hãng vận chuyển nào; quản trị hệ thống đăng ký trước.',
    en: 'No carrier is registered; the administrator does that first.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const obstacles: Readonly<Record<string, Bilingual>> = {
  OLD_CARD_NOT_CUT: { vi: 'CMND cũ chưa cắt góc', en: 'the old CMND is not cut' },
}

type Letter = PostWorkQuery['mailings']['edges'][number]['node']
type Carriers = PostWorkQuery['postalCarriers']
const pageSize = 20

interface PostFormProps {
  readonly carriers: Carriers
  readonly onPosted: (posted: { readonly slipUrl: string; readonly trackingNumber: string }) => void
}

function PostForm({ carriers, onPosted }: PostFormProps) {
  const say = useSay()
  const field = useFirstFocus()
  const [scan, setScan] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [trackingNumber, setTracking] = useState('')
  const { act, busy, refusal, trouble } = useAct(PostCardDocument)
  useShortcut('F2', words.focus, () => field.current?.focus())
  const carrier = code ?? carriers[0]?.code ?? ''
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const posted = await act({ scan, carrier, trackingNumber })
    if (!posted) return
    setScan('')
    setTracking('')
    field.current?.focus()
    onPosted(posted)
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <TextInput
          ref={field}
          className="grow"
          label={say(words.card)}
          value={scan}
          onChange={({ currentTarget }) => setScan(currentTarget.value)}
          onKeyDown={(event) => {
            // The reader ends with Enter: the number of the letter comes next.
            if (event.key !== 'Enter' || trackingNumber !== '') return
            event.preventDefault()
            document.getElementById('tracking-number')?.focus()
          }}
          required
          autoComplete="off"
          maxLength={2000}
          classNames={{ input: 'code' }}
        />
        <NativeSelect
          label={say(words.carrier)}
          value={carrier}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          data={carriers.map(({ code: value, name }) => ({ value, label: name }))}
        />
        <TextInput
          id="tracking-number"
          label={say(words.tracking)}
          value={trackingNumber}
          onChange={({ currentTarget }) => setTracking(currentTarget.value)}
          required
          autoComplete="off"
          maxLength={40}
          classNames={{ input: 'code' }}
        />
        <ActionButton label={words.post} type="submit" keys="Ctrl+Enter" loading={busy} />
      </div>
    </form>
  )
}

interface SettleProps {
  readonly letter: Letter
  readonly outcome: 'deliver' | 'back'
  readonly onClose: () => void
  readonly onDone: (told: Bilingual) => void
}

function SettleDialog({ letter, outcome, onClose, onDone }: SettleProps) {
  const say = useSay()
  const [receipt, setReceipt] = useState('')
  const [reason, setReason] = useState<ReturnReason>('NOBODY_HOME')
  const deliver = useAct(DeliverCardDocument)
  const back = useAct(TakeBackCardDocument)
  const { id: mailingId } = letter
  const run = async () => {
    if (outcome === 'back') {
      if (await back.act({ mailingId, reason })) onDone(words.returned)
      return
    }
    const deliveredAt = new Date(now()).toISOString()
    if (await deliver.act({ mailingId, receipt, deliveredAt })) onDone(words.delivered)
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words[outcome])}: ${letter.trackingNumber}`}>
      <div className="form-lines">
        <RefusalNotice refusal={deliver.refusal ?? back.refusal} trouble={deliver.trouble ?? back.trouble} />
        {outcome === 'deliver' ? (
          <TextInput
            label={say(words.receipt)}
            value={receipt}
            onChange={({ currentTarget }) => setReceipt(currentTarget.value)}
            maxLength={60}
            data-autofocus
          />
        ) : (
          <NativeSelect
            label={say(words.why)}
            value={reason}
            onChange={({ currentTarget }) =>
              setReason(returnReasonCodes.find((one) => one === currentTarget.value) ?? 'OTHER')
            }
            data={returnReasonCodes.map((value) => ({ value, label: say(returnReasons[value]) }))}
            data-autofocus
          />
        )}
        <ActionButton
          label={words.sure}
          keys="Ctrl+Enter"
          loading={deliver.busy || back.busy}
          disabled={outcome === 'deliver' && receipt.trim() === ''}
          onClick={() => void run()}
        />
      </div>
    </Dialog>
  )
}

const proofSchema = z.object({
  delivered: z.int(),
  returned: z.int(),
  known: z.int(),
  refused: z.array(z.object({ tracking: z.string(), code: z.string() })),
})

function proofTold(answer: unknown): Bilingual {
  const { delivered, returned, known, refused } = proofSchema.parse(answer)
  const which = refused.map(({ tracking, code }) => `${tracking} (${code})`).join(', ')
  return {
    vi: `Đã nạp: ${delivered} đã phát, ${returned} trả lại, ${known} đã biết, ${refused.length} không nhận. ${which}`.trim(),
    en: `Taken in: ${delivered} delivered, ${returned} returned, ${known} known, ${refused.length} refused. ${which}`.trim(),
  }
}

/** Cards that go by post: what waits, what is on its way, and how it ended. */
export function PostScreen() {
  const say = useSay()
  const pages = useCursorPages('letters')
  const asked = { first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(PostWorkDocument, asked, { policy: 'cache-and-network' })
  const [told, setTold] = useState<{ readonly text: Bilingual; readonly slipUrl?: string } | null>(null)
  const [settling, setSettling] = useState<Pick<SettleProps, 'letter' | 'outcome'> | null>(null)
  const info = data?.mailings.pageInfo
  const tell = (text: Bilingual, slipUrl?: string) => {
    setTold({ text, ...(slipUrl !== undefined && { slipUrl }) })
    setSettling(null)
    again()
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <IssuingNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {told && (
        <Notice tone="good" title={say(told.text)} spoken>
          {told.slipUrl && (
            <a href={told.slipUrl} target="_blank" rel="noreferrer">
              {say(words.slip)}
            </a>
          )}
        </Notice>
      )}
      {data?.postalCarriers.length === 0 && <Notice tone="attention" title={say(words.noCarrier)} />}
      {data && data.postalCarriers.length > 0 && (
        <PostForm carriers={data.postalCarriers} onPosted={({ slipUrl }) => tell(words.posted, slipUrl)} />
      )}
      {data && (
        <>
          {data.postalCarriers.some(({ signs }) => signs) && (
            <SignedFileForm address="/carrier-proofs" onTold={(answer) => tell(proofTold(answer))} />
          )}
          <h2>{say(words.toPost)}</h2>
          <Worklist
            caption={words.toPost}
            rows={data.cardsToPost}
            keyOf={({ id }) => id}
            columns={[
              { title: common.slot, cell: ({ slot }) => <strong>{slot ?? '–'}</strong> },
              { title: common.card, cell: ({ serial }) => <span className="code">{serial}</span> },
              {
                title: common.file,
                cell: ({ applicationCode }) => <span className="code">{applicationCode}</span>,
              },
              { title: common.readyOn, cell: ({ readyOn }) => readyOn && formatDate(readyOn) },
              {
                title: words.obstacle,
                cell: ({ obstacle }) => obstacle && say(obstacles[obstacle] ?? inPersonWords(obstacle)),
              },
            ]}
            empty={words.nothing}
          />
          <h2>{say(words.onWay)}</h2>
          <Worklist<Letter>
            caption={words.onWay}
            rows={data.mailings.edges.map(({ node }) => node)}
            keyOf={({ id }) => id}
            columns={[
              {
                title: words.tracking,
                cell: ({ trackingNumber, carrier }) => (
                  <>
                    <span className="code">{trackingNumber}</span> {carrier}
                  </>
                ),
              },
              { title: common.card, cell: ({ serial }) => <span className="code">{serial}</span> },
              { title: words.posted, cell: ({ postedAt }) => formatInstant(postedAt) },
            ]}
            action={(letter) => (
              <span className="row-buttons">
                <ActionButton
                  label={words.deliver}
                  size="xs"
                  onClick={() => setSettling({ letter, outcome: 'deliver' })}
                />
                <ActionButton
                  label={words.back}
                  size="xs"
                  variant="default"
                  onClick={() => setSettling({ letter, outcome: 'back' })}
                />
              </span>
            )}
            empty={words.none}
            pages={pages}
            next={info?.hasNextPage ? info.endCursor : null}
          />
        </>
      )}
      {settling && (
        <SettleDialog {...settling} onClose={() => setSettling(null)} onDone={(text) => tell(text)} />
      )}
    </Screen>
  )
}
