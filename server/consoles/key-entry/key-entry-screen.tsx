import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { Screen } from '../frame/screen.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { FormsToKeyDocument, type ToKeyFragment } from '../generated/key-entry.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { title } from './title.ts'
import { KeyedNotice, keyedIn } from './keyed-notice.tsx'

const words = {
  lead: {
    vi: 'Họ tên, ngày sinh và số do hai người nhập, không thấy của nhau; khác nhau thì người thứ ba quyết định.',
    en: 'Name, birth date and number are keyed by two persons who do not see each other’s; a third decides.',
  },
  scan: { vi: 'Quét hoặc gõ số phiếu để nhập', en: 'Scan or type a serial to key it' },
  open: { vi: 'Mở phiếu', en: 'Open' },
  serial: { vi: 'Số phiếu', en: 'Serial' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  definition: { vi: 'Mẫu', en: 'Version' },
  round: { vi: 'Lần nhập', en: 'Key' },
  first: { vi: 'lần 1: cả phiếu', en: '1st: whole form' },
  second: { vi: 'lần 2: đối chiếu', en: '2nd: to compare' },
  third: { vi: 'lần 3: quyết định', en: '3rd: decides' },
  key: { vi: 'Nhập', en: 'Key' },
  none: { vi: 'Không còn phiếu nào chờ bạn nhập.', en: 'No form waits for your key.' },
  waiting: { vi: 'Phiếu chờ nhập', en: 'Forms to key' },
} as const satisfies Readonly<Record<string, Bilingual>>

const rounds = [words.first, words.second, words.third]
const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string): readonly Column<ToKeyFragment>[] => [
  { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
  { title: words.unit, cell: ({ unitName }) => unitName },
  { title: words.definition, cell: ({ definition }) => definition },
  {
    title: words.round,
    cell: ({ keyed }) => <span className="badge">{say(rounds[keyed] ?? words.third)}</span>,
  },
]

function OpenBySerial() {
  const say = useSay()
  const navigate = useNavigate()
  const input = useFirstFocus()
  const [fault, setFault] = useState<Bilingual | null>(null)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    try {
      void navigate(`/key-entry/${parseFormSerial(input.current?.value ?? '')}`)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      setFault(error.text)
    }
  }
  return (
    <form className="row" onSubmit={submit}>
      <TextInput
        ref={input}
        size="lg"
        className="grow"
        label={say(words.scan)}
        error={fault && say(fault)}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        classNames={{ input: 'code' }}
      />
      <Button type="submit" size="lg">
        {say(words.open)}
      </Button>
    </form>
  )
}

/** Where keying begins: the paper at hand under the reader, or the next of the list. */
export function KeyEntryScreen() {
  const say = useSay()
  const keyed = keyedIn(useLocation().state)
  const { data, trouble, again } = useAsk(FormsToKeyDocument, { first: pageSize, serial: null })
  return (
    <Screen title={title} lead={words.lead}>
      {keyed && <KeyedNotice keyed={keyed} />}
      <div className="panel">
        <OpenBySerial />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.waiting}
          rows={data.formsToKey}
          keyOf={({ serial }) => serial}
          linkOf={({ serial }) => `/key-entry/${serial}`}
          columns={columnsOf(say)}
          action={({ serial }) => (
            <Button component={Link} to={`/key-entry/${serial}`} size="xs">
              {say(words.key)}
            </Button>
          )}
          empty={words.none}
        />
      )}
    </Screen>
  )
}
