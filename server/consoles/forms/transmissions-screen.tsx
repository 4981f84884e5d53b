import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AcknowledgeTransmissionDocument,
  TransmissionsDocument,
  type TransmissionsQuery,
  TransmitFormsDocument,
} from '../generated/transmissions.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay, useUnitsFor } from '../session/session.tsx'
import { FormsNav } from './forms-nav.tsx'

type Transmission = TransmissionsQuery['unacknowledgedTransmissions']['edges'][number]['node']

const words = {
  title: { vi: 'Truyền dữ liệu', en: 'Transmissions' },
  lead: {
    vi: 'Phiếu đã nhập được gửi về Trung tâm dữ liệu; Trung tâm ký nhận từng lần truyền.',
    en: 'Keyed forms go to the data centre, which signs for each transmission.',
  },
  transmit: { vi: 'Truyền hết phiếu đã nhập của', en: 'Transmit all keyed forms of' },
  transmitted: { vi: 'phiếu đã truyền', en: 'forms transmitted' },
  waiting: { vi: 'Chờ Trung tâm dữ liệu ký nhận', en: 'Waiting for the data centre' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  count: { vi: 'Số phiếu', en: 'Forms' },
  sentAt: { vi: 'Truyền lúc', en: 'Sent' },
  digest: { vi: 'Mã kiểm tra', en: 'Digest' },
  acknowledge: { vi: 'Ký nhận', en: 'Sign for it' },
  none: { vi: 'Không có lần truyền nào đang chờ.', en: 'Nothing is waiting.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
const shownDigest = 12

function Transmit({ onDone }: { readonly onDone: () => void }) {
  const say = useSay()
  const units = useUnitsFor('form.key')
  const [done, setDone] = useState<number | null>(null)
  const { act, busy, refusal, trouble } = useAct(TransmitFormsDocument)
  async function transmit(unitCode: string): Promise<void> {
    setDone(null)
    const sent = await act({ unitCode })
    if (!sent) return
    setDone(sent.count)
    onDone()
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      {done !== null && (
        <Notice tone="good" title={`${formatCount(done)} ${say(words.transmitted)}`} spoken />
      )}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        {units.map(({ code, name }) => (
          <Button key={code} loading={busy} onClick={() => void transmit(code)}>
            {say(words.transmit)} {name}
          </Button>
        ))}
      </div>
    </section>
  )
}

function Waiting() {
  const say = useSay()
  const may = useMay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(TransmissionsDocument, { first: pageSize, after: pages.after })
  const { act, busy, refusal, trouble: failed } = useAct(AcknowledgeTransmissionDocument)
  const rows = data?.unacknowledgedTransmissions.edges.map(({ node }) => node) ?? []
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const info = data?.unacknowledgedTransmissions.pageInfo
  const columns: readonly Column<Transmission>[] = [
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.count, number: true, cell: ({ count }) => formatCount(count) },
    { title: words.sentAt, cell: ({ sentAt }) => formatInstant(sentAt) },
    {
      title: words.digest,
      cell: ({ digest }) => <span className="code">{digest.slice(0, shownDigest)}…</span>,
    },
  ]
  async function acknowledge({ id, count, digest }: Transmission): Promise<void> {
    if (await act({ id, count, digest })) again()
  }
  return (
    <section className="queues" aria-label={say(words.waiting)}>
      <h2>{say(words.waiting)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={refusal} trouble={failed} onReload={again} />
      {data && (
        <Worklist
          caption={words.waiting}
          rows={rows}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          {...(may('form.acknowledge') && {
            action: (transmission: Transmission) => (
              <Button size="xs" loading={busy} onClick={() => void acknowledge(transmission)}>
                {say(words.acknowledge)}
              </Button>
            ),
          })}
        />
      )}
    </section>
  )
}

/** Truyền: from the scanning office to the data centre, and its signature. */
export function TransmissionsScreen() {
  const may = useMay()
  const [sent, setSent] = useState(0)
  return (
    <Screen title={words.title} lead={words.lead}>
      <FormsNav />
      {may('form.key') && <Transmit onDone={() => setSent(sent + 1)} />}
      <Waiting key={sent} />
    </Screen>
  )
}
