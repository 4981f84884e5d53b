import { lifecycle } from './machine.ts'

const correctable = { sendBack: 'SENT_BACK' } as const
const voidable = { ...correctable, void: 'VOID' } as const

/** Phiếu DC01/DC02 of the collection (TT 07/2016/TT-BCA): kê khai, kiểm tra, đối chiếu, xác thực, thu, chuyển, quét, nhập, truyền, nạp. */
export const collectionFormLifecycle = lifecycle('form', 'ISSUED', {
  ISSUED: { declare: 'DECLARED', ...voidable },
  DECLARED: { check: 'CHECKED', ...voidable },
  CHECKED: { match: 'MATCHED', ...voidable },
  MATCHED: { authenticate: 'AUTHENTICATED', ...voidable },
  AUTHENTICATED: { collect: 'COLLECTED', ...voidable },
  COLLECTED: { send: 'SENT', ...voidable },
  SENT: { receive: 'RECEIVED', ...voidable },
  RECEIVED: { scan: 'SCANNED', ...voidable },
  SCANNED: { enter: 'ENTERED', ...voidable },
  ENTERED: { transmit: 'TRANSMITTED', ...voidable },
  TRANSMITTED: { load: 'LOADED', ...correctable },
  SENT_BACK: { declare: 'DECLARED', void: 'VOID' },
  LOADED: {},
  VOID: {},
})
