import { Button } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { nameIn } from '../forms/words.ts'
import { CardsToCheckDocument, type CardsToCheckQuery } from '../generated/card-checks.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { pressInRow } from './press-in-row.ts'
import { templateNames } from './words.ts'

const words = {
  title: { vi: 'Thẻ phải kiểm tra', en: 'Cards that must be looked at' },
  lead: {
    vi: 'Thẻ mẫu, thẻ làm lại, thẻ đầu lô, thẻ của trạm vừa có lỗi và thẻ được nhờ xem lại. Lấy đúng số phôi từ khay.',
    en: 'Drawn cards, remakes, the first of a batch, those of a station after a fault, and second looks. Take them out of the tray by number.',
  },
  serial: { vi: 'Số phôi', en: 'Blank' },
  template: { vi: 'Loại thẻ', en: 'Template' },
  remake: { vi: 'ưu tiên', en: 'first' },
  planned: { vi: 'Lập lệnh in', en: 'Planned' },
  open: { vi: 'Xem', en: 'Look' },
  openRow: { vi: 'Xem thẻ của dòng này', en: 'Look at this row’s card' },
  empty: { vi: 'Không còn thẻ nào phải kiểm tra.', en: 'No card has to be looked at.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = CardsToCheckQuery['cardsToCheck']['edges'][number]['node']
const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string): readonly Column<Row>[] => [
  {
    title: words.serial,
    cell: ({ blankSerial, priority }) => (
      <>
        <span className="code">{blankSerial}</span>{' '}
        {priority > 0 && <span className="badge badge-attention">{say(words.remake)}</span>}
      </>
    ),
  },
  { title: words.template, cell: ({ template }) => say(nameIn(templateNames, template)) },
  {
    title: words.planned,
    cell: ({ plannedAt }) => <span className="nowrap">{formatInstant(plannedAt)}</span>,
  },
]

/** The sample: what is to be taken out of the trays and looked at. */
export function SampleList({ onOpen }: { readonly onOpen: (jobId: string) => void }) {
  const say = useSay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(
    CardsToCheckDocument,
    { first: pageSize, after: pages.after },
    { policy: 'network-only' },
  )
  useShortcut('x', words.openRow, () => pressInRow('[data-open]'))
  const info = data?.cardsToCheck.pageInfo
  return (
    <section className="queues" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p className="soft">{say(words.lead)}</p>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.cardsToCheck.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columnsOf(say)}
          action={({ id }) => (
            <Button
              size="xs"
              variant="default"
              data-open
              rightSection={<KeyHint keys="x" />}
              onClick={() => onOpen(id)}
            >
              {say(words.open)}
            </Button>
          )}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </section>
  )
}
