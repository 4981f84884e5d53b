import {
  type GroundCode,
  groundOf,
  isGround,
  type MeasureKind,
  measures,
} from '../../../core/card-life/grounds.ts'
import type { Bilingual } from '../../../core/errors.ts'

const eventNames: Readonly<Record<string, Bilingual>> = {
  dispatch: { vi: 'Rời xưởng', en: 'Left the factory' },
  arrive: { vi: 'Về nơi trả', en: 'Arrived' },
  forward: { vi: 'Chuyển nơi trả khác', en: 'Sent on' },
  post: { vi: 'Gửi bưu điện', en: 'Posted' },
  comeBack: { vi: 'Bưu điện trả về', en: 'Came back' },
  activate: { vi: 'Trả cho chủ thẻ', en: 'Handed over' },
  lock: { vi: 'Khóa', en: 'Locked' },
  unlock: { vi: 'Mở khóa', en: 'Unlocked' },
  hold: { vi: 'Giữ', en: 'Held' },
  giveBack: { vi: 'Trả lại thẻ đã giữ', en: 'Given back' },
  revoke: { vi: 'Thu hồi', en: 'Revoked' },
  reinstate: { vi: 'Khôi phục', en: 'Reinstated' },
  replace: { vi: 'Đổi thẻ khác', en: 'Replaced' },
  expire: { vi: 'Hết hạn', en: 'Expired' },
  destroy: { vi: 'Tiêu hủy', en: 'Destroyed' },
}
export const eventName = (event: string): Bilingual => eventNames[event] ?? { vi: event, en: event }

const otherReasons: Readonly<Record<string, Bilingual>> = {
  LAST_DAY: { vi: 'Qua ngày có giá trị cuối cùng', en: 'Its last day is over' },
  SIGNER_REVOKED: { vi: 'Chứng thư ký chip bị thu hồi', en: 'The chip’s signer was revoked' },
  ENDED_BY_LAW: { vi: 'Kết thúc theo luật', en: 'Ended by law' },
}
/** A reason in the history: a ground, or one of the system's own. */
export const reasonName = (code: string): Bilingual =>
  isGround(code) ? groundOf(code).name : (otherReasons[code] ?? { vi: code, en: code })

const isMeasure = (kind: string): kind is MeasureKind => Object.hasOwn(measures, kind)
export const measureName = (kind: string): Bilingual =>
  isMeasure(kind) ? measures[kind].name : { vi: kind, en: kind }

const measureStates: Readonly<Record<string, Bilingual>> = {
  PROPOSED: { vi: 'chờ cán bộ thứ hai', en: 'waits for a second officer' },
  DONE: { vi: 'đã thực hiện', en: 'done' },
  REFUSED: { vi: 'không được đồng ý', en: 'refused' },
  WITHDRAWN: { vi: 'đã rút', en: 'withdrawn' },
}
export const measureState = (state: string): Bilingual => measureStates[state] ?? { vi: state, en: state }

const actors: Readonly<Record<string, Bilingual>> = {
  citizen: { vi: 'chủ thẻ', en: 'the holder' },
  anonymous: { vi: 'trang công dân', en: 'the citizen’s page' },
  system: { vi: 'hệ thống', en: 'the system' },
  machine: { vi: 'máy', en: 'a machine' },
  officer: { vi: 'cán bộ', en: 'an officer' },
}
export const actorName = (kind: string): Bilingual => actors[kind] ?? { vi: kind, en: kind }

export const groundNames = (codes: readonly GroundCode[]) =>
  codes.map((code) => ({ code, name: groundOf(code).name }))
