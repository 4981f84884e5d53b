import { lifecycle } from './machine.ts'

/** Kiện thẻ. `writeOff` revokes and remakes each missing card. */
export const parcelLifecycle = lifecycle('parcel', 'OPEN', {
  OPEN: { seal: 'SEALED' },
  SEALED: { dispatch: 'DISPATCHED', reopen: 'OPEN' },
  DISPATCHED: { receive: 'RECEIVED', dispute: 'DISPUTED' },
  RECEIVED: { reconcile: 'RECONCILED', dispute: 'DISPUTED' },
  DISPUTED: { reconcile: 'RECONCILED', writeOff: 'RECONCILED' },
  RECONCILED: {},
})
