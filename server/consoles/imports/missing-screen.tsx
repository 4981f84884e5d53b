import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import { MissingItemsDocument, type MissingItemsQuery } from '../generated/follow-up.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { ImportsNav } from './imports-nav.tsx'
import { itemName } from './words.ts'

type Person = MissingItemsQuery['missingItems']['people'][number]

const words = {
  title: { vi: 'Người cần bổ sung thông tin', en: 'People to top up' },
  lead: {
    vi: 'Dữ liệu địa phương không có đủ các mục của phiếu DC01; người đã nạp còn thiếu các mục sau.',
    en: 'Their locality’s data did not have all items of DC01.',
  },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  name: { vi: 'Họ và tên', en: 'Name' },
  missing: { vi: 'Còn thiếu', en: 'Missing' },
  correct: { vi: 'Bổ sung', en: 'Top up' },
  none: { vi: 'Không có ai cần bổ sung.', en: 'Nobody.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Whose record came without some items, and the way to add them. */
export function MissingScreen() {
  const say = useSay()
  const may = useMay()
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const pages = useCursorPages(unit?.code ?? '')
  const variables = { unitCode: unit?.code ?? null, item: null, after: pages.after }
  const { data, trouble, again } = useAsk(MissingItemsDocument, variables)
  const people = data?.missingItems.people ?? []
  const nameOf = useUnitNames(people.map(({ unitCode }) => unitCode))
  const columns: readonly Column<Person>[] = [
    { title: words.name, cell: ({ name }) => name },
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.missing, cell: ({ missing }) => missing.map((item) => say(itemName(item))).join('; ') },
  ]
  return (
    <Screen title={words.title} lead={words.lead}>
      <ImportsNav />
      <UnitPicker label={words.unit} value={unit} onPick={setUnit} clearable />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={people}
          keyOf={({ residentId }) => residentId}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={data.missingItems.next}
          {...(may('resident.correct') && {
            action: ({ residentId }: Person) => (
              <Button component={Link} to={`/corrections/propose/${residentId}`} size="xs" variant="default">
                {say(words.correct)}
              </Button>
            ),
          })}
        />
      )}
    </Screen>
  )
}
