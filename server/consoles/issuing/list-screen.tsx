import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useClient } from 'urql'
import { z } from 'zod'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { type Fact, Facts } from '../approvals/facts.tsx'
import '../dispatch/dispatch.css'
import { scanAnswer } from '../dispatch/scan-answer.ts'
import { AsideList, LastScan, ScanField } from '../dispatch/scan-field.tsx'
import { type ScanOutcome, useScanQueue } from '../dispatch/use-scan-queue.ts'
import { Screen } from '../frame/screen.tsx'
import {
  type CardListRowFragment,
  CloseCardListDocument,
  DiscardCardListDocument,
  ListCardDocument,
  OneCardListDocument,
  SendCardListDocument,
  TakeListedCardDocument,
  WriteOffListedDocument,
} from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import './issuing.css'
import { SignedFileForm } from './signed-file-form.tsx'
import { listKinds, listStates, outcomes, words as common } from './words.ts'

const words = {
  title: { vi: 'Danh sách', en: 'List' },
  all: { vi: '‹ Các danh sách', en: '‹ All lists' },
  loading: { vi: 'Đang mở…', en: 'Opening…' },
  kind: { vi: 'Loại', en: 'Kind' },
  way: { vi: 'Từ, đến', en: 'From, to' },
  cards: { vi: 'Số thẻ', en: 'Cards' },
  sent: { vi: 'Gửi đi', en: 'Sent' },
  paper: { vi: 'Danh sách (PDF)', en: 'List (PDF)' },
  take: { vi: 'Tệp mang theo (cán bộ mang thẻ)', en: 'File to take along (its carrier)' },
  onto: { vi: 'Quét thẻ đưa vào danh sách', en: 'Scan the cards onto the list' },
  off: { vi: 'Quét thẻ vừa đến', en: 'Scan the cards that came' },
  hint: { vi: 'Mã QR hoặc số phôi', en: 'QR or number of the blank' },
  listed: { vi: 'đã ghi vào danh sách', en: 'is on the list' },
  arrived: { vi: 'đã đến', en: 'has arrived' },
  left: { vi: 'thẻ chưa quét', en: 'cards not scanned yet' },
  send: { vi: 'Ký gửi', en: 'Sign and send' },
  carry: { vi: 'Ký nhận mang đi', en: 'Sign and carry' },
  carryLead: {
    vi: 'Cán bộ mang thẻ đến nhà là người khác, đăng nhập và ký danh sách này.',
    en: 'Who carries the cards to the homes is another officer, who signs in and signs this list.',
  },
  discard: { vi: 'Bỏ danh sách', en: 'Discard' },
  close: { vi: 'Ký nhận, kết thúc', en: 'Sign and close' },
  closeLead: {
    vi: 'Người ký nhận phải khác người gửi. Thẻ chưa quét được ghi là thiếu.',
    en: 'Who signs for receiving is another than the sender. Cards that were not scanned are missing.',
  },
  home: {
    vi: 'Thẻ đang ở ngoài. Nạp tệp kết quả có chữ ký của cán bộ mang thẻ; thẻ có hiệu lực khi nạp xong.',
    en: 'The cards are out. Take in the carrier’s signed result; cards come into force with it.',
  },
  writeOff: { vi: 'Hủy hiệu lực thẻ thiếu, làm lại', en: 'Give up what is missing, make again' },
  items: { vi: 'Thẻ trong danh sách', en: 'Cards of the list' },
  position: { vi: 'TT', en: 'No.' },
  outcome: { vi: 'Kết quả', en: 'Outcome' },
  empty: { vi: 'Chưa có thẻ nào.', en: 'No card yet.' },
  doneSent: { vi: 'Danh sách đã gửi đi.', en: 'The list is on its way.' },
  doneDiscarded: { vi: 'Đã bỏ danh sách; thẻ vẫn ở kệ.', en: 'Discarded; the cards stay on their shelf.' },
  doneClosed: { vi: 'Đã ký nhận và kết thúc.', en: 'Signed and closed.' },
  doneWrittenOff: { vi: 'Đã hủy thẻ thiếu và chuyển làm lại.', en: 'Given up, and made again.' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface StepProps {
  readonly list: CardListRowFragment
  readonly onStep: (told: Bilingual | null) => void
}

/** Cards under the reader: onto an open list, or off one that came. */
function ScanPart({ list, onStep, receives }: StepProps & { readonly receives: boolean }) {
  const say = useSay()
  const client = useClient()
  const take = async (scan: string): Promise<ScanOutcome> => {
    const asked = { listId: list.id, scan }
    const told = (serial: string, text: Bilingual): ScanOutcome => {
      onStep(null)
      return { taken: true, serial, text }
    }
    if (receives) {
      const { data, error } = await client.mutation(TakeListedCardDocument, asked).toPromise()
      return scanAnswer({ answer: data?.takeListedCard, error }, (card) =>
        told('serial' in card ? card.serial : '', words.arrived),
      )
    }
    const { data, error } = await client.mutation(ListCardDocument, asked).toPromise()
    return scanAnswer({ answer: data?.listCard, error }, (card) =>
      told('serial' in card ? card.serial : '', words.listed),
    )
  }
  const queue = useScanQueue(take)
  return (
    <section className="panel" aria-label={say(receives ? words.off : words.onto)}>
      <h2>{say(receives ? words.off : words.onto)}</h2>
      <ScanField queue={queue} hint={words.hint} />
      <LastScan line={queue.last} />
      <AsideList queue={queue} />
      {receives && (
        <p>
          <strong>{formatCount(list.left)}</strong> {say(words.left)}
        </p>
      )}
    </section>
  )
}

function OpenSteps({ list, onStep }: StepProps) {
  const say = useSay()
  const send = useAct(SendCardListDocument)
  const discard = useAct(DiscardCardListDocument)
  const { id } = list
  const isHome = list.kind === 'HOME'
  const mayNotCarry = isHome && list.openedByMe
  return (
    <>
      <ScanPart list={list} onStep={onStep} receives={false} />
      <section className="panel" aria-label={say(isHome ? words.carry : words.send)}>
        <RefusalNotice
          refusal={send.refusal ?? discard.refusal}
          trouble={send.trouble ?? discard.trouble}
          onReload={() => onStep(null)}
        />
        {isHome && <p>{say(words.carryLead)}</p>}
        <div className="row">
          <ActionButton
            label={isHome ? words.carry : words.send}
            keys="Ctrl+Enter"
            loading={send.busy}
            disabled={list.count === 0 || mayNotCarry}
            onClick={() => void send.act({ id }).then((done) => done && onStep(words.doneSent))}
          />
          <ActionButton
            label={words.discard}
            variant="default"
            loading={discard.busy}
            onClick={() => void discard.act({ id }).then((done) => done && onStep(words.doneDiscarded))}
          />
        </div>
      </section>
    </>
  )
}

function SentSteps({ list, onStep }: StepProps) {
  const say = useSay()
  const close = useAct(CloseCardListDocument)
  const isHome = list.kind === 'HOME'
  return (
    <>
      {isHome ? (
        <HomeResult list={list} onStep={onStep} />
      ) : (
        !list.sentByMe && <ScanPart list={list} onStep={onStep} receives />
      )}
      <section className="panel" aria-label={say(words.close)}>
        <p>{say(words.closeLead)}</p>
        <RefusalNotice refusal={close.refusal} trouble={close.trouble} onReload={() => onStep(null)} />
        <div className="row">
          <ActionButton
            label={words.close}
            keys="Ctrl+Enter"
            loading={close.busy}
            disabled={list.sentByMe}
            onClick={() => void close.act({ id: list.id }).then((done) => done && onStep(words.doneClosed))}
          />
        </div>
      </section>
    </>
  )
}

const homeSchema = z.object({
  handedOver: z.int(),
  broughtBack: z.int(),
  left: z.int(),
  conflicts: z.array(z.object({ serial: z.string(), code: z.string() })),
})

/** The carrier's signed result; cards that could not come into force stand in the list with their reason. */
function HomeResult({ list, onStep }: StepProps) {
  const say = useSay()
  const may = useMay()
  const tell = (answer: unknown) => {
    const { handedOver, broughtBack, conflicts } = homeSchema.parse(answer)
    onStep({
      vi: `Đã nạp kết quả: ${handedOver} thẻ đã trả, ${broughtBack} mang về, ${conflicts.length} vướng mắc.`,
      en: `Taken in: ${handedOver} handed over, ${broughtBack} brought back, ${conflicts.length} conflicts.`,
    })
  }
  return (
    <section className="panel" aria-label={say(words.home)}>
      <p>{say(words.home)}</p>
      {may('card-list.send') && <SignedFileForm address={`/card-lists/${list.id}/result`} onTold={tell} />}
    </section>
  )
}

function ClosedSteps({ list, onStep }: StepProps) {
  const may = useMay()
  const give = useAct(WriteOffListedDocument)
  if (list.missing === 0 || !may('parcel.write-off')) return null
  return (
    <div className="row">
      <RefusalNotice refusal={give.refusal} trouble={give.trouble} />
      <ActionButton
        label={words.writeOff}
        color="red.9"
        loading={give.busy}
        onClick={() => void give.act({ id: list.id }).then((done) => done && onStep(words.doneWrittenOff))}
      />
    </div>
  )
}

function Head({ list }: { readonly list: CardListRowFragment }) {
  const say = useSay()
  const facts: readonly Fact[] = [
    [words.kind, say(listKinds[list.kind])],
    [words.way, [list.fromCentre, list.toCentre].filter(Boolean).join(' → ')],
    [words.cards, formatCount(list.count)],
    [words.sent, list.sentAt && formatInstant(list.sentAt)],
  ]
  return (
    <section className="panel" aria-label={list.number}>
      <h2>
        <span className="code">{list.number}</span>{' '}
        <span className="badge">{say(listStates[list.state])}</span>
      </h2>
      <Facts facts={facts} />
      {list.paperUrl && (
        <p className="parcel-links">
          <a href={list.paperUrl} target="_blank" rel="noreferrer">
            {say(words.paper)}
          </a>
          {list.kind === 'HOME' && list.sentByMe && (
            <a href={list.paperUrl.replace('list.pdf', 'home.json')} download>
              {say(words.take)}
            </a>
          )}
        </p>
      )}
    </section>
  )
}

const steps = { OPEN: OpenSteps, SENT: SentSteps, CLOSED: ClosedSteps, DISCARDED: () => null } as const

/** One list: what is to be done with it, and its cards. */
export function ListScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const [told, setTold] = useState<Bilingual | null>(null)
  const asked = { id, number: null }
  const { data, trouble, again } = useAsk(OneCardListDocument, asked, { policy: 'cache-and-network' })
  const answer = data?.cardList
  const list = answer?.__typename === 'CardList' ? answer : null
  const step = (done: Bilingual | null) => {
    setTold(done)
    again()
  }
  const Steps = list ? steps[list.state] : null
  return (
    <Screen title={words.title}>
      <p>
        <Link to="/issuing/lists">{say(words.all)}</Link>
      </p>
      {told && <Notice tone="good" title={say(told)} spoken />}
      <RefusalNotice refusal={answer?.__typename === 'DomainRefusal' ? answer : null} trouble={trouble} />
      {!data && !trouble && <output>{say(words.loading)}</output>}
      {list && Steps && (
        <>
          <Head list={list} />
          <Steps key={list.state} list={list} onStep={step} />
          <Worklist
            caption={words.items}
            rows={list.items}
            keyOf={({ serial }) => serial}
            columns={[
              { title: common.card, cell: ({ serial }) => <span className="code">{serial}</span> },
              { title: words.position, number: true, cell: ({ position }) => position },
              {
                title: common.file,
                cell: ({ applicationCode }) => <span className="code">{applicationCode}</span>,
              },
              {
                title: words.outcome,
                cell: ({ outcome, reason }) => (
                  <>
                    {outcome && say(outcomes[outcome] ?? { vi: outcome, en: outcome })}{' '}
                    {reason && <span className="code">{reason}</span>}
                  </>
                ),
              },
            ]}
            empty={words.empty}
          />
        </>
      )}
    </Screen>
  )
}
