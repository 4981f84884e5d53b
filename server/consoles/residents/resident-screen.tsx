import { Button } from '@mantine/core'
import { Link, useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Screen } from '../frame/screen.tsx'
import { ResidentRecordDocument } from '../generated/resident-record.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { ResidentDisclosures } from './resident-disclosures.tsx'
import { ResidentHistory } from './resident-history.tsx'
import { ResidentItems } from './resident-items.tsx'
import { OpenConflict } from './resident-open-conflict.tsx'
import { Addresses, Documents, Household, Numbers, Relatives, Statuses } from './resident-parts.tsx'
import type { ResidentRecord } from './resident-record.ts'
import './resident.css'

const words = {
  title: { vi: 'Hồ sơ công dân', en: 'Resident record' },
  born: { vi: 'sinh', en: 'born' },
  noNumber: { vi: 'chưa có số định danh', en: 'no number' },
  version: { vi: 'phiên bản', en: 'version' },
  provisional: { vi: 'hồ sơ tạm', en: 'provisional' },
  source: { vi: 'lập từ', en: 'from' },
  deceased: { vi: 'đã mất', en: 'deceased' },
  loading: { vi: 'Đang mở hồ sơ…', en: 'Opening…' },
  correct: { vi: 'Đề nghị điều chỉnh', en: 'Propose a correction' },
  declare: { vi: 'Khai báo cư trú', en: 'Declare residence' },
  inquire: { vi: 'Gửi phiếu xác minh', en: 'Send an inquiry' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ActionLinkProps {
  readonly to: string
  readonly keys: string
  readonly label: Bilingual
}

/** A link that says which key it answers to. */
function ActionLink({ to, keys, label }: ActionLinkProps) {
  const say = useSay()
  const navigate = useNavigate()
  useShortcut(keys, label, () => void navigate(to))
  return (
    <Button component={Link} to={to} variant="default" size="sm" rightSection={<KeyHint keys={keys} />}>
      {say(label)}
    </Button>
  )
}

function Actions({ id }: { readonly id: string }) {
  const may = useMay()
  return (
    <>
      {may('resident.correct') && (
        <ActionLink to={`/corrections/propose/${id}`} keys="F2" label={words.correct} />
      )}
      {may('residence.declare') && (
        <ActionLink to={`/residence/declare/${id}`} keys="F4" label={words.declare} />
      )}
      {may('inquiry.send') && (
        <ActionLink to={`/reconciliation/inquiries/send/${id}`} keys="F6" label={words.inquire} />
      )}
    </>
  )
}

function Head({ record }: { readonly record: ResidentRecord }) {
  const say = useSay()
  const { name, number, birthDate, version, provisional, source, deceased } = record
  return (
    <section className="panel">
      <h2>
        {name} {deceased && <span className="badge badge-attention">{say(words.deceased)}</span>}{' '}
        {provisional && (
          <span className="badge badge-attention">
            {say(words.provisional)}
            {source && ` · ${say(words.source)} ${source}`}
          </span>
        )}
      </h2>
      <p>
        {number ? <span className="code">{number}</span> : say(words.noNumber)} · {say(words.born)}{' '}
        {formatDate(birthDate)} ·{' '}
        <span className="soft">
          {say(words.version)} {version}
        </span>
      </p>
    </section>
  )
}

/** One person's whole record: items, periods, relatives, and who changed what on which paper. */
export function ResidentScreen() {
  const say = useSay()
  const may = useMay()
  const { id = '' } = useParams()
  const { data, busy, trouble, again } = useAsk(ResidentRecordDocument, { id }, { policy: 'network-only' })
  const answer = data?.resident
  const record = answer?.__typename === 'ResidentRecord' && answer.id === id ? answer : null
  return (
    <Screen title={words.title} {...(record && { actions: <Actions id={id} /> })}>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {busy && !record && <output>{say(words.loading)}</output>}
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {record && (
        <>
          <Head record={record} />
          <ResidentItems record={record} />
          <Addresses record={record} />
          <Statuses record={record} />
          <Numbers record={record} />
          <Documents record={record} />
          <Relatives record={record} />
          <Household record={record} />
          <ResidentHistory record={record} />
          {may('conflict.propose') && <OpenConflict residentId={id} />}
          {may('disclosure.read') && <ResidentDisclosures residentId={id} />}
        </>
      )}
    </Screen>
  )
}
