import { NativeSelect } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  AssignVisitsDocument,
  CollectorsThereDocument,
  type AbsentResidentsQuery,
} from '../generated/absences.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'

const words = {
  title: { vi: 'Phân công đến tận nơi', en: 'Send a collector' },
  chosen: { vi: 'người đã chọn', en: 'people chosen' },
  unit: { vi: 'Địa bàn', en: 'Unit' },
  collector: { vi: 'Cán bộ thu thập', en: 'Collector' },
  choose: { vi: 'Chọn…', en: 'Choose…' },
  nobody: { vi: 'Chưa có cán bộ thu thập nào ở địa bàn này.', en: 'Nobody collects in this unit.' },
  due: { vi: 'Hạn', en: 'Due' },
  assign: { vi: 'Phân công', en: 'Assign' },
  done: { vi: 'lượt đến mới được phân công', en: 'new visits assigned' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Absent = Extract<
  AbsentResidentsQuery['absentResidents'],
  { __typename: 'AbsentPage' }
>['residents'][number]

interface AssignPanelProps {
  readonly people: readonly Absent[]
  readonly onDone: (done: Bilingual) => void
}

/** Sends one collector of a unit to the chosen people there. */
export function AssignPanel({ people, onDone }: AssignPanelProps) {
  const say = useSay()
  const units = [...new Set(people.map(({ unitCode }) => unitCode))]
  const [picked, setPicked] = useState(units[0] ?? '')
  const unitCode = units.includes(picked) ? picked : (units[0] ?? '')
  const nameOf = useUnitNames(units)
  const [officerId, setOfficerId] = useState('')
  const [dueOn, setDueOn] = useState<CalendarDate | null>(null)
  const { data } = useAsk(CollectorsThereDocument, { unitCode })
  const collectors =
    data?.formCollectors.__typename === 'FormCollectors' ? data.formCollectors.collectors : []
  const { act, busy, refusal, trouble } = useAct(AssignVisitsDocument)
  const there = people.filter((one) => one.unitCode === unitCode)
  async function assign(): Promise<void> {
    const residentIds = there.map(({ residentId }) => residentId)
    const assigned = await act({ unitCode, officerId, residentIds, purpose: 'ABSENT', dueOn })
    if (!assigned) return
    const { count } = assigned
    onDone({ vi: `${count} ${words.done.vi}`, en: `${count} ${words.done.en}` })
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void assign()
  }
  return (
    <form className="panel" onSubmit={submit}>
      <h2>
        {say(words.title)}: {there.length} {say(words.chosen)}
      </h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {data && collectors.length === 0 && <p className="soft">{say(words.nobody)}</p>}
      <div className="row">
        <NativeSelect
          label={say(words.unit)}
          value={unitCode}
          onChange={({ currentTarget }) => setPicked(currentTarget.value)}
          data={units.map((code) => ({ value: code, label: nameOf(code) }))}
        />
        <NativeSelect
          label={say(words.collector)}
          value={officerId}
          onChange={({ currentTarget }) => setOfficerId(currentTarget.value)}
          data={[
            { value: '', label: say(words.choose) },
            ...collectors.map((one) => ({ value: one.officerId, label: one.name })),
          ]}
        />
        <DateInput label={words.due} value={dueOn} onDate={setDueOn} />
        <ActionButton
          type="submit"
          label={words.assign}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={officerId === ''}
        />
      </div>
    </form>
  )
}
