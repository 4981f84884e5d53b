import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  ApplyMovementDocument,
  type MovementRowFragment,
  MovementsToReviewDocument,
  RejectMovementDocument,
} from '../generated/movements.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { ImportPanel } from './import-panel.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { ResidenceNav } from './residence-nav.tsx'

const words = {
  title: { vi: 'Danh sách lưu trú', en: 'Lists of lodgers' },
  lead: {
    vi: 'Người sử dụng lao động và chủ nhà trọ báo người đến, người đi. Chỉ ghi vào hồ sơ sau khi cán bộ khác xem lại.',
    en: 'Employers and landlords report who comes and goes. Nothing changes before another officer reviews it.',
  },
  count: { vi: 'báo cáo chờ xem lại', en: 'to review' },
  name: { vi: 'Họ và tên', en: 'Name' },
  kind: { vi: 'Đến, đi', en: 'Arrived, left' },
  ARRIVED: { vi: 'Đến', en: 'Arrived' },
  LEFT: { vi: 'Đi', en: 'Left' },
  address: { vi: 'Nơi ở', en: 'Lodging' },
  reporter: { vi: 'Người báo', en: 'Reported by' },
  person: { vi: 'Hồ sơ khớp', en: 'Matched record' },
  unmatched: { vi: 'chưa khớp với ai', en: 'nobody matched' },
  apply: { vi: 'Ghi vào hồ sơ', en: 'Apply' },
  applied: { vi: 'Đã ghi vào hồ sơ', en: 'Applied' },
  identify: { vi: 'Nêu công dân', en: 'Name the person' },
  number: { vi: 'Số định danh của người này', en: 'Number of this person' },
  reject: { vi: 'Từ chối', en: 'Reject' },
  rejected: { vi: 'Đã từ chối báo cáo', en: 'Rejected' },
  own: { vi: 'Bạn đã nhận: người khác xem lại', en: 'Yours: another officer reviews' },
  none: { vi: 'Không có báo cáo nào chờ xem lại.', en: 'Nothing waits for a review.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const reasons = {
  NOT_THAT_PERSON: { vi: 'Không phải người này', en: 'Not that person' },
  NOT_THERE: { vi: 'Không ở đó', en: 'Not there' },
  REPORTED_BEFORE: { vi: 'Đã báo trước đó', en: 'Reported before' },
  UNKNOWN_PERSON: { vi: 'Không tìm thấy người này', en: 'Nobody knows the person' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string): readonly Column<MovementRowFragment>[] => [
  {
    title: words.name,
    cell: ({ name, birthDate, number }) => (
      <>
        {name}{' '}
        <span className="soft">
          {birthDate && formatDate(birthDate)} {number && <span className="code">{number}</span>}
        </span>
      </>
    ),
  },
  {
    title: words.kind,
    cell: ({ kind, on }) => (
      <span className="nowrap">
        {say(kind === 'LEFT' ? words.LEFT : words.ARRIVED)} {formatDate(on)}
      </span>
    ),
  },
  { title: words.address, cell: ({ addressText }) => addressText },
  { title: words.reporter, cell: ({ reporter }) => reporter },
  {
    title: words.person,
    cell: ({ residentName }) =>
      residentName ?? <span className="badge badge-attention">{say(words.unmatched)}</span>,
  },
]

function Review() {
  const say = useSay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(MovementsToReviewDocument, { first: pageSize, after: pages.after })
  const apply = useAct(ApplyMovementDocument)
  const reject = useAct(RejectMovementDocument)
  const [open, setOpen] = useState<{ readonly id: string; readonly step: 'reject' | 'identify' } | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const finish = (text: Bilingual) => {
    setDone(text)
    setOpen(null)
    again()
  }
  const take = (id: string, number: string | null) =>
    void apply.act({ id, number }).then((one) => one && finish(words.applied))
  const list = data?.movementsToReview
  return (
    <>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {!open && <RefusalNotice refusal={apply.refusal} trouble={apply.trouble} onReload={again} />}
      {list && (
        <>
          <p className="soft">
            {formatCount(list.totalCount)} {say(words.count)}
          </p>
          <Worklist
            caption={words.title}
            rows={list.edges.map(({ node }) => node)}
            keyOf={({ id }) => id}
            columns={columnsOf(say)}
            action={(row) => (
              <RowButtons
                row={row}
                busy={apply.busy}
                onApply={() => take(row.id, null)}
                onOpen={(step) => setOpen({ id: row.id, step })}
              />
            )}
            empty={words.none}
            pages={pages}
            next={list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null}
          />
        </>
      )}
      {open?.step === 'reject' && (
        <ReasonDialog
          title={words.reject}
          reasons={reasons}
          act={reject}
          onClose={() => setOpen(null)}
          onReason={(reason) =>
            void reject.act({ id: open.id, reason }).then((one) => one && finish(words.rejected))
          }
        />
      )}
      {open?.step === 'identify' && (
        <IdentifyDialog
          act={apply}
          onClose={() => setOpen(null)}
          onNumber={(number) => take(open.id, number)}
        />
      )}
    </>
  )
}

interface RowButtonsProps {
  readonly row: MovementRowFragment
  readonly busy: boolean
  readonly onApply: () => void
  readonly onOpen: (step: 'reject' | 'identify') => void
}

function RowButtons({ row, busy, onApply, onOpen }: RowButtonsProps) {
  const say = useSay()
  if (row.recordedByMe) return <span className="soft own">{say(words.own)}</span>
  return (
    <div className="row">
      {row.residentId ? (
        <Button size="xs" loading={busy} onClick={onApply}>
          {say(words.apply)}
        </Button>
      ) : (
        <Button size="xs" onClick={() => onOpen('identify')}>
          {say(words.identify)}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => onOpen('reject')}>
        {say(words.reject)}
      </Button>
    </div>
  )
}

interface IdentifyDialogProps {
  readonly act: Pick<ReturnType<typeof useAct>, 'busy' | 'refusal' | 'trouble'>
  readonly onNumber: (number: string) => void
  readonly onClose: () => void
}

function IdentifyDialog({ act, onNumber, onClose }: IdentifyDialogProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const number = typed.replaceAll(/[\s.]/g, '')
  return (
    <Dialog opened onClose={onClose} title={say(words.identify)}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onNumber(number)
        }}
      >
        <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
        <TextInput
          label={say(words.number)}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={16}
          mb="md"
          data-autofocus
        />
        <Button type="submit" loading={act.busy} disabled={!/^\d{12}$/.test(number)}>
          {say(words.apply)}
        </Button>
      </form>
    </Dialog>
  )
}

export function MovementsScreen() {
  const may = useMay()
  return (
    <Screen title={words.title} lead={words.lead}>
      <ResidenceNav />
      {may('movement.report') && <ImportPanel />}
      {may('movement.review') && <Review />}
    </Screen>
  )
}
