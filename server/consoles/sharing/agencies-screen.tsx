import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { AgenciesDocument, type AgencyRowFragment as Agency } from '../generated/agencies.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { SharingNav } from './sharing-nav.tsx'

const words = {
  title: { vi: 'Đơn vị khai thác dữ liệu', en: 'Agencies' },
  lead: {
    vi: 'Cơ quan được hỏi cơ sở dữ liệu: theo thỏa thuận nào, cho mục đích gì, bao nhiêu lần.',
    en: 'Who may ask the register: by which agreement, for what, and how often.',
  },
  add: { vi: 'Đăng ký đơn vị', en: 'Register an agency' },
  name: { vi: 'Tên đơn vị', en: 'Name' },
  agreement: { vi: 'Thỏa thuận', en: 'Agreement' },
  purposes: { vi: 'Mục đích', en: 'Purposes' },
  perDay: { vi: 'Lượt mỗi ngày', en: 'A day' },
  validFrom: { vi: 'Từ ngày', en: 'From' },
  state: { vi: 'Trạng thái', en: 'State' },
  active: { vi: 'đang khai thác', en: 'active' },
  suspended: { vi: 'tạm ngừng', en: 'suspended' },
  none: { vi: 'Chưa có đơn vị nào.', en: 'No agencies.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 50

/** All agencies, by code. */
export function AgenciesScreen() {
  const say = useSay()
  const navigate = useNavigate()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(AgenciesDocument, { first: pageSize, after: pages.after })
  const info = data?.agencies.pageInfo
  const columns: readonly Column<Agency>[] = [
    { title: words.name, cell: ({ name }) => name },
    { title: words.agreement, cell: ({ agreement }) => agreement },
    { title: words.purposes, cell: ({ grants }) => grants.map((one) => say(one.purposeText)).join('; ') },
    { title: words.perDay, number: true, cell: ({ perDay }) => formatCount(perDay) },
    { title: words.validFrom, cell: ({ validFrom }) => formatDate(validFrom) },
    {
      title: words.state,
      cell: ({ active }) => (
        <span className={`badge ${active ? 'badge-good' : 'badge-trouble'}`}>
          {say(active ? words.active : words.suspended)}
        </span>
      ),
    },
  ]
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <ActionButton label={words.add} keys="F2" onClick={() => void navigate('/sharing/agencies/new')} />
      }
    >
      <SharingNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.agencies.edges.map(({ node }) => node)}
          keyOf={({ code }) => code}
          linkOf={({ code }) => `/sharing/agencies/${code}`}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
