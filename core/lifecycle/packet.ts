import { lifecycle } from './machine.ts'

/** A packet at the server. */
export const packetLifecycle = lifecycle('packet', 'UPLOADING', {
  UPLOADING: { complete: 'STORED' },
  STORED: { open: 'OPENED', refuse: 'REFUSED', quarantine: 'QUARANTINED' },
  OPENED: {},
  REFUSED: {},
  QUARANTINED: {},
})
