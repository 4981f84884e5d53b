import { Button, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { BookGroupDocument, type BookGroupMutation, type GroupRule } from '../generated/appointments.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { readPeople } from './read-people.ts'
import { SlotChoice } from './slot-choice.tsx'
import { formatTime } from './times.ts'
import { leftOutNames, requestKindNames } from './words.ts'

const words = {
  title: { vi: 'Đặt hẹn theo nhóm', en: 'Book a group' },
  name: { vi: 'Tên nhóm (tổ dân phố, trường lớp, hộ)', en: 'Name (neighbourhood, class, household)' },
  kind: { vi: 'Loại nhóm', en: 'Kind of group' },
  request: { vi: 'Yêu cầu', en: 'Request' },
  people: { vi: 'Danh sách', en: 'People' },
  hint: {
    vi: 'Mỗi người một dòng: họ tên; ngày sinh; số định danh; điện thoại. Dán được từ bảng tính.',
    en: 'One person a line: name; birth date; number; telephone. A spreadsheet can be pasted.',
  },
  rule: { vi: 'Nếu không đủ chỗ', en: 'If not everybody fits' },
  all: { vi: 'Không đặt cho ai', en: 'Book nobody' },
  asMany: { vi: 'Xếp được bao nhiêu đặt bấy nhiêu', en: 'Book as many as fit' },
  book: { vi: 'Đặt hẹn', en: 'Book' },
  row: { vi: 'Dòng', en: 'Row' },
  list: { vi: 'Danh sách mời (PDF)', en: 'List (PDF)' },
  letters: { vi: 'Giấy mời (PDF)', en: 'Letters (PDF)' },
  close: { vi: 'Đóng', en: 'Close' },
} as const satisfies Readonly<Record<string, Bilingual>>

const groupKinds = [
  { value: 'HAMLET', vi: 'Tổ dân phố, thôn', en: 'Neighbourhood' },
  { value: 'SCHOOL', vi: 'Trường học', en: 'School' },
  { value: 'HOUSEHOLD', vi: 'Hộ gia đình', en: 'Household' },
] as const
type Kind = (typeof groupKinds)[number]['value']

interface GroupDialogProps {
  readonly centre: string
  readonly day: CalendarDate
  readonly onClose: () => void
  readonly onBooked: () => void
}

type Booked = Extract<BookGroupMutation['bookGroup'], { readonly __typename: 'BookedGroup' }>

/** Many people one after the other; what came of it stays on the screen until it is closed. */
export function GroupDialog(props: GroupDialogProps) {
  const say = useSay()
  const [booked, setBooked] = useState<Booked | null>(null)
  return (
    <Dialog opened onClose={props.onClose} title={say(words.title)}>
      {booked ? (
        <Outcome booked={booked} onClose={props.onClose} />
      ) : (
        <GroupForm
          {...props}
          onBooked={(done) => {
            setBooked(done)
            props.onBooked()
          }}
        />
      )}
    </Dialog>
  )
}

function GroupForm(
  props: Omit<GroupDialogProps, 'onBooked'> & { readonly onBooked: (booked: Booked) => void },
) {
  const { centre, day: first, onBooked } = props
  const say = useSay()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Kind>('HAMLET')
  const [request, setRequest] = useState('FIRST_ISSUE')
  const [typed, setTyped] = useState('')
  const [rule, setRule] = useState<GroupRule>('ALL')
  const [day, setDay] = useState<CalendarDate | null>(first)
  const [at, setAt] = useState<string | null>(null)
  const { act, busy, refusal, trouble } = useAct(BookGroupDocument)
  const people = readPeople(typed)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!at || people.length === 0) return
    const members = people.map((person) => ({ ...person, kind: request }))
    const done = await act({ centre, name, kind, from: at, rule, people: members })
    if (done) onBooked(done)
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <TextInput
        data-autofocus
        label={say(words.name)}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        maxLength={120}
        required
      />
      <div className="row">
        <NativeSelect
          label={say(words.kind)}
          value={kind}
          onChange={({ currentTarget: { value } }) =>
            setKind(groupKinds.find((one) => one.value === value)?.value ?? 'HAMLET')
          }
          data={groupKinds.map(({ value, ...label }) => ({ value, label: say(label) }))}
        />
        <NativeSelect
          label={say(words.request)}
          value={request}
          onChange={({ currentTarget }) => setRequest(currentTarget.value)}
          data={requestKindNames.map(({ value, ...label }) => ({ value, label: say(label) }))}
        />
      </div>
      <Textarea
        label={`${say(words.people)} (${formatCount(people.length)})`}
        description={say(words.hint)}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        autosize
        minRows={4}
        maxRows={10}
        maxLength={40_000}
        spellCheck={false}
      />
      <SlotChoice centre={centre} day={day} onDay={setDay} at={at} onAt={setAt} />
      <Radio.Group
        label={say(words.rule)}
        value={rule}
        onChange={(value) => setRule(value === 'AS_MANY' ? 'AS_MANY' : 'ALL')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="ALL" label={say(words.all)} />
          <Radio value="AS_MANY" label={say(words.asMany)} />
        </Stack>
      </Radio.Group>
      <ActionButton
        type="submit"
        label={words.book}
        keys="Ctrl+Enter"
        loading={busy}
        disabled={!at || people.length === 0}
      />
    </form>
  )
}

function Outcome({ booked, onClose }: { readonly booked: Booked; readonly onClose: () => void }) {
  const say = useSay()
  const may = useMay()
  const { id, placed, leftOut } = booked
  const times = placed.map(({ at }) => formatTime(at))
  const total = placed.length + leftOut.length
  const papers = `?source=GROUP&group=${id}`
  return (
    <div className="form-lines">
      <Notice
        tone={leftOut.length === 0 ? 'good' : 'attention'}
        title={say({
          vi: `Đã đặt hẹn cho ${placed.length}/${total} người, từ ${times[0]} đến ${times.at(-1)}.`,
          en: `Booked ${placed.length} of ${total} people, from ${times[0]} to ${times.at(-1)}.`,
        })}
        spoken
      >
        {leftOut.length > 0 && (
          <ul>
            {leftOut.map(({ row, why }) => (
              <li key={row}>
                {say(words.row)} {row}: {say(leftOutNames[why] ?? { vi: why, en: why })}
              </li>
            ))}
          </ul>
        )}
      </Notice>
      {may('notice.print') && (
        <div className="row">
          <Button component="a" variant="default" href={`/notices/list.pdf${papers}`} download>
            {say(words.list)}
          </Button>
          <Button component="a" variant="default" href={`/notices/letters.pdf${papers}`} download>
            {say(words.letters)}
          </Button>
        </div>
      )}
      <Button data-autofocus onClick={onClose}>
        {say(words.close)}
      </Button>
    </div>
  )
}
