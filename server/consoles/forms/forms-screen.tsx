import { Button, NativeSelect } from '@mantine/core'
import { Link, useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import type { FormEvent } from '../../../core/forms/collection.ts'
import { Screen } from '../frame/screen.tsx'
import {
  type FormState,
  FormCountsDocument,
  FormsDocument,
  type FormRowFragment,
} from '../generated/forms.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { title } from './title.ts'
import { FormsNav } from './forms-nav.tsx'
import { eventActions, isFormEvent } from './form-steps.ts'
import { eventNames, isFormState, nameIn, sendBackNames, stateNames, stateOrder } from './words.ts'

const words = {
  state: { vi: 'Trạng thái', en: 'State' },
  serial: { vi: 'Số phiếu', en: 'Serial' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  kind: { vi: 'Mẫu', en: 'Kind' },
  score: { vi: 'Điểm đầy đủ', en: 'Score' },
  note: { vi: 'Ghi chú', en: 'Note' },
  none: { vi: 'Không có phiếu nào ở trạng thái này.', en: 'No form is in this state.' },
  open: { vi: 'Mở', en: 'Open' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string): readonly Column<FormRowFragment>[] => [
  { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
  { title: words.kind, cell: ({ kind }) => kind },
  { title: words.unit, cell: ({ unitName }) => unitName },
  { title: words.score, number: true, cell: ({ score }) => score ?? '–' },
  {
    title: words.note,
    cell: ({ sentBackFor, archivePlace }) =>
      sentBackFor ? say(nameIn(sendBackNames, sentBackFor)) : (archivePlace ?? '–'),
  },
]

/** The first step that the officer may take of a form's next ones: the row's button names it, the form's screen does it. */
function useNextStep(): (form: FormRowFragment) => FormEvent | undefined {
  const may = useMay()
  return ({ possibleEvents }) =>
    possibleEvents.filter(isFormEvent).find((event) => event !== 'sendBack' && may(eventActions[event]))
}

function StatePicker({ state }: { readonly state: FormState }) {
  const say = useSay()
  const navigate = useNavigate()
  const { data } = useAsk(FormCountsDocument, {})
  const counts = new Map(
    (data?.workQueues ?? [])
      .filter(({ kind }) => kind === 'FORMS')
      .map((queue) => [queue.state, queue.count]),
  )
  return (
    <NativeSelect
      label={say(words.state)}
      value={state}
      onChange={({ currentTarget }) => void navigate(`/forms/state/${currentTarget.value}`)}
      data={stateOrder.map((one) => {
        const count = counts.get(one)
        return {
          value: one,
          label:
            count === undefined ? say(stateNames[one]) : `${say(stateNames[one])} (${formatCount(count)})`,
        }
      })}
    />
  )
}

/** The forms in one state, in the officer's units. */
export function FormsScreen() {
  const say = useSay()
  const { state: asked } = useParams()
  const state = isFormState(asked) ? asked : 'DECLARED'
  const pages = useCursorPages(state)
  const { data, trouble, again } = useAsk(FormsDocument, { state, first: pageSize, after: pages.after })
  const nextStep = useNextStep()
  const info = data?.forms.pageInfo
  return (
    <Screen title={title}>
      <FormsNav />
      <div className="row">
        <StatePicker state={state} />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={stateNames[state]}
          rows={data.forms.edges.map(({ node }) => node)}
          keyOf={({ serial }) => serial}
          linkOf={({ serial }) => `/forms/${serial}`}
          columns={columnsOf(say)}
          action={(form) => {
            const event = nextStep(form)
            const to = event === 'enter' ? `/key-entry/${form.serial}` : `/forms/${form.serial}`
            return (
              <Button component={Link} to={to} size="xs" variant="default">
                {say(event ? eventNames[event] : words.open)}
              </Button>
            )
          }}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
