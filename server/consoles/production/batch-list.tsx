import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { today } from '../clock.ts'
import { nameIn } from '../forms/words.ts'
import { BatchesDocument, type BatchRowFragment, type BatchState } from '../generated/batches.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { BatchKeys, BatchSteps } from './batch-buttons.tsx'
import { BatchDialog } from './batch-dialog.tsx'
import { PassWithBatch, PassWithBatchKey } from './pass-with-batch.tsx'
import { useBatchWork } from './use-batch-work.ts'
import { templateNames } from './words.ts'

const words = {
  title: { vi: 'Lô sản xuất', en: 'Batches' },
  number: { vi: 'Số lô', en: 'Number' },
  unit: { vi: 'Đơn vị nhận', en: 'Unit' },
  template: { vi: 'Loại thẻ', en: 'Template' },
  count: { vi: 'Thẻ', en: 'Cards' },
  waiting: { vi: 'Chưa in', en: 'Waiting' },
  due: { vi: 'Hạn gần nhất', en: 'Nearest deadline' },
  late: { vi: 'quá hạn', en: 'late' },
  first: { vi: 'ưu tiên', en: 'first' },
  since: { vi: 'Từ lúc', en: 'Since' },
  mine: { vi: 'bạn đã chốt; chờ người khác phát hành', en: 'frozen by you; another releases it' },
  empty: { vi: 'Không có lô nào ở trạng thái này.', en: 'No batch is in this state.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = BatchRowFragment
const pageSize = 20

/** When the batch came into its state. */
const sinceOf = ({ finishedAt, releasedAt, frozenAt, plannedAt }: Row) =>
  finishedAt ?? releasedAt ?? frozenAt ?? plannedAt

const columnsOf = (
  say: (text: Bilingual) => string,
  nameOf: (code: string) => string,
): readonly Column<Row>[] => [
  {
    title: words.number,
    cell: ({ number, priority }) => (
      <>
        <span className="code">{number}</span>{' '}
        {priority > 0 && <span className="badge badge-attention">{say(words.first)}</span>}
      </>
    ),
  },
  { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
  { title: words.template, cell: ({ template }) => say(nameIn(templateNames, template)) },
  { title: words.count, number: true, cell: ({ count }) => formatCount(count) },
  { title: words.waiting, number: true, cell: ({ waiting }) => formatCount(waiting) },
  {
    title: words.due,
    cell: ({ deadlineOn }) =>
      deadlineOn && (
        <>
          {formatDate(deadlineOn)}{' '}
          {deadlineOn < today() && <span className="badge badge-trouble">{say(words.late)}</span>}
        </>
      ),
  },
  { title: words.since, cell: (row) => <span className="nowrap">{formatInstant(sinceOf(row))}</span> },
]

/** The batches of one state, with what may be done with each. */
export function BatchList({ state }: { readonly state: BatchState }) {
  const say = useSay()
  const pages = useCursorPages(state)
  const { data, trouble, again } = useAsk(
    BatchesDocument,
    { state, first: pageSize, after: pages.after },
    { policy: 'network-only' },
  )
  const work = useBatchWork(again)
  const rows = data?.batches.edges.map(({ node }) => node) ?? []
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const info = data?.batches.pageInfo
  return (
    <>
      {work.told && <Notice tone="good" title={say(work.told)} spoken />}
      {!work.question && <RefusalNotice refusal={work.refusal} trouble={work.trouble} onReload={again} />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <BatchKeys />
      <PassWithBatchKey />
      {data && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ id }) => id}
          columns={columnsOf(say, nameOf)}
          action={(row) => (
            <>
              {row.state === 'FROZEN' && row.frozenByMe && <p className="soft">{say(words.mine)}</p>}
              <PassWithBatch batch={row} onPass={() => work.pass(row)} />
              <BatchSteps batch={row} onStep={(event) => work.begin(row, event)} />
            </>
          )}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
      {work.question && <BatchDialog {...work.question} step={work.step} onClose={work.close} />}
    </>
  )
}
