import type { Bilingual } from '../../../core/errors.ts'
import type { OutboxState } from '../../../core/lifecycle/outbox.ts'

interface OutboxWord {
  readonly mark: string
  readonly name: Bilingual
  readonly badge: 'badge' | 'badge badge-good' | 'badge badge-attention' | 'badge badge-trouble'
}

/** The states in the order in which an officer asks for them: what wants a hand first. */
export const outboxWords: Readonly<Record<OutboxState, OutboxWord>> = {
  REFUSED: { mark: '!', name: { vi: 'Bị từ chối', en: 'Refused' }, badge: 'badge badge-trouble' },
  WAITING: { mark: '…', name: { vi: 'Chờ gửi', en: 'Waiting' }, badge: 'badge badge-attention' },
  SENDING: { mark: '↑', name: { vi: 'Đang gửi', en: 'Sending' }, badge: 'badge' },
  EXPORTED: {
    mark: '⇥',
    name: { vi: 'Đã xuất ra thiết bị nhớ', en: 'Exported to a medium' },
    badge: 'badge',
  },
  RECEIVED: {
    mark: '✓',
    name: { vi: 'Máy chủ đã nhận', en: 'Received by the server' },
    badge: 'badge badge-good',
  },
  REOPENED: { mark: '↺', name: { vi: 'Đã mở lại để sửa', en: 'Opened again' }, badge: 'badge' },
}

export const outboxStates = Object.keys(outboxWords) as readonly OutboxState[]

/** What the officer does about each state; null where time does it. */
export const outboxRemedies: Readonly<Partial<Record<OutboxState, Bilingual>>> = {
  REFUSED: {
    vi: 'Đọc lý do rồi mở lại hồ sơ để sửa; dữ liệu đã thu vẫn còn.',
    en: 'Read the reason, then open the file again; what was captured is still there.',
  },
  WAITING: {
    vi: 'Hồ sơ tự gửi khi có mạng. Mất mạng lâu: xuất ra thiết bị nhớ.',
    en: 'It is sent by itself once there is a network. Long without one: export to a medium.',
  },
  EXPORTED: {
    vi: 'Mang thiết bị nhớ đến máy có mạng và nhập vào. Vẫn giữ bản ở đây đến khi máy chủ báo đã nhận.',
    en: 'Bring the medium to a machine with a network and import it. A copy stays until the server confirms.',
  },
}

/** 0 … 100, and 100 only for what is there whole. */
export function sentPercent({ sent, bytes }: { readonly sent: number; readonly bytes: number }): number {
  if (bytes <= 0 || sent >= bytes) return bytes <= 0 ? 0 : 100
  return Math.min(99, Math.floor((100 * Math.max(0, sent)) / bytes))
}
