import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { ProfilesDocument, type ProfilesQuery } from '../generated/profiles.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { ImportsNav } from './imports-nav.tsx'
import { targetNames } from './words.ts'

type Profile = ProfilesQuery['mappingProfiles']['edges'][number]['node']

const words = {
  title: { vi: 'Bảng ghép cột', en: 'Column mappings' },
  lead: {
    vi: 'Cột nào của tệp địa phương là mục nào của phiếu DC01. Sửa một bảng là lập bản mới của bảng ấy.',
    en: 'Which column of a file is which item of DC01. A changed one is its next version.',
  },
  add: { vi: 'Lập bảng mới', en: 'New mapping' },
  name: { vi: 'Tên', en: 'Name' },
  version: { vi: 'Bản', en: 'Version' },
  target: { vi: 'Nạp', en: 'Of' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  createdAt: { vi: 'Lập lúc', en: 'Made' },
  none: { vi: 'Chưa có bảng ghép cột nào.', en: 'No mappings.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

/** The mappings of the officer's units, the latest first. */
export function ProfilesScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(ProfilesDocument, { first: pageSize, after: pages.after })
  const rows = data?.mappingProfiles.edges.map(({ node }) => node) ?? []
  const info = data?.mappingProfiles.pageInfo
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const columns: readonly Column<Profile>[] = [
    { title: words.name, cell: ({ name }) => name },
    { title: words.version, number: true, cell: ({ version }) => version },
    { title: words.target, cell: ({ target }) => say(targetNames[target]) },
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.createdAt, cell: ({ createdAt }) => formatInstant(createdAt) },
  ]
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('import.prepare') && (
          <ActionButton label={words.add} keys="F2" onClick={() => void navigate('/imports/profiles/new')} />
        )
      }
    >
      <ImportsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ id }) => id}
          {...(may('import.prepare') && { linkOf: ({ id }: Profile) => `/imports/profiles/${id}` })}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
