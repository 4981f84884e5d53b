import { type CalendarDate, formatVietnamese } from '../dates/calendar-date.ts'
import { feeExemptions, feeFor } from '../enrollment/fees.ts'
import type { PacketManifest } from '../enrollment/packet.ts'
import { requestKinds, requestReasonsOn } from '../enrollment/request-reasons.ts'
import { handlings, oldCardKinds } from '../enrollment/surrender.ts'
import type { CollectionSlip } from './collection-slip.ts'

/** What a file says of its request; words for its papers, wherever they are drawn. */
type Requested = Pick<PacketManifest, 'kind' | 'reason' | 'person' | 'delivery' | 'fee' | 'surrendered'>

export function requestText({ kind, reason }: Pick<Requested, 'kind' | 'reason'>, on: CalendarDate): string {
  const why = requestReasonsOn(on).find((known) => known.kind === kind && known.code === reason)
  return why ? `${requestKinds[kind].vi} · ${why.label.vi}` : requestKinds[kind].vi
}

export function feeText(
  { kind, reason, fee }: Pick<Requested, 'kind' | 'reason' | 'fee'>,
  on: CalendarDate,
): string {
  if (!fee) return ''
  if (fee.decision === 'EXEMPT') {
    return `Miễn: ${feeExemptions.find(({ code }) => code === fee.rule)?.label.vi ?? ''}`
  }
  if (fee.decision === 'FREE') return feeFor({ kind, reason, on, exemption: null }).text.vi
  return `${fee.amount.toLocaleString('vi-VN')} đồng`
}

export function surrenderText({ surrendered }: Pick<Requested, 'surrendered'>): string {
  return surrendered
    .map(({ kind, number, handling }) => `${oldCardKinds[kind].vi} ${number}: ${handlings[handling].vi}`)
    .join('; ')
}

export function deliveryText(
  { delivery }: Pick<Requested, 'delivery'>,
  centre: { readonly code: string; readonly name: string },
): string {
  if (!delivery) return ''
  if (delivery.kind === 'POST') {
    return `Qua bưu chính: ${delivery.recipient}, ${delivery.address}, điện thoại ${delivery.phone}`
  }
  return delivery.centre === centre.code
    ? `${centre.name} (${centre.code})`
    : `Nơi trả thẻ ${delivery.centre}`
}

export interface SlipFile extends Requested {
  readonly number: string | null
  /** Who acts for the person, as a text; empty where nobody does. */
  readonly representative: string
  readonly centre: { readonly code: string; readonly name: string }
}

/** What stands on a collection slip beside the name, and what its bearer is to bring. */
export function slipItems(file: SlipFile, on: CalendarDate): Pick<CollectionSlip, 'items' | 'bring'> {
  const { person, number, representative, delivery, surrendered } = file
  const optional = [
    { label: 'Người đại diện', value: representative },
    { label: 'Giấy tờ cũ', value: surrenderText(file) },
  ].filter(({ value }) => value !== '')
  return {
    items: [
      { label: 'Ngày sinh', value: formatVietnamese(person.birthDate) },
      { label: 'Số định danh', value: number ?? 'Cấp sau khi xét duyệt' },
      { label: 'Yêu cầu', value: requestText(file, on) },
      { label: 'Lệ phí', value: feeText(file, on) },
      ...optional,
      { label: 'Nơi nhận thẻ', value: deliveryText(file, file.centre) },
    ],
    bring: [
      'Giấy hẹn này.',
      ...(surrendered.some(({ handling }) => handling === 'KEPT_UNTIL_DELIVERY')
        ? ['Chứng minh nhân dân đang giữ, để cắt góc khi trả thẻ.']
        : []),
      ...(representative === '' ? [] : ['Giấy tờ tùy thân của người đại diện.']),
      ...(delivery?.kind === 'POST'
        ? ['Nhận qua bưu chính: xuất trình giấy tờ tùy thân cho nhân viên bưu chính.']
        : []),
      'Người nhận thay: văn bản ủy quyền và giấy tờ tùy thân của người nhận.',
    ],
  }
}
