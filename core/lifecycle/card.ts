import { lifecycle } from './machine.ts'

/** Thẻ căn cước, from the verified print to its last day (Luật Căn cước 2023, articles 18–29). */
export const cardLifecycle = lifecycle('card', 'MADE', {
  MADE: { dispatch: 'DISPATCHED', revoke: 'REVOKED' },
  DISPATCHED: { arrive: 'AT_UNIT', revoke: 'REVOKED' },
  AT_UNIT: { activate: 'ACTIVE', post: 'POSTED', forward: 'DISPATCHED', revoke: 'REVOKED' },
  POSTED: { activate: 'ACTIVE', comeBack: 'AT_UNIT', revoke: 'REVOKED' },
  ACTIVE: { lock: 'LOCKED', hold: 'HELD', revoke: 'REVOKED', replace: 'REPLACED', expire: 'EXPIRED' },
  LOCKED: { unlock: 'ACTIVE', hold: 'HELD', replace: 'REPLACED', revoke: 'REVOKED', expire: 'EXPIRED' },
  HELD: { giveBack: 'ACTIVE', replace: 'REPLACED', revoke: 'REVOKED', expire: 'EXPIRED' },
  EXPIRED: { replace: 'REPLACED', destroy: 'DESTROYED' },
  /** Reinstated only after an error of the register, by two persons, with no other ACTIVE card. */
  REVOKED: { reinstate: 'ACTIVE', destroy: 'DESTROYED' },
  REPLACED: { destroy: 'DESTROYED' },
  DESTROYED: {},
})
