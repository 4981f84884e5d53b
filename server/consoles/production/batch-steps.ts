import type { Action } from '../../../core/access/actions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import type { BatchRowFragment, BatchState } from '../generated/batches.ts'

export const batchStates: Readonly<Record<BatchState, Bilingual>> = {
  DRAFT: { vi: 'Nháp', en: 'Draft' },
  FROZEN: { vi: 'Đã chốt, chờ phát hành', en: 'Frozen' },
  RELEASED: { vi: 'Đã phát hành', en: 'Released' },
  RUNNING: { vi: 'Đang in', en: 'Printing' },
  STOPPED: { vi: 'Tạm dừng', en: 'Stopped' },
  FINISHED: { vi: 'Đã xong', en: 'Finished' },
  DISCARDED: { vi: 'Đã bỏ', en: 'Discarded' },
}

/** In the order of a batch's way. */
export const batchStateOrder = Object.keys(batchStates) as readonly BatchState[]

/** A station takes the first job of a batch, and the last card ends it: no button does. */
type ByItself = 'start' | 'finish'
export type BatchEvent = Exclude<EventsOf<typeof batchLifecycle>, ByItself>

interface BatchEventRule {
  readonly name: Bilingual
  readonly action: Action
  /** Acts on the row that j and k stand on. */
  readonly keys: string
  /** Asks for a reason, or for a second look. */
  readonly asks?: 'REASON' | 'SURE'
}

/** What an officer does with a batch: a button each, in the order of this table. */
export const batchEvents: Readonly<Record<BatchEvent, BatchEventRule>> = {
  freeze: { name: { vi: 'Chốt lô', en: 'Freeze' }, action: 'batch.plan', keys: 'c' },
  release: {
    name: { vi: 'Phát hành', en: 'Release' },
    action: 'batch.release',
    keys: 'h',
    asks: 'SURE',
  },
  resume: { name: { vi: 'In tiếp', en: 'Go on' }, action: 'batch.steer', keys: 'i' },
  stop: { name: { vi: 'Tạm dừng', en: 'Stop' }, action: 'batch.steer', keys: 'd', asks: 'REASON' },
  reopen: { name: { vi: 'Mở lại', en: 'Reopen' }, action: 'batch.plan', keys: 'm' },
  recall: { name: { vi: 'Thu lại', en: 'Call back' }, action: 'batch.release', keys: 't', asks: 'REASON' },
  closeShort: {
    name: { vi: 'Kết thúc sớm', en: 'Close short' },
    action: 'batch.steer',
    keys: 'e',
    asks: 'REASON',
  },
  discard: { name: { vi: 'Bỏ lô', en: 'Discard' }, action: 'batch.plan', keys: 'x', asks: 'REASON' },
}
const eventOrder = Object.keys(batchEvents) as readonly BatchEvent[]

/** What this officer may do with the batch now; who froze it does not release it. */
export const stepsOf = (
  { possibleEvents, frozenByMe }: Pick<BatchRowFragment, 'possibleEvents' | 'frozenByMe'>,
  may: (action: Action) => boolean,
): readonly BatchEvent[] =>
  eventOrder.filter(
    (event) =>
      possibleEvents.includes(event) &&
      may(batchEvents[event].action) &&
      !(event === 'release' && frozenByMe),
  )

export const steerReasons = {
  MACHINE: { vi: 'Máy in, đầu ghi chip gặp sự cố', en: 'Printer or encoder in trouble' },
  STOCK: { vi: 'Thiếu phôi, ruy-băng', en: 'Blanks or ribbon lacking' },
  QUALITY: { vi: 'Chất lượng thẻ không đạt', en: 'Cards are not good enough' },
  DATA: { vi: 'Dữ liệu của lô cần xem lại', en: 'Data of the batch in doubt' },
  PRIORITY: { vi: 'Nhường lô cần gấp hơn', en: 'Another batch goes first' },
} as const satisfies Readonly<Record<string, Bilingual>>
