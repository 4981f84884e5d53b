import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from '../frame/screen.tsx'
import { CardsByCodeDocument } from '../generated/cards.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { PaperButton } from '../parts/paper-button.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { CardView } from './card-view.tsx'
import { RecallsNav } from './recalls-nav.tsx'

const words = {
  title: { vi: 'Tìm thẻ', en: 'Find a card' },
  lead: {
    vi: 'Xem một thẻ của đơn vị và in giấy xác nhận. Mỗi lần xem được ghi nhật ký.',
    en: 'Look at a card of the unit and print its confirmation. Every look is kept in the audit.',
  },
  code: { vi: 'Số thẻ hoặc mã hồ sơ', en: 'Card serial or application code' },
  search: { vi: 'Tìm', en: 'Search' },
  busy: { vi: 'Đang tìm…', en: 'Searching…' },
  slip: { vi: 'Giấy hẹn đã ký của hồ sơ (PDF)', en: 'The file’s signed slip (PDF)' },
  none: {
    vi: 'Không có thẻ này trong đơn vị của bạn. Kiểm tra lại số đã nhập; thẻ của đơn vị khác không hiện ở đây.',
    en: 'No such card in your units. Check what was typed; cards of other units are not shown here.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

function Found({ code }: { readonly code: string }) {
  const say = useSay()
  // Every asking is kept in the audit: what was shown already is not asked for again.
  const { data, busy, trouble, again } = useAsk(CardsByCodeDocument, { code }, { policy: 'cache-first' })
  if (!data)
    return busy ? <output>{say(words.busy)}</output> : <TroubleNotice trouble={trouble} onAgain={again} />
  if (data.cardsByCode.length === 0) return <p className="empty">{say(words.none)}</p>
  return data.cardsByCode.map((card, i) => <CardView key={card.id} card={card} first={i === 0} />)
}

/** A card by what is printed on its back or on the receipt. */
export function CardsScreen() {
  const say = useSay()
  const navigate = useNavigate()
  const { code = '' } = useParams()
  const may = useMay()
  const [typed, setTyped] = useState(code)
  const field = useFirstFocus()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wanted = typed.trim().toUpperCase()
    if (wanted) void navigate(`/recalls/cards/${encodeURIComponent(wanted)}`)
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <RecallsNav />
      <form className="row" onSubmit={submit}>
        <TextInput
          ref={field}
          className="grow"
          label={say(words.code)}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          autoComplete="off"
          maxLength={40}
        />
        <Button type="submit">{say(words.search)}</Button>
      </form>
      {code && may('application.sign-slip') && (
        <div className="row">
          <PaperButton
            key={code}
            label={words.slip}
            url={`/applications/${encodeURIComponent(code)}/slip.pdf`}
            fileName="giay-hen-tra-the.pdf"
          />
        </div>
      )}
      {code && <Found key={code} code={code} />}
    </Screen>
  )
}
