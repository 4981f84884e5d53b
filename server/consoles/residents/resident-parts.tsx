import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { absenceReasonNames, householdRelationNames, statusNames } from '../../../core/residence/words.ts'
import { nameIn } from '../forms/words.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { ResidentRecord } from './resident-record.ts'
import { addressKindNames, documentKindNames, kinshipNames, numberStateNames } from './resident-words.ts'

const words = {
  addresses: { vi: 'Quá trình cư trú', en: 'Addresses' },
  statuses: { vi: 'Tình trạng cư trú', en: 'Residence status' },
  numbers: { vi: 'Số định danh qua các thời kỳ', en: 'Numbers' },
  documents: { vi: 'Giấy tờ căn cước', en: 'Identity documents' },
  relatives: { vi: 'Thân nhân', en: 'Relatives' },
  household: { vi: 'Hộ', en: 'Household' },
  formerly: { vi: 'trước đây', en: 'formerly' },
  kind: { vi: 'Loại', en: 'Kind' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  unit: { vi: 'Đơn vị hành chính', en: 'Unit' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Trước ngày', en: 'Before' },
  running: { vi: 'hiện tại', en: 'now' },
  status: { vi: 'Tình trạng', en: 'Status' },
  reason: { vi: 'Lý do', en: 'Reason' },
  number: { vi: 'Số', en: 'Number' },
  state: { vi: 'Trạng thái', en: 'State' },
  allotted: { vi: 'Xác lập ngày', en: 'Allotted' },
  cancelled: { vi: 'Hủy ngày', en: 'Cancelled' },
  successor: { vi: 'Thay bằng', en: 'Successor' },
  issued: { vi: 'Ngày cấp', en: 'Issued' },
  issuer: { vi: 'Nơi cấp', en: 'Issued by' },
  expires: { vi: 'Có giá trị đến', en: 'Expires' },
  archive: { vi: 'Nơi lưu hồ sơ', en: 'Archive place' },
  relation: { vi: 'Quan hệ', en: 'Relation' },
  name: { vi: 'Họ và tên', en: 'Name' },
  born: { vi: 'Ngày sinh', en: 'Born' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface PartProps {
  readonly record: ResidentRecord
}

interface PartTableProps<Row> {
  readonly title: Bilingual
  readonly rows: readonly Row[]
  readonly columns: readonly (readonly [Bilingual, (row: Row) => ReactNode])[]
}

/** One part of the record; nothing where it holds nothing. */
function PartTable<Row>({ title, rows, columns }: PartTableProps<Row>) {
  const say = useSay()
  if (rows.length === 0) return null
  return (
    <section className="part">
      <h2>{say(title)}</h2>
      <table className="worklist">
        <caption className="for-ears">{say(title)}</caption>
        <thead>
          <tr>
            {columns.map(([name]) => (
              <th key={name.en} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map(([name, cell]) => (
                <td key={name.en} data-label={say(name)}>
                  {cell(row) ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const date = (day: string | null) => day && <span className="nowrap">{formatDate(day)}</span>

function useUntil(): (validTo: string | null) => ReactNode {
  const say = useSay()
  return (validTo) => date(validTo) ?? <span className="badge badge-good">{say(words.running)}</span>
}

export function Addresses({ record }: PartProps) {
  const say = useSay()
  const until = useUntil()
  return (
    <PartTable
      title={words.addresses}
      rows={record.addresses.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))}
      columns={[
        [words.kind, ({ kind }) => say(nameIn(addressKindNames, kind))],
        [words.address, ({ text }) => text],
        [words.unit, ({ unitPath }) => unitPath],
        [words.from, ({ validFrom }) => date(validFrom)],
        [words.to, ({ validTo }) => until(validTo)],
      ]}
    />
  )
}

export function Statuses({ record }: PartProps) {
  const say = useSay()
  const until = useUntil()
  return (
    <PartTable
      title={words.statuses}
      rows={record.statuses}
      columns={[
        [words.status, ({ status }) => say(nameIn(statusNames, status))],
        [words.reason, ({ reason }) => reason && say(nameIn(absenceReasonNames, reason))],
        [words.unit, ({ unitPath }) => unitPath],
        [words.from, ({ validFrom }) => date(validFrom)],
        [words.to, ({ validTo }) => until(validTo)],
      ]}
    />
  )
}

export function Numbers({ record }: PartProps) {
  const say = useSay()
  return (
    <PartTable
      title={words.numbers}
      rows={record.numbers}
      columns={[
        [words.number, ({ number }) => <span className="code">{number}</span>],
        [words.state, ({ state }) => say(nameIn(numberStateNames, state))],
        [words.allotted, ({ allottedOn }) => date(allottedOn)],
        [words.cancelled, ({ cancelledOn }) => date(cancelledOn)],
        [words.successor, ({ successor }) => successor && <span className="code">{successor}</span>],
        [words.reason, ({ reason }) => reason],
      ]}
    />
  )
}

export function Documents({ record }: PartProps) {
  const say = useSay()
  return (
    <PartTable
      title={words.documents}
      rows={record.documents}
      columns={[
        [words.kind, ({ kind }) => say(nameIn(documentKindNames, kind))],
        [words.number, ({ number }) => <span className="code">{number}</span>],
        [words.issued, ({ issuedOn }) => date(issuedOn)],
        [words.issuer, ({ issuedBy }) => issuedBy],
        [words.expires, ({ expiresOn }) => date(expiresOn)],
        [words.archive, ({ archivePlace }) => archivePlace],
      ]}
    />
  )
}

function PersonLink({ id, name }: { readonly id: string | null; readonly name: string }) {
  return id ? <Link to={`/residence/record/${id}`}>{name}</Link> : name
}

export function Relatives({ record }: PartProps) {
  const say = useSay()
  return (
    <PartTable
      title={words.relatives}
      rows={record.relatives}
      columns={[
        [words.relation, ({ kinship }) => say(nameIn(kinshipNames, kinship))],
        [words.name, ({ residentId, name }) => <PersonLink id={residentId} name={name} />],
        [words.number, ({ number }) => number && <span className="code">{number}</span>],
        [words.from, ({ validFrom }) => date(validFrom)],
        [words.to, ({ validTo }) => date(validTo)],
      ]}
    />
  )
}

export function Household({ record }: PartProps) {
  const say = useSay()
  return record.households.map((household) => (
    <PartTable
      key={household.id + household.validFrom}
      title={{
        vi: `${words.household.vi}${household.validTo ? ` (${words.formerly.vi})` : ''}: ${household.addressText}`,
        en: `${words.household.en}${household.validTo ? ` (${words.formerly.en})` : ''}: ${household.addressText}`,
      }}
      rows={household.members}
      columns={[
        [words.relation, ({ relation }) => say(nameIn(householdRelationNames, relation))],
        [words.name, ({ residentId, name }) => <PersonLink id={residentId} name={name} />],
        [words.born, ({ birthDate }) => date(birthDate)],
      ]}
    />
  ))
}
