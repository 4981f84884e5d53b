import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { spoilReasonText } from '../../../core/production/spoil-classes.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import {
  DeclareDestructionDocument,
  SpoilagesToDestroyDocument,
  type SpoilagesToDestroyQuery,
  WitnessSpoilagesDocument,
} from '../generated/spoilages.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { blanks } from './blank-stack.ts'
import type { Done } from './done.tsx'
import { ReasonField } from './fields.tsx'

type Row = SpoilagesToDestroyQuery['spoilagesToDestroy']['edges'][number]['node']

const words = {
  WITNESS: { vi: 'Người thứ hai xem thẻ hỏng', en: 'A second officer sees the spoiled cards' },
  witnessLead: {
    vi: 'Cầm từng thẻ hỏng, quét số phôi. Người báo hỏng không tự xác nhận.',
    en: 'Take each spoiled card and scan its serial. Who reported it does not witness it.',
  },
  witness: { vi: 'Xác nhận đã thấy', en: 'I have seen them' },
  DESTROY: { vi: 'Tiêu hủy thẻ hỏng', en: 'Destroy spoiled cards' },
  destroyLead: {
    vi: 'Quét từng thẻ cho vào máy hủy. Cán bộ thứ hai quét lại và xác nhận thì biên bản mới được lập.',
    en: 'Scan each card that goes into the shredder. The record is made when a second officer scans them again and confirms.',
  },
  destroy: { vi: 'Ghi tiêu hủy', en: 'Declare them destroyed' },
  how: { vi: 'Cách tiêu hủy', en: 'How they are destroyed' },
  usual: { vi: 'Cắt nhỏ cả chip bằng máy hủy thẻ', en: 'Shredded, the chip too' },
  waiting: { vi: 'Đang chờ', en: 'Waiting' },
  serial: { vi: 'Số phôi', en: 'Serial' },
  class: { vi: 'Loại hỏng', en: 'Class' },
  since: { vi: 'Hỏng lúc', en: 'Spoiled' },
  chip: { vi: 'chip đã ghi', en: 'chip personalised' },
  mine: { vi: 'bạn báo hỏng', en: 'reported by you' },
  empty: { vi: 'Không có thẻ hỏng nào đang chờ.', en: 'No spoiled card is waiting.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

interface SpoilagesPanelProps {
  readonly storeCode: string
  readonly step: 'WITNESS' | 'DESTROY'
  readonly onDone: (done: Done) => void
}

function ScanPanel({ storeCode, step, onDone }: SpoilagesPanelProps) {
  const say = useSay()
  const [serials, setSerials] = useState<readonly string[]>([])
  const [how, setHow] = useState(() => say(words.usual))
  const witness = useAct(WitnessSpoilagesDocument)
  const destroy = useAct(DeclareDestructionDocument)
  const isDestruction = step === 'DESTROY'
  const act = isDestruction ? destroy : witness
  const run = async () => {
    const count = serials.length
    if (isDestruction) {
      if (!(await destroy.act({ storeCode, serials, reason: how }))) return
      const text = {
        vi: `Đã ghi tiêu hủy ${count} thẻ. Chờ cán bộ thứ hai xác nhận.`,
        en: `${count} cards are declared destroyed. A second officer confirms it.`,
      }
      onDone({ text })
    } else if (await witness.act({ storeCode, serials })) {
      const text = {
        vi: `Đã xác nhận ${count} thẻ hỏng; nay chờ tiêu hủy.`,
        en: `${count} spoiled cards are witnessed and wait to be destroyed.`,
      }
      onDone({ text })
    }
  }
  return (
    <section className="panel" aria-label={say(words[step])}>
      <h2>{say(words[step])}</h2>
      <p>{say(isDestruction ? words.destroyLead : words.witnessLead)}</p>
      <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
      <SerialStack of={blanks} serials={serials} onChange={setSerials}>
        <ActionButton
          label={isDestruction ? words.destroy : words.witness}
          keys="Ctrl+Enter"
          loading={act.busy}
          disabled={serials.length === 0 || (isDestruction && how.trim() === '')}
          onClick={() => void run()}
        />
      </SerialStack>
      {isDestruction && <ReasonField label={words.how} value={how} onValue={setHow} />}
    </section>
  )
}

/** Spoiled cards that wait for one step, and the scanner that takes them through it. */
export function SpoilagesPanel(props: SpoilagesPanelProps) {
  const { storeCode, step } = props
  const say = useSay()
  const may = useMay()
  const { officerId } = useOfficer()
  const pages = useCursorPages(`${step} ${storeCode}`)
  const { data, trouble, again } = useAsk(
    SpoilagesToDestroyDocument,
    { storeCode, witnessed: step === 'DESTROY', first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const columns: readonly Column<Row>[] = [
    { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
    {
      title: words.class,
      cell: ({ spoilClassText, reason, personalised, actorId }) => (
        <>
          {say(spoilClassText)}
          <br />
          <span className="soft">{spoilReasonText(reason)}</span>{' '}
          {personalised && <span className="badge badge-attention">{say(words.chip)}</span>}{' '}
          {actorId === officerId && <span className="badge">{say(words.mine)}</span>}
        </>
      ),
    },
    { title: words.since, cell: ({ at }) => <span className="nowrap">{formatInstant(at)}</span> },
  ]
  const info = data?.spoilagesToDestroy.pageInfo
  const rows = data?.spoilagesToDestroy.edges.map(({ node }) => node) ?? []
  return (
    <>
      {rows.length > 0 && may(step === 'DESTROY' ? 'stock.declare' : 'stock.spoil') && (
        <ScanPanel {...props} />
      )}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.waiting}
          rows={rows}
          keyOf={({ serial }) => serial}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </>
  )
}
