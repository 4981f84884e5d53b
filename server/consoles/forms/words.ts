import type { FormEvent, SendBackReason } from '../../../core/forms/collection.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { FormState } from '../generated/forms.ts'

export const stateNames: Readonly<Record<FormState, Bilingual>> = {
  ISSUED: { vi: 'Đã in, chờ kê khai', en: 'Issued' },
  DECLARED: { vi: 'Đã kê khai', en: 'Filled in' },
  CHECKED: { vi: 'Đã kiểm tra', en: 'Checked' },
  MATCHED: { vi: 'Đã đối chiếu', en: 'Matched' },
  AUTHENTICATED: { vi: 'Đã xác thực', en: 'Authenticated' },
  COLLECTED: { vi: 'Đã thu', en: 'Collected' },
  SENT: { vi: 'Đang chuyển', en: 'On its way' },
  RECEIVED: { vi: 'Đã nhận, chờ quét', en: 'Received' },
  SCANNED: { vi: 'Đã quét, chờ nhập', en: 'Scanned' },
  ENTERED: { vi: 'Đã nhập', en: 'Keyed' },
  TRANSMITTED: { vi: 'Đã truyền', en: 'Transmitted' },
  LOADED: { vi: 'Đã nạp vào CSDL', en: 'Loaded' },
  SENT_BACK: { vi: 'Đã trả lại', en: 'Sent back' },
  VOID: { vi: 'Đã hủy', en: 'Void' },
}

/** In the order of a form's way. */
export const stateOrder = Object.keys(stateNames) as readonly FormState[]

export const isFormState = (text: string | undefined): text is FormState =>
  stateOrder.some((state) => state === text)

export const eventNames: Readonly<Record<FormEvent, Bilingual>> = {
  declare: { vi: 'Ký kê khai', en: 'Sign: filled in' },
  check: { vi: 'Ký kiểm tra', en: 'Sign: checked' },
  match: { vi: 'Ký đối chiếu', en: 'Sign: matched' },
  authenticate: { vi: 'Ký xác thực', en: 'Sign: authenticated' },
  collect: { vi: 'Ký thu phiếu', en: 'Sign: collected' },
  send: { vi: 'Bàn giao', en: 'Hand on' },
  receive: { vi: 'Nhận bàn giao', en: 'Receive' },
  scan: { vi: 'Ký đã quét', en: 'Sign: scanned' },
  enter: { vi: 'Nhập phiếu', en: 'Key' },
  transmit: { vi: 'Truyền dữ liệu', en: 'Transmit' },
  load: { vi: 'Nạp vào CSDL', en: 'Load' },
  sendBack: { vi: 'Trả lại', en: 'Send back' },
  void: { vi: 'Hủy phiếu', en: 'Void' },
}

export const sendBackNames: Readonly<Record<SendBackReason, Bilingual>> = {
  MISSING: { vi: 'Thiếu thông tin', en: 'Something is missing' },
  ILLEGAL: { vi: 'Thông tin sai quy định', en: 'Something is not legal' },
  CONTRADICTION: { vi: 'Thông tin mâu thuẫn', en: 'Items contradict each other' },
  ILLEGIBLE: { vi: 'Chữ không đọc được', en: 'Cannot be read' },
  NOT_SIGNED: { vi: 'Thiếu chữ ký', en: 'Not signed' },
}

/** A reason or a kind that this console does not know by name is shown as it is. */
export function nameIn<Key extends string>(names: Readonly<Record<Key, Bilingual>>, key: string): Bilingual {
  return Object.hasOwn(names, key) ? names[key as Key] : { vi: key, en: key }
}
