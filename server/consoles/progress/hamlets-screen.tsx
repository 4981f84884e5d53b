import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { addDays } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  CollectorLoadsDocument,
  EndCollectorAssignmentDocument,
  HamletsDocument,
  type HamletsQuery,
} from '../generated/hamlets.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { AreaPicker, useArea } from './area-picker.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { TableImport } from './table-import.tsx'

type Hamlet = Extract<HamletsQuery['hamlets'], { __typename: 'HamletPage' }>['hamlets'][number]

const words = {
  title: { vi: 'Thôn, tổ dân phố và người thu thập', en: 'Hamlets and collectors' },
  uncovered: { vi: 'Chỉ nơi chưa có người thu thập', en: 'Only those that nobody covers' },
  hamlet: { vi: 'Thôn, tổ dân phố', en: 'Hamlet' },
  unit: { vi: 'Xã, phường', en: 'Commune' },
  households: { vi: 'Số hộ', en: 'Households' },
  collectors: { vi: 'Người thu thập', en: 'Collectors' },
  nobody: { vi: 'Chưa có ai', en: 'Nobody' },
  assign: { vi: 'Phân công', en: 'Assign' },
  end: { vi: 'Thôi từ mai', en: 'End tomorrow' },
  none: { vi: 'Không có thôn, tổ dân phố nào.', en: 'No hamlets.' },
  loads: { vi: 'Khối lượng của từng người', en: 'What each has to do' },
  collector: { vi: 'Cán bộ', en: 'Collector' },
  hamlets: { vi: 'Số thôn, tổ', en: 'Hamlets' },
  noLoads: { vi: 'Chưa phân công ai.', en: 'Nobody is assigned.' },
  import: { vi: 'Nạp danh sách thôn, tổ dân phố', en: 'Load hamlets' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

interface CollectorsProps {
  readonly hamlet: Hamlet
  /** Null where the officer may not. */
  readonly onEnd: ((assignmentId: string) => void) | null
}

function Collectors({ hamlet: { name, collectors }, onEnd }: CollectorsProps) {
  const say = useSay()
  if (collectors.length === 0) return <span className="badge badge-attention">{say(words.nobody)}</span>
  return (
    <ul className="plain-list">
      {collectors.map(({ assignmentId, officer, team }) => (
        <li key={assignmentId}>
          {officer} {team !== null && <span className="soft">({team})</span>}{' '}
          {onEnd && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${say(words.end)}: ${officer}, ${name}`}
              onClick={() => onEnd(assignmentId)}
            >
              {say(words.end)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Loads({ unitCode }: { readonly unitCode: string }) {
  const say = useSay()
  const { data, trouble, again } = useAsk(CollectorLoadsDocument, { unitCode })
  const loads = data?.collectorLoads.__typename === 'CollectorLoads' ? data.collectorLoads.loads : null
  return (
    <section className="queues" aria-label={say(words.loads)}>
      <h2>{say(words.loads)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {loads && (
        <Worklist
          caption={words.loads}
          rows={loads}
          keyOf={({ officerId }) => officerId}
          columns={[
            { title: words.collector, cell: ({ officer }) => officer },
            { title: words.hamlets, number: true, cell: ({ hamlets }) => formatCount(hamlets) },
            { title: words.households, number: true, cell: ({ households }) => formatCount(households) },
          ]}
          empty={words.noLoads}
        />
      )}
    </section>
  )
}

const columns = (onEnd: CollectorsProps['onEnd']): readonly Column<Hamlet>[] => [
  { title: words.hamlet, cell: ({ name }) => name },
  { title: words.unit, cell: ({ unitName }) => unitName },
  { title: words.households, number: true, cell: ({ households }) => formatCount(households) },
  { title: words.collectors, cell: (hamlet) => <Collectors hamlet={hamlet} onEnd={onEnd} /> },
]

/** Which hamlets are covered, by whom, and where nobody goes. */
export function HamletsScreen() {
  const say = useSay()
  const may = useMay()
  const area = useArea('progress.read')
  const [uncovered, setUncovered] = useState(false)
  const [assigning, setAssigning] = useState<Hamlet | null>(null)
  const unitCode = area.unitCode ?? ''
  const pages = useCursorPages(`${unitCode} ${uncovered}`)
  const { data, trouble, again } = useAsk(
    HamletsDocument,
    { unitCode, uncovered, first: pageSize, after: pages.after },
    { pause: unitCode === '' },
  )
  const end = useAct(EndCollectorAssignmentDocument)
  const answer = data?.hamlets
  const page = answer?.__typename === 'HamletPage' ? answer : null
  const assigns = may('collector.assign')
  const endTomorrow = (id: string) =>
    void end.act({ id, on: addDays(today(), 1) }).then((done) => done && again())
  return (
    <Screen title={words.title}>
      <ProgressNav />
      <div className="row">
        <AreaPicker area={area} />
        <Checkbox
          className="row-checkbox"
          label={say(words.uncovered)}
          checked={uncovered}
          onChange={({ currentTarget }) => setUncovered(currentTarget.checked)}
        />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      <RefusalNotice refusal={end.refusal} trouble={end.trouble} />
      {page && unitCode !== '' && (
        <>
          <Worklist
            caption={words.title}
            rows={page.hamlets}
            keyOf={({ unitCode: code, name }) => `${code} ${name}`}
            columns={columns(assigns ? endTomorrow : null)}
            empty={words.none}
            pages={pages}
            next={page.next}
            {...(assigns && {
              action: (hamlet: Hamlet) => (
                <Button size="xs" onClick={() => setAssigning(hamlet)}>
                  {say(words.assign)}
                </Button>
              ),
            })}
          />
          <Loads key={`${unitCode} ${JSON.stringify(page.hamlets)}`} unitCode={unitCode} />
        </>
      )}
      {assigns && unitCode !== '' && (
        <TableImport
          title={words.import}
          columns="unit;hamlet;households"
          address={`/hamlets?unit=${encodeURIComponent(unitCode)}`}
          onLoaded={again}
        />
      )}
      {assigning && (
        <AssignDialog
          hamlet={assigning}
          onClose={() => setAssigning(null)}
          onDone={() => {
            setAssigning(null)
            again()
          }}
        />
      )}
    </Screen>
  )
}
